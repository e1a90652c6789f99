"""How often each rule decided in a problem, in pairs of a household and a unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allocation.facts import Problem
from allocation.rules import rules
from allocation.screen import screen


@dataclass(frozen=True, slots=True)
class Tally:
    """One rule's pairs.

    `refused`: it refuses them; `alone`: of those, nothing else refuses or asks, so that this rule alone closes the unit
    to the household; `asked`: nothing refuses them, and it asks.
    """

    refused: int
    alone: int
    asked: int


def tally(problem: Problem) -> dict[str, Tally]:
    """The tally of every rule that refused or asked anything, by its id, in the order of the catalogue.

    A household at a time, so that memory stays small whatever the problem.
    """
    screened, bits = screen(problem), np.arange(len(rules()), dtype=np.uint32)
    refused = screened.refusals.sum(axis=0)
    alone, asked = np.zeros((2, len(bits)), np.int64)
    for household in range(len(problem.households)):
        row = screened.row(household)
        single = row.refused[row.asked == 0]
        alone += (single[:, None] == np.uint32(1) << bits).sum(axis=0)
        asked += (row.asked[row.only_asked][:, None] >> bits & np.uint32(1)).sum(axis=0, dtype=np.int64)
    counts = zip(refused.tolist(), alone.tolist(), asked.tolist(), strict=True)
    return {rule.id: Tally(*each) for rule, each in zip(rules(), counts, strict=True) if each[0] or each[2]}
