"""What a pair costs: against plain arithmetic, and in sentences."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod

import pytest

from allocation.distance import kilometres, whole_metres, within
from allocation.preferences import Term, cost, terms
from tests.allocation.plain_costs import plain_cost
from tests.allocation.problems import Document, building, household, person, problem, read, unit
from tests.allocation.random_problems import Dice


def known_ways(home: Document) -> list[Document]:
    """The household with ages and sexes not known filled in."""
    slots = [
        (place, key, values)
        for place, member in enumerate(home["members"])
        for key, values in (("born", [0, 5, 12, 30]), ("sex", ["female", "male", "other"]))
        if member[key] is None
    ]
    if prod(len(values) for *_, values in slots) > 600:
        return []
    ways = []
    for chosen in product(*(values for *_, values in slots)):
        members = [dict(member) for member in home["members"]]
        for (place, key, _), value in zip(slots, chosen, strict=True):
            members[place][key] = person("x", value, None)["born"] if isinstance(value, int) else value
        ways.append({**home, "members": members})
    return ways


@pytest.mark.parametrize("batch", range(4))
def test_the_cost_is_the_least_of_plain_arithmetic(batch: int) -> None:
    """A fact not known is taken as it costs least; every term adds up."""
    tried = 0
    for seed in range(batch * 250, batch * 250 + 250):
        dice = Dice(seed, unknown=0.12)
        home, at = dice.household("H1", ["U1"]), dice.building("R1", ["U1"])
        of = read(problem(households=[home], properties=[at]))
        ways = known_ways(home)
        if not ways:
            continue
        tried += 1
        found = cost(of.households[0], of.units[0])
        assert found == min(plain_cost(way, at, at["units"][0]) for way in ways), seed
        assert found == sum(term.points for term in terms(of.households[0], of.units[0]))
        assert all(term.points > 0 and term.text for term in terms(of.households[0], of.units[0]))
    assert tried > 200


def test_the_terms_are_sentences() -> None:
    home = household(
        accepts=["dispersed", "refuge"],
        preferred_services=["deaf"],
        access_needs=["wheelchair"],
        places=[
            {"easting": 441000, "northing": 398200, "kind": "work", "importance": 3},
            {"easting": 441000, "northing": 395000, "kind": "school"},
            {"easting": 441000, "northing": 396000},
        ],
    )
    flat = unit(bedrooms=[{"beds": 2}] * 3, features=["wheelchair", "adapted_kitchen", "step_free"])
    of = read(problem(households=[home], properties=[building(sleeping="size_criteria", units=[flat])]))
    assert terms(of.households[0], of.units[0]) == (
        Term("place", 10, "1.0 km from a place that matters"),
        Term("place", 96, "3.2 km from work"),
        Term("bedrooms", 40, "2 bedrooms more than the household needs"),
        Term("by_and_for", 60, "not one of the services by and for her community that she prefers"),
        Term("kind", 15, "refuge accommodation is number 2 in her order of preference"),
        Term("scarce_feature", 40, "has adapted kitchen, which somebody else may need"),
    )


def test_a_kind_she_has_not_agreed_to_costs_as_the_last() -> None:
    of = read(problem(households=[household(accepts=["dispersed", "specialist"])]))
    assert cost(of.households[0], of.units[0]) == 30
    assert terms(of.households[0], of.units[0])[0].text == "refuge accommodation is not one she has agreed to"


@pytest.mark.parametrize(
    ("easting", "metres"),
    [
        ("0", 0),
        ("0.49999999999999999999999", 0),
        ("0.5", 1),
        ("1.4999999999999999999999", 1),
        ("1.5", 2),
        ("2.5", 3),
        ("1e6", 1_000_000),
    ],
)
def test_metres_round_to_the_nearest_a_half_upwards(easting: str, metres: int) -> None:
    assert whole_metres(Fraction(easting), Fraction(0), (Fraction(0), Fraction(0))) == metres


def test_on_the_edge_is_within_and_a_hair_farther_is_not() -> None:
    origin, hair = (Fraction(0), Fraction(0)), Fraction(1, 10**30)
    assert within(Fraction(3), Fraction(4), origin, Fraction(5))
    assert not within(Fraction(3) + hair, Fraction(4), origin, Fraction(5))
    assert within(Fraction(3) - hair, Fraction(4), origin, Fraction(5))


@pytest.mark.parametrize(("metres", "words"), [(0, "0.0 km"), (49, "0.0 km"), (50, "0.1 km"), (12_345, "12.3 km")])
def test_kilometres_are_told_to_a_tenth(metres: int, words: str) -> None:
    assert kilometres(metres) == words
