"""The published answer as a heaviest matching of some of the pairs: those that leave its properties as they are.

Where side rules bind, the published answer is not the heaviest matching of all pairs. Among the pairs with which nobody
comes into a property that would then break a side rule it is, or becomes it once newcomers are kept out of the
properties where they still meet: so what it is without a unit can be worked out by a path or two. Households without a
place are left out: that a unit goes never gives one of them a place (an alternating path starts at whoever had it and
ends at a free unit or at somebody who loses theirs).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.losing.market import Doors
from allocation.solving.branch import Match, Town, broken
from allocation.solving.standing import Standing, standing

ROUNDS = 30  # times that newcomers are kept out of more properties


def closed_in(town: Town, doors: Doors, match: Match) -> Standing | None:
    """A standing at least as good as the published answer that breaks no side rule, of some of the town's pairs; it is
    better only where the answer is not proved. None where none is found in `ROUNDS`."""
    weight = town.weights.copy()
    home_of = np.where(match >= 0, town.home[match], -1)
    household = town.pairs.household
    weight[(match < 0)[household]] = 0
    for home, units in town.units_of.items():
        there = np.flatnonzero(home_of == home).tolist() if _rules_at(town, home) else []
        for unit in units if there else ():
            at = town.pairs.of_unit(unit)
            others = tuple(row for row in there if match[row] != unit)
            newcomers = doors.barred(home, others) & (home_of != home)
            weight[at[newcomers[household[at]]]] = 0
    for _ in range(ROUNDS):
        found = standing(town.pairs, weight.copy())
        meeting = {breach.property for breach in broken(town, found.match)}
        if not meeting:
            return found
        _keep_out(town, weight, home_of, household, meeting)
    return None


def _rules_at(town: Town, home: int) -> bool:
    rules = town.rules
    return bool(rules.caps_of(home) or rules.apart or rules.alone)


def _keep_out(
    town: Town, weight: NDArray[np.int64], home_of: Match, household: NDArray[np.int32], homes: set[int]
) -> None:
    for home in homes:
        at = town.pairs_at(home)
        weight[at[home_of[household[at]] != home]] = 0
