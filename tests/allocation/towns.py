"""Small random towns for the solver, and the answer by looking at every set of proposals."""

from __future__ import annotations

import random

import numpy as np

from allocation.couplings import Cap, Couplings, breaches
from allocation.solving.branch import Match, Town, closed, lives_in
from allocation.solving.levels import Levels, Score, ranks, score
from allocation.solving.pairs import pairs_of

MIXED = 1 << 63


class Dice(random.Random):
    """Chance from a seed: the same throws every time. For made-up tests, never for secrets."""


def town(chance: random.Random, most_households: int = 6, most_units: int = 5, *, sides: bool = True) -> Town:
    """A town of a few households and units, with held places, equal costs and (`sides`) side rules."""
    n, m = chance.randint(1, most_households), chance.randint(1, most_units)
    home = np.array([chance.randrange(max(1, m // 2)) for _ in range(m)], dtype=np.intp)
    density = chance.choice((0.4, 0.7, 1.0))
    allowed = np.array([[chance.random() < density for _ in range(m)] for _ in range(n)], dtype=np.bool_)
    dearest = chance.choice((1, 3, 50_000))
    cost = np.array([[chance.randrange(dearest) for _ in range(m)] for _ in range(n)], dtype=np.int64)
    levels = _levels(chance, n, m, int(cost.max()))
    return closed(Town(levels, pairs_of(allowed, cost), home, _rules(chance, n, home, sides)))


def crowded(chance: random.Random, n: int, m: int) -> Town:
    """A town of so many households and units whose side rules bind: small properties, caps, clashes, some alone."""
    home = np.array([unit // 4 for unit in range(m)], dtype=np.intp)
    allowed = np.array([[chance.random() < 0.5 for _ in range(m)] for _ in range(n)], dtype=np.bool_)
    cost = np.array([[chance.randrange(40) for _ in range(m)] for _ in range(n)], dtype=np.int64)
    apart: dict[int, frozenset[int]] = {}
    for one, other in (chance.sample(range(n), 2) for _ in range(n // 2)):
        apart[one] = apart.get(one, frozenset()) | {other}
        apart[other] = apart.get(other, frozenset()) | {one}
    many = frozenset(household for household in range(n) if chance.random() < 0.7)
    few = frozenset(household for household in range(n) if chance.random() < 0.3)
    caps = [Cap(where, "many", many, 2) for where in range(m // 4)] + [
        Cap(where, "few", few, 1) for where in range(0, m // 4, 2)
    ]
    alone = frozenset(chance.sample(range(n), max(1, n // 12)))
    levels = _levels(chance, n, m, int(cost.max()))
    return closed(Town(levels, pairs_of(allowed, cost), home, Couplings(apart, alone, tuple(caps))))


def _levels(chance: random.Random, n: int, m: int, dearest: int) -> Levels:
    bands, longest = chance.choice((1, 2, 5)), chance.choice((1, 2, 4))
    band = np.array([chance.randint(1, bands) for _ in range(n)], dtype=np.int64)
    days = np.array([chance.randrange(longest) for _ in range(n)], dtype=np.int64)
    order = np.empty(n, dtype=np.int64)
    order[sorted(range(n), key=lambda i: (-days[i], chance.random()))] = np.arange(n, 0, -1)
    return Levels(
        band=band,
        days=days,
        rank=ranks(band, days),
        order=order,
        held=np.array([chance.randrange(-2, m) for _ in range(n)], dtype=np.int64).clip(-1),
        dearest=dearest,
        household_hash=np.array([chance.randrange(MIXED) for _ in range(n)], dtype=np.uint64),
        unit_hash=np.array([chance.randrange(MIXED) for _ in range(m)], dtype=np.uint64),
        bits=36,
    )


def _rules(chance: random.Random, n: int, home: Match, sides: bool) -> Couplings:
    if not sides:
        return Couplings({}, frozenset(), ())
    apart: dict[int, frozenset[int]] = {}
    for one, other in ((chance.randrange(n), chance.randrange(n)) for _ in range(chance.randrange(4))):
        if one != other:
            apart[one] = apart.get(one, frozenset()) | {other}
            apart[other] = apart.get(other, frozenset()) | {one}
    alone = frozenset(i for i in range(n) if chance.random() < 0.1)
    caps = [
        Cap(chance.choice(home.tolist()), "some", frozenset(i for i in range(n) if chance.random() < 0.6), room)
        for room in chance.choices((0, 1, 2), k=chance.randrange(4))
    ]
    return Couplings(apart, alone, tuple(caps))


def full_search(found: Town) -> tuple[Score, Match]:
    """The best set of proposals that keeps the side rules, by looking at all of them."""
    n, m = found.pairs.households, found.pairs.units
    best: list[tuple[Score, Match]] = []

    def look(household: int, chosen: tuple[int, ...]) -> None:
        if household == n:
            match = np.array(chosen, dtype=np.intp)
            value = score(found.levels, found.pairs, match)
            if (not best or value < best[0][0]) and not breaches(found.rules, lives_in(found, match)):
                best[:] = [(value, match)]
            return
        look(household + 1, (*chosen, -1))
        for unit in range(m):
            if found.pairs.find(household, unit) >= 0 and unit not in chosen:
                look(household + 1, (*chosen, unit))

    look(0, ())
    return best[0]


def best_with(found: Town, household: int, unit: int) -> Score | None:
    """The best score of the sets of proposals that have this pair, ties left as they fall; None if there is none."""
    if found.pairs.find(household, unit) < 0:
        return None
    n, m = found.pairs.households, found.pairs.units
    best: list[Score] = []

    def look(row: int, chosen: tuple[int, ...]) -> None:
        if row == n:
            match = np.array(chosen, dtype=np.intp)
            value = score(found.levels, found.pairs, match)
            if (not best or value < best[0]) and not breaches(found.rules, lives_in(found, match)):
                best[:] = [value]
            return
        if row == household:
            look(row + 1, (*chosen, unit))
            return
        look(row + 1, (*chosen, -1))
        for column in range(m):
            if column != unit and column not in chosen and found.pairs.find(row, column) >= 0:
                look(row + 1, (*chosen, column))

    look(0, ())
    return best[0]
