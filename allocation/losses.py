"""What would get worse, and at which level first, if a household without a place took a unit.

For every such pair the true answer is the optimum with the pair forced, F. It is fenced in from both sides. The
relaxation (side rules not looked at) without the unit, with the pair added, is no better than any way: F is no better.
The published answer without the unit, put right by a path, with the pair added, is one way: F is no worse. Both are
worked out once a unit, for all households that want it. Where both first differ from the optimum at the same level F
does too, because scores are compared level by level; without binding side rules they are one and the same. Where they
do not agree F is searched for, as long as `WORK` lasts; after that it is the level that the better way would cost.
Beyond `PLAIN` pairs it is the level of the plainest way, an exchange.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.assign import Assignment
from allocation.couplings import Couplings
from allocation.facts import Problem
from allocation.losing.closing import closed_in
from allocation.losing.forcing import Forcing
from allocation.losing.market import Doors, Gone, Market
from allocation.losing.ways import Ways
from allocation.losing.worth import NAMES, Worth, first_difference, of_pairs
from allocation.solving.levels import score
from allocation.solving.pairs import Pairs
from allocation.solving.standing import standing

SIDE_RULES = "side rules"  # residents alone fill a cap: no proposal of her sort could live there
PINNED = "pinned"  # a pin has the unit, or keeps her out of its property
LEVELS = (*NAMES, SIDE_RULES, PINNED)
UNKNOWN = -1
PLAIN = 1_000_000  # accepted pairs beyond which only the plainest way of giving a unit to somebody else is looked at
Codes = NDArray[np.int8]


@dataclass
class Losses:
    """The losses of one answer, worked out unit by unit as they are asked for.

    `pairs`: every pair that the rules accept and nobody banned; `rules`: the side rules as they were before any pin
    took its place (left out: there is no pin).
    """

    assignment: Assignment
    pairs: Pairs
    rules: Couplings | None = None
    codes: Codes = field(init=False)
    lines: dict[tuple[int, int, str], dict[str, Any]] = field(default_factory=dict)  # said of many households

    def __post_init__(self) -> None:
        self.town, self.match, self.best = self.assignment.town, self.assignment.match, self.assignment.score
        self.codes = np.full(len(self.pairs), UNKNOWN, dtype=np.int8)
        self.doors = Doors(self.town.rules, self.pairs.households)
        self.before = self.rules or self.town.rules
        self.doors_before = Doors(self.before, self.pairs.households)

    @cached_property
    def holder(self) -> NDArray[np.intp]:
        """Each unit's household, or -1, (units,)."""
        held = np.full(self.pairs.units, -1, dtype=np.intp)
        placed = np.flatnonzero(self.match >= 0)
        held[self.match[placed]] = placed
        return held

    @cached_property
    def relaxation(self) -> Market:
        """The best while side rules are not looked at: every household chooses for itself.

        Where no side rule changed anything it is the answer, and those without a place are left out: see `closed_in`.
        """
        weight = self.town.weights
        if self.assignment.free:
            weight = np.where((self.match < 0)[self.town.pairs.household], 0, weight)
        return Market(self.town, standing(self.town.pairs, weight), self.best)

    @cached_property
    def answer(self) -> Market | None:
        """The published answer as a market of those who have a place.

        Where the answer is not proved a better one may be found here: losses are then counted from that."""
        found = closed_in(self.town, self.doors, self.match)
        own = None if found is None else score(self.town.levels, self.town.pairs, found.match, ties=False)
        return None if found is None or own is None else Market(self.town, found, own)

    @cached_property
    def forcing(self) -> Forcing:
        """The search for what the fences leave open."""
        return Forcing(self.town, self.best)

    def level(self, household: int, unit: int) -> str:
        """The first level to get worse if this household, now without a place, took this unit that accepts it."""
        at = self.pairs.find(household, unit)
        if self.codes[at] == UNKNOWN:
            self.codes[at] = self._codes(unit, np.array([household]), np.array([at]))[0]
        return str(LEVELS[self.codes[at]])

    def work_out(self) -> None:
        """Every level of every household without a place, a unit at a time."""
        unplaced, edges = self.match < 0, self.pairs.by_unit
        for unit in range(self.pairs.units):
            at, rows = self.pairs.of_unit(unit), edges.other[edges.start[unit] : edges.start[unit + 1]]
            wanted = unplaced[rows] & (self.codes[at] == UNKNOWN)
            if wanted.any():
                self.codes[at[wanted]] = self._codes(unit, rows[wanted].astype(np.intp), at[wanted])

    @cached_property
    def in_town(self) -> NDArray[np.int64]:
        """Where each pair is among the town's, whose side rules may have closed some: -1 for those, shape (pairs,)."""
        ours, theirs = _keys(self.pairs), _keys(self.town.pairs)
        place = np.searchsorted(theirs, ours)
        there = np.zeros(len(ours), dtype=np.bool_)
        inside = place < len(theirs)
        there[inside] = theirs[place[inside]] == ours[inside]
        return np.where(there, place, -1)

    def _codes(self, unit: int, rows: NDArray[np.intp], at: NDArray[np.int64]) -> Codes:
        """The levels of some unplaced households that all want one unit, as positions in `LEVELS`."""
        at = self.in_town[at]
        found = np.full(len(rows), LEVELS.index(PINNED), dtype=np.int8)
        home = int(self.town.home[unit])
        for cap in self.before.caps_of(home):
            if cap.room == 0:
                found[np.isin(rows, self.doors_before.members[cap.members])] = LEVELS.index(SIDE_RULES)
        allowed = at >= 0
        if allowed.any():
            found[allowed] = self._fenced(unit, home, rows[allowed], at[allowed])
        return found

    def _fenced(self, unit: int, home: int, rows: NDArray[np.intp], at: NDArray[np.intp]) -> Codes:
        adds = of_pairs(self.town.levels, self.town.pairs, rows, at)
        if not self.assignment.free and len(self.pairs) > PLAIN:
            return self._plain(unit, home, rows, adds)
        if not self.assignment.free and not self.forcing.left(len(rows)):
            return self._ways(unit, home, rows, adds, np.ones(len(rows), dtype=np.bool_)).astype(np.int8)
        hopeful = self._without(self.relaxation, unit, home)
        upper, worse = first_difference(hopeful.worth + adds)
        open_to_all = hopeful.match[rows] < 0
        exact = open_to_all & ~self.doors.barred(home, hopeful.there)[rows]
        if hopeful.breaks:
            exact[:] = False
        codes = upper.astype(np.int8)
        if exact.all():
            return codes
        lower = self._ways(unit, home, rows, adds, ~exact)
        codes[~exact] = lower[~exact]
        unsettled = np.flatnonzero(~exact & ~(worse & open_to_all & (upper == lower))).tolist()
        for place in unsettled if self.forcing.left(len(unsettled)) else ():
            found = self.forcing.level(int(rows[place]), unit, LEVELS[codes[place]])
            codes[place] = LEVELS.index(found)
        return codes

    def _without(self, market: Market, unit: int, home: int) -> Gone:
        other = market.standing.without_unit(unit) if market.standing.units.partner[unit] >= 0 else market.standing
        return market.gone(other, home)

    def _plain(self, unit: int, home: int, rows: NDArray[np.intp], adds: Worth) -> Codes:
        """The level that the plainest way would cost: who has the unit, and who else is in the way, goes without."""
        worth = np.zeros_like(adds)
        ways = Ways(self.town, self.doors, self.match, self.best, None, unit)
        barred = self.doors.barred(home, tuple(row for row in ways.published if self.match[row] != unit))[rows]
        if not barred.all():
            worth[~barred] = ways.worth(int(rows[~barred][0]))
        for place in np.flatnonzero(barred).tolist():
            worth[place] = ways.worth(int(rows[place]))
        return first_difference(worth + adds)[0].astype(np.int8)

    def _ways(
        self, unit: int, home: int, rows: NDArray[np.intp], adds: Worth, wanted: NDArray[np.bool_]
    ) -> NDArray[np.int64]:
        """The level that one way of forcing each wanted pair would cost."""
        worth = np.zeros_like(adds)
        ways = Ways(self.town, self.doors, self.match, self.best, self.answer, unit)
        chain = None if ways.without is None or self.answer is None else self.answer.gone(ways.without, home)
        if chain is not None and not chain.breaks:
            worth += chain.worth
            wanted = wanted & self.doors.barred(home, chain.there)[rows]
        for place in np.flatnonzero(wanted).tolist():
            worth[place] = ways.worth(int(rows[place]))
        return first_difference(worth + adds)[0]


