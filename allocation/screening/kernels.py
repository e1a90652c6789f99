"""Screening's loops, compiled: one household after another against every home, only survivors looked at closely.

What a rule says of a pair is a bit of a word (columns.py). Words of properties come first: small tables and single
marks, danger zones and limits by exact whole-number arithmetic. Only units of properties that nothing refuses go on
to the words of units, and only accepted pairs have their cost added up.

Each loop is given just the arrays that it reads: compiling takes as long as there are arrays to pass.
"""

from __future__ import annotations

from math import sqrt

import numpy as np

from allocation.screening.columns import Codes, Words
from allocation.screening.ground import Ground, Whole
from allocation.screening.sights import Desk, Found, Given, Marked, Prices, Sights, Stack
from allocation.solving.compiled import compiled

REFUSALS = np.uint64(0xFFFFFFFF)
SILENCE = np.uint64(0)


@compiled
def _measure(ground: Ground, household: int, near: Words, said: Words) -> None:
    """Note the properties within a danger zone, its edge included (word `near[0]`), and beyond a limit (`near[1]`)."""
    easting, northing = ground.spots
    for zone in range(ground.zones[household], ground.zones[household + 1]):
        east, north, square = ground.zone[0, zone], ground.zone[1, zone], ground.zone[2, zone]
        for home in range(len(said)):
            if (easting[home] - east) ** 2 + (northing[home] - north) ** 2 <= square:
                said[home] |= near[0]
    for place in range(ground.places[household], ground.places[household + 1]):
        east, north, square = ground.place[0, place], ground.place[1, place], ground.place[2, place]
        if square >= 0:
            for home in range(len(said)):
                if (easting[home] - east) ** 2 + (northing[home] - north) ** 2 > square:
                    said[home] |= near[1]


@compiled
def _journeys(ground: Ground, household: int, said: Words, but: np.uint64, points: Whole) -> None:
    """Add the points for living as far as a property is from each place, importance x whole metres // 100, except
    to properties of which any of the words `but` is said.

    The nearest whole number of metres m, a half upwards, is the one with (2m - 1) halves <= d < (2m + 1) halves.
    """
    half, (easting, northing) = ground.half, ground.spots
    for place in range(ground.places[household], ground.places[household + 1]):
        east, north, importance = ground.place[0, place], ground.place[1, place], ground.place[3, place]
        for home in range(len(said)):
            if said[home] & but != SILENCE:
                continue
            square = (easting[home] - east) ** 2 + (northing[home] - north) ** 2
            metres = np.int64(sqrt(square) / (2 * half) + 0.5)
            while metres > 0 and ((2 * metres - 1) * half) ** 2 > square:
                metres -= 1
            while ((2 * metres + 1) * half) ** 2 <= square:
                metres += 1
            points[home] += importance * metres // 100


@compiled
def _say(stack: Stack, household: int, homes: Codes, size: int, words: Words) -> None:
    """Add to each word what tables say of a household and each of the first `size` homes."""
    for table in range(len(stack.codes)):
        group = stack.codes[table, household]
        if group >= 0:
            first, column = stack.spans[table, 0] + group * stack.spans[table, 1], stack.homes[table]
            for at in range(size):
                words[at] |= stack.words[first + column[homes[at]]]


@compiled
def _price(prices: Prices, household: int, homes: Codes, size: int, points: Whole) -> None:
    """Add to each cost the points of tables for a household and each of the first `size` homes."""
    for table in range(len(prices.codes)):
        group = prices.codes[table, household]
        if group >= 0:
            first, column = prices.spans[table, 0] + group * prices.spans[table, 1], prices.homes[table]
            for at in range(size):
                points[at] += prices.points[first + column[homes[at]]]


@compiled
def _mark(marks: Marked, household: int, words: Words) -> None:
    """Add the marks of one household."""
    for at in range(marks.start[household], marks.start[household + 1]):
        words[marks.home[at]] |= marks.word[at]


