"""Where everything is, in whole steps: every coordinate, radius and limit of a problem as an exact whole number."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, chain
from math import gcd, lcm
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocation.facts import DangerZone, Household, Place
from allocation.screening.homes import Homes

FINEST = 1_000  # steps a metre: past it squares of distances would not fit 64 bits
NO_LIMIT = -1
Whole = NDArray[np.int64]


class Ground(NamedTuple):
    """Points and circles, `half` steps being half a metre.

    `easting`, `northing`: (properties,). Household h has the zones `zones[h]` up to `zones[h + 1]`, each with its
    centre and the square of its radius; and so for places, each with the square of its limit (or NO_LIMIT) and its
    importance.
    """

    half: int
    easting: Whole
    northing: Whole
    zones: Whole
    zone_easting: Whole
    zone_northing: Whole
    zone_square: Whole
    places: Whole
    place_easting: Whole
    place_northing: Whole
    place_square: Whole
    importance: Whole


def ground(households: Sequence[Household], homes: Homes) -> Ground | None:
    """The ground of a problem; None where its coordinates are finer than a millimetre."""
    zones = [household.danger_zones or () for household in households]
    places = [household.places for household in households]
    every_zone, every_place = list(chain.from_iterable(zones)), list(chain.from_iterable(places))
    scale = steps_a_metre(homes, every_zone, every_place)
    if scale > FINEST:
        return None
    limits = [NO_LIMIT if at.limit_km is None else _steps(at.limit_km, 1000 * scale) ** 2 for at in every_place]
    return Ground(
        scale // 2,
        _all([unit.point[0] for unit in homes.firsts], scale),
        _all([unit.point[1] for unit in homes.firsts], scale),
        _starts(zones),
        _all([zone.easting for zone in every_zone], scale),
        _all([zone.northing for zone in every_zone], scale),
        _all([zone.radius_m for zone in every_zone], scale) ** 2,
        _starts(places),
        _all([at.easting for at in every_place], scale),
        _all([at.northing for at in every_place], scale),
        np.array(limits, np.int64),
        np.array([at.importance for at in every_place], np.int64),
    )


def nowhere(households: int, homes: Homes) -> Ground:
    """A ground without zones and places, for when distances are worked out elsewhere."""
    none, spots = np.zeros(0, np.int64), np.zeros(len(homes.firsts), np.int64)
    starts = np.zeros(households + 1, np.int64)
    return Ground(1, spots, spots, starts, none, none, none, starts, none, none, none, none)


def steps_a_metre(homes: Homes, zones: Sequence[DangerZone], places: Sequence[Place]) -> int:
    """The fewest steps to a metre, an even number, that make every number whole."""
    denominators = {number.denominator for unit in homes.firsts for number in unit.point}
    denominators |= {number.denominator for zone in zones for number in (zone.easting, zone.northing, zone.radius_m)}
    denominators |= {number.denominator for at in places for number in (at.easting, at.northing)}
    kilometres = {at.limit_km.denominator for at in places if at.limit_km is not None}
    return lcm(2, *denominators, *(each // gcd(each, 1000) for each in kilometres))


def _steps(number: Fraction, scale: int) -> int:
    return number.numerator * scale // number.denominator


def _all(numbers: Sequence[Fraction], scale: int) -> Whole:
    return np.array([number.numerator * scale // number.denominator for number in numbers], np.int64)


def _starts(lists: Sequence[Sequence[object]]) -> Whole:
    return np.array([0, *accumulate(map(len, lists))], np.int64)
