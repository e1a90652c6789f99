"""A heaviest matching kept up to date: one household's pairs change, and one or two paths put it right again.

Shortest augmenting paths over reduced weights (Dijkstra on the prices, as in Edmonds and Karp 1972), in
64-bit whole numbers: nothing is rounded. A change costs about as much as looking at a few rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.solving.heaviest import heaviest
from allocation.solving.levels import Matrix

Places = NDArray[np.intp]
FAR = np.int64(1) << 62


@dataclass(slots=True)
class Side:
    """Households or units: their partner's index or -1, and their dual (profit or price)."""

    partner: Places
    dual: Matrix

    def copy(self) -> Side:
        """The same, to be changed."""
        return Side(self.partner.copy(), self.dual.copy())


@dataclass(slots=True)
class Standing:
    """A heaviest matching of `weights` (n, m; 0 where there is no pair), with the duals that prove it."""

    rows: Side
    columns: Side

    def copy(self) -> Standing:
        """The same, to be changed."""
        return Standing(self.rows.copy(), self.columns.copy())

    def change_row(self, weights: Matrix, row: int) -> None:
        """Make it heaviest again after the row's weights changed. `weights` has them already."""
        column = int(self.rows.partner[row])
        self.rows.partner[row] = -1
        self.rows.dual[row] = FAR  # out of the way while its unit finds somebody else
        if column >= 0:
            self.columns.partner[column] = -1
            _settle(weights.T, self.columns, self.rows, column)
        self.rows.dual[row] = max(0, int((weights[row] - self.columns.dual).max(initial=0)))
        _settle(weights, self.rows, self.columns, row)

    def drop_column(self, weights: Matrix, column: int) -> None:
        """Make it heaviest again after the column's weights became 0. `weights` has them already."""
        row = int(self.columns.partner[column])
        self.columns.partner[column] = -1
        self.columns.dual[column] = 0
        if row >= 0:
            self.rows.partner[row] = -1
            _settle(weights, self.rows, self.columns, row)


def standing(weights: Matrix) -> Standing:
    """A heaviest matching from nothing."""
    found = heaviest(weights)
    partner = np.full(weights.shape[1], -1, dtype=np.intp)
    placed = np.flatnonzero(found.match >= 0)
    partner[found.match[placed]] = placed
    return Standing(Side(found.match.copy(), found.profit.copy()), Side(partner, found.price.copy()))


def _settle(weights: Matrix, near: Side, far: Side, start: int) -> None:
    """Give an unmatched row (or column, seen from its side) with a dual above 0 its place, or a dual of 0.

    The nearest end of an alternating path is found: a free partner, somebody who loses their place, or the start
    itself staying without one; duals move by the distance, and the path is turned over.
    """
    distance = np.where(weights[start] > 0, near.dual[start] + far.dual - weights[start], FAR)
    reached_by = np.full(distance.shape, start, dtype=np.intp)
    done = np.zeros(distance.shape, dtype=np.bool_)
    from_start = {start: 0}
    ends, loser, found = int(near.dual[start]), start, -1
    while True:
        at = int(np.where(done, FAR, distance).argmin()) if distance.size else -1
        if at < 0 or done[at] or distance[at] >= ends:
            break
        here, holder = int(distance[at]), int(far.partner[at])
        if holder < 0:
            ends, found = here, at
            break
        done[at] = True
        from_start[holder] = here
        if here + int(near.dual[holder]) < ends:
            ends, loser = here + int(near.dual[holder]), holder
        onward = np.where(weights[holder] > 0, here + near.dual[holder] + far.dual - weights[holder], FAR)
        nearer = (onward < distance) & ~done
        distance[nearer] = onward[nearer]
        reached_by[nearer] = holder
    _turn(near, far, (start, loser, found), reached_by)
    for holder, away in from_start.items():
        near.dual[holder] -= max(0, ends - away)
    moved = done & (distance < ends)
    far.dual[moved] += ends - distance[moved]


def _turn(near: Side, far: Side, path: tuple[int, int, int], reached_by: Places) -> None:
    """Turn a path over: from the free end found, or from the place that the loser gives up, back to the start."""
    start, loser, found = path
    at = found if found >= 0 else (int(near.partner[loser]) if loser != start else -1)
    if found < 0 and loser != start:
        near.partner[loser] = -1
    while at >= 0:
        holder = int(reached_by[at])
        given_up = int(near.partner[holder]) if holder != start else -1
        near.partner[holder], far.partner[at] = at, holder
        at = given_up
