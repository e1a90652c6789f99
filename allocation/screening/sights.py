"""What screening's loops read and write: arrays of one sort each, under their names."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from allocation.screening.columns import Codes, Words
from allocation.screening.ground import Ground, Whole


class Stack(NamedTuple):
    """Tables laid end to end, table k from `spans[k, 0]` on, `spans[k, 1]` homes wide: it says
    `words[spans[k, 0] + codes[k, h] * spans[k, 1] + homes[k, u]]`, or nothing where `codes[k, h]` is negative."""

    codes: Codes
    homes: Codes
    spans: Whole
    words: Words


class Prices(NamedTuple):
    """The same with points instead of words."""

    codes: Codes
    homes: Codes
    spans: Whole
    points: Whole


class Marked(NamedTuple):
    """Words about single pairs: household h has `home[k]` and `word[k]` for k from `start[h]` up to `start[h + 1]`."""

    start: Whole
    home: Codes
    word: Words


class Sights(NamedTuple):
    """All that is said about a problem. `waived`: by property, the words that still count there; `counting`: the words
    that count elsewhere; `near`: the words of the two rules on distance, danger and limit."""

    property_of: Codes
    units_in: Whole
    of_property: Stack
    of_unit: Stack
    property_marks: Marked
    unit_marks: Marked
    waived: Marked
    property_prices: Prices
    unit_prices: Prices
    ground: Ground
    counting: Words
    near: Words


class Given(NamedTuple):
    """Distances worked out elsewhere for some households: words and points, (households, properties); or empty."""

    said: Words
    points: Whole


class Desk(NamedTuple):
    """Room to work in: words, masks and points of properties, and every one's position; marks of units; the units
    left to look at, and what is said of those."""

    said: Words
    mask: Words
    points: Whole
    every: Codes
    marks: Words
    left: Codes
    words: Words


class Found(NamedTuple):
    """What is kept of some households: their accepted units and costs one after another; how many each accepts and
    asks about; how many units the rules on distance refuse each, danger and limit, before waivers."""

    unit: Codes
    cost: Whole
    accepted: Whole
    asking: Whole
    near: Whole


def desk(properties: int, units: int) -> Desk:
    """A clean desk."""
    return Desk(
        np.zeros(properties, np.uint64),
        np.zeros(properties, np.uint64),
        np.zeros(properties, np.int64),
        np.arange(properties, dtype=np.int32),
        np.zeros(units, np.uint64),
        np.zeros(units, np.int32),
        np.zeros(units, np.uint64),
    )


def found(households: int, units: int) -> Found:
    """Room for what some households may have at most."""
    return Found(
        np.zeros(households * units, np.int32),
        np.zeros(households * units, np.int64),
        np.zeros(households, np.int64),
        np.zeros(households, np.int64),
        np.zeros((households, 2), np.int64),
    )
