"""What screening's loops read and write: arrays of one sort each, under their names."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from allocation.screening.columns import Codes, Words
from allocation.screening.ground import Ground, Whole


class Stack(NamedTuple):
    """Tables laid end to end: table k says `words[start[k] + codes[k, h] * width[k] + homes[k, u]]`, or nothing where
    `codes[k, h]` is negative."""

    codes: Codes
    homes: Codes
    start: Whole
    width: Whole
    words: Words


class Prices(NamedTuple):
    """The same with points instead of words."""

    codes: Codes
    homes: Codes
    start: Whole
    width: Whole
    points: Whole


class Marked(NamedTuple):
    """Words about single pairs: household h has `home[k]` and `word[k]` for k from `start[h]` up to `start[h + 1]`."""

    start: Whole
    home: Codes
    word: Words


class Sights(NamedTuple):
    """All that is said about a problem. `waived`: by property, the words that still count there; `kept`: the words
    that count elsewhere; `danger` and `far`: the bits of the two rules on distance."""

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
    kept: Words
    danger: Words
    far: Words


class Given(NamedTuple):
    """Distances worked out elsewhere for some households: words and points, shape (households, properties)."""

    said: Words
    points: Whole


class Desk(NamedTuple):
    """Room to work in: words, masks and points of properties; marks of units; the units left to look at, what is said
    of those and what they cost."""

    said: Words
    mask: Words
    points: Whole
    marks: Words
    left: Codes
    words: Words
    costs: Whole


def desk(properties: int, units: int) -> Desk:
    """A clean desk."""
    return Desk(
        np.zeros(properties, np.uint64),
        np.zeros(properties, np.uint64),
        np.zeros(properties, np.int64),
        np.zeros(units, np.uint64),
        np.zeros(units, np.int32),
        np.zeros(units, np.uint64),
        np.zeros(units, np.int64),
    )


class Found(NamedTuple):
    """What is kept of some households: their accepted units and costs one after another; how many each accepts and
    asks about; how many units the rules on distance refuse each, danger and limit, before waivers."""

    unit: Codes
    cost: Whole
    accepted: Whole
    asking: Whole
    near: Whole
