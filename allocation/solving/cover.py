"""An exact bound on one level, from prices that need not be trusted.

Any prices of rows give a bound: what the rows' room costs, and for each household the most it can gain over all its
pairs at these prices (the dual of the linear programme; Lagrange's multipliers of the side rules). Prices are rounded
to whole multiples of one `SCALE`-th, which most fractions that occur are, and everything is added up in 64-bit whole
numbers over every pair of the face, those too that the programme never looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from allocation.solving.compiled import compiled
from allocation.solving.face import Face, Fixed
from allocation.solving.pairs import Flags, Index, Small
from allocation.solving.programme import Vertex
from allocation.solving.sides import Whole

SCALES = (720_720, 5_040, 60, 1)  # divided by every whole number up to 16, 10, 6
LARGEST = 1 << 62
NEVER = -(1 << 61)


@dataclass(frozen=True, slots=True)
class Cover:
    """`scale` times the level is at most `bound`; a pair, household or row takes away what is said here.

    `slack` (pairs,): a set of proposals with this pair is that much below the bound. `profit` (households,) and `price`
    (rows,): a set that leaves this household out, or a place of this row empty, is. `gain`: of the level, (pairs,).
    """

    gain: Whole
    scale: int
    bound: int
    slack: Whole
    profit: Whole
    price: Whole

    @property
    def most(self) -> int:
        """The level is at most this."""
        return self.bound // self.scale

    def short(self, value: int) -> int:
        """How far a value of the level is below the bound, in the units of `slack`."""
        return self.bound - value * self.scale


def cover(face: Face, gain: Whole, found: Vertex) -> Cover | None:
    """The bound that a vertex's prices prove; None where they are too large to add up exactly."""
    for scale in SCALES:
        if _fits(face, gain, found, scale):
            return _covered(face, gain, found, scale)
    return None


def _fits(face: Face, gain: Whole, found: Vertex, scale: int) -> bool:
    top = scale * int(gain.max(initial=0))
    for fixed, worth in zip(face.fixed, found.worth.tolist(), strict=True):
        top += round(abs(worth) * scale + 1) * int(max(fixed.gain.max(initial=0), 1))
    dearest = round(float(np.abs(found.price).max(initial=0)) * scale + 1)
    rows = int(np.diff(face.sides.start).max(initial=0)) + 2
    largest = (top + rows * dearest) * (face.pairs.households + 2) + dearest * int(face.sides.room.sum())
    return largest < LARGEST // 4


def _covered(face: Face, gain: Whole, found: Vertex, scale: int) -> Cover:
    weight, bound = gain * scale, 0
    for fixed, worth in zip(face.fixed, found.worth.tolist(), strict=True):
        multiplier = round(worth * scale)
        weight -= multiplier * fixed.gain
        bound += multiplier * fixed.value
    price = np.rint(found.price * scale).astype(np.int64)
    price[~face.full] = np.maximum(price[~face.full], 0)
    pairs, sides = face.pairs, face.sides
    profit, slack = _slack(pairs.start, pairs.unit, weight, price, sides.start, sides.row, face.placed)
    bound += int(profit.sum()) + int((price * sides.room).sum())
    return Cover(gain, scale, bound, slack, profit, price)


@compiled
def _slack(
    start: Index, unit: Small, weight: Whole, price: Whole, first: Index, row: Small, placed: Flags
) -> tuple[Whole, Whole]:
    """Each household's most gain at these prices, 0 at least unless it must be placed; how far each pair is below."""
    profit = np.zeros(len(start) - 1, dtype=np.int64)
    slack = np.empty(len(unit), dtype=np.int64)
    for household in range(len(profit)):
        best = np.int64(NEVER) if placed[household] else np.int64(0)
        for k in range(start[household], start[household + 1]):
            left = weight[k] - price[unit[k]]
            for place in range(first[k], first[k + 1]):
                left -= price[row[place]]
            slack[k] = left
            best = max(best, left)
        profit[household] = best
        for k in range(start[household], start[household + 1]):
            slack[k] = best - slack[k]
    return profit, slack


def narrowed(face: Face, found: Cover, value: int) -> Face:
    """The sets of proposals of the face whose level has this value, when the level can have no more."""
    left = found.short(value)
    placed, full = face.placed | (found.profit > left), face.full | (found.price > left)
    smaller = replace(face, placed=placed, full=full)
    if left > 0:
        smaller = replace(smaller, fixed=(*smaller.fixed, Fixed(found.gain, value)))
    return lightened(smaller.kept(found.slack <= left))


def lightened(face: Face) -> Face:
    """The same face with smaller numbers: what every pair gains of a household that must be placed is left out."""
    fixed = []
    for each in face.fixed:
        base = _least(face.pairs.start, each.gain, face.placed)
        fixed.append(Fixed(each.gain - base[face.pairs.household], each.value - int(base.sum())))
    return replace(face, fixed=tuple(fixed))


@compiled
def _least(start: Index, gain: Whole, placed: Flags) -> Whole:
    """The least gain of each household that must be placed, 0 for the others."""
    least = np.zeros(len(start) - 1, dtype=np.int64)
    for household in range(len(least)):
        if placed[household] and start[household] < start[household + 1]:
            least[household] = gain[start[household] : start[household + 1]].min()
    return least
