"""Every rule over every pair, and what is kept of it: the accepted pairs, how often each rule refuses, and whole
rows on demand.

A rule says which facts it reads; households and homes are grouped by just those, each distinct pair of groups is
judged once by the rule's own function, and the answers are spread with numpy. Rules on sets that overlap are looked
up; distances, people and beds are worked out for all at once (allocation/screening), and tests hold them to the rules'
own functions. Facts of a property are judged once for all its units. Memory is in proportion to the accepted pairs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from allocation.catalogue import ACCEPT, Verdict
from allocation.facts import Household, Problem, Unit
from allocation.rules import rules
from allocation.screening.columns import Bits, Table, grouped, is_of_property, judged, overlapping
from allocation.screening.costs import of_properties, of_units
from allocation.screening.distances import Points, danger, near_places
from allocation.screening.space import space
from allocation.solving.pairs import Pairs

DANGER, LIMIT, PEOPLE, BEDS = "danger-zone", "place-limit", "people", "beds"
PAIRS_AT_ONCE = 500_000


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
    (households, rules), in the order of `rules()`. `asking`: how many units only ask, shape (households,).
    """

    def __init__(self, problem: Problem, lifted: Collection[str] = ()) -> None:
        self._work = _Screening(problem, lifted)
        self.pairs, self.refusals, self.asking = self._work.kept()

    def row(self, household: int) -> Row:
        """What every rule says of one household and each unit, and the costs, worked out on demand."""
        whole = self._work.rows(slice(household, household + 1))
        return Row(whole.refused[0], whole.asked[0], whole.cost[0])

    @cached_property
    def table(self) -> Row:
        """Every pair, shape (households, units): for tests and small problems."""
        return self._work.rows(slice(None))

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


def screen(problem: Problem, lifted: Collection[str] = ()) -> Screen:
    """Judge every household with every unit of the problem; `lifted` names rules that neither refuse nor ask."""
    return Screen(problem, lifted)


def verdicts(problem: Problem, household: Household, unit: Unit) -> Mapping[str, Verdict]:
    """What each rule says of one pair, by the rule's id, in their order; a waived rule accepts."""
    waived = {
        waiver.rule
        for waiver in problem.waivers
        if waiver.household == household.id and waiver.property == unit.property.id
    }
    return {each.id: ACCEPT if each.id in waived else each.judge(household, unit) for each in rules()}


class _Screening:
    """Every rule's answers in tables, ready to be spread over some households at a time."""

    def __init__(self, problem: Problem, lifted: Collection[str]) -> None:
        self.households, units = problem.households, problem.units
        self.shape = len(self.households), len(units)
        self.bits = {rule.id: bit for bit, rule in enumerate(rules())}
        self.kept_bits = np.uint32(0xFFFFFFFF ^ sum(1 << self.bits[rule] for rule in lifted))
        if 0 in self.shape:
            return
        properties = grouped(units, ("property.id",))
        self.property_of = properties.codes
        self.points = Points(properties.firsts)
        self.waived = _waived(problem, self.bits)
        self.by_property: list[Table] = []
        self.by_unit = [space(self.households, units, self.bits[PEOPLE], self.bits[BEDS])]
        for bit, rule in enumerate(rules()):
            if rule.id not in (DANGER, LIMIT, PEOPLE, BEDS):
                shared = is_of_property(rule.of_unit)
                work = overlapping if rule.overlap else judged
                table = work(rule, bit, self.households, properties.firsts if shared else units)
                (self.by_property if shared else self.by_unit).append(table)
        self.costs_by_property = of_properties(self.households, properties.firsts)
        self.costs_by_unit = of_units(self.households, units)

    def kept(self) -> tuple[Pairs, NDArray[np.int32], NDArray[np.int32]]:
        """What `Screen` keeps of every row."""
        households, units = self.shape
        refusals, asking = np.zeros((households, len(self.bits)), np.int32), np.zeros(households, np.int32)
        accepted, unit, cost = np.zeros(households, np.int64), [_NONE], [_NONE]
        for rows in self._blocks():
            part = self.rows(rows)
            for bit in range(len(self.bits)):
                refusals[rows, bit] = (part.refused >> np.uint32(bit) & np.uint32(1)).sum(axis=1)
            asking[rows] = part.only_asked.sum(axis=1)
            accepted[rows] = part.accepted.sum(axis=1)
            unit.append(np.nonzero(part.accepted)[1])
            cost.append(part.cost[part.accepted])
        start = np.concatenate(([0], np.cumsum(accepted)))
        return Pairs(start, np.concatenate(unit), np.concatenate(cost), units), refusals, asking

    def rows(self, rows: slice) -> Row:
        """The answers and costs of some households, shape (those households, units)."""
        some = range(self.shape[0])[rows]
        shape = len(some), self.shape[1]
        result = Row(np.zeros(shape, np.uint32), np.zeros(shape, np.uint32), np.zeros(shape, np.int64))
        if 0 not in shape:
            self._fill(result, rows)
            for row in some:
                for columns, kept in self.waived.get(row, ()):
                    result.refused[row - some.start, columns] &= kept
                    result.asked[row - some.start, columns] &= kept
            np.bitwise_and(result.refused, self.kept_bits, out=result.refused)
            np.bitwise_and(result.asked, self.kept_bits, out=result.asked)
        return result

    def _fill(self, part: Row, rows: slice) -> None:
        near = self._near(rows)
        for table in self.by_property:
            table.mark(near.refused, near.asked, rows)
        self.costs_by_property.add_to(near.cost, rows)
        np.take(near.refused, self.property_of, axis=1, out=part.refused, mode="clip")
        if near.asked.any():
            np.take(near.asked, self.property_of, axis=1, out=part.asked, mode="clip")
        np.take(near.cost, self.property_of, axis=1, out=part.cost, mode="clip")
        for table in self.by_unit:
            table.mark(part.refused, part.asked, rows)
        self.costs_by_unit.add_to(part.cost, rows)

    def _near(self, rows: slice) -> Row:
        """What distances say of some households: a column a property."""
        some = self.households[rows]
        shape = (len(some), len(self.points.exact))
        near = Row(np.zeros(shape, np.uint32), np.zeros(shape, np.uint32), np.zeros(shape, np.int64))
        zoned, hit, ask = danger(some, self.points)
        near.refused[zoned] = hit.astype(np.uint32) << np.uint32(self.bits[DANGER])
        near.asked[ask] = 1 << self.bits[DANGER]
        places = near_places(some, self.points)
        near.refused[places.limited] |= places.too_far.astype(np.uint32) << np.uint32(self.bits[LIMIT])
        near.cost[places.placed] = places.cost
        return near

    def _blocks(self) -> Iterator[slice]:
        """Households a block at a time, so that the work in between stays small."""
        households, units = self.shape
        step = max(1, PAIRS_AT_ONCE // max(1, units))
        return (slice(start, start + step) for start in range(0, households, step))


_NONE = np.zeros(0, np.int64)


def _waived(problem: Problem, bits: Mapping[str, int]) -> dict[int, list[tuple[list[int], np.uint32]]]:
    """By household: columns of a property, and the bits of rules that still count there."""
    rows = {household.id: row for row, household in enumerate(problem.households)}
    found: dict[int, list[tuple[list[int], np.uint32]]] = {}
    for waiver in problem.waivers:
        columns = [place for place, unit in enumerate(problem.units) if unit.property.id == waiver.property]
        kept = np.uint32(~(1 << bits[waiver.rule]) & 0xFFFFFFFF)
        found.setdefault(rows[waiver.household], []).append((columns, kept))
    return found
