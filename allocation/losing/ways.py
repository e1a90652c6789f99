"""Ways of giving a household a unit where somebody is in its way: none is better than the best, each is a bound."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from allocation.losing.market import Doors, Gone, Market
from allocation.losing.worth import Worth, worth_of
from allocation.solving.branch import Match, Town
from allocation.solving.levels import Score, score
from allocation.solving.standing import Standing

NO_GO = -1


@dataclass
class Ways:
    """Ways of giving one unit to one household after another.

    `answer`: the published answer as a market, where there is one. Households that count in the same caps there and
    clash with nobody who would live there share a way.
    """

    town: Town
    doors: Doors
    match: Match
    best: Score
    answer: Market | None
    unit: int
    shared: dict[tuple[int, ...], Gone | None] = field(default_factory=dict)
    away: dict[tuple[int, ...], Worth] = field(default_factory=dict)

    @property
    def home(self) -> int:
        """The unit's property."""
        return int(self.town.home[self.unit])

    @cached_property
    def without(self) -> Standing | None:
        """The published answer without the unit."""
        if self.answer is None:
            return None
        standing = self.answer.standing
        return standing.without_unit(self.unit) if standing.units.partner[self.unit] >= 0 else standing

    @cached_property
    def published(self) -> tuple[int, ...]:
        """Who lives in the property by the published answer."""
        return _there(self.town, self.match, self.home)

    def worth(self, household: int) -> Worth:
        """How much worse than the published answer a way is, the pair itself left out, (12,)."""
        counted = self.doors.counts_in(household, self.home)
        if counted not in self.shared:
            self.shared[counted] = self._made_room(household, clashes=False)
        found = self.shared[counted]
        if found is not None and self.doors.clashing(household, found.there):
            found = self._made_room(household, clashes=True)
        if found is not None:
            return found.worth
        sort = (household if self.doors.clashing(household, self.published) else NO_GO, *counted)
        if sort not in self.away:
            self.away[sort] = self._swapped(household)
        return self.away[sort]

    def _made_room(self, household: int, *, clashes: bool) -> Gone | None:
        """Whoever is in the way, the last in rank first, finds another place or none; None where that breaks a side
        rule somewhere. Without `clashes` only the caps are looked at."""
        alone, market = self.without, self.answer
        if alone is None or market is None:
            return None
        town, home, doors = self.town, self.home, self.doors
        there = market.there(alone, home)
        while in_way := (doors.clashing(household, there) if clashes else ()) or doors.counted(household, home, there):
            last = _last(town, in_way)
            there = tuple(row for row in there if row != last)
        out = doors.barred(home, there, household, clashes=clashes)
        out[list(there)] = False
        at = town.pairs_at(home)
        whose = np.searchsorted(town.pairs.start, at, side="right") - 1
        gone = market.gone(alone.without(np.sort(at[out[whose]])), home)
        blocked = doors.counted(household, home, gone.there) or (clashes and doors.clashing(household, gone.there))
        return None if gone.breaks or blocked else gone

    def _swapped(self, household: int) -> Worth:
        """Whoever is in the way is sent away and nobody else moves: that breaks nothing."""
        after = self.match.copy()
        after[after == self.unit] = NO_GO
        while in_way := self.doors.in_the_way(household, self.home, _there(self.town, after, self.home)):
            after[_last(self.town, in_way)] = NO_GO
        found = score(self.town.levels, self.town.pairs, after, ties=False)
        return worth_of(found) - worth_of(self.best)


def _last(town: Town, households: set[int]) -> int:
    return min(households, key=lambda row: (town.levels.rank[row], town.levels.order[row]))


def _there(town: Town, match: Match, home: int) -> tuple[int, ...]:
    return tuple(np.flatnonzero((match >= 0) & (town.home[match] == home)).tolist())
