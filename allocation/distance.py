"""Straight lines on the British National Grid, exact: coordinates and distances are fractions of a metre."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

Point = tuple[Fraction, Fraction]  # easting, northing


def squared(easting: Fraction, northing: Fraction, point: Point) -> Fraction:
    """The square of the distance, square metres."""
    east, north = easting - point[0], northing - point[1]
    return east * east + north * north


def within(easting: Fraction, northing: Fraction, point: Point, metres: Fraction) -> bool:
    """Whether the point is no farther away than that; on the edge is within."""
    return squared(easting, northing, point) <= metres * metres


def whole_metres(easting: Fraction, northing: Fraction, point: Point) -> int:
    """The distance to the nearest whole metre, a half upwards.

    The nearest to d is the integer part of (2d + 1) / 2, and the integer part of 2d is a whole square root.
    """
    four = 4 * squared(easting, northing, point)
    return (isqrt(four.numerator // four.denominator) + 1) // 2


def kilometres(metres: int) -> str:
    """A distance for people, to 0.1 km, a half upwards: 3.2 km."""
    tenths = (metres + 50) // 100
    return f"{tenths // 10}.{tenths % 10} km"
