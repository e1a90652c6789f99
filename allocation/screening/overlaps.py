"""Rules that refuse where a set of the household and a set of the home have something in common: looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
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
    having = homes.having(rule.of_unit[0])
    wanted = list(map(attrgetter(rule.of_household[0]), households))
    unknown = [row for row, each in enumerate(wanted) if each is None]
    each_one = list(chain.from_iterable(filter(None, wanted)))
    met = [at for at, hit in enumerate(map(having.__contains__, each_one)) if hit]
    owner = np.repeat(np.arange(len(wanted)), [len(each) if each else 0 for each in wanted])
    pairs = {(row, home) for at, row in zip(met, owner[met].tolist(), strict=True) for home in having[each_one[at]]}
    found = np.array(sorted(pairs), np.int64).reshape(-1, 2)
    marks = Marks(bit, found[:, 0], found[:, 1].astype(np.int32))
    return marks, _unknown(rule, bit, households, unknown, homes) if unknown else None


def _unknown(rule: Rule, bit: int, households: Sequence[Household], unknown: list[int], homes: Homes) -> Table:
    alone = judged(rule, bit, [households[unknown[0]]], homes.groups(rule.of_unit))
    codes = np.full(len(households), NOTHING, np.int32)
    codes[unknown] = alone.households[0]
    return Table(codes, alone.homes, alone.said)
