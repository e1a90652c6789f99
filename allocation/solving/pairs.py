"""The accepted pairs as the solver sees them: memory in proportion to them, never to households times units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Pairs:
    """Accepted pairs, sorted by household, then by unit (compressed rows).

    Household h has the pairs `start[h]` up to `start[h + 1]`; pair k is with `unit[k]` and costs `cost[k]` points.
    `start`: (households + 1,); `unit` and `cost`: (pairs,); `units`: how many units there are, used or not.
    """

    start: Index
    unit: Index
    cost: Index
    units: int

    def __len__(self) -> int:
        return len(self.unit)

    @property
    def households(self) -> int:
        """How many households there are, with pairs or without."""
        return len(self.start) - 1

    @cached_property
    def household(self) -> Index:
        """Each pair's household, shape (pairs,)."""
        return np.repeat(np.arange(self.households), np.diff(self.start))

    def of(self, household: int) -> slice:
        """Where one household's pairs are."""
        return slice(int(self.start[household]), int(self.start[household + 1]))

    def find(self, household: int, unit: int) -> int:
        """The position of a pair; -1 where it is not accepted."""
        first, last = self.start[household : household + 2].tolist()
        at = first + int(np.searchsorted(self.unit[first:last], unit))
        return at if at < last and self.unit[at] == unit else -1

    def chosen(self, match: NDArray[np.intp]) -> Index:
        """The positions of a match's pairs (unit index or -1 a household), one a placed household, in order."""
        return np.flatnonzero(match[self.household] == self.unit)

    def kept(self, flags: Flags) -> Pairs:
        """Only the pairs that are flagged, shape (pairs,)."""
        before = np.concatenate(([0], np.cumsum(flags)))
        return Pairs(before[self.start], self.unit[flags], self.cost[flags], self.units)


def pairs_of(accepted: Flags, cost: NDArray[np.int64]) -> Pairs:
    """The pairs of a table: `accepted` and `cost` are households x units."""
    start = np.concatenate(([0], np.cumsum(accepted.sum(axis=1))))
    household, unit = np.nonzero(accepted)
    return Pairs(start, unit, cost[household, unit].astype(np.int64), accepted.shape[1])
