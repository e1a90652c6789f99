"""Every rule over every pair, every refusal kept.

A rule says which facts it reads; households and homes are grouped by just those, each distinct pair of groups is
judged once by the rule's own function, and the answers are spread with numpy. Rules on sets that overlap are looked
up; distances, people and beds are worked out for all at once (allocation/screening), and tests hold them to the rules'
own functions. Facts of a property are judged once for all its units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.catalogue import ACCEPT, Verdict
from allocation.facts import Household, Problem, Unit
from allocation.rules import rules
from allocation.screening.columns import Bits, Table, grouped, is_of_property, judged, overlapping
from allocation.screening.costs import of_properties, of_units
from allocation.screening.distances import Points, danger, near_places
from allocation.screening.space import space

DANGER, LIMIT, PEOPLE, BEDS = "danger-zone", "place-limit", "people", "beds"
PAIRS_AT_ONCE = 500_000


@dataclass(frozen=True, slots=True)
class Screen:
    """Arrays of shape (households, units), in the order of the problem.

    Bit i of `refused` and of `asked` is rule i of `rules()`; `cost` is in whole points, refused pairs too.
    """

    refused: Bits
    asked: Bits
    cost: NDArray[np.int64]

    @property
    def accepted(self) -> NDArray[np.bool_]:
        """The pairs that no rule refuses and none asks about."""
        result: NDArray[np.bool_] = (self.refused | self.asked) == 0
        return result


def screen(problem: Problem) -> Screen:
    """Judge every household with every unit of the problem."""
    shape = (len(problem.households), len(problem.units))
    result = Screen(np.zeros(shape, np.uint32), np.zeros(shape, np.uint32), np.zeros(shape, np.int64))
    if 0 not in shape:
        work = _Screening(problem)
        for rows in _blocks(*shape):
            work.fill(result, rows)
        _waive(problem, result)
    return result


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

    def __init__(self, problem: Problem) -> None:
        self.households, units = problem.households, problem.units
        properties = grouped(units, ("property.id",))
        self.property_of = properties.codes
        self.points = Points(properties.firsts)
        self.bits = {rule.id: bit for bit, rule in enumerate(rules())}
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

    def fill(self, result: Screen, rows: slice) -> None:
        """Write the answers and costs of some households."""
        near = self._near(rows)
        for table in self.by_property:
            table.mark(near.refused, near.asked, rows)
        self.costs_by_property.add_to(near.cost, rows)
        part = Screen(result.refused[rows], result.asked[rows], result.cost[rows])
        np.take(near.refused, self.property_of, axis=1, out=part.refused, mode="clip")
        if near.asked.any():
            np.take(near.asked, self.property_of, axis=1, out=part.asked, mode="clip")
        np.take(near.cost, self.property_of, axis=1, out=part.cost, mode="clip")
        for table in self.by_unit:
            table.mark(part.refused, part.asked, rows)
        self.costs_by_unit.add_to(part.cost, rows)

    def _near(self, rows: slice) -> Screen:
        """What distances say of some households: a column a property."""
        some = self.households[rows]
        shape = (len(some), len(self.points.exact))
        near = Screen(np.zeros(shape, np.uint32), np.zeros(shape, np.uint32), np.zeros(shape, np.int64))
        zoned, hit, ask = danger(some, self.points)
        near.refused[zoned] = hit.astype(np.uint32) << np.uint32(self.bits[DANGER])
        near.asked[ask] = 1 << self.bits[DANGER]
        places = near_places(some, self.points)
        near.refused[places.limited] |= places.too_far.astype(np.uint32) << np.uint32(self.bits[LIMIT])
        near.cost[places.placed] = places.cost
        return near


def _waive(problem: Problem, result: Screen) -> None:
    """Take out the bits of rules waived for one household at one property: they neither refuse nor ask."""
    bits = {rule.id: bit for bit, rule in enumerate(rules())}
    rows = {household.id: row for row, household in enumerate(problem.households)}
    for waiver in problem.waivers:
        columns = [place for place, unit in enumerate(problem.units) if unit.property.id == waiver.property]
        kept = np.uint32(~(1 << bits[waiver.rule]) & 0xFFFFFFFF)
        result.refused[rows[waiver.household], columns] &= kept
        result.asked[rows[waiver.household], columns] &= kept


def _blocks(households: int, units: int) -> Iterator[slice]:
    """Households a block at a time, so that the work in between stays small."""
    step = max(1, PAIRS_AT_ONCE // units)
    return (slice(start, start + step) for start in range(0, households, step))
