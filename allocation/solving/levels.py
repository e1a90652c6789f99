"""The objective as arrays: one gain a level for every pair, all whole numbers, all at least 0.

The five sentences of the objective become, for the solver:

* `rank`: bands and days waited in one number a household. While no side rule binds, the sets of
  households that can be placed together are the independent sets of a matroid (Edmonds and
  Fulkerson 1965: a transversal matroid), where the greedy order decides the best set whatever the
  distances between the weights; so "most in band 1, then band 2, ..., then most days in band 1, ..."
  is the greatest sum of any weights that rise with (band, days waited).
* `kept`: 1 where the pair is the household's held place.
* `saving`: the greatest cost of the problem less this pair's cost.
* `order`: the longest wait first, then a stable hash; a matroid again, so positions do.
* `mix`: a stable hash of household and unit, so that one answer is best and it is the same everywhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.facts import Problem

BANDS = (1, 2, 3, 4, 5)
Matrix = NDArray[np.int64]
Mask = NDArray[np.bool_]
LIMIT = 1 << 46  # greatest weight handed to the floating-point kernel: 2**53 with room for sums of paths
GREATEST_COST = 1 << 30


class TooLarge(ValueError):
    """The numbers of this problem would not fit the exact arithmetic. The message says which."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Arrays over households (n) and units (m), in the problem's sorted order.

    `band`, `days`, `rank`, `order`: shape (n,); `held`: (n,) unit index or -1; `cost`: (n, m) points;
    `household_hash`: (n,) and `unit_hash`: (m,) 64 bits; `bits`: how many bits of their mix count.
    """

    band: Matrix
    days: Matrix
    rank: Matrix
    order: Matrix
    held: Matrix
    cost: Matrix
    household_hash: NDArray[np.uint64]
    unit_hash: NDArray[np.uint64]
    bits: int

    @property
    def most(self) -> int:
        """The greatest number of proposals."""
        return min(len(self.household_hash), len(self.unit_hash))

    @property
    def dearest(self) -> int:
        """The greatest cost of any pair, in points."""
        return int(self.cost.max(initial=0))


def stable_hash(text: str) -> int:
    """64 bits that depend on the text alone, on every machine and in every version of Python."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest(), "big")


def mix(levels: Levels, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Matrix:
    """The pair hashes of the named rows and columns, element by element, `levels.bits` bits each.

    The finaliser is splitmix64 (Steele, Lea and Flood 2014), over the two ids' own hashes.
    """
    state = levels.household_hash[rows] ^ (levels.unit_hash[columns] * np.uint64(0x9E3779B97F4A7C15))
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    state = state ^ (state >> np.uint64(31))
    top: Matrix = (state >> np.uint64(64 - levels.bits)).astype(np.int64)
    return top


def levels_of(problem: Problem, cost: Matrix) -> Levels:
    """The objective of a problem, given every pair's cost in points (households x units).

    Raises:
        TooLarge: a pair costs more than 2**30 points, or there are too many proposals to add up exactly.
    """
    households, units = problem.households, problem.units
    most = min(len(households), len(units))
    dearest = int(cost.max(initial=0))
    if dearest > GREATEST_COST or 8 * (most + 1) * (dearest + 1) > LIMIT:
        raise TooLarge(f"a pair that costs {dearest} points is more than can be added up exactly over {most} units")
    days = np.array([h.days_waited for h in households], dtype=np.int64)
    band = np.array([h.band for h in households], dtype=np.int64)
    index = {unit.id: position for position, unit in enumerate(units)}
    held = np.array([-1 if h.held is None else index.get(h.held, -1) for h in households], dtype=np.int64)
    queue = sorted(range(len(households)), key=lambda i: (-days[i], stable_hash(households[i].id), households[i].id))
    order = np.empty(len(households), dtype=np.int64)
    order[queue] = np.arange(len(households), 0, -1)
    return Levels(
        band=band,
        days=days,
        rank=ranks(band, days),
        order=order,
        held=held,
        cost=cost.astype(np.int64),
        household_hash=np.array([stable_hash(h.id) for h in households], dtype=np.uint64),
        unit_hash=np.array([stable_hash(unit.id) for unit in units], dtype=np.uint64),
        bits=min(40, 46 - (4 * most + 4).bit_length()),
    )


def ranks(band: Matrix, days: Matrix) -> Matrix:
    """1 for the last in (band, longest wait), rising by one a step; equal pairs share a rank."""
    classes = sorted(set(zip((-band).tolist(), days.tolist(), strict=True)))
    position = {key: rank for rank, key in enumerate(classes, start=1)}
    return np.array([position[-b, d] for b, d in zip(band.tolist(), days.tolist(), strict=True)], dtype=np.int64)


@dataclass(frozen=True, slots=True, order=True)
class Score:
    """How good a set of proposals is: the smaller tuple is the better set."""

    placed: tuple[int, ...]  # negated, by band
    days: tuple[int, ...]  # negated, by band
    kept: int  # negated
    cost: int
    order: int  # negated: one bit a household, the longest wait the highest bit
    mix: int


def score(levels: Levels, match: NDArray[np.intp]) -> Score:
    """The whole objective of a match (unit index or -1 a household), ties included."""
    rows = np.flatnonzero(match >= 0)
    columns = match[rows]
    placed = np.bincount(levels.band[rows], minlength=6)[1:]
    days = [int(levels.days[rows[levels.band[rows] == band]].sum()) for band in BANDS]
    return Score(
        placed=tuple(-int(count) for count in placed),
        days=tuple(-waited for waited in days),
        kept=-int((levels.held[rows] == columns).sum()),
        cost=int(levels.cost[rows, columns].sum()),
        order=-sum(1 << int(position) for position in levels.order[rows]),
        mix=int(mix(levels, rows, columns).sum()),
    )


def first_worse(best: Score, other: Score) -> str:
    """The name of the first level at which the other score differs from the best."""
    for band, ours, theirs in zip(BANDS, best.placed, other.placed, strict=True):
        if ours != theirs:
            return f"placed in band {band}"
    for band, ours, theirs in zip(BANDS, best.days, other.days, strict=True):
        if ours != theirs:
            return f"days waited in band {band}"
    if best.kept != other.kept:
        return "held places kept"
    return "ties" if best.cost == other.cost else "cost"
