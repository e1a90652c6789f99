"""The accepted pairs as the solver sees them: memory in proportion to them, never to households times units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocation.solving.compiled import compiled

Index = NDArray[np.int64]
Small = NDArray[np.int32]
Flags = NDArray[np.bool_]
GREATEST = np.iinfo(np.int32).max


class TooLarge(ValueError):
    """The numbers of this problem would not fit the exact arithmetic. The message says which."""


class ByUnit(NamedTuple):
    """The pairs seen from the units (compressed columns): place p is pair `pair[p]`, with household `other[p]`.

    `start`: (units + 1,), the first place of each; `other` and `pair`: (pairs,), households in order.
    """

    start: Index
    other: Small
    pair: Small


@dataclass(frozen=True)
class Pairs:
    """Accepted pairs, sorted by household, then by unit (compressed rows).

    Household h has the pairs `start[h]` up to `start[h + 1]`; pair k is with `unit[k]` and costs `cost[k]` points.
    `start`: (households + 1,); `unit` and `cost`: (pairs,); `units`: how many units there are, used or not.
    """

    start: Index
    unit: Small
    cost: Small
    units: int

    def __post_init__(self) -> None:
        """One kind of array, so that each kernel is compiled once."""
        object.__setattr__(self, "start", np.ascontiguousarray(self.start, dtype=np.int64))
        object.__setattr__(self, "unit", np.ascontiguousarray(self.unit, dtype=np.int32))

    def __len__(self) -> int:
        return len(self.unit)

    @property
    def households(self) -> int:
        """How many households there are, with pairs or without."""
        return len(self.start) - 1

    @property
    def household(self) -> Small:
        """Each pair's household, shape (pairs,); made anew each time, because it is as large as the pairs."""
        return np.repeat(np.arange(self.households, dtype=np.int32), np.diff(self.start))

    @property
    def dearest(self) -> int:
        """The greatest cost of any pair, in points."""
        return int(self.cost.max(initial=0))

    @cached_property
    def by_unit(self) -> ByUnit:
        """The pairs seen from the units, households in order."""
        return turned(self.start, self.unit, self.units)

    def of(self, household: int) -> slice:
        """Where one household's pairs are."""
        return slice(int(self.start[household]), int(self.start[household + 1]))

    def of_unit(self, unit: int) -> Small:
        """The positions of one unit's pairs, households in order."""
        edges = self.by_unit
        return edges.pair[edges.start[unit] : edges.start[unit + 1]]

    def find(self, household: int, unit: int) -> int:
        """The position of a pair; -1 where it is not accepted."""
        first, last = self.start[household : household + 2].tolist()
        at = first + int(np.searchsorted(self.unit[first:last], unit))
        return at if at < last and self.unit[at] == unit else -1

    def chosen(self, match: NDArray[np.intp]) -> Index:
        """The positions of a match's pairs (unit index or -1 a household), one a placed household, in order.

        Raises:
            KeyError: a pair of the match is not among these.
        """
        placed = np.flatnonzero(match >= 0)
        found = positions(self.start, self.unit, placed, match[placed])
        if (found < 0).any():
            raise KeyError(f"household {int(placed[found.argmin()])} is not accepted where it is")
        return found

    def kept(self, flags: Flags) -> Pairs:
        """Only the pairs that are flagged, shape (pairs,)."""
        before = np.concatenate(([0], np.cumsum(flags)))
        return Pairs(before[self.start], self.unit[flags], self.cost[flags], self.units)


def pairs_of(accepted: Flags, cost: NDArray[np.int64]) -> Pairs:
    """The pairs of a table: `accepted` and `cost` are households x units.

    Raises:
        TooLarge: a pair costs more than 2,147,483,647 points.
    """
    start = np.concatenate(([0], np.cumsum(accepted.sum(axis=1))))
    household, unit = np.nonzero(accepted)
    return Pairs(start, unit.astype(np.int32), narrow(cost[household, unit]), accepted.shape[1])


def narrow(cost: NDArray[np.int64]) -> Small:
    """Costs in 32 bits.

    Raises:
        TooLarge: one of them is more than 2,147,483,647 points.
    """
    dearest = int(cost.max(initial=0))
    if dearest > GREATEST:
        raise TooLarge(f"a pair that costs {dearest} points is more than can be added up exactly")
    return cost.astype(np.int32)


@compiled
def positions(start: Index, other: Small, who: Index, whom: Index) -> Index:
    """Where these pairs stand in compressed rows, whose entries are in order; -1 for a pair that is not there."""
    found = np.empty(len(who), dtype=np.int64)
    for position in range(len(who)):
        low, high = start[who[position]], start[who[position] + 1]
        end = high
        while low < high:
            middle = (low + high) // 2
            if other[middle] < whom[position]:
                low = middle + 1
            else:
                high = middle
        found[position] = low if low < end and other[low] == whom[position] else -1
    return found


@compiled
def _turn(start: Index, unit: Small, first: Index, other: Small, pair: Small) -> None:
    """Fill in the pairs seen from the units: a counting sort. `first` has room for each unit's next place."""
    for household in range(len(start) - 1):
        for k in range(start[household], start[household + 1]):
            place = first[unit[k]]
            other[place] = household
            pair[place] = k
            first[unit[k]] = place + 1


def turned(start: Index, unit: Small, units: int) -> ByUnit:
    """Compressed rows read as compressed columns."""
    counts = np.bincount(unit, minlength=units) if len(unit) else np.zeros(units, dtype=np.int64)
    begin = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    edges = ByUnit(begin, np.empty(len(unit), dtype=np.int32), np.empty(len(unit), dtype=np.int32))
    _turn(start, unit, begin[:-1].copy(), edges.other, edges.pair)
    return edges
