"""The checker's own sleeping rules, on cases worked out by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from allocation.checking.pairs import home_answers, sight
from allocation.checking.sleeping import fewest_bedrooms, ways
from allocation.facts import Problem
from allocation.problem import read_problem
from tests.allocation.problems import building, household, person, problem, unit


def read(
    people: list[dict[str, Any]], beds: list[int], sleeping: str, couples: list[list[str]] | None = None
) -> Problem:
    rooms = [{"beds": each, "cots": 0} for each in beds]
    home = building(sleeping=sleeping, units=[unit(bedrooms=rooms, max_people=50)])
    who = household(members=people, couples=couples or [])
    return read_problem(json.dumps(problem(households=[who], properties=[home])).encode())


def beds_say(found: Problem) -> str:
    return home_answers(sight(found), found.households[0], found.units[0]).get("beds", "accept")


FAMILY = [
    person("w", 34, "female"), person("g1", 12, "female"), person("g2", 8, "female"),
    person("b1", 9, "male"), person("b2", 13, "male"),
]  # fmt: skip
PAIR = [person("w", 34, "female"), person("m", 36, "male")]
CROWD = [person(f"p{number}", 30, "female" if number % 2 else "male") for number in range(14)]
STRANGERS = [person(f"p{number}", None, None, "adult") for number in range(9)]


@pytest.mark.parametrize(
    ("people", "beds", "sleeping", "couples", "answer"),
    [
        (FAMILY, [2, 2, 2], "size_criteria", [], "accept"),
        (FAMILY, [5, 5], "size_criteria", [], "refuse"),
        (FAMILY, [1, 1, 3], "size_criteria", [], "refuse"),
        (FAMILY, [3, 2], "room_standard", [], "accept"),
        (FAMILY, [4, 1], "room_standard", [], "accept"),
        (FAMILY, [5], "room_standard", [], "refuse"),
        (PAIR, [2], "room_standard", [["w", "m"]], "accept"),
        (PAIR, [2], "room_standard", [], "refuse"),
        (PAIR, [1, 1], "room_standard", [], "accept"),
        (PAIR, [2], "size_criteria", [["w", "m"]], "accept"),
        (PAIR, [2], "size_criteria", [], "refuse"),
        ([*PAIR[:1], person("c", None, "male", "child")], [2], "room_standard", [], "ask"),
        ([*PAIR[:1], person("c", None, "male", "child")], [1], "room_standard", [], "refuse"),
        (CROWD, [20, 20], "room_standard", [], "untried"),
        (CROWD, [1], "room_standard", [], "refuse"),
        (CROWD, [20] * 14, "size_criteria", [["p0", "p1"]], "accept"),
        (STRANGERS, [2] * 9, "room_standard", [], "untried"),
    ],
)
def test_beds(people: list[Any], beds: list[int], sleeping: str, couples: list[list[str]], answer: str) -> None:
    assert beds_say(read(people, beds, sleeping, couples)) == answer


def test_how_many_bedrooms_a_household_needs() -> None:
    family = read(FAMILY, [5], "size_criteria").households[0]
    children = [person(f"c{number}", 12, "female") for number in range(13)]
    assert fewest_bedrooms(family) == 3
    assert fewest_bedrooms(read(STRANGERS, [1], "size_criteria").households[0]) is None
    assert fewest_bedrooms(read(children, [1], "size_criteria").households[0]) is None
    assert len(ways(read([*PAIR[:1], person("c", None, "male")], [1], "size_criteria").households[0]) or []) == 4
