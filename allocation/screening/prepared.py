"""A problem made ready to be screened: every rule asked about groups alike, and the answers laid out for the loops."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from allocation.catalogue import Rule
from allocation.facts import Problem
from allocation.rules import rules
from allocation.screening.columns import ASKED, NOTHING, Table, grouped, judged
from allocation.screening.costs import Terms, of_properties, of_units
from allocation.screening.ground import ground, nowhere
from allocation.screening.homes import Homes, is_of_property
from allocation.screening.overlaps import Marks, overlapping
from allocation.screening.sights import Marked, Prices, Sights, Stack
from allocation.screening.space import OF_FAMILY, OF_UNIT, space

DANGER, LIMIT, PEOPLE, BEDS = "danger-zone", "place-limit", "people", "beds"
Counts = NDArray[np.int64]


class Prepared:
    """Tables and single marks, of properties and of units; `sights` has them all as the loops want them.

    `exact`: whether distances are worked out in the loops; where not (coordinates finer than a millimetre), they are
    given to them. `waived`: the households that a waiver concerns.

    Raises:
        ValueError: there are more rules than a word has bits for.
    """

    def __init__(self, problem: Problem, homes: Homes, lifted: Collection[str]) -> None:
        self.households, self.homes = problem.households, homes
        self.bits = {rule.id: bit for bit, rule in enumerate(rules())}
        if len(self.bits) > ASKED:
            raise ValueError(f"screening has room for {ASKED} rules, and there are {len(self.bits)}")
        self.tables: dict[bool, list[Table]] = {True: [], False: []}  # by whether they are of properties
        self.marks: dict[bool, list[Marks]] = {True: [], False: []}
        families = grouped(self.households, OF_FAMILY)
        self.tables[False].append(space(families, homes.groups(OF_UNIT), self.bits[PEOPLE], self.bits[BEDS]))
        self.tables[True].append(self._zones_to_ask_about())
        for rule in rules():
            if rule.id not in (DANGER, LIMIT, PEOPLE, BEDS):
                self._ask(rule)
        self.costs = of_properties(self.households, homes), of_units(self.households, families, homes)
        self.waived, waivers = _waivers(problem, homes, self.bits)
        ground_there = ground(self.households, homes)
        self.exact = ground_there is not None
        self.lifted = [self.bits[rule] for rule in lifted]
        silenced = sum(1 << bit | 1 << (bit + ASKED) for bit in self.lifted)
        count = len(self.households)
        self.sights = Sights(
            property_of=homes.property_of,
            units_in=homes.units_in,
            of_property=_stack(self.tables[True], count, len(homes.firsts)),
            of_unit=_stack(self.tables[False], count, len(homes.units)),
            property_marks=_marked(self.marks[True], count),
            unit_marks=_marked(self.marks[False], count),
            waived=waivers,
            property_prices=_prices(self.costs[0]),
            unit_prices=_prices(self.costs[1]),
            ground=ground_there or nowhere(count, homes),
            counting=_words(0xFFFFFFFFFFFFFFFF & ~silenced),
            near=_words(1 << self.bits[DANGER], 1 << self.bits[LIMIT]),
        )

    def _zones_to_ask_about(self) -> Table:
        asks = np.array([NOTHING if each.danger_zones is not None else 0 for each in self.households], np.int32)
        nowhere_else = np.zeros(len(self.homes.firsts), np.int32)
        return Table(asks, nowhere_else, _words(1 << (self.bits[DANGER] + ASKED)).reshape(1, 1))

    def _ask(self, rule: Rule) -> None:
        bit, shared = self.bits[rule.id], is_of_property(rule.of_unit)
        if not rule.overlap:
            self.tables[shared].append(judged(rule, bit, self.households, self.homes.groups(rule.of_unit)))
            return
        marks, unknown = overlapping(rule, bit, self.households, self.homes)
        self.marks[shared].append(marks)
        if unknown is not None:
            self.tables[shared].append(unknown)

    def refusals(self, near: Counts) -> Counts:
        """How many units each rule refuses each household, waivers apart, shape (households, rules); `near` has the
        counts of the two rules on distance, shape (households, 2)."""
        found = np.zeros((len(self.households), len(self.bits)), np.int64)
        ones = np.ones(len(self.homes.units), np.int64)
        for shared, units_of_home in ((True, self.homes.units_in), (False, ones)):
            for table in self.tables[shared]:
                for bit in _refusing(table):
                    found[:, bit] += table.counted(bit, units_of_home)
            for marks in self.marks[shared]:
                np.add.at(found[:, marks.bit], marks.household, units_of_home[marks.home])
        found[:, self.bits[DANGER]] += near[:, 0]
        found[:, self.bits[LIMIT]] += near[:, 1]
        found[:, self.lifted] = 0
        return found


def _refusing(table: Table) -> list[int]:
    """The bits of the rules that refuse anything in a table."""
    anything = int(np.bitwise_or.reduce(table.said, axis=None)) & 0xFFFFFFFF
    return [bit for bit in range(ASKED) if anything >> bit & 1]


def _words(*words: int) -> NDArray[np.uint64]:
    return np.array(words, np.uint64)


def _stack(tables: Sequence[Table], households: int, homes: int) -> Stack:
    """Tables end to end; those that say nothing to anybody are left out."""
    loud = [table for table in tables if (table.households != NOTHING).any()]
    return Stack(
        codes=np.array([table.households for table in loud], np.int32).reshape(len(loud), households),
        homes=np.array([table.homes for table in loud], np.int32).reshape(len(loud), homes),
        spans=_spans([table.said.shape for table in loud]),
        words=np.concatenate([np.zeros(0, np.uint64), *(table.said.ravel() for table in loud)]),
    )


def _prices(terms: Sequence[Terms]) -> Prices:
    return Prices(
        codes=np.array([each.households for each in terms]),
        homes=np.array([each.homes for each in terms]),
        spans=_spans([each.table.shape for each in terms]),
        points=np.concatenate([each.table.ravel() for each in terms]),
    )


def _spans(shapes: Sequence[tuple[int, ...]]) -> Counts:
    """Where each table begins among all, and how wide it is, shape (tables, 2)."""
    begins = _starts(rows * width for rows, width in shapes)[:-1]
    return np.array([begins, [width for _, width in shapes]], np.int64).T.copy()


def _marked(marks: Sequence[Marks], households: int) -> Marked:
    owners = np.concatenate([np.zeros(0, np.int64), *(each.household for each in marks)])
    order = np.argsort(owners, kind="stable")
    homes = np.concatenate([np.zeros(0, np.int32), *(each.home for each in marks)])
    words = np.repeat(np.array([1 << each.bit for each in marks], np.uint64), [len(each.home) for each in marks])
    return Marked(_starts(np.bincount(owners, minlength=households)), homes[order], words[order])


def _waivers(problem: Problem, homes: Homes, bits: dict[str, int]) -> tuple[list[int], Marked]:
    """The households that waivers concern, and by property the words that still count there."""
    rows = {household.id: row for row, household in enumerate(problem.households)}
    found = []
    for waiver in problem.waivers:
        home = homes.column_of(waiver.property)
        if home >= 0:
            bit = bits[waiver.rule]
            kept = 0xFFFFFFFFFFFFFFFF & ~(1 << bit | 1 << (bit + ASKED))
            found.append((rows[waiver.household], home, kept))
    found.sort()
    owners = [owner for owner, _, _ in found]
    return sorted(set(owners)), Marked(
        _starts(np.bincount(np.array(owners, np.int64), minlength=len(rows))),
        np.array([home for _, home, _ in found], np.int32),
        np.array([kept for _, _, kept in found], np.uint64),
    )


def _starts(sizes: Iterable[int]) -> Counts:
    return np.concatenate(([0], np.cumsum(np.fromiter(sizes, np.int64)))).astype(np.int64)
