"""The checker catches every single corruption of a result: it is a breach, or it cannot be read at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from allocation.answer import ENGINE
from allocation.check import check, read_result
from allocation.checking.levels import LEVELS
from allocation.facts import Problem
from allocation.make_problem import make_problem
from allocation.match import match
from allocation.problem import BadProblem
from allocation.wording import wording_breaches
from housing.commands.matching import match as match_command
from tests.allocation.problems import building, household, problem, read, unit
from tests.allocation.proof.corruptions import WORDS, Corruption, Result, corruptions
from tests.allocation.towns import Dice

pytestmark = pytest.mark.slow


def spread(seed: int) -> Problem:
    """A town in which everything there is to say is said: reasons, changes, questions, losses."""
    return read(make_problem(Dice(seed), 12, 8))


def tight() -> Problem:
    """One refuge with a cap, somebody who fears everybody, two kept apart: losses to side rules of every sort."""
    homes = [
        household(f"H{number}", band=1 + number % 3, support_need=need, places=[PLACE], held="U1")
        for number, need in enumerate(("high", "high", "low", "medium", "low", "low"), 1)
    ]
    homes[3]["threats"] = None
    full = building("R2", caps={"support:high+": 0}, units=[unit("U4"), unit("U5", features=["wheelchair"])])
    at = building("R1", caps={"support:high+": 1}, units=[unit("U1"), unit("U2"), unit("U3")])
    return read(problem(households=homes, properties=[at, full], keep_apart=[["H1", "H3"], ["H5", "H6"]]))


PLACE = {"easting": 440_000, "northing": 390_000, "kind": "work", "importance": 2}
PROBLEMS = {"seed 3": lambda: spread(3), "seed 5": lambda: spread(5), "tight": tight}


def survives(town: Problem, each: Corruption) -> bool:
    """Whether nobody notices."""
    try:
        result = read_result(json.dumps(each.result).encode(), town)
        return not check(town, result) and not wording_breaches(town, result)
    except BadProblem:
        return False


def only_solving_again_can_tell(result: Result, each: Corruption) -> bool:
    """The one sort of change that may go unseen: a unit said to be lost at another of the solver's levels.

    The checker has no solver. It knows one way to give her the unit, so a level before the first that gets worse in it
    is found; whether a better way exists is for a solver (tests/allocation/test_match.py solves again for every line).
    """
    if each.path[-1:] != ("level",):
        return False
    return {_at(document, each.path) for document in (result, each.result)} <= set(LEVELS)


def _at(document: Result, path: tuple[str | int, ...]) -> Any:
    where: Any = document
    for step in path:
        where = where[step]
    return where


@pytest.mark.parametrize("name", PROBLEMS)
def test_every_single_corruption_is_a_breach_or_unreadable(name: str) -> None:
    town = PROBLEMS[name]()
    result = match(town)
    assert survives(town, Corruption((), "nothing", result))
    tried = list(corruptions(result))
    unseen = [str(each) for each in tried if survives(town, each) and not only_solving_again_can_tell(result, each)]
    assert unseen == []
    assert len(tried) > 1_000


def test_a_level_that_comes_before_anything_gets_worse_is_found() -> None:
    """Nobody else stands in the way: only the place of the one who has the unit can be what decides."""
    homes = [household(f"H{number}", band=number) for number in (2, 3)]
    town = read(problem(households=homes))
    result = match(town)
    (line,) = result["unplaced"][0]["lost_to"]
    assert line == {"unit": "U1", "household": "H2", "level": "placed in band 2"}
    line["level"] = "placed in band 1"
    assert check(town, result) == ["H3: U1 was lost at placed in band 2 or after, the result says placed in band 1"]


def test_an_optimum_that_a_single_exchange_would_better_is_found() -> None:
    """The checker has no solver, and still sees that the last in the queue was put before the first."""
    town = read(problem(households=[household("H1", band=1), household("H2", band=4)]))
    forged = match(read(problem(households=[household("H2", band=4)]))) | {"problem_sha256": town.sha256}
    lost = [{"unit": "U1", "household": "H2", "level": "cost"}]
    forged["unplaced"] = [
        {"household": "H1", "reason": "outcompeted", "refused_by": {}, "one_change_away": [], "lost_to": lost}
    ]
    assert check(town, forged) == ["H1: U1 had better been this household's, by placed in band 1"]


def test_an_answer_cut_short_keeps_its_gap_and_nothing_else_may_change_unseen() -> None:
    """What a gap says is the solver's word, and so is the level of a loss beside it; that there is a gap is checked."""
    town = tight()
    result = match(town) | {"status": "feasible", "gap": {"cost": 5, "ties": None}}
    unseen = {
        tuple(step for step in each.path if isinstance(step, str))
        for each in corruptions(result)
        if survives(town, each)
    }
    assert unseen <= {("gap",), ("gap", "cost"), ("gap", "ties"), ("unplaced", "lost_to", "level")}


def test_the_problems_show_everything_that_a_result_can_say() -> None:
    results = [match(made()) for made in PROBLEMS.values()]
    levels = {line["level"] for result in results for each in result["unplaced"] for line in each["lost_to"]}
    assert "side rules" in levels
    assert len(levels) > 3
    assert {each["reason"] for result in results for each in result["unplaced"]} == set(WORDS["reason"])
    assert all(any(result[key] for result in results) for key in ("proposals", "unplaced", "to_ask", "unused_units"))
    assert any(each["one_change_away"] for result in results for each in result["unplaced"])
    assert any(len(each["because"]) > 1 for result in results for each in result["proposals"])


def test_the_command_finds_other_words_too_unless_another_engine_wrote_them(tmp_path: Path) -> None:
    made, answered = tmp_path / "problem.json", tmp_path / "result.json"
    made.write_text(json.dumps(problem(households=[household(places=[PLACE])])))
    result = match(read(json.loads(made.read_text())))
    result["proposals"][0]["because"][0]["text"] = "near her work"
    for engine, code in ((ENGINE, 1), ("0.9.0", 0)):
        answered.write_text(json.dumps(result | {"engine": engine}))
        assert CliRunner().invoke(match_command, [str(made), "--check", str(answered)]).exit_code == code
