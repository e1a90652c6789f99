"""Whether shares of pairs can be made whole: CP-SAT on the few pairs that the bounds have left open.

One worker, a fixed seed, the model in order and a deterministic limit: the same answer every time and everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from allocation.solving.branch import Match
from allocation.solving.face import Face
from allocation.solving.sides import NOWHERE, Whole

SURE = (cp_model.OPTIMAL, cp_model.INFEASIBLE)
FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True, slots=True)
class Decision:
    """The best match of a face, None if none was found; whether that is certain; deterministic seconds spent."""

    match: Match | None
    sure: bool
    spent: float


def decide(face: Face, gain: Whole, hint: Match | None, limit: float, least: int | None = None) -> Decision:
    """The set of proposals of a face with the greatest gain, of at least `least`. Looks at every pair of the face."""
    if len(face.pairs) == 0:
        nobody = np.full(face.pairs.households, NOWHERE, dtype=np.intp)
        empty = not face.placed.any() and not face.full.any() and (least is None or least <= 0)
        return Decision(nobody if empty else None, True, 0.0)
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in range(len(face.pairs))]
    _rows(model, taken, face)
    goal = cp_model.LinearExpr.weighted_sum(taken, gain.tolist())
    if least is not None:
        model.add(goal >= least)
    model.maximize(goal)
    if hint is not None:
        for literal, value in zip(taken, face.where(hint).tolist(), strict=True):
            model.add_hint(literal, value)
    solver = cp_model.CpSolver()
    _settle(solver.parameters, limit)
    status = solver.solve(model)
    match = None
    if status in FOUND:
        chosen = np.flatnonzero([solver.boolean_value(literal) for literal in taken])
        match = np.full(face.pairs.households, NOWHERE, dtype=np.intp)
        match[face.pairs.household[chosen]] = face.pairs.unit[chosen]
    return Decision(match, status in SURE, solver.deterministic_time)


def _rows(model: cp_model.CpModel, taken: list[cp_model.IntVar], face: Face) -> None:
    """Every household once at most, every row within its room; exactly, where the face says so."""
    start = face.pairs.start.tolist()
    for household, must in enumerate(face.placed.tolist()):
        _limit(model, taken[start[household] : start[household + 1]], 1, must)
    which, beside = face.sides.of(np.arange(len(taken)))
    inside: dict[int, list[cp_model.IntVar]] = {}
    for pair, row in enumerate(face.pairs.unit.tolist()):
        inside.setdefault(row, []).append(taken[pair])
    for pair, row in zip(which.tolist(), beside.tolist(), strict=True):
        inside.setdefault(row, []).append(taken[pair])
    for row, most in enumerate(face.sides.room.tolist()):
        _limit(model, inside.get(row, []), most, bool(face.full[row]))
    for fixed in face.fixed:
        model.add(cp_model.LinearExpr.weighted_sum(taken, fixed.gain.tolist()) == fixed.value)


def _limit(model: cp_model.CpModel, members: list[cp_model.IntVar], most: int, exactly: bool) -> None:
    if exactly:
        model.add(cp_model.LinearExpr.sum(members) == most)
    elif len(members) > most == 1:
        model.add_at_most_one(members)
    elif len(members) > most:
        model.add(cp_model.LinearExpr.sum(members) <= most)


def _settle(parameters: object, limit: float) -> None:
    for name, value in {
        "num_workers": 1, "random_seed": 1, "cp_model_probing_level": 0, "symmetry_level": 0,
        "linearization_level": 2, "max_deterministic_time": limit,
    }.items():  # fmt: skip
        setattr(parameters, name, value)