def lost_to(problem: Problem, losses: Losses, row: int) -> list[dict[str, Any]]:
    """Every unit that accepts the household and went to another, or stands empty because of a side rule.

    `level` is the first level that would get worse if this household took the unit, "side rules" where residents
    alone leave no room for her, or "pinned" where a pin does. An empty unit names the household of the proposal in the
    way; one that residents alone keep empty is left out, because nobody proposed has it. The same line is the same
    object for every household that it is said of, so that millions of them fit.
    """
    return list(_lines(problem, losses, row))


def _lines(problem: Problem, losses: Losses, row: int) -> Iterator[dict[str, Any]]:
    hers = losses.pairs.of(row)
    columns, codes = losses.pairs.unit[hers].tolist(), losses.codes[hers].tolist()
    for column, code, other in zip(columns, codes, losses.holder[columns].tolist(), strict=True):
        if other < 0:
            blocking = in_the_way(losses, row, column)
            if blocking is None:
                continue
            other = blocking
        level = LEVELS[code] if code != UNKNOWN else losses.level(row, column)
        line = column, other, level
        if line not in losses.lines:
            unit, instead = problem.units[column].id, problem.households[other].id
            losses.lines[line] = {"unit": unit, "household": instead, "level": level}
        yield losses.lines[line]


def _keys(pairs: Pairs) -> NDArray[np.int64]:
    """A number for each pair, in order."""
    return pairs.household.astype(np.int64) * pairs.units + pairs.unit


def in_the_way(losses: Losses, household: int, unit: int) -> int | None:
    """For a unit that stands empty: the proposal that keeps this household out of it, the last of them in rank.

    None where nobody proposed is in the way: residents alone fill the cap.
    """
    town = losses.town
    home = int(town.home[unit])
    there = tuple(row for row in losses.holder[town.units_of[home]].tolist() if row >= 0)
    blamed = losses.doors_before.blamed(household, home, there)
    return min(blamed, key=lambda other: (town.levels.rank[other], town.levels.order[other]), default=None)
