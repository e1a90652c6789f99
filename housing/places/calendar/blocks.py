"""What a unit does over time, as blocks one after another: the lines of its diary and what follows from them. Pure.

A line says what was recorded. From it follow three things that nobody writes down: preparation after a departure that
is only planned; that somebody may still be there after the planned day; and that a hold runs on until it is answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from housing.places.availability.asking import expected, first_day, overdue
from housing.places.availability.terms import Closed, Terms
from housing.places.models import UnitPeriod

OCCUPIED, LEAVING, OVERDUE = "occupied", "leaving", "overdue"
HELD, PREPARING, EXPECTED, OUT_OF_USE, CLOSED = "held", "preparing", "expected", "out_of_use", "closed"
KINDS = {"hold": HELD, "preparing": PREPARING, "out_of_use": OUT_OF_USE}


CODE = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
FURTHEST = 50  # years


@dataclass(frozen=True, slots=True)
class Block:
    """One thing that a unit does over `[from_on, until_on)`; until None: nobody knows how long.

    `kind` is one of this module's words; `reason` a slug of the reasons for being out of use or closed; `lapses_at` of
    a hold. A closing that has always been begins on the first day there is.
    """

    kind: str
    from_on: date
    until_on: date | None
    household_id: UUID | None = None
    reason: str | None = None
    lapses_at: datetime | None = None

    def touches(self, from_on: date, until_on: date) -> bool:
        """Whether any of it lies in `[from_on, until_on]`, the day on which it ends counted."""
        return self.from_on < until_on and (self.until_on is None or self.until_on >= from_on)


def blocks(lines: Iterable[UnitPeriod], terms: Terms, *, today: date) -> list[Block]:
    """A unit's blocks, earliest first, none over another.

    Where one would run on without an end, it ends as the next begins. Days on which the unit is closed show where
    nothing else does: somebody who still lives in a closed home is the more important.
    """
    diary = sorted(lines, key=first_day)
    found = [block for line in diary for block in _of(line, terms, today)]
    found.sort(key=lambda block: (block.from_on, block.kind != EXPECTED))
    shortened = [_until(block, following.from_on) for block, following in pairwise(found)]
    kept = [block for block in (*shortened, *found[-1:]) if block.until_on is None or block.until_on > block.from_on]
    closed = [block for closing in terms.closed for block in _between(kept, closing)]
    return sorted((*kept, *closed), key=lambda block: block.from_on)


def _of(line: UnitPeriod, terms: Terms, today: date) -> list[Block]:
    start, end = first_day(line), line.during.upper
    kind = KINDS.get(line.kind, OCCUPIED)
    if end is None or not expected(line):
        reason = line.reason if kind != OCCUPIED else None
        return [Block(kind, start, end, line.household_id, reason, line.lapses_at)]
    if overdue(line, today):
        return [Block(kind, start, end, line.household_id), Block(OVERDUE, end, None, line.household_id)]
    there = Block(LEAVING if kind == OCCUPIED else kind, start, end, line.household_id, lapses_at=line.lapses_at)
    ready = terms.ready_after(end)
    return [there, Block(EXPECTED, end, ready)] if ready > end else [there]


def _between(found: Iterable[Block], closing: Closed) -> list[Block]:
    """The days of a closing that no block covers."""
    day, last, left = closing.from_on or date.min, closing.until_on or date.max, []
    for block in found:
        if day < min(block.from_on, last):
            left.append(Block(CLOSED, day, min(block.from_on, last), reason=closing.reason))
        day = max(day, block.until_on or date.max)
    return [*left, Block(CLOSED, day, closing.until_on, reason=closing.reason)] if day < last else left


def _until(block: Block, following: date) -> Block:
    if block.until_on is None or block.until_on > following:
        return replace(block, until_on=max(following, block.from_on))
    return block


@dataclass(frozen=True, slots=True)
class Month:
    """A month of days `[first, until)`."""

    first: date

    @classmethod
    def of(cls, asked: str | None, today: date) -> Month:
        """From "2026-11" in the address; this month where that is none, or is further away than fifty years."""
        found = CODE.fullmatch(asked or "")
        if found and abs(int(found[1]) - today.year) <= FURTHEST:
            return cls(date(int(found[1]), int(found[2]), 1))
        return cls(today.replace(day=1))

    @property
    def until(self) -> date:
        """The first day of the next month."""
        return (self.first + timedelta(days=32)).replace(day=1)

    @property
    def next(self) -> Month:
        """The month after."""
        return Month(self.until)

    @property
    def previous(self) -> Month:
        """The month before."""
        return Month((self.first - timedelta(days=1)).replace(day=1))

    @property
    def days(self) -> list[date]:
        """Its days, in order."""
        return [self.first + timedelta(days=count) for count in range((self.until - self.first).days)]

    @property
    def code(self) -> str:
        """As it stands in an address: "2026-11"."""
        return f"{self.first:%Y-%m}"

    @property
    def name(self) -> str:
        """ "November 2026"."""
        return f"{self.first:%B %Y}"
