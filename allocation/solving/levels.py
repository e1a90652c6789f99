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
from allocation.solving.compiled import compiled
from allocation.solving.pairs import Index, Pairs, Small, TooLarge

BANDS = (1, 2, 3, 4, 5)
Matrix = NDArray[np.int64]
Mask = NDArray[np.bool_]
HEAVIEST = 1 << 59  # greatest weight of the 64-bit kernel: a path adds up three at most, so 2**61 with room to spare
BITS = 40  # of a pair's hash
MOST = 1 << 17  # proposals up to which sums of hashes, and of positions in the queue, are below HEAVIEST
NOBODY: frozenset[int] = frozenset()
FIRST = float("-inf")  # before the order of any match


@dataclass(frozen=True)
class Levels:
    """Arrays over households (n) and units (m), in the problem's sorted order.

    `band`, `days`, `rank`, `order`: shape (n,); `held`: (n,) unit index or -1; `dearest`: the greatest cost of any
    pair, in points; `household_hash`: (n,) and `unit_hash`: (m,) 64 bits; `bits`: how many bits of their mix count.
    """

    band: Matrix
    days: Matrix
    rank: Matrix
    order: Matrix
    held: Matrix
    dearest: int
    household_hash: NDArray[np.uint64]
    unit_hash: NDArray[np.uint64]
    bits: int

    @property
    def most(self) -> int:
        """The greatest number of proposals."""
        return min(len(self.household_hash), len(self.unit_hash))

    @cached_property
    def top(self) -> int:
        """The greatest rank."""
        return int(self.rank.max(initial=0))

    @cached_property
    def step_of_kept(self) -> int:
        """What a held place weighs in `folded`: past anything that all savings add up to."""
        return self.most * self.dearest + 1

    @cached_property
    def step_of_rank(self) -> int:
        """What a step of rank weighs in `folded`: past all held places and savings together."""
        held = min(self.most, int((self.held >= 0).sum()))
        return (held + 1) * self.step_of_kept

    def bonus(self, household: int) -> int:
        """What lifts one household above every rank, in the numbers of `folded`."""
        return (self.top + 1 - int(self.rank[household])) * self.step_of_rank

    def check(self) -> None:
        """Refuse what would not fit.

        Raises:
            TooLarge: pairs cost so much, or there are so many, that sums would not be exact.
        """
        if (self.top + 2) * self.step_of_rank > HEAVIEST or self.most > MOST:
            raise TooLarge(
                f"a pair that costs {self.dearest} points is more than can be added up exactly over {self.most} units"
            )


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


def levels_of(problem: Problem, pairs: Pairs) -> Levels:
    """The objective of a problem, given its accepted pairs.

    Raises:
        TooLarge: pairs cost so much, or there are so many, that sums would not be exact.
    """
    households, units = problem.households, problem.units
    days = np.array([h.days_waited for h in households], dtype=np.int64)
    band = np.array([h.band for h in households], dtype=np.int64)
    index = {unit.id: position for position, unit in enumerate(units)}
    held = np.array([-1 if h.held is None else index.get(h.held, -1) for h in households], dtype=np.int64)
    hashes = [stable_hash(h.id) for h in households]
    queue = sorted(range(len(households)), key=lambda i: (-days[i], hashes[i], households[i].id))
    order = np.empty(len(households), dtype=np.int64)
    order[queue] = np.arange(len(households), 0, -1)
    levels = Levels(
        band=band,
        days=days,
        rank=ranks(band, days),
        order=order,
        held=held,
        dearest=pairs.dearest,
        household_hash=np.array(hashes, dtype=np.uint64),
        unit_hash=np.array([stable_hash(unit.id) for unit in units], dtype=np.uint64),
        bits=BITS,
    )
    levels.check()
    return levels


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


def with_pair(levels: Levels, pairs: Pairs, before: Score, household: int, unit: int) -> Score:
    """A score before ties with one accepted pair more."""
    band = int(levels.band[household]) - 1
    placed, days = list(before.placed), list(before.days)
    placed[band] -= 1
    days[band] -= int(levels.days[household])
    kept = before.kept - int(levels.held[household] == unit)
    cost = before.cost + int(pairs.cost[pairs.find(household, unit)])
    return Score(tuple(placed), tuple(days), kept, cost, FIRST, 0)


def folded(levels: Levels, pairs: Pairs, first: frozenset[int] = NOBODY) -> Matrix:
    """Every level but the ties as one whole number a pair, at least 1: each level past all that follow it.

    Households of `first` come before every rank: they are placed if anybody is.
    """
    rank = levels.rank.copy()
    rank[list(first)] = levels.top + 1
    weights = np.empty(len(pairs), dtype=np.int64)
    base = rank * levels.step_of_rank + levels.dearest
    _weigh(pairs.start, pairs.unit, pairs.cost, base, levels.held, levels.step_of_kept, weights)
    return weights


@compiled
def _weigh(start: Index, unit: Small, cost: Small, base: Matrix, held: Matrix, kept: int, weights: Matrix) -> None:
    """Fill in each pair's weight: its household's base, less its cost, and more where it is the held place."""
    for household in range(len(base)):
        own = held[household]
        for k in range(start[household], start[household + 1]):
            weights[k] = base[household] - cost[k] + (kept if unit[k] == own else 0)


def score(levels: Levels, pairs: Pairs, match: NDArray[np.intp], *, ties: bool = True) -> Score:
    """The whole objective of a match (unit index or -1 a household); without the ties, before any with them."""
    rows = np.flatnonzero(match >= 0)
    columns = match[rows]
    band, waited = levels.band[rows], levels.days[rows]
    return Score(
        placed=tuple(-int((band == each).sum()) for each in BANDS),
        days=tuple(-int(waited[band == each].sum()) for each in BANDS),
        kept=-int((levels.held[rows] == columns).sum()),
        cost=int(pairs.cost[pairs.chosen(match)].sum(dtype=np.int64)),
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
