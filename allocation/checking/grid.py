"""Distances for the checker, in whole numbers: every coordinate of a problem brought to one denominator."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt, lcm

from allocation.facts import Problem

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """`scale` steps make a metre, so that every coordinate, radius and limit is a whole number of steps."""

    scale: int

    def steps(self, metres: Fraction) -> int:
        """A length or a coordinate in steps."""
        return metres.numerator * (self.scale // metres.denominator)

    def spot(self, easting: Fraction, northing: Fraction) -> Spot:
        """A point in steps."""
        return self.steps(easting), self.steps(northing)

    def near(self, one: Spot, other: Spot, steps: int) -> bool:
        """Whether two points are at most so far apart."""
        return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 <= steps * steps

    def metres(self, one: Spot, other: Spot) -> int:
        """How far apart two points are, to the nearest whole metre, a half upwards."""
        square = (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
        whole = isqrt(square) // self.scale
        half = (2 * whole + 1) * self.scale
        return whole + 1 if 4 * square >= half * half else whole


def grid(problem: Problem) -> Grid:
    """The grid of a problem."""
    numbers = [number for home in problem.properties for number in (home.easting, home.northing)]
    for household in problem.households:
        for zone in household.danger_zones or ():
            numbers += [zone.easting, zone.northing, zone.radius_m]
        for place in household.places:
            numbers += [place.easting, place.northing, (place.limit_km or Fraction(0)) * 1000]
    return Grid(lcm(*{number.denominator for number in numbers}, 1))
