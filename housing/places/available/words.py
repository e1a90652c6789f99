"""Whether a unit is free on the days asked for, in words: what is in the way, and until when."""

from __future__ import annotations

from datetime import date

from housing.places.availability.asking import Answer, Block
from housing.places.available.wanted import Wanted
from housing.web.filters import said_date, short_date

IN_THE_WAY = {
    "hold": "Held", "stay": "Occupied", "preparing": "Being prepared", "out_of_use": "Out of use", "closed": "Closed",
}  # fmt: skip
NOT_KNOWN = "Not known"


def days(wanted: Wanted, today: date) -> str:
    """The days asked for, for the heading: "from today with no end", "from 1 December 2026 until 8 December 2026"."""
    first = "today" if wanted.from_on == today else said_date(wanted.from_on)
    return f"from {first} until {said_date(wanted.until_on)}" if wanted.until_on else f"from {first} with no end known"


def first_day(answer: Answer, today: date) -> str:
    """From when it is free for as long as was asked."""
    if answer.free_from is None:
        return NOT_KNOWN
    return "Today" if answer.free_from == today else short_date(answer.free_from)


def in_the_way(answer: Answer, wanted: Wanted) -> str:
    """What stands in the way of the days asked for, and until when; empty where nothing does."""
    if answer.block is None:
        return ""
    block = answer.block
    return f"{IN_THE_WAY[block.kind]}{_from(block, wanted)}{_until(block)}"


def _from(block: Block, wanted: Wanted) -> str:
    """From when, where that is not before the days asked for."""
    start = block.closed.from_on if block.closed else block.line.during.lower if block.line else None
    return f" from {short_date(start)}" if start is not None and start > wanted.from_on else ""


def _until(block: Block) -> str:
    if block.until_on is None:
        return ", no end known"
    ends = block.line.during.upper if block.line else None
    if ends is None or ends >= block.until_on:
        return f" until {short_date(block.until_on)}"
    return f" until {short_date(ends)}, then prepared"
