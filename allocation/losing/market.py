"""A heaviest matching that can say what is left of it without one unit, and whom that leaves room for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from allocation.couplings import Couplings, breaches
from allocation.losing.worth import Worth, of_match, worth_of
from allocation.solving.branch import Town
from allocation.solving.levels import Score, score
from allocation.solving.standing import Standing


@dataclass(frozen=True, slots=True)
class Gone:
    """The heaviest matching with something out of the running.

    `worth`: how much worse it is than the market's score, (12,), less than nothing where it is better; `there`: who
    would live in the property in question; `breaks`: whether it breaks a side rule, somewhere.
    """

    worth: Worth
    match: NDArray[np.intp]
    there: tuple[int, ...]
    breaks: bool


@dataclass(frozen=True)
class Market:
    """A standing matching of a town's pairs, beside a score: the published answer's, or its own."""

    town: Town
    standing: Standing
    best: Score

    @cached_property
    def worth(self) -> Worth:
        """How much worse the matching is than the score."""
        own = score(self.town.levels, self.standing.pairs, self.standing.match, ties=False)
        return worth_of(own) - worth_of(self.best)

    @cached_property
    def broken_at(self) -> frozenset[int]:
        """The properties in which the matching breaks a side rule."""
        homes = self.town.home[self.standing.match]
        placed = np.flatnonzero(self.standing.match >= 0).tolist()
        found = breaches(self.town.rules, {row: int(homes[row]) for row in placed})
        return frozenset(breach.property for breach in found)

    def gone(self, other: Standing, home: int) -> Gone:
        """What another standing of the same pairs is, beside this one."""
        before, after = self.standing.match, other.match
        rows = np.flatnonzero(before != after)
        had, has = rows[before[rows] >= 0], rows[after[rows] >= 0]
        levels, pairs = self.town.levels, self.standing.pairs
        worth = self.worth - of_match(levels, pairs, had, before[had]) + of_match(levels, pairs, has, after[has])
        touched = {*self.town.home[before[had]].tolist(), *self.town.home[after[has]].tolist()}
        breaks = bool(self.broken_at - touched) or any(self._breaks(other, each) for each in sorted(touched))
        return Gone(worth, after, self.there(other, home), breaks)

    def there(self, other: Standing, home: int) -> tuple[int, ...]:
        """Who lives in a property by a standing."""
        units = self.town.units_of[home]
        return tuple(row for row in other.units.partner[units].tolist() if row >= 0)

    def _breaks(self, other: Standing, home: int) -> bool:
        there = self.there(other, home)
        return len(there) > 0 and bool(breaches(self.town.rules, dict.fromkeys(sorted(there), home)))


@dataclass(frozen=True)
class Doors:
    """Whom a property's side rules keep out of it, given who lives there."""

    rules: Couplings
    households: int

    @cached_property
    def members(self) -> dict[frozenset[int], NDArray[np.intp]]:
        """Each cap's members as an array."""
        return {cap.members: np.array(sorted(cap.members), dtype=np.intp) for cap in self.rules.caps}

    @cached_property
    def alone(self) -> NDArray[np.bool_]:
        """Who shares with no other proposal, (households,)."""
        found = np.zeros(self.households, dtype=np.bool_)
        found[list(self.rules.alone)] = True
        return found

    def barred(
        self, home: int, there: tuple[int, ...], joining: int | None = None, *, clashes: bool = True
    ) -> NDArray[np.bool_]:
        """The households that cannot join those who live there, (households,).

        `joining`: somebody who comes to live there too; without `clashes` that one is only counted.
        """
        everybody = there if joining is None else (*there, joining)
        living = everybody if clashes else there
        found = self.alone.copy() if everybody else np.zeros(self.households, dtype=np.bool_)
        if any(row in self.rules.alone for row in living):
            found[:] = True
        for row in living:
            found[list(self.rules.apart.get(row, ()))] = True
        for cap in self.rules.caps_of(home):
            if len(cap.members.intersection(everybody)) >= cap.room:
                found[self.members[cap.members]] = True
        return found

    def counts_in(self, household: int, home: int) -> tuple[int, ...]:
        """In which of a property's caps a household counts."""
        return tuple(place for place, cap in enumerate(self.rules.caps_of(home)) if household in cap.members)

    def blamed(self, household: int, home: int, there: tuple[int, ...]) -> set[int]:
        """Who of those who live in a property keeps one household out of it."""
        return self.clashing(household, there) | self.counted(household, home, there)

    def in_the_way(self, household: int, home: int, there: tuple[int, ...]) -> set[int]:
        """The same, to be sent away one after another: those whom it clashes with come first."""
        return self.clashing(household, there) or self.counted(household, home, there)

    def clashing(self, household: int, there: tuple[int, ...]) -> set[int]:
        """Those among some with whom it must not live."""
        return {row for row in there if self.rules.clash(household, row)}

    def counted(self, household: int, home: int, there: tuple[int, ...]) -> set[int]:
        """Those among some who fill a cap in which it counts too."""
        found: set[int] = set()
        for cap in self.rules.caps_of(home):
            members = cap.members.intersection(there)
            if household in cap.members and len(members) >= cap.room:
                found |= members
        return found
