"""Where things stand in the picture of a month: shares of its width in per cent. Numbers in, positions out.

A day in the picture begins at midnight and a block begins and ends at midday: on the day on which one household leaves
and another arrives, the left half of the cell is the one's and the right half the other's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from housing.places.calendar.blocks import Block, Month

HALF = 0.5
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """A block as drawn: `x` and `width` in per cent of the month; whether its beginning and end are in the picture."""

    block: Block
    x: float
    width: float
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the heading: `x` where it begins, `middle` where its number stands."""

    on: date
    x: float
    middle: float
    weekend: bool
    today: bool


def bars(blocks: Iterable[Block], month: Month) -> list[Bar]:
    """The bars of a unit's blocks that reach into the month."""
    length = len(month.days)
    found = []
    for block in blocks:
        start = (block.from_on - month.first).days + HALF
        end = length + 1.0 if block.until_on is None else (block.until_on - month.first).days + HALF
        if end > 0 and start < length:
            left, right = max(start, 0.0), min(end, float(length))
            found.append(
                Bar(block, _share(left, length), _share(right - left, length), begins=start >= 0, ends=end <= length)
            )
    return found


def days(month: Month, today: date) -> list[Day]:
    """The days of the heading."""
    length = len(month.days)
    return [
        Day(day, _share(at, length), _share(at + HALF, length), day.weekday() >= SATURDAY, day == today)
        for at, day in enumerate(month.days)
    ]


def _share(days_from_first: float, length: int) -> float:
    return round(100 * days_from_first / length, 3)