@compiled
def _take_out(waived: Marked, household: int, kept: np.uint64, mask: Words) -> None:
    """The words that count at each property: all that are kept, but those waived for this household there."""
    for home in range(len(mask)):
        mask[home] = kept
    for at in range(waived.start[household], waived.start[household + 1]):
        mask[waived.home[at]] &= waived.word[at]


@compiled
def _count_near(units_in: Whole, near: Words, said: Words, counts: Whole) -> None:
    """How many units are in danger zones, and too far."""
    for home in range(len(said)):
        for which in range(2):
            if said[home] & near[which] != SILENCE:
                counts[which] += units_in[home]


@compiled
def _left(property_of: Codes, said: Words, refusals: np.uint64, left: Codes) -> int:
    """The units of properties that none of these words refuses, in order, without branches; how many."""
    size = 0
    for unit in range(len(left)):
        left[size] = unit
        size += (said[property_of[unit]] & refusals) == SILENCE
    return size


@compiled
def _together(property_of: Codes, desk: Desk, size: int) -> None:
    """Put together what is said of units and of their properties, waived words taken out."""
    for at in range(size):
        home = property_of[desk.left[at]]
        desk.words[at] = desk.said[home] | (desk.words[at] & desk.mask[home])


@compiled
def _accepted(size: int, left: Codes, words: Words) -> tuple[int, int]:
    """Keep the units left of which nothing is said; how many they are, and how many only ask."""
    kept, asking = 0, 0
    for at in range(size):
        left[kept] = left[at]
        kept += words[at] == SILENCE
        asking += (words[at] & REFUSALS) == SILENCE
    return kept, asking - kept


@compiled
def _judge(sights: Sights, household: int, desk: Desk, refusals: np.uint64) -> int:
    """Everything said of one household: of properties, then of the units that none of `refusals` rules out; how
    many those are. Distances are in `desk.said` already."""
    said, words, left = desk.said, desk.words, desk.left
    _take_out(sights.waived, household, sights.counting[0], desk.mask)
    _say(sights.of_property, household, desk.every, len(said), said)
    _mark(sights.property_marks, household, said)
    for home in range(len(said)):
        said[home] &= desk.mask[home]
    size = _left(sights.property_of, said, refusals, left)
    _mark(sights.unit_marks, household, desk.marks)
    for at in range(size):
        words[at] = desk.marks[left[at]]
    marks = sights.unit_marks
    for at in range(marks.start[household], marks.start[household + 1]):
        desk.marks[marks.home[at]] = SILENCE
    _say(sights.of_unit, household, left, size, words)
    _together(sights.property_of, desk, size)
    return size


@compiled
def sweep(sights: Sights, first: int, given: Given, whole: bool, desk: Desk, found: Found) -> int:
    """Some households from `first` on and every unit: the accepted pairs in `found`; how many in all.

    `whole`: every pair is looked at, and its cost worked out, whatever is said of it; the words are in `desk.words`.
    """
    size = 0
    refusals, but = (SILENCE, SILENCE) if whole else (REFUSALS, ~SILENCE)
    for row in range(len(found.accepted)):
        household = first + row
        for home in range(len(desk.said)):
            desk.said[home] = given.said[row, home] if given.said.size else SILENCE
            desk.points[home] = given.points[row, home] if given.said.size else 0
        _measure(sights.ground, household, sights.near, desk.said)
        _count_near(sights.units_in, sights.near, desk.said, found.near[row])
        kept = _judge(sights, household, desk, refusals)
        if not whole:
            kept, found.asking[row] = _accepted(kept, desk.left, desk.words)
        found.accepted[row] = kept
        _journeys(sights.ground, household, desk.said, but, desk.points)
        _price(sights.property_prices, household, desk.every, len(desk.said), desk.points)
        for at in range(kept):
            found.unit[size + at] = desk.left[at]
            found.cost[size + at] = desk.points[sights.property_of[desk.left[at]]]
        _price(sights.unit_prices, household, desk.left, kept, found.cost[size:])
        size += kept
    return size
