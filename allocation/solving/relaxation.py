"""The lexicographic optimum while every household chooses for itself: no side rule, every level, ties too.

All levels but the ties are folded into one weight, each multiplied past everything that the levels after it can
add up to. Ties are decided in later rounds among the optima of the rounds before: by complementary slackness
these are exactly the matchings that use only tight pairs and leave out no household with a profit and no unit with
a price (Schrijver 2003, theorems 17.1 and 18.3).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.solving.heaviest import Heaviest, heaviest
from allocation.solving.levels import HEAVIEST, NOBODY, Levels, Matrix, folded, mix
from allocation.solving.pairs import Index, Pairs


@dataclass(frozen=True, slots=True)
class Gain:
    """One level's whole-number gain for every pair, at least 0, shape (pairs,), and the greatest it can be."""

    of: Matrix
    top: int


def relaxed(levels: Levels, pairs: Pairs, first: frozenset[int] = NOBODY) -> NDArray[np.intp]:
    """The one best match over the pairs: unit index or -1 for each household, shape (n,).

    Where households of `first` cannot all be placed the result leaves some out.
    """
    weight = folded(levels, pairs, first)
    return settled(levels, pairs, weight, heaviest(pairs, weight))


def settled(levels: Levels, pairs: Pairs, weight: Matrix, found: Heaviest) -> NDArray[np.intp]:
    """The one match that the ties leave of all the heaviest, given one of them with its proof."""
    queue = [_order, _mix]
    while True:
        tight = found.tight(pairs, weight)
        if not queue or len(tight) == int((found.match >= 0).sum()):
            return found.match
        pairs = _only(pairs, tight)
        gain = _must(pairs, found)
        while queue and _fits(levels, gain, after := queue[0](levels, pairs)):
            queue.pop(0)
            step = levels.most * after.top + 1
            gain = Gain(gain.of * step + after.of, gain.top * step + after.top)
        weight = gain.of
        found = heaviest(pairs, weight)


def _fits(levels: Levels, gain: Gain, after: Gain) -> bool:
    return gain.top * (levels.most * after.top + 1) + after.top <= HEAVIEST


def _only(pairs: Pairs, tight: Index) -> Pairs:
    """The pairs at these positions, which are in order."""
    return Pairs(np.searchsorted(tight, pairs.start), pairs.unit[tight], pairs.cost[tight], pairs.units)


def _must(pairs: Pairs, found: Heaviest) -> Gain:
    """What an optimum may not leave out: a point for each household with a profit and each unit with a price."""
    profit, price = found.households.dual > 0, found.units.dual > 0
    return Gain(profit[pairs.household].astype(np.int64) + price[pairs.unit].astype(np.int64), 2)


def _order(levels: Levels, pairs: Pairs) -> Gain:
    """The longest wait first: a greater gain for an earlier place in the queue."""
    return Gain(levels.order[pairs.household], len(levels.order))


def _mix(levels: Levels, pairs: Pairs) -> Gain:
    """The least sum of hashes of pairs."""
    full = (1 << levels.bits) - 1
    return Gain(full - mix(levels, pairs.household.astype(np.intp), pairs.unit.astype(np.intp)), full)
