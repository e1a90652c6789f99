"""Where everything is, in whole steps: every coordinate, radius and limit of a problem as an exact whole number."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, chain
from math import gcd, lcm
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocation.facts import Household
from allocation.screening.homes import Homes, Ratios, ratios

FINEST = 1_000  # steps a metre: past it squares of distances would not fit 64 bits
NO_LIMIT = Fraction(-1)
Whole = NDArray[np.int64]


class Ground(NamedTuple):
    """Points and circles, `half` steps being half a metre.

    `spots`: eastings and northings, (2, properties). Household h has the zones `zones[h]` up to `zones[h + 1]`;
    `zone`: their eastings, northings and squares of radii, (3, zones); and so for places; `place`: their eastings,
    northings, squares of limits (below 0: none) and importance, (4, places).
    """

    half: int
    spots: Whole
    zones: Whole
    zone: Whole
    places: Whole
    place: Whole


def ground(households: Sequence[Household], homes: Homes) -> Ground | None:
    """The ground of a problem; None where its coordinates are finer than a millimetre."""
    zones = [household.danger_zones or () for household in households]
    places = [household.places for household in households]
    every_place = list(chain.from_iterable(places))
    zone = ratios(n for each in chain.from_iterable(zones) for n in (each.easting, each.northing, each.radius_m))
    place = ratios(number for at in every_place for number in (at.easting, at.northing))
    limits = ratios(NO_LIMIT if at.limit_km is None else at.limit_km for at in every_place)
    finest = {*zone.below, *place.below, *homes.spots.below, *(each // gcd(1000, each) for each in set(limits.below))}
    scale = lcm(2, *finest)
    if scale > FINEST:
        return None
    circles = _steps(zone, scale, 3)
    circles[2] **= 2
    journeys = np.zeros((4, len(every_place)), np.int64)
    journeys[:2] = _steps(place, scale, 2)
    reach = _steps(limits, 1000 * scale, 1)[0]
    journeys[2] = np.where(reach < 0, reach, reach**2)
    journeys[3] = [at.importance for at in every_place]
    return Ground(scale // 2, _steps(homes.spots, scale, 2), _starts(zones), circles, _starts(places), journeys)


def nowhere(households: int, homes: Homes) -> Ground:
    """A ground without zones and places, for when distances are worked out elsewhere."""
    starts = np.zeros(households + 1, np.int64)
    spots, zone, place = (np.zeros((rows, size), np.int64) for rows, size in ((2, len(homes.firsts)), (3, 0), (4, 0)))
    return Ground(1, spots, starts, zone, starts, place)


def _steps(numbers: Ratios, scale: int, rows: int) -> Whole:
    """Numbers in steps, `scale` to one, `rows` of them in turn making a column."""
    above, below = np.array(numbers, np.int64)
    return np.ascontiguousarray((above * (scale // below)).reshape(-1, rows).T)


def _starts(lists: Sequence[Sequence[object]]) -> Whole:
    return np.array([0, *accumulate(map(len, lists))], np.int64)
