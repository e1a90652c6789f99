"""Screening's loops, compiled: one household after another against every home, only survivors looked at closely.

What a rule says of a pair is a bit of a word (columns.py). Words of properties come first: small tables and single
marks, danger zones and limits by exact whole-number arithmetic. Only units of properties that nothing refuses go on
to the words of units, and only accepted pairs have their cost added up.
"""

from __future__ import annotations

import numpy as np

from allocation.screening.columns import Words
from allocation.screening.ground import Ground, Whole
from allocation.screening.sights import Desk, Found, Given, Sights
from allocation.solving.compiled import compiled

REFUSALS = np.uint64(0xFFFFFFFF)
SILENCE = np.uint64(0)
EVERYTHING = np.uint64(0xFFFFFFFFFFFFFFFF)


@compiled
def _measure(ground: Ground, household: int, danger: np.uint64, far: np.uint64, said: Words) -> None:
    """Note the properties within a danger zone, its edge included, and beyond a limit."""
    for zone in range(ground.zones[household], ground.zones[household + 1]):
        east, north, square = ground.zone_easting[zone], ground.zone_northing[zone], ground.zone_square[zone]
        for home in range(len(said)):
            if (ground.easting[home] - east) ** 2 + (ground.northing[home] - north) ** 2 <= square:
                said[home] |= danger
    for place in range(ground.places[household], ground.places[household + 1]):
        east, north, square = ground.place_easting[place], ground.place_northing[place], ground.place_square[place]
        if square >= 0:
            for home in range(len(said)):
                if (ground.easting[home] - east) ** 2 + (ground.northing[home] - north) ** 2 > square:
                    said[home] |= far


@compiled
def _begin(sights: Sights, household: int, given: Given, row: int, desk: Desk) -> None:
    """Lay out one household: distances to properties, masks of waivers, marks of units."""
    for home in range(len(desk.said)):
        desk.said[home] = given.said[row, home] if given.said.size else SILENCE
        desk.mask[home] = sights.kept[0]
    _measure(sights.ground, household, sights.danger[0], sights.far[0], desk.said)
    waived = sights.waived
    for at in range(waived.start[household], waived.start[household + 1]):
        desk.mask[waived.home[at]] &= waived.word[at]
    marks = sights.unit_marks
    for at in range(marks.start[household], marks.start[household + 1]):
        desk.marks[marks.home[at]] |= marks.word[at]


@compiled
def _properties(sights: Sights, household: int, desk: Desk) -> None:
    """Everything said of properties, waived words taken out."""
    stack, marks = sights.of_property, sights.property_marks
    for table in range(len(stack.start)):
        group = stack.codes[table, household]
        if group >= 0:
            first, homes = stack.start[table] + group * stack.width[table], stack.homes[table]
            for home in range(len(desk.said)):
                desk.said[home] |= stack.words[first + homes[home]]
    for at in range(marks.start[household], marks.start[household + 1]):
        desk.said[marks.home[at]] |= marks.word[at]
    for home in range(len(desk.said)):
        desk.said[home] &= desk.mask[home]


@compiled
def _end(sights: Sights, household: int, desk: Desk) -> None:
    """Take the marks of units off the desk."""
    marks = sights.unit_marks
    for at in range(marks.start[household], marks.start[household + 1]):
        desk.marks[marks.home[at]] = SILENCE


@compiled
def _journeys(ground: Ground, household: int, said: Words, but: np.uint64, points: Whole) -> None:
    """Add the points for living as far as a property is from each place, importance x whole metres // 100, except
    to properties of which any of the words `but` is said.

    The nearest whole number of metres m, a half upwards, is the one with (2m - 1) halves <= d < (2m + 1) halves.
    """
    half = ground.half
    for place in range(ground.places[household], ground.places[household + 1]):
        east, north, importance = ground.place_easting[place], ground.place_northing[place], ground.importance[place]
        for home in range(len(said)):
            if said[home] & but != SILENCE:
                continue
            square = (ground.easting[home] - east) ** 2 + (ground.northing[home] - north) ** 2
            metres = np.int64(np.sqrt(np.float64(square)) / (2 * half) + 0.5)
            while metres > 0 and ((2 * metres - 1) * half) ** 2 > square:
                metres -= 1
            while ((2 * metres + 1) * half) ** 2 <= square:
                metres += 1
            points[home] += importance * metres // 100


