"""Distances from many places to many properties at once: fast in floats, exact where a float could be wrong.

Coordinates are at most 1.3 million metres, so that squares of distances carry errors below 0.01 square metres and
distances below a millionth of a metre; every answer nearer to an edge than that is worked out again in fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from allocation.distance import Point, whole_metres, within
from allocation.facts import Household, Unit

DOUBT_SQUARED = 0.1  # square metres about the square of a radius
KM = Fraction(1000)
DOUBT = 1e-6  # metres about half a metre

Value = TypeVar("Value", bound=np.generic)
Floats = NDArray[np.float64]
Rows = NDArray[np.intp]


class Points:
    """Where the properties are: exactly, and in floats."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.exact: list[Point] = [unit.point for unit in units]
        self.easting = floats([point[0] for point in self.exact])
        self.northing = floats([point[1] for point in self.exact])


@dataclass(frozen=True, slots=True)
class Circle:
    """A place with what it is for: the row of the household it belongs to, and a distance or an importance."""

    row: int
    easting: Fraction
    northing: Fraction
    metres: Fraction = Fraction(0)
    importance: int = 0


def floats(values: Sequence[Fraction]) -> Floats:
    """Fractions as the nearest floats."""
    return np.array([value.numerator / value.denominator for value in values])


def squares(circles: Sequence[Circle], points: Points) -> Floats:
    """Squares of distances in metres, a row a circle, a column a point."""
    east = floats([each.easting for each in circles])[:, None] - points.easting
    north = floats([each.northing for each in circles])[:, None] - points.northing
    east *= east
    north *= north
    east += north
    return east


def inside(circles: Sequence[Circle], points: Points, measured: Floats) -> NDArray[np.bool_]:
    """Which points are within each circle, its edge included."""
    limits = floats([each.metres for each in circles])[:, None] ** 2
    result: NDArray[np.bool_] = measured <= limits
    for circle, point in np.argwhere(np.abs(measured - limits) <= DOUBT_SQUARED):
        each = circles[circle]
        result[circle, point] = within(each.easting, each.northing, points.exact[point], each.metres)
    return result


def points_of_places(circles: Sequence[Circle], points: Points, measured: Floats) -> NDArray[np.int64]:
    """What living that far from each place costs: importance x whole metres // 100."""
    metres = np.sqrt(measured)
    metres += 0.5
    result = metres.astype(np.int64)
    for circle, point in np.argwhere(np.abs(metres - np.rint(metres)) <= DOUBT):
        each = circles[circle]
        result[circle, point] = whole_metres(each.easting, each.northing, points.exact[point])
    result *= np.array([each.importance for each in circles], np.int64)[:, None]
    result //= 100
    return result


def danger(households: Sequence[Household], points: Points) -> tuple[Rows, NDArray[np.bool_], Rows]:
    """The answers of `danger-zone`: households with zones and what they refuse, and households to ask."""
    ask = [row for row, household in enumerate(households) if household.danger_zones is None]
    zones = [
        Circle(row, zone.easting, zone.northing, zone.radius_m)
        for row, household in enumerate(households)
        for zone in household.danger_zones or ()
    ]
    rows, hit = by_household(zones, inside(zones, points, squares(zones, points)), np.logical_or)
    return rows, hit, np.array(ask, np.intp)


@dataclass(frozen=True, slots=True)
class Near:
    """What places say: households with limits and what those refuse them; households with places and their cost."""

    limited: Rows
    too_far: NDArray[np.bool_]
    placed: Rows
    cost: NDArray[np.int64]


def near_places(households: Sequence[Household], points: Points) -> Near:
    """The answers of `place-limit`, and what the places cost."""
    places = [(row, place) for row, household in enumerate(households) for place in household.places]
    circles = [Circle(row, at.easting, at.northing, (at.limit_km or 0) * KM, at.importance) for row, at in places]
    measured = squares(circles, points)
    kept = [place for place, (_, at) in enumerate(places) if at.limit_km is not None]
    limits = [circles[place] for place in kept]
    limited, too_far = by_household(limits, ~inside(limits, points, measured[kept]), np.logical_or)
    placed, cost = by_household(circles, points_of_places(circles, points, measured), np.add)
    return Near(limited, too_far, placed, cost)


def by_household(circles: Sequence[Circle], values: NDArray[Value], together: np.ufunc) -> tuple[Rows, NDArray[Value]]:
    """The households that have circles, and each one's values put together; circles come household by household."""
    owners = np.array([each.row for each in circles], np.intp)
    firsts = np.flatnonzero(np.diff(owners, prepend=-1))
    if len(firsts) == len(owners):
        return owners, values
    result: NDArray[Value] = together.reduceat(values, firsts, axis=0)
    return owners[firsts], result
