"""The lexicographic optimum while every household chooses for itself: no side rule, every level, ties too.

Levels are folded into one weight while they fit (`LIMIT`), each multiplied past everything that the
levels after it can add up to. What does not fit is decided in a later round among the optima of the
rounds before: by complementary slackness these are exactly the matchings that use only tight pairs and
leave out no household with a profit and no unit with a price (Schrijver 2003, theorem 17.1 and 18.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.solving.heaviest import Heaviest, heaviest
from allocation.solving.levels import LIMIT, Levels, Mask, Matrix, mix

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Gain:
    """One level's whole-number gain for every pair, at least 0, and the greatest it can be."""

    of: Matrix  # (n, m), (n, 1) or (1, m)
    top: int


def gains(levels: Levels, allowed: Mask, first: frozenset[int] = NOBODY) -> Iterator[Gain]:
    """The levels in order. Households in `first` come before every band: they must be placed if anybody is."""
    rank = levels.rank.copy()
    top = int(rank.max(initial=0)) + 1
    rank[list(first)] = top
    yield Gain(rank[:, None], top)
    if (levels.held >= 0).any():
        yield Gain((levels.held[:, None] == np.arange(allowed.shape[1])[None, :]).astype(np.int64), 1)
    yield Gain(levels.dearest - levels.cost, levels.dearest)
    yield Gain(levels.order[:, None], allowed.shape[0])
    rows, columns = np.nonzero(allowed)
    hashes = np.zeros(allowed.shape, dtype=np.int64)
    full = (1 << levels.bits) - 1
    hashes[rows, columns] = full - mix(levels, rows, columns)
    yield Gain(hashes, full)


def relaxed(levels: Levels, allowed: Mask, first: frozenset[int] = NOBODY) -> NDArray[np.intp]:
    """The one best match over the allowed pairs: unit index or -1 for each household, shape (n,).

    `allowed`: (n, m). Where households of `first` cannot all be placed the result leaves some out.
    """
    queue = gains(levels, allowed, first)
    gain: Gain | None = next(queue)
    must = Gain(np.zeros((1, 1), dtype=np.int64), 0)
    best = np.full(allowed.shape[0], -1, dtype=np.intp)
    while gain is not None:
        weights, top = must.of, must.top
        while gain is not None and top * (levels.most * gain.top + 1) + gain.top <= LIMIT:
            weights = weights * (levels.most * gain.top + 1) + gain.of
            top = top * (levels.most * gain.top + 1) + gain.top
            gain = next(queue, None)
        weights = np.where(allowed, weights, 0)
        found = heaviest(weights)
        best = found.match
        allowed = found.tight(weights)
        if gain is None or int(allowed.sum()) == int((best >= 0).sum()):
            return best
        must = _must(found)
    return best


def first_weights(levels: Levels, allowed: Mask) -> Matrix:
    """The weights that the first round solves: as many levels as fit one whole number, 0 where not allowed."""
    weights, top = np.zeros((1, 1), dtype=np.int64), 0
    for gain in gains(levels, allowed):
        if top * (levels.most * gain.top + 1) + gain.top > LIMIT:
            break
        weights = weights * (levels.most * gain.top + 1) + gain.of
        top = top * (levels.most * gain.top + 1) + gain.top
    return np.where(allowed, weights, 0)


def _must(found: Heaviest) -> Gain:
    """What an optimum may not leave out: a point for each household with a profit and each unit with a price."""
    return Gain((found.profit > 0).astype(np.int64)[:, None] + (found.price > 0).astype(np.int64)[None, :], 2)
