"""The result document of matching.md: what is proposed, to whom, why, and why not for everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from allocation.assign import Assignment
from allocation.couplings import Couplings
from allocation.explain import because, next_best, one_change_away, reason, refused_by, to_ask
from allocation.facts import Problem
from allocation.losses import Losses, lost_to
from allocation.screen import Screen

FORMAT = "matching-result/1"
ENGINE = "2.0.0"


def document(
    problem: Problem, screened: Screen, assignment: Assignment, rules: Couplings | None = None
) -> dict[str, Any]:
    """The whole answer but for `seconds`: JSON-able, every list in the order of the ids.

    `rules`: the side rules as they were before any pin took its place; left out, there is no pin.
    """
    match = assignment.match
    rows = range(len(problem.households))
    losses = Losses(assignment, screened.pairs, rules)
    losses.work_out()
    used = set(match[match >= 0].tolist())
    answer: dict[str, Any] = {
        "format": FORMAT,
        "status": "feasible" if assignment.gap else "optimal",
        "objective": objective(assignment),
        "proposals": [_proposal(problem, screened, row, int(match[row])) for row in rows if match[row] >= 0],
        "unplaced": [_unplaced(problem, screened, losses, row) for row in rows if match[row] < 0],
        "to_ask": [line for row in rows for line in to_ask(problem, screened, row)],
        "unused_units": [unit.id for column, unit in enumerate(problem.units) if column not in used],
        "problem_sha256": problem.sha256,
        "engine": ENGINE,
    }
    if assignment.gap:
        answer["gap"] = dict(assignment.gap)
    return answer


def objective(assignment: Assignment) -> dict[str, Any]:
    """The levels of the objective, as a panel reads them."""
    score = assignment.score
    return {
        "placed_by_band": [-count for count in score.placed],
        "days_waited_by_band": [-days for days in score.days],
        "kept": -score.kept,
        "cost": score.cost,
    }


def timed(answer: Mapping[str, Any], seconds: Mapping[str, float]) -> dict[str, Any]:
    """The answer with how long reading, screening and solving took, to a tenth of a millisecond."""
    return {**answer, "seconds": {part: float(np.round(taken, 4)) for part, taken in seconds.items()}}


def _proposal(problem: Problem, screened: Screen, row: int, column: int) -> dict[str, Any]:
    household, unit = problem.households[row], problem.units[column]
    return {
        "household": household.id,
        "unit": unit.id,
        "cost": int(screened.pairs.cost[screened.pairs.find(row, column)]),
        "because": because(household, unit),
        "next_best": next_best(problem, screened, row, column),
    }


def _unplaced(problem: Problem, screened: Screen, losses: Losses, row: int) -> dict[str, Any]:
    why = reason(screened, row)
    return {
        "household": problem.households[row].id,
        "reason": why,
        "refused_by": refused_by(screened, row),
        "one_change_away": one_change_away(problem, screened, row),
        "lost_to": lost_to(problem, losses, row) if why == "outcompeted" else [],
    }
