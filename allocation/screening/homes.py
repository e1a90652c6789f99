"""The units of a problem, made ready for screening once: grouped by the facts that rules read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocation.facts import Property, Unit
from allocation.screening.columns import Codes, Groups, grouped


def is_of_property(facts: Iterable[str]) -> bool:
    """Whether all these facts of a unit are its property's, so that one answer does for all its units."""
    return all(hasattr(Property, fact) for fact in facts)


class Ratios(NamedTuple):
    """Fractions in two parts."""

    above: list[int]
    below: list[int]


def ratios(numbers: Iterable[Fraction]) -> Ratios:
    """Fractions taken apart."""
    whole = list(numbers)
    return Ratios([number.numerator for number in whole], [number.denominator for number in whole])


class Homes:
    """Units and the properties that they are in. A "home" of some facts is a property where all of them are facts of
    a property, else a unit.

    `units`: as in the problem; `property_of`: (units,) each one's property; `firsts`: one unit of each property;
    `units_in`: (properties,) how many units each has; `spots`: each property's easting and northing in turn.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = tuple(units)
        properties = grouped(self.units, ("property.id",))
        self.property_of, self.firsts = properties.codes, properties.firsts
        self.units_in: NDArray[np.int64] = np.bincount(self.property_of, minlength=len(self.firsts)).astype(np.int64)
        self.spots = ratios(number for unit in self.firsts for number in unit.point)
        self._groups: dict[tuple[str, ...], Groups[Unit]] = {}
        self._having: dict[str, dict[str, list[int]]] = {}

    def column_of(self, property_id: str) -> int:
        """The position of a property among `firsts`; -1 where it has no units."""
        places = (place for place, unit in enumerate(self.firsts) if unit.property.id == property_id)
        return next(places, -1)

    def groups(self, facts: tuple[str, ...]) -> Groups[Unit]:
        """The homes grouped by these facts."""
        if facts not in self._groups:
            self._groups[facts] = grouped(self.firsts if is_of_property(facts) else self.units, facts)
        return self._groups[facts]

    def alike(self, facts: tuple[str, ...]) -> Codes:
        """Each unit's group by these facts, shape (units,)."""
        codes = self.groups(facts).codes
        return codes[self.property_of] if is_of_property(facts) else codes

    def having(self, fact: str) -> Mapping[str, Sequence[int]]:
        """Which homes have each thing in a fact that is a set."""
        if fact not in self._having:
            found: dict[str, list[int]] = {}
            homes = self.firsts if is_of_property((fact,)) else self.units
            for home, things in enumerate(map(attrgetter(fact), homes)):
                for each in things:
                    found.setdefault(each, []).append(home)
            self._having[fact] = found
        return self._having[fact]
