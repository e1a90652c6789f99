"""Every rule over every pair, and what is kept of it: the accepted pairs, how often each rule refuses, and whole
rows on demand.

A rule says which facts it reads; households and homes are grouped by just those, each distinct pair of groups is
judged once by the rule's own function, and compiled loops spread the answers. Rules on sets that overlap are looked
up; distances, people and beds are worked out for all at once (allocation/screening), and tests hold all of it to the
rules' own functions. Facts of a property are judged once for all its units. Memory is in proportion to the accepted
pairs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from allocation.catalogue import ACCEPT, Verdict
from allocation.facts import Household, Problem, Unit
from allocation.rules import rules
from allocation.screening.columns import ASKED, Codes
from allocation.screening.distances import Points, near
from allocation.screening.homes import Homes
from allocation.screening.kernels import sweep
from allocation.screening.prepared import Counts, Prepared
from allocation.screening.sights import Found, Given, desk, found
from allocation.solving.pairs import Pairs, narrow

PAIRS_AT_ONCE = 500_000
Bits = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Row:
    """One household and every unit, in the order of the problem; or several households, a row each.

    Bit i of `refused` and of `asked` is rule i of `rules()`; `cost` is in whole points, refused pairs too.
    """

    refused: Bits
    asked: Bits
    cost: NDArray[np.int64]

    @property
    def accepted(self) -> NDArray[np.bool_]:
        """The units that no rule refuses and none asks about."""
        result: NDArray[np.bool_] = (self.refused | self.asked) == 0
        return result

    @property
    def only_asked(self) -> NDArray[np.bool_]:
        """The units that no rule refuses and some rule asks about."""
        result: NDArray[np.bool_] = (self.refused == 0) & (self.asked != 0)
        return result


class Screen:
    """What the rules say of a problem, households and units in its order.

    `pairs`: the accepted pairs with their costs. `refusals`: how many units each rule refuses each household, shape
    (households, rules), in the order of `rules()`. `asking`: how many units only ask, shape (households,). `homes`:
    the units, grouped by the facts that rules read.
    """

    def __init__(self, problem: Problem, lifted: Collection[str] = (), homes: Homes | None = None) -> None:
        self._shape = len(problem.households), len(problem.units)
        self.homes = homes or Homes(problem.units)
        self.pairs = _none(*self._shape)
        self.refusals = np.zeros((self._shape[0], len(rules())), np.int32)
        self.asking = np.zeros(self._shape[0], np.int32)
        if 0 in self._shape:
            return
        self._prepared = Prepared(problem, self.homes, lifted)
        self._desk = desk(len(self.homes.firsts), self._shape[1])
        self._sweep()

    def row(self, household: int) -> Row:
        """What every rule says of one household and each unit, and the costs, worked out on demand."""
        if not self._shape[1]:
            return Row(np.zeros(0, np.uint32), np.zeros(0, np.uint32), np.zeros(0, np.int64))
        here = found(1, self._shape[1])
        given = self._given(slice(household, household + 1))
        sweep(self._prepared.sights, household, given, True, self._desk, here)
        said = self._desk.words
        return Row(said.astype(np.uint32), (said >> np.uint64(ASKED)).astype(np.uint32), here.cost)

    @cached_property
    def table(self) -> Row:
        """Every pair, shape (households, units): for tests and small problems."""
        whole = Row(np.zeros(self._shape, np.uint32), np.zeros(self._shape, np.uint32), np.zeros(self._shape, np.int64))
        for household in range(self._shape[0]):
            one = self.row(household)
            whole.refused[household], whole.asked[household] = one.refused, one.asked
            whole.cost[household] = one.cost
        return whole

    @property
    def refused(self) -> Bits:
        """Which rules refuse each pair, shape (households, units): for tests and small problems."""
        return self.table.refused

    @property
    def asked(self) -> Bits:
        """Which rules ask about each pair, shape (households, units): for tests and small problems."""
        return self.table.asked

    @property
    def cost(self) -> NDArray[np.int64]:
        """What each pair costs, shape (households, units): for tests and small problems."""
        return self.table.cost

    @property
    def accepted(self) -> NDArray[np.bool_]:
        """The accepted pairs, shape (households, units): for tests and small problems."""
        return self.table.accepted

    def _sweep(self) -> None:
        """Fill in what is kept, some households at a time."""
        households, units = self._shape
        step = max(1, PAIRS_AT_ONCE // units)
        room, kept = found(step, units), found(households, 0)
        parts: list[tuple[Codes, Codes]] = []
        for first in range(0, households, step):
            rows = slice(first, min(first + step, households))
            here = Found(room.unit, room.cost, kept.accepted[rows], kept.asking[rows], kept.near[rows])
            size = sweep(self._prepared.sights, first, self._given(rows), False, self._desk, here)
            parts.append((room.unit[:size].copy(), narrow(room.cost[:size])))
        start = np.concatenate(([0], np.cumsum(kept.accepted)))
        unit_of, cost_of = (np.concatenate(each) for each in zip(*parts, strict=True))
        self.pairs = Pairs(start, unit_of, cost_of, units)
        self.asking = kept.asking.astype(np.int32)
        self.refusals = self._prepared.refusals(kept.near).astype(np.int32)
        for household in self._prepared.waived:
            self.refusals[household] = _counted(self.row(household).refused)

    def _given(self, rows: slice) -> Given:
        """Distances of some households where the loops cannot work them out exactly."""
        prepared = self._prepared
        if prepared.exact:
            return NOT_GIVEN
        there = near(prepared.households[rows], Points(self.homes.firsts))
        danger, far = prepared.sights.near
        return Given(there.danger * danger | there.too_far * far, there.points)


NOT_GIVEN = Given(np.zeros((0, 0), np.uint64), np.zeros((0, 0), np.int64))


def screen(problem: Problem, lifted: Collection[str] = (), homes: Homes | None = None) -> Screen:
    """Judge every household with every unit of the problem; `lifted` names rules that neither refuse nor ask.

    `homes`: the problem's units, where they have been made ready already.

    Raises:
        TooLarge: an accepted pair costs more than 2,147,483,647 points.
    """
    return Screen(problem, lifted, homes)


def verdicts(problem: Problem, household: Household, unit: Unit) -> Mapping[str, Verdict]:
    """What each rule says of one pair, by the rule's id, in their order; a waived rule accepts."""
    waived = {
        waiver.rule
        for waiver in problem.waivers
        if waiver.household == household.id and waiver.property == unit.property.id
    }
    return {each.id: ACCEPT if each.id in waived else each.judge(household, unit) for each in rules()}


def _none(households: int, units: int) -> Pairs:
    return Pairs(np.zeros(households + 1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32), units)


def _counted(refused: Bits) -> Counts:
    """How many units each rule refuses in a row."""
    return np.array([(refused >> np.uint32(bit) & np.uint32(1)).sum() for bit in range(len(rules()))], np.int64)
