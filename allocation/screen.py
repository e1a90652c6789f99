"""Every rule over every pair, every refusal kept.

A rule says which facts it reads; households and units are grouped by just those, each distinct pair of groups is
judged once by the rule's own function, and the answer is spread with numpy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.catalogue import ACCEPT, Answer, Verdict
from allocation.facts import Household, Problem, Unit
from allocation.preferences import cost
from allocation.rules import rules

Bits = NDArray[np.uint32]


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
    refused, asked = np.zeros(shape, np.uint32), np.zeros(shape, np.uint32)
    costs = np.zeros(shape, np.int64)
    for row, household in enumerate(problem.households):
        for column, unit in enumerate(problem.units):
            costs[row, column] = cost(household, unit)
            for bit, verdict in enumerate(verdicts(problem, household, unit).values()):
                refused[row, column] |= (verdict.answer is Answer.REFUSE) << bit
                asked[row, column] |= (verdict.answer is Answer.ASK) << bit
    return Screen(refused, asked, costs)


def verdicts(problem: Problem, household: Household, unit: Unit) -> Mapping[str, Verdict]:
    """What each rule says of one pair, by the rule's id, in their order; a waived rule accepts."""
    waived = {
        waiver.rule
        for waiver in problem.waivers
        if waiver.household == household.id and waiver.property == unit.property.id
    }
    return {each.id: ACCEPT if each.id in waived else each.judge(household, unit) for each in rules()}
