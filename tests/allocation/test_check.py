"""The independent checker: it passes what the engine makes and finds every corruption of it."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from allocation import check as checking
from allocation.check import check, read_result
from allocation.checking.pairs import home_answers, sight, site_answers
from allocation.facts import Problem
from allocation.make_problem import make_problem
from allocation.match import match
from allocation.problem import BadProblem, read_problem
from allocation.screen import verdicts
from tests.allocation.random_problems import Dice as AnyFacts
from tests.allocation.towns import Dice

Steps = tuple[str | int, ...]
WORDS = {"text"}  # the wording is not the checker's business, only that there is some
FREE = {"engine", "seconds"}  # these may differ between two runs


def read(document: dict[str, Any]) -> Problem:
    return read_problem(json.dumps(document).encode())


def busy() -> tuple[Problem, dict[str, Any]]:
    """A problem whose result has something under every key."""
    problem = read(make_problem(Dice(3), 30, 14))
    result = match(problem)
    assert all(result[key] for key in ("proposals", "unplaced", "to_ask", "unused_units"))
    assert any(each["lost_to"] for each in result["unplaced"])
    assert any(each["one_change_away"] for each in result["unplaced"])
    assert any(each["next_best"] for each in result["proposals"])
    return problem, result


BUSY, RESULT = busy()


def leaves(value: Any, path: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """Every number and text of a document, with its path."""
    if isinstance(value, dict):
        for key, inside in value.items():
            if key not in FREE:
                yield from leaves(inside, (*path, key))
    elif isinstance(value, list):
        for place, inside in enumerate(value):
            yield from leaves(inside, (*path, place))
    else:
        yield path, value


def changed(path: Steps, value: Any) -> dict[str, Any]:
    other = deepcopy(RESULT)
    inside: Any = other
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    return other


def corrupted(path: Steps, value: Any) -> Any:
    """Something of the same kind that is wrong there."""
    if isinstance(value, int):
        return value + 1
    if path[-1] in WORDS:
        return ""
    swaps = {"household": "H1", "unit": "U1", "rule": "boys-age", "reason": "needs_facts", "status": "feasible"}
    others = {"household": "H2", "unit": "U2", "rule": "pets", "reason": "outcompeted"}
    key = path[-1] if isinstance(path[-1], str) else "unit"
    if key == "level":
        return "placed in band 1" if value == "side rules" else "side rules"
    if key in swaps:
        return swaps[key] if swaps[key] != value else others[key]
    return f"{value}x"


LEAVES = list(leaves(RESULT))


def test_the_engine_s_own_result_has_no_breach() -> None:
    assert check(BUSY, RESULT) == []


@pytest.mark.parametrize("key", sorted({str(step) for path, _ in LEAVES for step in path if isinstance(step, str)}))
def test_every_single_change_is_found(key: str) -> None:
    ours = [(path, value) for path, value in LEAVES if next(s for s in reversed(path) if isinstance(s, str)) == key]
    for path, value in ours:
        assert check(BUSY, changed(path, corrupted(path, value))), (path, value)


@pytest.mark.parametrize("key", ["proposals", "unplaced", "to_ask", "unused_units"])
def test_an_entry_missing_twice_there_or_out_of_order_is_found(key: str) -> None:
    listed = RESULT[key]
    assert check(BUSY, RESULT | {key: listed[1:]})
    assert check(BUSY, RESULT | {key: [*listed[:1], *listed]})
    assert listed == listed[::-1] or check(BUSY, RESULT | {key: listed[::-1]})


@pytest.mark.parametrize("gap", [{}, {"cost": 0}])
def test_a_result_that_says_feasible_says_by_how_much_it_may_fall_short(gap: dict[str, int]) -> None:
    assert check(BUSY, RESULT | {"status": "feasible", "gap": gap})
    assert check(BUSY, RESULT | {"status": "feasible", "gap": {"cost": 3}}) == []
    assert check(BUSY, RESULT | {"gap": {"cost": 3}})


def test_a_spread_of_households_is_looked_at_when_asked_and_safety_always() -> None:
    wrong = RESULT | {"to_ask": []}
    assert check(BUSY, wrong)
    assert check(BUSY, wrong, most_pairs=1) == []
    assert check(BUSY, RESULT | {"unused_units": []}, most_pairs=1)


@pytest.mark.parametrize("seed", range(100))
def test_the_checker_and_the_rules_answer_alike(seed: int) -> None:
    problem = read(AnyFacts(seed, 0.15).problem())
    seen = sight(problem)
    for household in problem.households:
        for unit in problem.units:
            said = {
                rule: str(v.answer) for rule, v in verdicts(problem, household, unit).items() if v.answer != "accept"
            }
            found = {**site_answers(seen, household, unit.property), **home_answers(seen, household, unit)}
            untried = {rule for rule, answer in found.items() if answer == "untried"}
            assert {rule: answer for rule, answer in said.items() if rule not in untried} == {
                rule: answer for rule, answer in found.items() if rule not in untried
            }


@pytest.mark.parametrize("seed", range(100, 160))
def test_any_problem_gives_a_result_without_a_breach(seed: int) -> None:
    problem = read(AnyFacts(seed, 0.05).problem())
    assert check(problem, match(problem)) == []


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("proposals", 0, "unit"), "U99", "proposals[0].unit: expected the id of a unit of the problem"),
        (("proposals", 0, "household"), 7, "proposals[0].household: expected an id"),
        (("proposals", 0, "cost"), 1.5, "proposals[0].cost: expected a whole number"),
        (("proposals", 0, "because", 0, "points"), True, "proposals[0].because[0].points: expected a whole number"),
        (("objective", "kept"), -1, "objective.kept: expected a whole number"),
        (("objective", "placed_by_band"), [1, 2], "objective.placed_by_band: expected a list of five numbers"),
        (("unplaced", 0, "reason"), "tired", "unplaced[0].reason: expected one of no_suitable_unit"),
        (("unplaced", 0, "refused_by"), {"luck": 2}, "unplaced[0].refused_by.luck: expected one of the keys"),
        (("seconds",), {"read": "0"}, "seconds.read: expected a number"),
        (("gap",), {"love": 1}, "gap.love: expected one of the keys"),
        (("extra",), 1, "extra: expected one of the keys"),
        (("status",), "perhaps", "status: expected one of optimal, feasible"),
    ],
)
def test_a_malformed_result_is_refused_with_its_path(path: Steps, value: Any, fault: str) -> None:
    with pytest.raises(BadProblem) as caught:
        read_result(json.dumps(changed(path, value)).encode(), BUSY)
    assert any(line.startswith(fault) for line in caught.value.faults), caught.value.faults


def test_a_feasible_result_reads_back_with_its_gap() -> None:
    feasible = RESULT | {"status": "feasible", "gap": {"cost": 4, "ties": None}}
    assert read_result(json.dumps(feasible).encode(), BUSY) == feasible


def test_the_checker_shares_no_code_with_what_it_checks() -> None:
    allowed = ("allocation.checking", "allocation.editing.edit", "allocation.facts", "allocation.reading")
    rooms = [Path(checking.__file__), *Path(checking.__file__).parent.glob("checking/*.py")]
    taken = {
        node.module or ""
        for room in rooms
        for node in ast.walk(ast.parse(room.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
    }
    assert len(rooms) > 5
    assert [
        module for module in sorted(taken) if module.startswith("allocation") and not module.startswith(allowed)
    ] == []
