"""What each rule says of one pair, and what the pair costs, read again from matching.md over plain documents.

The rules for facts that are all known are in tests/allocation/plain_rules.py. Here a null is filled in every way that
could matter: the rule refuses if all ways are refused, asks if some are. Nothing is shared with the engine or with
the checker.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product
from typing import Any

from tests.allocation.plain_costs import plain_cost
from tests.allocation.plain_rules import REFUSES, Document, Pair
from tests.allocation.problems import person

AGES = [person("any", age, "other")["born"] for age in (0, 5, 12, 17, 119)]  # one of each that rules tell apart
FILLED_IN: dict[str, list[Any]] = {
    "born": AGES,
    "sex": ["female", "male", "other"],
    "support_need": ["low", "very_high"],
    "max_support": ["low", "very_high"],
    "boys_up_to": [0, "any"],
}
OF_MEMBERS = {
    "people": ("born",),
    "beds": ("born", "sex"),
    "sex-accepted": ("sex",),
    "boys-age": ("born", "sex"),
    "cost": ("born", "sex"),
}
OF_HOUSEHOLD = {"support": ("support_need",)}
OF_BUILDING = {"boys-age": ("boys_up_to",), "support": ("max_support",)}
KNOWN = {"born": "1990-01-01", "sex": "female", "support_need": "low", "max_support": "low", "boys_up_to": "any"}
LISTS = ("couples", "expected_births", "access_needs", "pets", "preferred_services", "excluded_areas", "places")
MORE_LISTS = ("outside_authorities", "declined", "danger_zones", "threats")


def answers(document: Document, household: Document, building: Document, unit: Document) -> dict[str, str]:
    """The rules that do not accept: rule id to "refuse" or "ask", waivers set aside."""
    waived = {
        each["rule"]
        for each in document.get("waivers", [])
        if (each["household"], each["property"]) == (household["id"], building["id"])
    }
    kept = [pair for pair in document.get("keep_apart", []) if household["id"] in pair]
    apart = frozenset(other for pair in kept for other in pair if other != household["id"])
    within = document.get("policy", {}).get("needed_within_days", 3)
    told = _told(household), _told(building), _told(unit), document["as_of"], within, tuple(sorted(apart))
    return {rule: said for rule in REFUSES if rule not in waived and (said := _answer(rule, *told)) != "accept"}


def pair_cost(household: Document, building: Document, unit: Document) -> int:
    """The cost of a pair in points, at its least over everything not known."""
    return _cost(_told(household), _told(building), _told(unit))


def _told(value: Document) -> str:
    return json.dumps(value, sort_keys=True)


@cache
def _answer(
    rule: str, household: str, building: str, unit: str, as_of: str, within: int, apart: tuple[str, ...]
) -> str:
    home, at = json.loads(household), json.loads(building)
    if rule == "danger-zone" and home.get("danger_zones", []) is None:
        return "ask"
    if rule == "threat-on-site" and home.get("threats", []) is None:
        return "ask" if at.get("residents") else "accept"
    refused = {
        REFUSES[rule](Pair(way, place, json.loads(unit), date.fromisoformat(as_of), within, frozenset(apart)))
        for way, place in _ways(rule, home, at)
    }
    return "ask" if len(refused) == 2 else "refuse" if True in refused else "accept"


@cache
def _cost(household: str, building: str, unit: str) -> int:
    at = json.loads(building)
    return min(plain_cost(way, at, json.loads(unit)) for way, _ in _ways("cost", json.loads(household), at))


def _ways(rule: str, household: Document, building: Document) -> Iterator[tuple[Document, Document]]:
    """Every way to fill in what this rule reads; what it does not read is filled in once."""
    whole = {**{key: [] for key in (*LISTS, *MORE_LISTS)}, **household}
    whole |= {key: [] for key in ("danger_zones", "threats") if whole[key] is None}
    members = [
        [dict(zip(each, chosen, strict=True)) for chosen in product(*_choices(each, OF_MEMBERS.get(rule, ())))]
        for each in whole["members"]
    ]
    homes = [dict(zip(whole, chosen, strict=True)) for chosen in product(*_choices(whole, OF_HOUSEHOLD.get(rule, ())))]
    places = [
        dict(zip(building, chosen, strict=True)) for chosen in product(*_choices(building, OF_BUILDING.get(rule, ())))
    ]
    for people in product(*members):
        for home, at in product(homes, places):
            yield {**home, "members": list(people)}, at


def _choices(facts: Document, read: tuple[str, ...]) -> list[list[Any]]:
    """For each fact, the values it may have."""
    return [
        [value] if value is not None else FILLED_IN[key] if key in read else [KNOWN.get(key)]
        for key, value in facts.items()
    ]
