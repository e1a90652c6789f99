"""One heaviest matching of weighted pairs, exact in 64-bit whole numbers and certified by prices.

Households come in one after another, the heaviest first, each by one shortest alternating path. The answer is
not trusted but proved: prices of units and profits of households cover every pair, with equality where matched
and 0 where not (Kőnig and Egerváry; Kuhn 1955).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.solving.compiled import compiled
from allocation.solving.pairs import Index, Pairs, Small
from allocation.solving.paths import enter
from allocation.solving.sides import NOWHERE, Side, Sight, Whole, room


class NotProved(ArithmeticError):
    """The prices do not prove the matching heaviest (a fault of the engine): the answer must not be used."""


@dataclass(frozen=True, slots=True)
class Heaviest:
    """A heaviest matching with its proof.

    `households`: each one's unit or -1, and profit; `units`: each one's household or -1, and price. Profits and
    prices are whole, at least 0, with profit + price >= weight for every pair, equal where matched, 0 where not.
    """

    households: Side
    units: Side

    @property
    def match(self) -> NDArray[np.intp]:
        """Unit index or -1, shape (households,)."""
        return self.households.partner

    def tight(self, pairs: Pairs, weight: Whole) -> Index:
        """The positions of the pairs that some heaviest matching may use: profit + price is the weight, and not 0."""
        return tight(pairs.start, pairs.unit, weight, self.households.dual, self.units.dual)


def heaviest(pairs: Pairs, weight: Whole, price: Whole | None = None) -> Heaviest:
    """The heaviest matching of the pairs by these whole numbers (pairs,), 0 where one may not be used, with its proof.

    `price`: guesses at the units' prices, at least 0, such as those of a problem much like this one: the better they
    are, the sooner it is found. The answer is proved all the same.

    Raises:
        NotProved: the certificate failed.
    """
    n, m = pairs.households, pairs.units
    households = Side(np.full(n, -1, dtype=np.int64), np.zeros(n, dtype=np.int64))
    units = Side(np.full(m, -1, dtype=np.int64), np.zeros(m, dtype=np.int64) if price is None else price.copy())
    queue = np.argsort(-greatest(pairs.start, weight), kind="stable")
    enter(Sight(pairs.start, pairs.unit, weight), households, units, queue, room(m))
    if price is not None and (dear := np.flatnonzero((units.partner < 0) & (units.dual > 0))).size:
        by_unit = pairs.by_unit
        seen = Sight(by_unit.start, by_unit.other, weight[by_unit.pair])
        enter(seen, units, households, dear, room(n))
    found = Heaviest(households, units)
    certify(pairs, weight, found)
    return found


def certify(pairs: Pairs, weight: Whole, found: Heaviest) -> None:
    """Prove a matching heaviest over every pair, in whole numbers.

    Raises:
        NotProved: it is not, or its prices do not show it.
    """
    if not proved(pairs.start, pairs.unit, weight, found.households, found.units):
        raise NotProved("the matching could not be proved heaviest")


@compiled
def greatest(start: Index, weight: Whole) -> Whole:
    """Each household's greatest weight, 0 without pairs."""
    best = np.zeros(len(start) - 1, dtype=np.int64)
    for household in range(len(best)):
        for k in range(start[household], start[household + 1]):
            best[household] = max(best[household], weight[k])
    return best


@compiled
def tight(start: Index, unit: Small, weight: Whole, profit: Whole, price: Whole) -> Index:
    """The positions of the pairs whose profit and price add up to the weight, in order."""
    found = np.empty(max(16, len(profit)), dtype=np.int64)
    size = 0
    for household in range(len(profit)):
        for k in range(start[household], start[household + 1]):
            if weight[k] > 0 and profit[household] + price[unit[k]] == weight[k]:
                if size == len(found):
                    found = np.append(found, np.empty(size, dtype=np.int64))
                found[size] = k
                size += 1
    return found[:size].copy()


@compiled
def proved(start: Index, unit: Small, weight: Whole, households: Side, units: Side) -> bool:
    """Whether profits and prices prove the matching: see `Heaviest`."""
    if units.dual.size and units.dual.min() < 0:
        return False
    placed = 0
    for household in range(len(households.partner)):
        left = _left(start, unit, weight, units.dual, household, households)
        if left != 0:
            return False
        if households.partner[household] >= 0:
            placed += 1
            if units.partner[households.partner[household]] != household:
                return False
    return _only_sold(units, placed)


@compiled
def _left(start: Index, unit: Small, weight: Whole, price: Whole, household: int, households: Side) -> np.int64:
    """0 if a household's profit covers every pair and is just its own pair's, or nothing without one; else not 0."""
    profit, own = households.dual[household], households.partner[household]
    left = profit if own == NOWHERE and profit >= 0 else np.int64(1)
    for k in range(start[household], start[household + 1]):
        gain = weight[k]
        if gain > 0 and profit + price[unit[k]] < gain:
            return np.int64(-1)
        if unit[k] == own and gain > 0 and profit >= 0:
            left = profit + price[own] - gain
    return left


@compiled
def _only_sold(units: Side, placed: int) -> bool:
    """Whether nothing without a household has a price, and nothing is held twice."""
    held = 0
    for one in range(len(units.partner)):
        if units.partner[one] >= 0:
            held += 1
        elif units.dual[one] != 0 or units.partner[one] != NOWHERE:
            return False
    return held == placed
