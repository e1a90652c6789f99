"""What rules answer, as small tables over groups of households and groups of homes that are alike to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from allocation.catalogue import ACCEPT, Answer, Rule, Verdict
from allocation.facts import Household, Unit

Codes = NDArray[np.int32]
Words = NDArray[np.uint64]  # what rules say of a pair: rule i refuses in bit i, asks in bit 32 + i
Thing = TypeVar("Thing")
ASKED = 32
NOTHING = -1  # the group of households to whom a table says nothing


@dataclass(frozen=True, slots=True)
class Groups(Generic[Thing]):
    """Things alike in the facts looked at: the group of each, and the first of each group."""

    codes: Codes
    firsts: tuple[Thing, ...]


def grouped(things: Sequence[Thing], facts: Iterable[str]) -> Groups[Thing]:
    """Group things by some of their facts, the groups in the order in which they are met."""
    seen = list(map(attrgetter(*facts), things))
    position = {facts: group for group, facts in enumerate(dict.fromkeys(seen))}
    codes = np.fromiter(map(position.__getitem__, seen), np.int32, len(seen))
    first = np.zeros(len(position), np.intp)
    first[codes[::-1]] = np.arange(len(seen))[::-1]
    return Groups(codes, tuple(things[at] for at in first.tolist()))


def regrouped(groups: Groups[Thing], facts: Iterable[str]) -> Groups[Thing]:
    """Coarser groups of the same things, by facts in which the members of each group are alike already."""
    coarser = grouped(groups.firsts, facts)
    return Groups(coarser.codes[groups.codes], coarser.firsts)


@dataclass(frozen=True, slots=True)
class Table:
    """What a rule or more say: `said[households[h], homes[u]]` for household h and home u, nothing where
    `households[h]` is NOTHING."""

    households: Codes
    homes: Codes
    said: Words

    def counted(self, bit: int, units_of_home: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many units the rule refuses each household, each home standing for so many; shape (households,)."""
        of_group = np.bincount(self.homes, weights=units_of_home, minlength=self.said.shape[1]).astype(np.int64)
        refused = (self.said >> np.uint64(bit) & np.uint64(1)).astype(np.int64) @ of_group
        return np.where(self.households == NOTHING, 0, refused[self.households])


def word(verdict: Verdict, bit: int) -> int:
    """A verdict as a bit."""
    return {Answer.ACCEPT: 0, Answer.REFUSE: 1 << bit, Answer.ASK: 1 << (bit + ASKED)}[verdict.answer]


def judged(rule: Rule, bit: int, households: Sequence[Household], homes: Groups[Unit]) -> Table:
    """Ask the rule once for each pair of groups."""
    theirs = grouped(households, rule.of_household)
    said = np.zeros((len(theirs.firsts), len(homes.firsts)), np.uint64)
    for row, household in enumerate(theirs.firsts):
        for column, unit in enumerate(homes.firsts):
            verdict = rule.judge(household, unit)
            if verdict is not ACCEPT:
                said[row, column] = word(verdict, bit)
    return quiet(Table(theirs.codes, homes.codes, said))


def quiet(table: Table) -> Table:
    """The same table, with the groups of households that nothing is said to marked so."""
    loud = np.any(table.said, axis=1)
    groups = np.where(loud, np.arange(len(table.said)), NOTHING).astype(np.int32)
    return Table(groups[table.households], table.homes, table.said)
