"""Distances from many places to many properties at once, for coordinates finer than a millimetre: in floats, and
exact where a float could be wrong.

Coordinates are at most 1.3 million metres, so that squares of distances carry errors below 0.01 square metres and
distances below a millionth of a metre; every answer nearer to an edge than that is worked out again in fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.distance import Point, whole_metres, within
from allocation.facts import Household, Unit

DOUBT_SQUARED = 0.1  # square metres about the square of a radius
KM = Fraction(1000)
DOUBT = 1e-6  # metres about half a metre

Floats = NDArray[np.float64]


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
    return east * east + north * north


def inside(circles: Sequence[Circle], points: Points) -> NDArray[np.bool_]:
    """Which points are within each circle, its edge included."""
    measured, limits = squares(circles, points), floats([each.metres for each in circles])[:, None] ** 2
    result: NDArray[np.bool_] = measured <= limits
    for circle, point in np.argwhere(np.abs(measured - limits) <= DOUBT_SQUARED):
        each = circles[circle]
        result[circle, point] = within(each.easting, each.northing, points.exact[point], each.metres)
    return result


def points_of_places(circles: Sequence[Circle], points: Points) -> NDArray[np.int64]:
    """What living that far from each place costs: importance x whole metres // 100."""
    metres = np.sqrt(squares(circles, points)) + 0.5
    result = metres.astype(np.int64)
    for circle, point in np.argwhere(np.abs(metres - np.rint(metres)) <= DOUBT):
        each = circles[circle]
        result[circle, point] = whole_metres(each.easting, each.northing, points.exact[point])
    return result * np.array([each.importance for each in circles], np.int64)[:, None] // 100


@dataclass(frozen=True, slots=True)
class Near:
    """Of some households and every property, shape (households, properties): within a danger zone, beyond a limit,
    and the points for all places together."""

    danger: NDArray[np.bool_]
    too_far: NDArray[np.bool_]
    points: NDArray[np.int64]


def near(households: Sequence[Household], points: Points) -> Near:
    """What the rules on distance and the cost of places say."""
    shape = (len(households), len(points.exact))
    found = Near(np.zeros(shape, np.bool_), np.zeros(shape, np.bool_), np.zeros(shape, np.int64))
    zones = [
        Circle(row, zone.easting, zone.northing, zone.radius_m)
        for row, household in enumerate(households)
        for zone in household.danger_zones or ()
    ]
    places = [
        (Circle(row, at.easting, at.northing, (at.limit_km or 0) * KM, at.importance), at.limit_km is not None)
        for row, household in enumerate(households)
        for at in household.places
    ]
    limits = [circle for circle, limited in places if limited]
    circles = [circle for circle, _ in places]
    np.logical_or.at(found.danger, [zone.row for zone in zones], inside(zones, points))
    np.logical_or.at(found.too_far, [limit.row for limit in limits], ~inside(limits, points))
    np.add.at(found.points, [circle.row for circle in circles], points_of_places(circles, points))
    return found