@compiled
def _price_properties(sights: Sights, household: int, given: Given, row: int, but: np.uint64, desk: Desk) -> None:
    """The points of properties, except where any of the words `but` is said."""
    for home in range(len(desk.points)):
        desk.points[home] = given.points[row, home] if given.said.size else 0
    _journeys(sights.ground, household, desk.said, but, desk.points)
    prices = sights.property_prices
    for table in range(len(prices.start)):
        group = prices.codes[table, household]
        if group >= 0:
            first, homes = prices.start[table] + group * prices.width[table], prices.homes[table]
            for home in range(len(desk.points)):
                desk.points[home] += prices.points[first + homes[home]]


@compiled
def _units(sights: Sights, household: int, size: int, desk: Desk) -> None:
    """Everything said of the first `size` units left, waived words taken out."""
    left, words, stack = desk.left, desk.words, sights.of_unit
    for at in range(size):
        words[at] = desk.marks[left[at]]
    for table in range(len(stack.start)):
        group = stack.codes[table, household]
        if group >= 0:
            first, homes = stack.start[table] + group * stack.width[table], stack.homes[table]
            for at in range(size):
                words[at] |= stack.words[first + homes[left[at]]]
    for at in range(size):
        home = sights.property_of[left[at]]
        words[at] = desk.said[home] | (words[at] & desk.mask[home])


@compiled
def _price_units(sights: Sights, household: int, size: int, desk: Desk) -> None:
    """The whole cost of the first `size` units left."""
    left, costs, prices = desk.left, desk.costs, sights.unit_prices
    for at in range(size):
        costs[at] = desk.points[sights.property_of[left[at]]]
    for table in range(len(prices.start)):
        group = prices.codes[table, household]
        if group >= 0:
            first, homes = prices.start[table] + group * prices.width[table], prices.homes[table]
            for at in range(size):
                costs[at] += prices.points[first + homes[left[at]]]


@compiled
def look(sights: Sights, household: int, given: Given, desk: Desk) -> None:
    """One household and every unit: what is said in `desk.words`, the whole cost in `desk.costs`."""
    _begin(sights, household, given, 0, desk)
    _properties(sights, household, desk)
    _price_properties(sights, household, given, 0, SILENCE, desk)
    for unit in range(len(desk.left)):
        desk.left[unit] = unit
    _units(sights, household, len(desk.left), desk)
    _price_units(sights, household, len(desk.left), desk)
    _end(sights, household, desk)


@compiled
def _count_near(sights: Sights, said: Words, near: Whole) -> None:
    """How many units are in danger zones, and too far."""
    for home in range(len(said)):
        if said[home] & sights.danger[0] != SILENCE:
            near[0] += sights.units_in[home]
        if said[home] & sights.far[0] != SILENCE:
            near[1] += sights.units_in[home]


@compiled
def _survivors(sights: Sights, desk: Desk) -> int:
    """The units of properties that nothing refuses, in order, without branches."""
    said, left, size = desk.said, desk.left, 0
    for unit in range(len(left)):
        left[size] = unit
        size += (said[sights.property_of[unit]] & REFUSALS) == SILENCE
    return size


@compiled
def _accepted(size: int, desk: Desk) -> tuple[int, int]:
    """Keep the units left of which nothing is said; how many they are, and how many only ask."""
    left, words, kept, asking = desk.left, desk.words, 0, 0
    for at in range(size):
        left[kept] = left[at]
        kept += words[at] == SILENCE
        asking += (words[at] & REFUSALS) == SILENCE
    return kept, asking - kept


@compiled
def sweep(sights: Sights, first: int, given: Given, desk: Desk, found: Found) -> int:
    """Some households from `first` on and every unit; how many pairs are accepted in all."""
    size = 0
    for row in range(len(found.accepted)):
        household = first + row
        _begin(sights, household, given, row, desk)
        _count_near(sights, desk.said, found.near[row])
        _properties(sights, household, desk)
        left = _survivors(sights, desk)
        _units(sights, household, left, desk)
        kept, found.asking[row] = _accepted(left, desk)
        found.accepted[row] = kept
        if kept > 0:
            _price_properties(sights, household, given, row, EVERYTHING, desk)
            _price_units(sights, household, kept, desk)
            found.unit[size : size + kept] = desk.left[:kept]
            found.cost[size : size + kept] = desk.costs[:kept]
        size += kept
        _end(sights, household, desk)
    return size
