"""Edits honoured: the pairs and side rules that are left to choose among.

A pinned pair stays as the only pair of its household and of its unit. Whoever must not live with the pinned household
loses that property, and its caps have one place less where it counts. What is left never conflicts with the pin, and
a pair that is in nobody's way is part of every optimum: so the solver needs to know nothing of pins.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from allocation.couplings import Cap, Couplings
from allocation.editing.edit import Edits, Pair
from allocation.editing.pinning import Unpinnable, unpinnable
from allocation.facts import Problem
from allocation.screen import Screen
from allocation.solving.pairs import Pairs

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Placed:
    """Pins by index: household and unit, and each unit's property (units,)."""

    pins: tuple[tuple[int, int], ...]
    home: NDArray[np.intp]

    def there(self, property: int) -> frozenset[int]:
        """The households pinned in a property."""
        return frozenset(row for row, column in self.pins if self.home[column] == property)


def placed(problem: Problem, edits: Edits, home: NDArray[np.intp]) -> Placed:
    """The pins by index.

    Raises:
        Unpinnable: a pin cannot be honoured; with a sentence for each.
    """
    refused = unpinnable(problem, edits) if edits.pins else {}
    if refused:
        raise Unpinnable(refused)
    return Placed(tuple(_indexes(problem, edits.pins)), home)


def unbanned(problem: Problem, screened: Screen, edits: Edits) -> Screen:
    """The same screen, whose accepted pairs are without the banned ones."""
    if not edits.bans:
        return screened
    pairs = screened.pairs
    kept = np.ones(len(pairs), dtype=np.bool_)
    found = [pairs.find(row, column) for row, column in _indexes(problem, edits.bans)]
    kept[[at for at in found if at >= 0]] = False
    result = copy(screened)
    result.pairs = pairs.kept(kept)
    return result


def left(pairs: Pairs, pins: Placed, rules: Couplings) -> tuple[Pairs, Couplings]:
    """The pairs that no pin rules out, and the side rules for those who are not pinned."""
    if not pins.pins:
        return pairs, rules
    kept = _own(pairs, pins)
    where = pins.home[pairs.unit]
    for row, column in pins.pins:
        here = where == pins.home[column]
        kept &= ~here | ~_cannot_join(rules, row, pairs.households)[pairs.household] | (pairs.household == row)
    homes = frozenset(int(pins.home[column]) for _, column in pins.pins)
    caps = tuple(_less(cap, pins.there(cap.property)) if cap.property in homes else cap for cap in rules.caps)
    for cap in caps:
        if cap.property in homes and cap.room == 0:
            kept &= (where != cap.property) | ~_mask(cap.members, pairs.households)[pairs.household]
    return pairs.kept(kept), replace(rules, caps=caps)


def _own(pairs: Pairs, pins: Placed) -> Flags:
    """The pairs that are pinned, or of nobody and nothing pinned."""
    unit_of = np.full(pairs.households, -1, dtype=np.int64)
    household_of = np.full(pairs.units, -1, dtype=np.int64)
    for row, column in pins.pins:
        unit_of[row], household_of[column] = column, row
    hers, its = unit_of[pairs.household], household_of[pairs.unit]
    result: Flags = ((hers < 0) | (hers == pairs.unit)) & ((its < 0) | (its == pairs.household))
    return result


def _less(cap: Cap, there: frozenset[int]) -> Cap:
    """The cap for those who are not pinned."""
    counted = cap.members & there
    return replace(cap, members=cap.members - counted, room=cap.room - len(counted))


def _cannot_join(rules: Couplings, row: int, households: int) -> Flags:
    if row in rules.alone:
        return np.ones(households, dtype=np.bool_)
    return _mask(rules.apart.get(row, frozenset()) | rules.alone, households)


def _mask(rows: frozenset[int], households: int) -> Flags:
    found = np.zeros(households, dtype=np.bool_)
    found[list(rows)] = True
    return found


def _indexes(problem: Problem, pairs: tuple[Pair, ...]) -> list[tuple[int, int]]:
    rows = {household.id: row for row, household in enumerate(problem.households)}
    columns = {unit.id: column for column, unit in enumerate(problem.units)}
    return [(rows[household], columns[unit]) for household, unit in pairs]
