"""Two answers side by side: who has a place in one and not in the other."""

from __future__ import annotations

from typing import Any

import numpy as np

from allocation.answer import objective
from allocation.solved import Solved

Entry = dict[str, Any]


def compared(before: Solved, after: Solved) -> Entry:
    """The objective before and after, `extra` households placed and those placed `no_longer`, each with the unit that
    it would have or had; `exact`: whether both answers are proved. Both are over the same households."""
    return {
        "before": objective(before.assignment),
        "after": objective(after.assignment),
        "extra": _only_in(after, before),
        "no_longer": _only_in(before, after),
        "exact": not before.assignment.gap and not after.assignment.gap,
    }


def extra_by_band(before: Solved, after: Solved) -> list[int]:
    """How many households more are placed in each band, 1 to 5; below 0: fewer."""
    pairs = zip(before.assignment.score.placed, after.assignment.score.placed, strict=True)
    return [had - has for had, has in pairs]


def _only_in(one: Solved, other: Solved) -> list[dict[str, str]]:
    """Who has a place in one answer and none in the other, and which."""
    places = one.assignment.match
    rows = np.flatnonzero((places >= 0) & (other.assignment.match < 0)).tolist()
    problem = one.problem
    return [{"household": problem.households[row].id, "unit": problem.units[int(places[row])].id} for row in rows]
