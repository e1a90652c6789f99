"""A problem with units and properties added, changed or taken away, and nothing else touched.

A household that held or declined a unit taken away still names it, so that putting the unit back restores everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TypeVar

from allocation.facts import Problem, Property, Unit
from allocation.problem import canonical_bytes

Thing = TypeVar("Thing", Unit, Property)


@dataclass(frozen=True, slots=True)
class Change:
    """What is different: whole units and properties to take the place of those of the same id or to be added, and ids
    to take away. With a property go its units."""

    units: tuple[Unit, ...] = ()
    properties: tuple[Property, ...] = ()
    remove_units: frozenset[str] = frozenset()
    remove_properties: frozenset[str] = frozenset()

    @property
    def touched(self) -> frozenset[str]:
        """The ids of the units added or changed themselves."""
        return frozenset(unit.id for unit in self.units)


def with_change(problem: Problem, change: Change) -> Problem:
    """The problem as it would be; sorted, with its own SHA-256. The problem given stays as it is."""
    properties = _replaced(problem.properties, change.properties, change.remove_properties)
    homes = {home.id: home for home in properties}
    gone = {unit.id for unit in problem.units if unit.property.id not in homes} | change.remove_units
    units = _replaced(problem.units, change.units, gone)
    moved = tuple(
        unit if homes[unit.property.id] is unit.property else replace(unit, property=homes[unit.property.id])
        for unit in units
    )
    changed = replace(problem, properties=properties, units=moved)
    return replace(changed, sha256=sha256(canonical_bytes(changed)).hexdigest())


def _replaced(things: Iterable[Thing], others: Iterable[Thing], gone: Collection[str]) -> tuple[Thing, ...]:
    """Things without those that are gone, others in the place of those of the same id or added; by id."""
    found: Mapping[str, Thing] = {each.id: each for each in things if each.id not in gone}
    return tuple(each for _, each in sorted({**found, **{each.id: each for each in others}}.items()))
