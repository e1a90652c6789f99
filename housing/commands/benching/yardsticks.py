"""What the matcher is held against: scipy's two assignment solvers, and one pass over the accepted pairs.

They get the pairs that the rules accept and one whole number a pair, in which every level but the ties is folded; that
is exact while no side rule binds (a transversal matroid: see allocation/solving/levels.py) and below 2**53.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from allocation.facts import Problem
from allocation.solving.pairs import Pairs

DENSE = 400_000_000  # bytes of the table that LSA may have
EXACT = 2**53  # beyond this, sums in floating point lose whole numbers
Weights = NDArray[np.float64]
Best = Callable[[], tuple[NDArray[np.intp], NDArray[np.intp]]]


def scalar(problem: Problem, pairs: Pairs) -> Weights:
    """One whole number a pair, shape (pairs,): the more, the better.

    Raises:
        OverflowError: it would not be exact in floating point.
    """
    classes = sorted({(-each.band, each.days_waited) for each in problem.households})
    place = {each: rank for rank, each in enumerate(classes, 1)}
    rank = np.array([place[-each.band, each.days_waited] for each in problem.households], dtype=np.int64)
    position = {unit.id: column for column, unit in enumerate(problem.units)}
    held = np.array([position.get(each.held or "", -1) for each in problem.households], dtype=np.int64)
    row = np.repeat(np.arange(len(rank)), np.diff(pairs.start))
    dearest, most = int(pairs.cost.max(initial=0)), min(len(rank), len(position))
    step = most * dearest + 1
    if (len(classes) + 1) * (int((held >= 0).sum()) + 1) * step >= EXACT:
        raise OverflowError("the folded levels are past what floating point holds exactly")
    whole = (rank[row] * (int((held >= 0).sum()) + 1) + (held[row] == pairs.unit)) * step + (dearest - pairs.cost)
    found: Weights = whole.astype(np.float64)
    return found


def lsa(pairs: Pairs, weights: Weights) -> Best | None:
    """scipy's `linear_sum_assignment` on the table of pairs; None where the table would not fit `DENSE`."""
    households = len(pairs.start) - 1
    if households * pairs.units * weights.itemsize > DENSE:
        return None
    table = np.zeros((households, pairs.units))
    table[np.repeat(np.arange(households), np.diff(pairs.start)), pairs.unit] = weights
    return lambda: linear_sum_assignment(table, maximize=True)


def sparse(pairs: Pairs, weights: Weights) -> Best:
    """scipy's `min_weight_full_bipartite_matching`, with a place of nobody's own for whoever goes without."""
    households, top = len(pairs.start) - 1, float(weights.max(initial=0)) + 1
    row = np.repeat(np.arange(households), np.diff(pairs.start))
    ends = (
        np.concatenate((row, np.arange(households))),
        np.concatenate((pairs.unit, pairs.units + np.arange(households))),
    )
    graph = csr_array((np.concatenate((top - weights, np.full(households, top))), ends))
    return lambda: min_weight_full_bipartite_matching(graph)


def value(pairs: Pairs, weights: Weights, best: Best) -> int:
    """What a yardstick's answer is worth, in whole numbers: so that two answers can be told to be as good."""
    rows, columns = best()
    unit = np.full(len(pairs.start) - 1, -1)
    unit[rows] = columns
    taken = unit[np.repeat(np.arange(len(unit)), np.diff(pairs.start))] == pairs.unit
    return sum(int(each) for each in weights[taken].tolist())
