"""Rules that refuse where a set of the household and a set of the home have something in common: looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from allocation.catalogue import Rule
from allocation.facts import Household
from allocation.screening.columns import NOTHING, Table, judged
from allocation.screening.homes import Homes


@dataclass(frozen=True, slots=True)
class Marks:
    """Single pairs that a rule refuses: `household[k]` and `home[k]`, each pair once, households in order."""

    bit: int
    household: NDArray[np.int64]
    home: NDArray[np.int32]


def overlapping(rule: Rule, bit: int, households: Sequence[Household], homes: Homes) -> tuple[Marks, Table | None]:
    """What such a rule refuses; and what it says of households whose set is not known, judged by the rule itself."""
    theirs = attrgetter(rule.of_household[0])
    having = homes.having(rule.of_unit[0])
    there = having.keys()
    owners: list[int] = []
    found: list[int] = []
    unknown: list[int] = []
    for row, wanted in enumerate(map(theirs, households)):
        if wanted is None:
            unknown.append(row)
        elif wanted and not there.isdisjoint(wanted):
            hits = {home for each in wanted if each in having for home in having[each]}
            owners += [row] * len(hits)
            found += sorted(hits)
    marks = Marks(bit, np.array(owners, np.int64), np.array(found, np.int32))
    return marks, _unknown(rule, bit, households, unknown, homes) if unknown else None


def _unknown(rule: Rule, bit: int, households: Sequence[Household], unknown: list[int], homes: Homes) -> Table:
    alone = judged(rule, bit, [households[unknown[0]]], homes.groups(rule.of_unit))
    codes = np.full(len(households), NOTHING, np.int32)
    codes[unknown] = alone.households[0]
    return Table(codes, alone.homes, alone.said)
