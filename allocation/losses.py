"""What would get worse, and at which level first, if a household without a place took a unit.

For every such pair the true answer is the optimum with the pair forced, F. It is fenced in from both
sides: `swap` is one way to force the pair (whoever is in the way is sent away), so F is no worse; the
relaxation without the unit, with the pair added, is no better than any way, so F is no better. Where
both first differ from the optimum at the same level, F does too, because it lies between them. Where
they do not agree, F is worked out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from allocation.assign import Assignment, Effort, best_hint
from allocation.couplings import Breach, Couplings
from allocation.solving.branch import Match, Part, Town, broken, lives_in, search, tied_to, whole
from allocation.solving.levels import Score, first_worse, score, with_pair
from allocation.solving.staged import staged

SIDE_RULES = "side rules"  # residents alone fill a cap: no proposal of her sort could live there
PINNED = "pinned"  # a pin has the unit, or keeps her out of its property
SMALL = 60 * 60  # pairs up to which every level is exact
RE_SOLVES = Effort(nodes=60, limit=5.0)


@dataclass(frozen=True, slots=True)
class Without:
    """The relaxation without one unit: its match, its score before ties, its homes and what they break."""

    match: Match
    score: Score
    homes: dict[int, int]
    broken: list[Breach]


@dataclass(slots=True)
class Losses:
    """The losses of one assignment; remembers what the relaxation does without each unit."""

    assignment: Assignment
    rules: Couplings | None = None  # the side rules before any pin took its place
    root: Part = field(init=False)
    without: dict[int, Without] = field(default_factory=dict)
    found: dict[tuple[int, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = whole(self.assignment.town)

    def level(self, household: int, unit: int) -> str:
        """The first level to get worse if this household, now without a place, took this unit.

        Exact on problems of up to 60 x 60 pairs, and beyond them wherever the two fences agree; elsewhere
        it is the level that the swap would cost.
        """
        town, best = self.assignment.town, self.assignment.score
        if town.pairs.find(household, unit) < 0:
            return self._closed(household, unit)
        hopeful = self._without(unit)
        fence = best
        if hopeful.match[household] < 0:
            fence = with_pair(town.levels, town.pairs, hopeful.score, household, unit)
            if not hopeful.broken and not self._clashes(hopeful, household, unit):
                return first_worse(best, fence)
        after = swap(town, self.assignment.match, household, unit)
        cautious = first_worse(best, score(town.levels, town.pairs, after, ties=False))
        if _settled(best, fence, cautious) or town.pairs.households * town.pairs.units > SMALL:
            return cautious
        match = forced(town, self.root, household, unit, lambda bound: _settled(best, bound, cautious))
        return cautious if match is None else first_worse(best, score(town.levels, town.pairs, match, ties=False))

    def _closed(self, household: int, unit: int) -> str:
        """Why a pair that the rules accept was never to be chosen."""
        caps = self.before.caps_of(int(self.assignment.town.home[unit]))
        full = any(cap.room == 0 and household in cap.members for cap in caps)
        return SIDE_RULES if full else PINNED

    @property
    def before(self) -> Couplings:
        """The side rules, pinned households among those whom they count."""
        return self.rules or self.assignment.town.rules

    def _without(self, unit: int) -> Without:
        if unit not in self.without:
            town = self.assignment.town
            weights = town.weights.copy()
            weights[town.pairs.of_unit(unit)] = 0
            standing = self.root.standing.copy()
            standing.drop_column(weights, unit)
            match = standing.rows.partner
            homes = lives_in(town, match)
            self.without[unit] = Without(
                match, score(town.levels, town.pairs, match, ties=False), homes, broken(town, match)
            )
        return self.without[unit]

    def _clashes(self, hopeful: Without, household: int, unit: int) -> bool:
        """Whether this household cannot live with those who would be in the unit's property."""
        town = self.assignment.town
        home = int(town.home[unit])
        there = [other for other, its in hopeful.homes.items() if its == home]
        return bool(together(town.rules, household, home, there))


def together(rules: Couplings, household: int, home: int, there: list[int]) -> set[int]:
    """Which of the households proposed for a property keep another out of it."""
    blamed = {other for other in there if rules.clash(household, other)}
    for cap in rules.caps_of(home):
        if household in cap.members:
            counted = cap.members.intersection(there)
            if len(counted) >= cap.room:
                blamed |= counted
    return blamed


def swap(town: Town, match: Match, household: int, unit: int) -> Match:
    """The proposals with this pair put in, and everybody whom it cannot live with sent away."""
    after = match.copy()
    after[after == unit] = -1
    home = int(town.home[unit])
    there = np.flatnonzero((after >= 0) & (town.home[after] == home)).tolist()
    while in_way := together(town.rules, household, home, there):
        clashing = {other for other in in_way if town.rules.clash(household, other)}
        last = min(clashing or in_way, key=lambda other: (town.levels.rank[other], town.levels.order[other]))
        after[last] = -1
        there.remove(last)
    after[household] = unit
    return after


def _settled(best: Score, bound: Score, cautious: str) -> bool:
    """Whether nothing better than the bound means that the level which the swap costs is the one."""
    return bound.before_ties > best.before_ties and first_worse(best, bound) == cautious


def forced(town: Town, root: Part, household: int, unit: int, enough: Callable[[Score], bool]) -> Match | None:
    """The best proposals with this allowed pair, ties apart; None once a bound is enough to know."""
    only, part = tied_to(town, root, household, unit)
    found = search(only, RE_SOLVES.nodes, part, enough=enough)
    if found.match is not None or found.bound is not None:
        return found.match
    return staged(only, best_hint(only, part), RE_SOLVES.limit, placed=household).match


def in_the_way(losses: Losses, household: int, unit: int) -> int | None:
    """For a unit that stands empty: the proposal that keeps this household out of it, the last of them in rank.

    None where nobody proposed is in the way: residents alone fill the cap.
    """
    town, match = losses.assignment.town, losses.assignment.match
    home = int(town.home[unit])
    there = np.flatnonzero((match >= 0) & (town.home[match] == home)).tolist()
    blamed = together(losses.before, household, home, there)
    return min(blamed, key=lambda other: (town.levels.rank[other], town.levels.order[other]), default=None)


def holders(match: Match, units: int) -> Match:
    """Each unit's household, or -1: the match read the other way, shape (units,)."""
    held = np.full(units, -1, dtype=np.intp)
    placed = np.flatnonzero(match >= 0)
    held[match[placed]] = placed
    return held
