"""The fewest changes that would give a household a place: verified by solving again, never safety or law."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocation.changes import changes_for
from allocation.edits import Edits
from allocation.facts import Problem
from allocation.make_problem import make_problem
from allocation.match import liftable, match
from tests.allocation.problems import building, household, problem, read, unit
from tests.allocation.towns import Dice


def needy(**changes: Any) -> dict[str, Any]:
    """A woman with a dog and a high need."""
    return household("H1", **{"pets": ["dog"], "support_need": "high", **changes})


def told(town: Problem, **more: Any) -> list[tuple[str, list[str]]]:
    return [
        (each["unit"], [one["rule"] for one in each["changes"]])
        for each in changes_for(town, match(town, **more), "H1", **more)
    ]


def test_one_change_comes_before_two() -> None:
    homes = [building("R1", max_support="low"), building("R2", units=[unit("U2")])]
    assert told(read(problem(households=[needy()], properties=homes))) == [("U2", ["pets"])]
    assert told(read(problem(households=[needy()], properties=homes[:1]))) == [("U1", ["support", "pets"])]


def test_what_would_only_make_a_unit_possible_is_not_told() -> None:
    people = [needy(band=3), household("H2", band=1)]
    assert told(read(problem(households=people))) == []
    assert told(read(problem(households=[needy(band=1), household("H2", band=3)]))) == [("U1", ["pets"])]


@pytest.mark.parametrize(
    "unhelped",
    [
        {"excluded_areas": ["E05012997"]},
        {"access_needs": ["wheelchair"]},
        {"danger_zones": None},
        {"pets": ["dog"], "funding": ["part_4_grant"], "accepts": ["dispersed"]},
    ],
)
def test_safety_law_and_what_is_not_known_are_never_to_be_changed(unhelped: dict[str, Any]) -> None:
    assert told(read(problem(households=[needy(**unhelped)]))) == []


def test_who_has_a_place_needs_no_change_and_a_banned_unit_is_no_help() -> None:
    town = read(problem(households=[needy()]))
    assert told(town, edits=Edits(bans=(("H1", "U1"),))) == []
    assert told(read(problem(households=[household("H1")]))) == []
    with pytest.raises(KeyError):
        changes_for(town, match(town), "H9")


@settings(deadline=None, max_examples=12)
@given(st.integers(0, 2_000))
def test_each_change_made_gives_her_the_unit(seed: int) -> None:
    document = make_problem(Dice(seed), 12, 8)
    town = read(document)
    result = match(town)
    for each in result["unplaced"]:
        for found in changes_for(town, result, each["household"]):
            assert {one["rule"] for one in found["changes"]} <= set(liftable())
            assert all(one["text"] for one in found["changes"])
            pin = Edits(pins=((each["household"], found["unit"]),))
            services = [one["rule"] for one in found["changes"] if one["rule"] in WAIVABLE]
            if len(services) == len(found["changes"]):
                home = next(u.property.id for u in town.units if u.id == found["unit"])
                waivers = [
                    {"household": each["household"], "property": home, "rule": rule, "by": "made up", "why": "made up"}
                    for rule in services
                ]
                there = {w["rule"] for w in document.get("waivers", []) if w["household"] == each["household"]}
                if not there:
                    waived = read({**document, "waivers": [*document.get("waivers", []), *waivers]})
                    placed = {one["household"]: one["unit"] for one in match(waived)["proposals"]}
                    assert each["household"] in placed
                    assert match(waived, edits=pin)["proposals"]


WAIVABLE = ("available", "sex-accepted", "boys-age", "support", "funding", "pets")
