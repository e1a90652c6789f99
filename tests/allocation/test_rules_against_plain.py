"""Every rule agrees with the plain one, for every way to fill in what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from math import prod
from typing import Any

import pytest

from allocation.rules import rules
from tests.allocation.plain_rules import REFUSES, Document, Pair
from tests.allocation.problems import AS_OF, person, problem, read
from tests.allocation.random_problems import LEVELS, SEXES, Dice

SEEDS = range(300)
MOST = 500  # ways to fill in that one example may have
BORN = {  # the ages that can make a difference to each rule that reads an age
    "people": [0, 30],
    "beds": [0, 5, 12, 30],
    "boys-age": [0, 5, 6, 12, 13, 14, 17, 18],
}
READS = {
    "people": {"born"},
    "beds": {"born", "sex"},
    "sex-accepted": {"sex"},
    "boys-age": {"born", "sex", "boys_up_to"},
    "support": {"support_need", "max_support"},
    "danger-zone": {"danger_zones"},
    "threat-on-site": {"threats"},
}


def made_known(home: Document, at: Document, reads: set[str]) -> None:
    """Fill in what the rule does not read, so that the ways to fill in the rest stay few."""
    known = {"born": "1990-01-01", "sex": "female", "support_need": "low", "danger_zones": [], "threats": []}
    known |= {"boys_up_to": "any", "max_support": "low"}
    for where in [home, at, *home["members"]]:
        for key in where.keys() & known.keys() - reads:
            where[key] = known[key] if where[key] is None else where[key]


def slots(home: Document, at: Document, rule: str) -> list[tuple[tuple[str | int, ...], list[Any]]]:
    """Where a null stands (from "home" or "at"), and the values that may stand there."""
    here = {"easting": at["easting"], "northing": at["northing"], "radius_m": 1}
    values: dict[str, list[Any]] = {
        "sex": sorted(set(SEXES)),
        "born": [person("x", age, "other")["born"] for age in BORN.get(rule, [])],
        "support_need": LEVELS,
        "max_support": LEVELS,
        "boys_up_to": [*range(18), "any"],
        "danger_zones": [[], [here]],
        "threats": [[], ["P1"], ["P2"], ["P3"]],
    }
    found: list[tuple[tuple[str | int, ...], list[Any]]] = []
    for place, member in enumerate(home["members"]):
        found += [(("home", "members", place, key), values[key]) for key in ("born", "sex") if member[key] is None]
    for name, where in (("home", home), ("at", at)):
        found += [((name, key), values[key]) for key in where if where[key] is None]
    return found


def ways(home: Document, at: Document, rule: str) -> Iterator[tuple[Document, Document]]:
    """Every way to fill in the nulls."""
    places = slots(home, at, rule)
    if prod(len(values) for _, values in places) > MOST:
        return
    for chosen in product(*(values for _, values in places)):
        way: Any = {"home": {**home, "members": [dict(each) for each in home["members"]]}, "at": dict(at)}
        for (path, _), value in zip(places, chosen, strict=True):
            where = way
            for step in path[:-1]:
                where = where[step]
            where[path[-1]] = value
        yield way["home"], way["at"]


def example(seed: int, rule: str) -> tuple[Document, Document, int, list[str]]:
    """A household, a property, the days' grace and who is kept apart from the household."""
    dice = Dice(seed, unknown=0.15 if rule in READS else 0)
    home, at = dice.household("H1", ["U1"], most=5), dice.building("R1", ["U1"])
    made_known(home, at, READS.get(rule, set()))
    for resident in at["residents"]:
        resident["members"] = resident["members"] or ["P1"]
    return home, at, dice.one([0, 3, 4]), [each["household"] for each in at["residents"] if dice.chance()]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: str(rule.id))
def test_a_rule_answers_as_the_plain_one_for_every_way_to_fill_in(rule: Any) -> None:
    given = set()
    for seed in SEEDS:
        home, at, within, apart = example(seed, rule.id)
        refused = {
            REFUSES[rule.id](Pair(*way, way[1]["units"][0], date.fromisoformat(AS_OF), within, frozenset(apart)))
            for way in ways(home, at, rule.id)
        }
        if not refused:
            continue
        document = problem(households=[home], properties=[at], keep_apart=[["H1", each] for each in apart])
        read_back = read({**document, "policy": {"needed_within_days": within}})
        expected = "ask" if len(refused) == 2 else "refuse" if True in refused else "accept"
        answer = rule.judge(read_back.households[0], read_back.units[0]).answer
        assert answer == expected, (seed, home, at)
        given.add(str(answer))
    assert given == ({"accept", "ask", "refuse"} if rule.id in READS else {"accept", "refuse"})
