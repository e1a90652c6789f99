"""Every way in which two results can differ is named: which part, which household, which unit, from what to what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from allocation.match import match
from allocation.problem import read_problem
from housing.placements.matching.replays.differences import Difference, differences, stored_as
from tests.allocation.problems import building, household, person, problem, unit


def answer() -> dict[str, Any]:
    """A small result with something in every part."""
    boy = [person("H3-1", 34, "female"), person("H3-2", 14, "male", "child")]
    of = problem(
        households=[
            household("H1", band=1),
            household("H2", band=2),
            household("H3", members=boy),
            household("H4", support_need=None),
        ],
        properties=[
            building("R1", units=[unit("U1"), unit("U2")], boys_up_to=10, max_support="medium"),
            building("R2", units=[unit("U3")], sexes=["male"]),
        ],
    )
    made: dict[str, Any] = json.loads(json.dumps(match(read_problem(json.dumps(of, default=str).encode()))))
    assert all(made[part] for part in ("proposals", "unplaced", "to_ask", "unused_units"))
    return made


def test_the_volatile_fields_and_nothing_else_may_differ() -> None:
    made = answer()
    assert differences(made, deepcopy(made) | {"engine": "9", "seconds": {"read": 1.0}}) == []
    assert json.loads(stored_as(made)).keys() == made.keys() - {"engine", "seconds"}
    for part in made.keys() - {"engine", "seconds"}:
        assert differences(made, {key: value for key, value in made.items() if key != part}) != [], part


def spots(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of every value in a document, the volatile ones left out."""
    for key in node if isinstance(node, dict) else range(len(node)):
        if path or key not in ("engine", "seconds"):
            yield (*path, key)
            if isinstance(node[key], dict | list):
                yield from spots(node[key], (*path, key))


@pytest.mark.parametrize("spot", list(spots(answer())), ids=lambda spot: "-".join(str(step) for step in spot))
def test_another_value_anywhere_is_found_and_its_part_is_named(spot: tuple[Any, ...]) -> None:
    made = answer()
    again = deepcopy(made)
    node = again
    for step in spot[:-1]:
        node = node[step]
    node[spot[-1]] = "something else"
    if isinstance(made[spot[0]], list) and len(spot) == 2:
        del node[spot[-1]]
    found = differences(made, again)
    assert {each.part for each in found} == {spot[0]}
    assert differences(again, made) != []


def test_a_household_that_moved_is_said_with_both_units() -> None:
    made = answer()
    again = deepcopy(made)
    moved = again["proposals"][0]
    was, moved["unit"] = moved["unit"], "U9"
    (found,) = differences(made, again)
    assert found == Difference("proposals", moved["household"], was, "unit", json.dumps(was), '"U9"')
    assert str(found) == f'proposals, household {moved["household"]}, unit {was}, unit: was "{was}", is "U9"'


def test_somebody_who_lost_a_place_and_somebody_new_are_said() -> None:
    made = answer()
    again = deepcopy(made)
    gone = again["proposals"].pop()
    again["unused_units"] = sorted([*again["unused_units"], gone["unit"]])
    lost, free = differences(made, again)
    assert (lost.part, lost.household, lost.unit, lost.now) == ("proposals", gone["household"], gone["unit"], "nothing")
    assert (free.part, free.unit, free.was, free.now) == ("unused_units", gone["unit"], "nothing", f'"{gone["unit"]}"')


@pytest.mark.parametrize("part", ["proposals", "to_ask", "unused_units"])
def test_another_order_is_a_difference(part: str) -> None:
    made = answer()
    made["unused_units"] = ["U2", "U3"]
    again = deepcopy(made)
    assert len(again[part]) > 1
    again[part].reverse()
    assert differences(made, again) == [Difference(part, field="order", was="one order", now="another")]


def test_keys_in_another_order_are_a_difference_byte_for_byte() -> None:
    made = answer()
    (whole,) = differences(made, dict(reversed(made.items())))
    assert str(whole) == "the order of the document: was one order, is another"
    again = deepcopy(made)
    again["proposals"][0] = dict(reversed(again["proposals"][0].items()))
    (entry,) = differences(made, again)
    assert (entry.part, entry.field) == ("proposals", "order")
