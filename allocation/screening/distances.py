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
from allocation.facts import Household
from allocation.screening.columns import ACCEPTED, ASKED, REFUSED, Answers

DOUBT_SQUARED = 0.1  # square metres about the square of a radius
DOUBT = 1e-6  # metres about half a metre

FAR = Fraction(10**7)  # metres: farther than any two points of the grid

Value = TypeVar("Value", bound=np.generic)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Circle:
    """A place with what it is for: the row of the household it belongs to, and a distance or an importance."""

    row: int
    easting: Fraction
    northing: Fraction
    metres: Fraction = Fraction(0)
    importance: int = 0


def squares(circles: Sequence[Circle], points: Sequence[Point]) -> Floats:
    """Squares of distances in metres, a row a circle, a column a point."""
    east = np.array([float(each.easting) for each in circles])[:, None] - [float(point[0]) for point in points]
    north = np.array([float(each.northing) for each in circles])[:, None] - [float(point[1]) for point in points]
    result: Floats = east * east + north * north
    return result


def inside(circles: Sequence[Circle], points: Sequence[Point], measured: Floats) -> NDArray[np.bool_]:
    """Which points are within each circle, its edge included."""
    limits = np.array([float(each.metres) for each in circles])[:, None] ** 2
    result: NDArray[np.bool_] = measured <= limits
    for circle, point in np.argwhere(np.abs(measured - limits) <= DOUBT_SQUARED):
        each = circles[circle]
        result[circle, point] = within(each.easting, each.northing, points[point], each.metres)
    return result


def points_of_places(circles: Sequence[Circle], points: Sequence[Point], measured: Floats) -> NDArray[np.int64]:
    """What living that far from each place costs: importance x whole metres // 100."""
    metres = np.sqrt(measured) + 0.5
    whole = np.floor(metres)
    result = whole.astype(np.int64)
    for circle, point in np.argwhere(np.abs(metres - np.rint(metres)) <= DOUBT):
        each = circles[circle]
        result[circle, point] = whole_metres(each.easting, each.northing, points[point])
    importance = np.array([each.importance for each in circles], np.int64)[:, None]
    result *= importance
    result //= 100
    return result


def danger(households: Sequence[Household], points: Sequence[Point]) -> Answers:
    """The answers of `danger-zone`, a row a household, a column a point."""
    answers = np.full((len(households), len(points)), ACCEPTED, np.uint8)
    zones = []
    for row, household in enumerate(households):
        if household.danger_zones is None:
            answers[row] = ASKED
        else:
            zones += [Circle(row, zone.easting, zone.northing, zone.radius_m) for zone in household.danger_zones]
    if zones:
        rows, hit = by_household(zones, inside(zones, points, squares(zones, points)), np.logical_or)
        answers[rows] = np.where(hit, REFUSED, ACCEPTED)
    return answers


def near_places(households: Sequence[Household], points: Sequence[Point]) -> tuple[Answers, NDArray[np.int64]]:
    """The answers of `place-limit`, and what the places cost, a row a household, a column a point."""
    answers = np.full((len(households), len(points)), ACCEPTED, np.uint8)
    cost = np.zeros(answers.shape, np.int64)
    places = [
        Circle(
            row,
            place.easting,
            place.northing,
            FAR if place.limit_km is None else place.limit_km * 1000,
            place.importance,
        )
        for row, household in enumerate(households)
        for place in household.places
    ]
    if places:
        measured = squares(places, points)
        rows, points_each = by_household(places, points_of_places(places, points, measured), np.add)
        cost[rows] = points_each
        rows, far = by_household(places, ~inside(places, points, measured), np.logical_or)
        answers[rows] = np.where(far, REFUSED, ACCEPTED)
    return answers, cost


def by_household(
    circles: Sequence[Circle], values: NDArray[Value], together: np.ufunc
) -> tuple[NDArray[np.intp], NDArray[Value]]:
    """The households that have circles, and each one's values put together; circles come household by household."""
    owners = np.array([each.row for each in circles], np.intp)
    firsts = np.flatnonzero(np.diff(owners, prepend=-1))
    result: NDArray[Value] = together.reduceat(values, firsts, axis=0)
    return owners[firsts], result
