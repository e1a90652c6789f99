"""Heaviest matchings told plainly: Python's own whole numbers, one household at a time, nothing compiled."""

from __future__ import annotations

import random

import numpy as np
from scipy.optimize import linear_sum_assignment

from allocation.solving.pairs import Pairs, Small

Pair = tuple[int, int]
Table = dict[Pair, int]


def table_of(pairs: Pairs, weight: np.ndarray) -> Table:
    """The pairs that may be used, with their weights."""
    told = zip(pairs.household.tolist(), pairs.unit.tolist(), weight.tolist(), strict=True)
    return {(household, unit): gain for household, unit, gain in told if gain > 0}


def plain_total(pairs: Pairs, weight: np.ndarray) -> int:
    """What a heaviest matching adds up to: longest alternating paths (Bellman-Ford), one household after another."""
    table = table_of(pairs, weight)
    total, holder = 0, dict[int, int]()
    for household in range(pairs.households):
        gain, path = _best_path(table, holder, household)
        total += gain
        for unit, who in path:
            holder[unit] = who
    return total


def _best_path(table: Table, holder: dict[int, int], household: int) -> tuple[int, list[tuple[int, int]]]:
    """The most that letting a household in can gain, and who then holds which unit on the way."""
    best: dict[int, tuple[int, list[tuple[int, int]]]] = {}
    waiting: list[tuple[int, int, list[tuple[int, int]]]] = [(household, 0, [])]
    found: tuple[int, list[tuple[int, int]]] = (0, [])
    while waiting:
        who, so_far, path = waiting.pop(0)
        if path and so_far > found[0]:
            found = so_far, path  # whoever was here stays without a place
        for (one, unit), gain in table.items():
            if one != who or unit in {each for each, _ in path}:
                continue
            after, way = so_far + gain, [*path, (unit, who)]
            if unit not in holder:
                found = max(found, (after, way), key=lambda each: each[0])
                continue
            left = after - table[holder[unit], unit]
            if unit not in best or left > best[unit][0]:
                best[unit] = left, way
                waiting.append((holder[unit], left, way))
    return found


def scipy_total(pairs: Pairs, weight: np.ndarray) -> int:
    """The same by scipy's dense solver, in floating point: exact only while the total is below 2**53."""
    dense = np.zeros((pairs.households, pairs.units))
    for (household, unit), gain in table_of(pairs, weight).items():
        dense[household, unit] = gain
    rows, columns = linear_sum_assignment(dense, maximize=True)
    return int(dense[rows, columns].sum())


def chance_pairs(chance: random.Random, most: int = 12) -> Pairs:
    """A few households and units, some pairs, every cost 0."""
    n, m, density = chance.randint(0, most), chance.randint(0, most), chance.choice((0.2, 0.5, 1.0))
    rows = [[unit for unit in range(m) if chance.random() < density] for _ in range(n)]
    start = np.cumsum([0] + [len(row) for row in rows])
    unit: Small = np.array([one for row in rows for one in row], dtype=np.int32)
    return Pairs(start, unit, np.zeros(len(unit), dtype=np.int32), m)


def chance_weights(chance: random.Random, pairs: Pairs) -> np.ndarray:
    """Whole weights, some 0 (a pair that may not be used), many of them equal."""
    most = chance.choice((1, 3, 1 << 20, 1 << 40))
    return np.array([chance.randint(0, most) for _ in range(len(pairs))], dtype=np.int64)
