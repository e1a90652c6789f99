"""Is a unit free from one day to another, and if not, what is in the way and until when. Pure: lines in, answer out.

Search, matching, offering, arriving and staying on all ask here, so that what one calls free the other takes
(docs/adr/0049). Everything that takes days from a newcomer is a block over `[leave_by, until_on)`: a newcomer has left
by the one day, so that the unit is prepared in time, or arrives on the other or later. Periods are half-open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from housing.places.availability.terms import ONE_DAY, Closed, Terms
from housing.places.models import UnitPeriod

PLANNED = "planned"  # the reason on a stay's line whose last day is expected, not recorded
LIVED_IN = ("hold", "stay")
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the diary, or a closing, as it stands in the way of a newcomer.

    `kind`: hold, stay, preparing, out_of_use or closed. `leave_by`: a newcomer who has left by that day is not in its
    way. `until_on`: from that day on it is over and the unit prepared; None where nobody knows.
    """

    kind: str
    leave_by: date
    until_on: date | None
    line: UnitPeriod | None = None
    closed: Closed | None = None

    def meets(self, from_on: date, until_on: date | None) -> bool:
        """Whether it is in the way of living there over `[from_on, until_on)`."""
        over = self.until_on is not None and self.until_on <= from_on
        return not over and (until_on is None or self.leave_by < until_on)


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the unit is free; where not, the first `block` and the first day from which as long a stay would fit.

    `free_from` is the day asked for where the unit is free, and None where nobody knows such a day.
    """

    block: Block | None
    free_from: date | None

    @property
    def free(self) -> bool:
        """Nothing is in the way."""
        return self.block is None


@dataclass(frozen=True, slots=True)
class Gap:
    """Days between blocks: whoever arrives on `from_on` or later and leaves by `leave_by` fits; None: for ever."""

    from_on: date
    leave_by: date | None


def free(
    lines: Iterable[UnitPeriod], terms: Terms, from_on: date, until_on: date | None = None, *, today: date
) -> Answer:
    """Whether a household could live in a unit over `[from_on, until_on)`, None being "with no end in sight".

    `lines` are the unit's lines in force, in any order, without those of the household itself. Between two households
    lies preparation: after whoever leaves before, and after the newcomer, before whoever follows. Works need none.

    Raises:
        ValueError: the period is empty.
    """
    if until_on is not None and until_on <= from_on:
        raise ValueError("a stay ends after it begins")
    found = blocks(lines, terms, today=today)
    block = next((each for each in found if each.meets(from_on, until_on)), None)
    return Answer(block, first_past(found, from_on, None if until_on is None else until_on - from_on))


def first_free(
    lines: Iterable[UnitPeriod], terms: Terms, from_on: date, *, days: int | None = None, today: date
) -> date | None:
    """The first day not before `from_on` from which the unit is free for so many days; None: with no end in sight.

    The answer is None where nobody knows such a day.
    """
    return first_past(blocks(lines, terms, today=today), from_on, None if days is None else timedelta(days=days))


def gaps(
    lines: Iterable[UnitPeriod], terms: Terms, from_on: date, until_on: date | None = None, *, today: date
) -> list[Gap]:
    """The gaps within `[from_on, until_on)`: a stay within those days is free exactly where it lies within one gap."""
    found: list[Gap] = []
    day: date | None = from_on
    for block in blocks(lines, terms, today=today):
        if day is None or (until_on is not None and block.leave_by >= until_on):
            break
        if block.leave_by > day:
            found.append(Gap(day, block.leave_by))
        day = None if block.until_on is None else max(day, block.until_on)
    if day is not None and (until_on is None or day < until_on):
        found.append(Gap(day, until_on))
    return found


def blocks(lines: Iterable[UnitPeriod], terms: Terms, *, today: date) -> list[Block]:
    """What takes days from a newcomer, the first first."""
    found = [Block(line.kind, _leave_by(line, terms), _over_on(line, terms, today), line=line) for line in lines]
    found += [Block(CLOSED, each.from_on or date.min, each.until_on, closed=each) for each in terms.closed]
    return sorted(found, key=lambda each: (each.leave_by, each.kind))


def first_day(line: UnitPeriod) -> date:
    """The first day of a line; the schema refuses one without."""
    start = line.during.lower
    if start is None:
        raise ValueError("a line of the diary has no first day")
    return start


def expected(line: UnitPeriod) -> bool:
    """Whether a line's last day is only expected: a household held for or living there, and nobody says it has left."""
    return line.kind == "hold" or (line.kind == "stay" and line.reason == PLANNED)


def overdue(line: UnitPeriod, day: date) -> bool:
    """The expected last day has come and nobody has recorded that they left: somebody may still live there."""
    end = line.during.upper
    return end is not None and end <= day and expected(line)


def _leave_by(line: UnitPeriod, terms: Terms) -> date:
    """When a newcomer has to have left, so that it can be prepared for those of this line."""
    start = first_day(line)
    return terms.leave_by(start) if line.kind in LIVED_IN else start


def _over_on(line: UnitPeriod, terms: Terms, today: date) -> date | None:
    """The first day for somebody else. What follows a recorded departure is a line of its own, not counted again."""
    end = line.during.upper
    if end is None or overdue(line, today):
        return None
    return terms.ready_after(end) if expected(line) else end


def first_past(found: Sequence[Block], from_on: date, length: timedelta | None) -> date | None:
    """The first day not before `from_on` from which so long a time meets none of the blocks, the first first.

    `length` None: with no end in sight. What is in the way of a day is in the way of every day until it is over.
    """
    day = from_on
    for block in found:
        if not block.meets(day, None if length is None else day + length):
            continue
        if block.until_on is None:
            return None
        day = block.until_on
    return day


__all__ = [
    "CLOSED", "LIVED_IN", "ONE_DAY", "PLANNED", "Answer", "Block", "Gap", "blocks", "expected", "first_day",
    "first_free", "first_past", "free", "gaps", "overdue",
]  # fmt: skip
