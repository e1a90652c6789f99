"""One linear programme over a face: shares of pairs instead of yes and no, with the prices of every row.

Solved by GLOP's primal simplex without preprocessing, which needs about as many pivots as there are households
here and leaves most vertices whole. It works in floating point, so nothing it says is believed: `cover` turns its
prices into whole numbers and proves a bound with them, and a match it hints at is checked rule by rule.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver.python.model_builder_helper import ModelBuilderHelper, ModelSolverHelper, SolveStatus
from scipy.sparse import csr_matrix

from allocation.solving.branch import Match
from allocation.solving.face import Face
from allocation.solving.pairs import Index
from allocation.solving.sides import NOWHERE, Whole

Shares = NDArray[np.float64]
PARAMETERS = "use_preprocessing: false  max_deterministic_time: {limit}"
LARGEST = 20  # bits of the gains that the simplex sees: its tolerances are absolute
ALMOST = 1e-6


@dataclass(frozen=True, slots=True)
class Vertex:
    """`share` of each pair of the pool; prices of households, rows and fixed levels; what the gains add up to."""

    pool: Index
    share: Shares
    profit: Shares
    price: Shares
    worth: Shares
    value: float

    @property
    def whole(self) -> bool:
        """Whether every pair is chosen or not chosen."""
        return bool((np.minimum(self.share, 1 - self.share) < ALMOST).all())

    def match(self, face: Face) -> Match:
        """The pairs chosen by more than half: unit index or -1 a household."""
        found = np.full(face.pairs.households, NOWHERE, dtype=np.intp)
        chosen = self.pool[self.share > 0.5]
        found[np.searchsorted(face.pairs.start, chosen, side="right") - 1] = face.pairs.unit[chosen]
        return found


@dataclass(frozen=True, slots=True)
class Rows:
    """The programme's rows: households, units and side rows, fixed levels. `used`: which of them the pool can break."""

    least: Shares
    most: Shares
    used: NDArray[np.bool_]
    of: csr_matrix


def vertex(face: Face, gain: Whole, limit: float) -> Vertex | None:
    """The best shares of the pool's pairs by these gains (pairs,); None if the simplex did not get there.

    `limit`: deterministic seconds of GLOP.
    """
    pool = np.flatnonzero(face.pool)
    rows = _rows(face, pool)
    lower = max(0, int(gain[pool].max(initial=0)).bit_length() - LARGEST)
    model = ModelBuilderHelper()
    nothing, objective = np.zeros(len(pool)), np.ldexp(gain[pool].astype(np.float64), -lower)
    fill: Callable[..., None] = model.fill_model_from_sparse_data
    fill(nothing, nothing + np.inf, objective, rows.least, rows.most, rows.of)
    model.set_maximize(True)
    solver = ModelSolverHelper("glop")
    solver.set_solver_specific_parameters(PARAMETERS.format(limit=limit))
    solver.solve(model)
    if solver.status() != SolveStatus.OPTIMAL:
        return None
    dual = np.zeros(len(rows.used))
    dual[rows.used] = np.ldexp(solver.dual_values(), lower)
    share: Shares = np.asarray(solver.variable_values(), dtype=np.float64)
    if not (np.isfinite(dual).all() and np.isfinite(share).all()):
        return None
    n, last = face.pairs.households, len(dual) - len(face.fixed)
    return Vertex(pool, share, dual[:n], dual[n:last], dual[last:], float(gain[pool].astype(np.float64) @ share))


def _rows(face: Face, pool: Index) -> Rows:
    n, columns = face.pairs.households, np.arange(len(pool))
    household = np.searchsorted(face.pairs.start, pool, side="right") - 1
    which, beside = face.sides.of(pool)
    row = np.concatenate([household, n + face.pairs.unit[pool], n + beside])
    column = np.concatenate([columns, columns, which])
    most = np.concatenate([np.ones(n), face.sides.room])
    least = np.where(np.concatenate([face.placed, face.full]), most, -np.inf)
    counts = np.bincount(row, minlength=len(most))
    used = (counts > most) | ((least > 0) & (counts > 0))
    used[:n] = counts[:n] > 0
    place = np.cumsum(used) - 1
    inside = used[row]
    height = int(used.sum())
    value = [np.ones(int(inside.sum())), *(each.gain[pool].astype(np.float64) for each in face.fixed)]
    row = np.concatenate([place[row[inside]], *(np.full(len(pool), height + k) for k in range(len(face.fixed)))])
    column = np.concatenate([column[inside], *(columns for _ in face.fixed)])
    held = np.array([each.value for each in face.fixed], dtype=np.float64)
    of = csr_matrix((np.concatenate(value), (row, column)), shape=(height + len(held), len(pool)))
    return Rows(
        np.concatenate([least[used], held]), np.concatenate([most[used], held]),
        np.concatenate([used, np.ones(len(held), dtype=np.bool_)]), of,
    )  # fmt: skip
