"""The cost of every pair at once, by the same small functions as `allocation.preferences`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.facts import Household, Unit
from allocation.preferences import by_and_for_points, kind_points, scarce_points, spare_bedroom_points
from allocation.screening.columns import Codes, grouped, spread

Points = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Terms:
    """Points at [households[h], homes[u]] for household h and home u."""

    households: Codes
    homes: Codes
    table: Points

    def add_to(self, cost: Points, rows: slice) -> None:
        """Add them to the costs of some households, `cost` having a row for each of those."""
        if self.table.any():
            cost += spread(self.table, self.households[rows], self.homes)


def of_properties(households: Sequence[Household], units: Sequence[Unit]) -> Terms:
    """The terms that are the same for all units of a property: kind, and services by and for her community."""

    def points(household: Household, unit: Unit) -> int:
        services = by_and_for_points(household.preferred_services, unit.services)
        return services + kind_points(household.accepts, unit.kind)

    return _terms(households, ("accepts", "preferred_services"), units, ("kind", "services"), points)


def of_units(households: Sequence[Household], units: Sequence[Unit]) -> Terms:
    """The terms of the unit itself: spare bedrooms, and scarce features that the household does not need."""

    def points(household: Household, unit: Unit) -> int:
        spare = spare_bedroom_points(household.fewest_bedrooms, unit.bedrooms_counted, unit.sleeping)
        return spare + scarce_points(unit.scarce, household.access_needs)

    facts = ("fewest_bedrooms", "access_needs"), ("bedrooms_counted", "sleeping", "scarce")
    return _terms(households, facts[0], units, facts[1], points)


def _terms(
    households: Sequence[Household],
    of_household: Sequence[str],
    units: Sequence[Unit],
    of_unit: Sequence[str],
    points: Callable[[Household, Unit], int],
) -> Terms:
    homes, places = grouped(households, of_household), grouped(units, of_unit)
    rows = [[points(household, unit) for unit in places.firsts] for household in homes.firsts]
    return Terms(homes.codes, places.codes, np.array(rows, np.int64))
