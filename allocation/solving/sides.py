"""What the compiled searches read and write: the two sides of a matching, and room for a search."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocation.solving.pairs import Small

Whole = NDArray[np.int64]
FAR = 1 << 62
NOWHERE = -1


class Sight(NamedTuple):
    """Weighted pairs seen from one side: a household's (or unit's) are at `start[one]` up to `start[one + 1]`.

    `start`: (households + 1,); `other`: whom each pair is with, in order; `weight`: 0 where it may not be used.
    """

    start: Whole
    other: Small
    weight: Whole


class Side(NamedTuple):
    """Households or units: their partner's index or -1, and their dual (profit or price)."""

    partner: Whole
    dual: Whole

    def copy(self) -> Side:
        """The same, to be changed."""
        return Side(self.partner.copy(), self.dual.copy())


class Room(NamedTuple):
    """Room for one search after another among `far` places; left as it was found.

    `distance`: FAR until reached; `reached_by`: whose pair got there; `heap` and `place`: those waiting, nearest first,
    and where each stands in the heap (-1: not in it); `touched`: everything reached; `done`: those settled, in order.
    """

    distance: Whole
    reached_by: Small
    heap: Small
    place: Small
    touched: Small
    done: Small


def room(far: int) -> Room:
    """Room for searches among so many units (or households)."""
    index = [np.full(far, NOWHERE, dtype=np.int32) for _ in range(5)]
    return Room(np.full(far, FAR, dtype=np.int64), *index)
