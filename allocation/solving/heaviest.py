"""One heaviest matching of pairs, exact in whole numbers and certified by prices.

scipy's assignment solver works in floating point. It is given whole numbers far below 2**53 and its
answer is not trusted but proved: from the matching alone, whole-number prices of units and profits of
households are worked out, and the matching is heaviest if and only if they cover every pair
(Kőnig and Egerváry; Kuhn 1955). Should the proof ever fail, an exact search in Python integers decides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from allocation.solving.levels import Mask, Matrix


@dataclass(frozen=True, slots=True)
class Heaviest:
    """A heaviest matching with its proof.

    `match`: (n,) unit index or -1. `profit` (n,) and `price` (m,): whole numbers, at least 0, with
    profit + price >= weight for every pair, equal for matched pairs, 0 for the unmatched.
    """

    match: NDArray[np.intp]
    profit: Matrix
    price: Matrix

    def tight(self, weights: Matrix) -> Mask:
        """The pairs that some heaviest matching may use: profit + price is the weight, and not 0."""
        result: Mask = (weights > 0) & (self.profit[:, None] + self.price[None, :] == weights)
        return result


def prices(weights: Matrix, match: NDArray[np.intp]) -> Heaviest | None:
    """The least prices that prove the matching heaviest, or None if it is not.

    `weights`: (n, m), whole, at least 0, 0 where there is no pair. Prices start at 0 and rise to a fixed
    point (Bellman-Ford, all units at once); a profit below 0 on the way means a heavier matching exists.
    """
    rows = np.flatnonzero(match >= 0)
    columns = match[rows]
    own = weights[rows, columns]
    price = np.zeros(weights.shape[1], dtype=np.int64)
    profit = np.zeros(weights.shape[0], dtype=np.int64)
    while True:
        profit[rows] = own - price[columns]
        if (profit < 0).any():
            return None
        risen = np.maximum((weights - profit[:, None]).max(axis=0, initial=0), 0)
        if (risen == price).all():
            break
        price = risen
    free = np.ones(price.shape, dtype=np.bool_)
    free[columns] = False
    return None if (price[free] > 0).any() else Heaviest(match, profit, price)


def heaviest(weights: Matrix) -> Heaviest:
    """The heaviest matching of a matrix of whole numbers (0: no pair), with its proof."""
    match = np.full(weights.shape[0], -1, dtype=np.intp)
    rows, columns = linear_sum_assignment(weights.astype(np.float64), maximize=True)
    real = weights[rows, columns] > 0
    match[rows[real]] = columns[real]
    proved = prices(weights, match)
    return proved if proved is not None else exactly(weights)


def exactly(weights: Matrix) -> Heaviest:
    """The same in Python integers, one household at a time: slow, never inexact.

    Raises:
        ArithmeticError: the prices do not prove the answer (a fault of this module).
    """
    table = weights.tolist()
    match = [-1] * weights.shape[0]
    for row in range(weights.shape[0]):
        _insert(table, match, row)
    proved = prices(weights, np.array(match, dtype=np.intp))
    if proved is None:
        raise ArithmeticError("the matching could not be proved heaviest")
    return proved


def _insert(table: list[list[int]], match: list[int], row: int) -> None:
    """Let one more household in: the heaviest alternating path from it, if it gains anything."""
    owner = {column: holder for holder, column in enumerate(match) if column >= 0}
    reached = {column: weight for column, weight in enumerate(table[row]) if weight > 0}
    before: dict[int, int] = {}
    waiting = sorted(reached)
    while waiting:
        column = waiting.pop(0)
        holder = owner.get(column)
        if holder is None:
            continue
        left = reached[column] - table[holder][column]
        for other, weight in enumerate(table[holder]):
            if weight > 0 and other != column and left + weight > reached.get(other, left):
                reached[other], before[other] = left + weight, column
                waiting.append(other)
    ends = [(gain - (table[owner[c]][c] if c in owner else 0), -c) for c, gain in reached.items()]
    gain, end = max(ends, default=(0, 0))
    if gain > 0:
        _shift(match, owner, before, row, -end)


def _shift(match: list[int], owner: dict[int, int], before: dict[int, int], row: int, column: int) -> None:
    """Move everybody along the path that ends at `column`; its holder, if any, is left unplaced."""
    if column in owner:
        match[owner[column]] = -1
    while column in before:
        previous = before[column]
        match[owner[previous]], column = column, previous
    match[row] = column
