"""What sets of proposals are worth as twelve whole numbers, the first the weightiest, less being better.

Five of minus the households placed by band, five of minus the days waited by band, minus the held places kept, and
the cost: the order of `Score`, in arrays, so that thousands of households are compared at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.solving.levels import BANDS, Levels, Score
from allocation.solving.pairs import Pairs

Worth = NDArray[np.int64]  # (12,) or (k, 12)
KEPT, COST = 10, 11
NAMES = (
    *(f"placed in band {band}" for band in BANDS),
    *(f"days waited in band {band}" for band in BANDS),
    "held places kept",
    "cost",
    "ties",
)
TIES = NAMES.index("ties")


def worth_of(found: Score) -> Worth:
    """A score before ties."""
    return np.array([*found.placed, *found.days, found.kept, found.cost], dtype=np.int64)


def of_pairs(levels: Levels, pairs: Pairs, household: NDArray[np.intp], at: NDArray[np.intp]) -> Worth:
    """What each of some pairs adds, (k, 12): `at` are their positions, `household` whose they are."""
    found = np.zeros((len(at), 12), dtype=np.int64)
    line, band = np.arange(len(at)), levels.band[household] - 1
    found[line, band] = -1
    found[line, 5 + band] = -levels.days[household]
    found[:, KEPT] = -(levels.held[household] == pairs.unit[at]).astype(np.int64)
    found[:, COST] = pairs.cost[at]
    return found


def of_match(levels: Levels, pairs: Pairs, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Worth:
    """What the pairs of some placed households add up to, (12,)."""
    at = np.array([pairs.find(row, column) for row, column in zip(rows.tolist(), columns.tolist(), strict=True)])
    return np.asarray(of_pairs(levels, pairs, rows, at.astype(np.intp)).sum(axis=0), dtype=np.int64)


def first_difference(difference: Worth) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """For each of some differences (k, 12): the first level that is not 0 (`TIES`: none is); whether it is worse."""
    other = difference != 0
    first = np.where(other.any(axis=1), other.argmax(axis=1), TIES)
    worse = difference[np.arange(len(difference)), np.minimum(first, COST)] > 0
    return first, worse
