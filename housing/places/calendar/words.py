"""What a unit does in a month, said in words: for telephones, for the list, and for who cannot see the picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from housing.places.calendar import blocks as kinds
from housing.places.calendar.blocks import Block, Month
from housing.web.filters import said_moment, short_date

FREE = "free"


@dataclass(frozen=True, slots=True)
class Mark:
    """How a kind of block is told from the others without colour: its letter, its name, and the colour of its tag."""

    letter: str
    name: str
    colour: str


MARKS = {
    kinds.OCCUPIED: Mark("O", "Occupied", "blue"),
    kinds.LEAVING: Mark("L", "Occupied, leaving", "teal"),
    kinds.OVERDUE: Mark("?", "Leaving day passed", "red"),
    kinds.HELD: Mark("H", "Held", "yellow"),
    kinds.PREPARING: Mark("P", "Being prepared", "orange"),
    kinds.EXPECTED: Mark("p", "To be prepared", "orange"),
    kinds.OUT_OF_USE: Mark("X", "Out of use", "grey"),
    kinds.CLOSED: Mark("C", "Closed", "grey"),
    FREE: Mark("", "Free", "green"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A block as a line of words. `when` begins with a small letter; `more` is a sentence, or empty."""

    block: Block
    mark: Mark
    when: str
    more: str = ""


def lines(blocks: Iterable[Block], month: Month, reasons: Mapping[str, str]) -> list[Line]:
    """Each block that reaches into the month, and each gap between them, in order."""
    within = [block for block in blocks if block.touches(month.first, month.until)]
    return [
        Line(block, MARKS[block.kind], _when(block, month), _more(block, reasons))
        for block in _with_gaps(within, month)
    ]


def _with_gaps(blocks: Iterable[Block], month: Month) -> list[Block]:
    """The blocks with the days of the month between them on which the unit is free."""
    found, day = [], month.first
    for block in blocks:
        if block.from_on > day:
            found.append(Block(FREE, day, block.from_on))
        found.append(block)
        day = max(day, block.until_on or month.until)
    return [*found, Block(FREE, day, month.until)] if day < month.until else found


def _when(block: Block, month: Month) -> str:
    if block.kind == FREE:
        return _free(block, month)
    if block.from_on == date.min:
        return f"until {_day(block.until_on, month)}" if block.until_on else "with no end known"
    first = _day(block.from_on, month)
    if block.kind == kinds.OVERDUE:
        return f"since {first}"
    if block.until_on is None:
        return f"from {first}" if block.kind == kinds.HELD else f"from {first}, no end known"
    return f"from {first} until {_day(block.until_on, month)}"


def _free(block: Block, month: Month) -> str:
    begins, ends = block.from_on > month.first, (block.until_on or month.until) < month.until
    if begins and ends:
        return f"from {_day(block.from_on, month)} until {_day(block.until_on or month.until, month)}"
    if begins:
        return f"from {_day(block.from_on, month)} to the end of the month"
    return f"until {_day(block.until_on or month.until, month)}" if ends else "all month"


def _day(day: date, month: Month) -> str:
    """ "5 Nov", with the year where it is not the month's."""
    return f"{day.day} {day:%b}" if day.year == month.first.year else short_date(day)


def _more(block: Block, reasons: Mapping[str, str]) -> str:
    if block.kind in (kinds.OUT_OF_USE, kinds.CLOSED):
        return reasons.get(block.reason or "", (block.reason or "").replace("_", " "))
    if block.kind == kinds.HELD and block.lapses_at is not None:
        return f"Lapses at {said_moment(block.lapses_at)}, unless both sides accept"
    if block.kind == kinds.EXPECTED:
        return "After the planned departure"
    if block.kind == kinds.OVERDUE:
        return "Nobody has recorded that they have left"
    return ""
