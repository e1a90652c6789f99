"""The parts of every pair's cost but distance, as small tables, by the same functions as `allocation.preferences`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.facts import Household, Unit
from allocation.preferences import by_and_for_points, kind_points, scarce_points, spare_bedroom_points
from allocation.screening.columns import NOTHING, Codes, Groups, grouped, regrouped
from allocation.screening.homes import Homes

Points = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Terms:
    """Points at [households[h], homes[u]] for household h and home u; none where `households[h]` is NOTHING."""

    households: Codes
    homes: Codes
    table: Points


def of_properties(households: tuple[Household, ...], homes: Homes) -> list[Terms]:
    """The terms that are the same for all units of a property: kind, and services by and for her community."""
    return [
        _terms(grouped(households, ("accepts",)), homes.groups(("kind",)), lambda h, u: kind_points(h.accepts, u.kind)),
        _terms(
            grouped(households, ("preferred_services",)),
            homes.groups(("services",)),
            lambda h, u: by_and_for_points(h.preferred_services, u.services),
        ),
    ]


def of_units(households: tuple[Household, ...], families: Groups[Household], homes: Homes) -> list[Terms]:
    """The terms of the unit itself: spare bedrooms, and scarce features that the household does not need.

    `families` are alike in who has to sleep somewhere.
    """
    return [
        _terms(
            regrouped(families, ("fewest_bedrooms",)),
            homes.groups(("bedrooms_counted", "sleeping")),
            lambda h, u: spare_bedroom_points(h.fewest_bedrooms, u.bedrooms_counted, u.sleeping),
        ),
        _terms(
            grouped(households, ("access_needs",)),
            homes.groups(("scarce",)),
            lambda h, u: scarce_points(u.scarce, h.access_needs),
        ),
    ]


def _terms(homes: Groups[Household], places: Groups[Unit], points: Callable[[Household, Unit], int]) -> Terms:
    table = np.array([[points(household, unit) for unit in places.firsts] for household in homes.firsts], np.int64)
    groups = np.where(table.any(axis=1), np.arange(len(table)), NOTHING).astype(np.int32)
    return Terms(groups[homes.codes], places.codes, table)
