"""What rules answer, as small tables over groups of households and groups of homes that are alike to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from allocation.catalogue import ACCEPT, Answer, Rule
from allocation.facts import Household, Property, Unit
from allocation.words import Remembers, worked_out

Codes = NDArray[np.intp]
Bits = NDArray[np.uint32]
Thing = TypeVar("Thing")
Number = TypeVar("Number", bound=np.generic)
SPARSE = 0.5  # below this share of households concerned, only theirs are written


@dataclass(frozen=True, slots=True)
class Groups(Generic[Thing]):
    """Things alike in the facts looked at: the group of each, and the first of each group."""

    codes: Codes
    firsts: tuple[Thing, ...]


def grouped(things: Sequence[Thing], facts: Iterable[str]) -> Groups[Thing]:
    """Group things by some of their facts, the groups in the order in which they are met."""
    seen: dict[object, int] = {}
    codes = [seen.setdefault(facts, len(seen)) for facts in map(attrgetter(*facts), things)]
    firsts = dict(zip(reversed(codes), reversed(things), strict=True))
    return Groups(np.array(codes, np.intp), tuple(firsts[group] for group in range(len(seen))))


def is_of_property(facts: Iterable[str]) -> bool:
    """Whether all these facts of a unit are its property's, so that one answer does for all its units."""
    return all(hasattr(Property, fact) for fact in facts)


@dataclass(frozen=True, slots=True)
class Table(Remembers):
    """Answers of one rule or more: their bits at [households[h], homes[u]] for household h and home u."""

    households: Codes
    homes: Codes
    refused: Bits
    asked: Bits

    @worked_out
    def refusing(self) -> NDArray[np.bool_]:
        """The groups of households that are refused anything."""
        result: NDArray[np.bool_] = np.any(self.refused, axis=1)
        return result

    @worked_out
    def asking(self) -> NDArray[np.bool_]:
        """The groups of households that anything is asked about."""
        result: NDArray[np.bool_] = np.any(self.asked, axis=1)
        return result

    def mark(self, refused: Bits, asked: Bits, rows: slice) -> None:
        """Set the bits for some households, `refused` and `asked` having a row for each of those."""
        groups = self.households[rows]
        for table, concerning, result in ((self.refused, self.refusing, refused), (self.asked, self.asking, asked)):
            concerned = concerning[groups]
            if concerned.mean() > SPARSE:
                result |= spread(table, groups, self.homes)
            elif concerned.any():
                result[concerned] |= spread(table, groups[concerned], self.homes)


def spread(table: NDArray[Number], rows: Codes, columns: Codes) -> NDArray[Number]:
    """A table's value for every household and home of their groups; one row stays one row.

    As many groups of homes as homes: then each is its own group, in their order.
    """
    chosen = table if len(table) == 1 else table[rows]
    return chosen if table.shape[1] == len(columns) else chosen.take(columns, axis=1)


def judged(rule: Rule, bit: int, households: Sequence[Household], units: Sequence[Unit]) -> Table:
    """Ask the rule once for each pair of groups."""
    homes, places = grouped(households, rule.of_household), grouped(units, rule.of_unit)
    refused, asked = np.zeros((2, len(homes.firsts), len(places.firsts)), np.uint32)
    for row, household in enumerate(homes.firsts):
        for column, unit in enumerate(places.firsts):
            verdict = rule.judge(household, unit)
            if verdict is not ACCEPT:
                (refused if verdict.answer is Answer.REFUSE else asked)[row, column] = 1 << bit
    return Table(homes.codes, places.codes, refused, asked)


def overlapping(rule: Rule, bit: int, households: Sequence[Household], units: Sequence[Unit]) -> Table:
    """The same for a rule that refuses where two sets overlap: looked up by what is in them.

    All households whose set meets nothing share one row. One whose set is not known is judged by the rule itself.
    """
    homes, places = grouped(households, rule.of_household[:1]), grouped(units, rule.of_unit)
    theirs, its = attrgetter(rule.of_household[0]), attrgetter(rule.of_unit[0])
    columns: dict[str, list[int]] = {}
    for column, unit in enumerate(places.firsts):
        for each in its(unit):
            columns.setdefault(each, []).append(column)
    rows, met, unknown = np.zeros(len(homes.firsts), np.intp), [], None
    for group, household in enumerate(homes.firsts):
        wanted = theirs(household)
        if wanted is None:
            unknown = group
        elif hits := [column for each in wanted if each in columns for column in columns[each]]:
            met.append(hits)
            rows[group] = len(met)
    refused, asked = np.zeros((2, len(met) + 2, len(places.firsts)), np.uint32)
    for row, hits in enumerate(met, 1):
        refused[row, hits] = 1 << bit
    if unknown is not None:
        alone = judged(rule, bit, [homes.firsts[unknown]], places.firsts)
        rows[unknown] = len(met) + 1
        refused[-1], asked[-1] = alone.refused[0, alone.homes], alone.asked[0, alone.homes]
    return Table(rows[homes.codes], places.codes, refused, asked)
