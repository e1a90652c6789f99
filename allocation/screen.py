"""Every rule over every pair, every refusal kept.

A rule says which facts it reads; households and homes are grouped by just those, each distinct pair of groups is
judged once by the rule's own function, and the answers are spread with numpy. Rules on sets that overlap are looked
up, distances are measured all at once (allocation/screening). Facts of a property are judged once for all its units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.catalogue import ACCEPT, Rule, Verdict
from allocation.facts import Household, Problem, Unit
from allocation.rules import rules
from allocation.screening.columns import (
    ASKED,
    REFUSED,
    Answers,
    Codes,
    Judged,
    grouped,
    is_of_property,
    judged,
    overlapping,
)
from allocation.screening.costs import Costs
from allocation.screening.distances import danger, near_places

Bits = NDArray[np.uint32]
DANGER, LIMIT = "danger-zone", "place-limit"
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
        self.property_of: Codes = properties.codes
        self.points = [unit.point for unit in properties.firsts]
        self.by_property: list[tuple[int, Judged]] = []
        self.by_unit: list[tuple[int, Judged]] = []
        for bit, rule in enumerate(rules()):
            if rule.id in (DANGER, LIMIT):
                continue
            shared = is_of_property(rule.of_unit)
            answers = _answers(rule, self.households, properties.firsts if shared else units)
            if answers.table.any():
                (self.by_property if shared else self.by_unit).append((bit, answers))
        self.costs = Costs(self.households, units)
        self.bits = {rule.id: bit for bit, rule in enumerate(rules())}

    def fill(self, result: Screen, rows: slice) -> None:
        """Write the answers and costs of some households."""
        some = self.households[rows]
        near, cost = near_places(some, self.points)
        refused = np.zeros(near.shape, np.uint32)
        asked = np.zeros(near.shape, np.uint32)
        _mark(refused, asked, self.bits[DANGER], danger(some, self.points))
        _mark(refused, asked, self.bits[LIMIT], near)
        for bit, answers in self.by_property:
            _mark(refused, asked, bit, answers.rows(rows))
        np.take(refused, self.property_of, axis=1, out=result.refused[rows])
        np.take(asked, self.property_of, axis=1, out=result.asked[rows])
        np.take(cost, self.property_of, axis=1, out=result.cost[rows])
        for bit, answers in self.by_unit:
            _mark(result.refused[rows], result.asked[rows], bit, answers.rows(rows))
        self.costs.add_to(result.cost[rows], rows)


def _answers(rule: Rule, households: Sequence[Household], units: Sequence[Unit]) -> Judged:
    return overlapping(rule, households, units) if rule.overlap else judged(rule, households, units)


def _mark(refused: Bits, asked: Bits, bit: int, answers: Answers) -> None:
    """Set one rule's bit where it refuses and where it asks."""
    refused |= np.where(answers == REFUSED, np.uint32(1 << bit), np.uint32(0))
    if (answers == ASKED).any():
        asked |= np.where(answers == ASKED, np.uint32(1 << bit), np.uint32(0))


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
