"""What a rule answers, as small tables over groups of households and groups of homes that are alike to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from allocation.catalogue import ACCEPT, Answer, Rule
from allocation.facts import Household, Property, Unit

Codes = NDArray[np.intp]
Answers = NDArray[np.uint8]
Thing = TypeVar("Thing")
ACCEPTED, ASKED, REFUSED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Groups(Generic[Thing]):
    """Things alike in the facts looked at: the group of each, and the first of each group."""

    codes: Codes
    firsts: tuple[Thing, ...]


def grouped(things: Sequence[Thing], facts: Iterable[str]) -> Groups[Thing]:
    """Group things by some of their facts."""
    look = attrgetter(*facts)
    seen: dict[object, int] = {}
    firsts = []
    codes = np.empty(len(things), np.intp)
    for place, thing in enumerate(things):
        group = seen.setdefault(look(thing), len(seen))
        if group == len(firsts):
            firsts.append(thing)
        codes[place] = group
    return Groups(codes, tuple(firsts))


def is_of_property(facts: Iterable[str]) -> bool:
    """Whether all these facts of a unit are its property's, so that one answer does for all its units."""
    return all(hasattr(Property, fact) for fact in facts)


@dataclass(frozen=True, slots=True)
class Judged:
    """One rule's answers: `table[households[h], homes[u]]` for household h and column u."""

    households: Codes
    homes: Codes
    table: Answers

    def rows(self, rows: slice) -> Answers:
        """The answers of some households over every column."""
        return self.table[self.households[rows]][:, self.homes]


def judged(rule: Rule, households: Sequence[Household], units: Sequence[Unit]) -> Judged:
    """Ask the rule once for each pair of groups."""
    homes, places = grouped(households, rule.of_household), grouped(units, rule.of_unit)
    table = np.zeros((len(homes.firsts), len(places.firsts)), np.uint8)
    for row, household in enumerate(homes.firsts):
        for column, unit in enumerate(places.firsts):
            verdict = rule.judge(household, unit)
            if verdict is not ACCEPT:
                table[row, column] = REFUSED if verdict.answer is Answer.REFUSE else ASKED
    return Judged(homes.codes, places.codes, table)


def overlapping(rule: Rule, households: Sequence[Household], units: Sequence[Unit]) -> Judged:
    """The same for a rule that refuses where two sets overlap: looked up by what is in them.

    A household whose set is not known is judged by the rule itself.
    """
    homes = grouped(households, rule.of_household)
    theirs, its = attrgetter(rule.of_household[0]), attrgetter(rule.of_unit[0])
    columns: dict[str, list[int]] = {}
    for column, unit in enumerate(units):
        for each in its(unit):
            columns.setdefault(each, []).append(column)
    table = np.zeros((len(homes.firsts), len(units)), np.uint8)
    for row, household in enumerate(homes.firsts):
        wanted = theirs(household)
        if wanted is None:
            table[row] = judged(rule, [household], units).rows(slice(0, 1))
            continue
        for each in wanted:
            if each in columns:
                table[row, columns[each]] = REFUSED
    return Judged(homes.codes, np.arange(len(units)), table)
