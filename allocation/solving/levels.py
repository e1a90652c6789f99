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
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from allocation.facts import Problem

BANDS = (1, 2, 3, 4, 5)
Matrix = NDArray[np.int64]
Mask = NDArray[np.bool_]
LIMIT = 1 << 46  # greatest weight handed to the floating-point kernel: 2**53 with room for sums of paths
HEAVIEST = 1 << 59  # greatest weight of the 64-bit kernel: sums of a few stay below 2**63


FIRST = float("-inf")  # before the order of any match


class TooLarge(ValueError):
    """The numbers of this problem would not fit the exact arithmetic. The message says which."""


@dataclass(frozen=True)
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

    @cached_property
    def dearest(self) -> int:
        """The greatest cost of any pair, in points."""
        return int(self.cost.max(initial=0))

    @cached_property
    def bonus_of(self) -> list[int]:
        """What lifts each household above every rank, in the numbers of `folded`."""
        step = (self.most + 1) * (self.most * self.dearest + 1)
        return [(int(self.rank.max()) + 1 - rank) * step for rank in self.rank.tolist()]

    def bonus(self, household: int) -> int:
        """What lifts one household above every rank."""
        return self.bonus_of[household]


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
        TooLarge: pairs cost so much, or there are so many, that sums would not be exact.
    """
    households, units = problem.households, problem.units
    most = min(len(households), len(units))
    dearest = int(cost.max(initial=0))
    steps = (len(households) + 2) * (most + 1) * (most * dearest + 1)
    if steps > HEAVIEST or 8 * (most + 1) * (dearest + 1) > LIMIT:
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
    order: float  # negated: one bit a household, the longest wait the highest bit
    mix: int

    @property
    def before_ties(self) -> tuple[tuple[int, ...], tuple[int, ...], int, int]:
        """Every level but the last, for comparing."""
        return self.placed, self.days, self.kept, self.cost


def with_pair(levels: Levels, before: Score, household: int, unit: int) -> Score:
    """A score before ties with one pair more."""
    band = int(levels.band[household]) - 1
    placed, days = list(before.placed), list(before.days)
    placed[band] -= 1
    days[band] -= int(levels.days[household])
    kept = before.kept - int(levels.held[household] == unit)
    return Score(tuple(placed), tuple(days), kept, before.cost + int(levels.cost[household, unit]), FIRST, 0)


def folded(levels: Levels) -> Matrix:
    """Every level but the ties as one whole number a pair (n, m), at least 1: each level past all that follow it."""
    kept = (levels.held[:, None] == np.arange(levels.cost.shape[1])[None, :]).astype(np.int64)
    after_rank = levels.rank[:, None] * (levels.most + 1) + kept
    weights: Matrix = after_rank * (levels.most * levels.dearest + 1) + (levels.dearest - levels.cost)
    return weights


def score(levels: Levels, match: NDArray[np.intp], *, ties: bool = True) -> Score:
    """The whole objective of a match (unit index or -1 a household); without the ties, before any with them."""
    rows = np.flatnonzero(match >= 0)
    columns = match[rows]
    placed, days = [0] * 6, [0] * 6
    for band, waited in zip(levels.band[rows].tolist(), levels.days[rows].tolist(), strict=True):
        placed[band] -= 1
        days[band] -= waited
    return Score(
        placed=tuple(placed[1:]),
        days=tuple(days[1:]),
        kept=-int((levels.held[rows] == columns).sum()),
        cost=int(levels.cost[rows, columns].sum()),
        order=-sum(1 << position for position in levels.order[rows].tolist()) if ties else FIRST,
        mix=int(mix(levels, rows, columns).sum()) if ties else 0,
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
