"""What a unit is doing, worked out from the lines of its diary that are in force. Pure: lines in, state out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from housing.places.models import UnitPeriod
from pathway.calendar import add_working_days

PLANNED = "planned"  # the reason on a stay's line whose last day is expected, not recorded


@dataclass(frozen=True, slots=True)
class UnitState:
    """A unit today.

    `kind`: free, booked, held, occupied, leaving, overdue, preparing or out_of_use. `until_on` is the first day
    after it, None where open. `available_from`: the first day on which somebody new could have it with no end in
    sight, None where nobody knows. `line` is today's line of the diary, None where it is free.
    """

    kind: str
    available_from: date | None
    until_on: date | None = None
    line: UnitPeriod | None = None
    household_id: UUID | None = None
    reason: str | None = None
    lapses_at: datetime | None = None

    @property
    def mark(self) -> str:
        """What a page carries, so that a change is made to the state that was seen and to no other."""
        return str(self.line.id) if self.line else "free"


def state_of(lines: Iterable[UnitPeriod], *, today: date, preparation_days: int) -> UnitState:
    """The state on a day. `lines` are those in force, in any order; preparation is counted in working days."""
    diary = sorted(lines, key=first_day)
    line = next((each for each in diary if _covers(each, today) or _overdue(each, today)), None)
    available = _available_from(diary, today, preparation_days)
    if line is None:
        ahead = next((each for each in diary if first_day(each) > today), None)
        if ahead is None:
            return UnitState("free", available)
        return UnitState("booked", available, until_on=first_day(ahead), household_id=ahead.household_id)
    return UnitState(
        _kind(line, today),
        available,
        until_on=line.during.upper,
        line=line,
        household_id=line.household_id,
        reason=None if line.reason == PLANNED else line.reason,
        lapses_at=line.lapses_at,
    )


def first_day(line: UnitPeriod) -> date:
    """The first day of a line; the schema refuses one without."""
    start = line.during.lower
    if start is None:
        raise ValueError("a line of the diary has no first day")
    return start


def _covers(line: UnitPeriod, day: date) -> bool:
    return first_day(line) <= day and (line.during.upper is None or day < line.during.upper)


def _overdue(line: UnitPeriod, day: date) -> bool:
    """A planned leaving day has passed and nobody has recorded that they left: somebody may still live there."""
    end = line.during.upper
    return line.kind == "stay" and line.reason == PLANNED and end is not None and end <= day


def _kind(line: UnitPeriod, today: date) -> str:
    if line.kind == "hold":
        return "held"
    if line.kind != "stay":
        return line.kind
    if _overdue(line, today):
        return "overdue"
    return "leaving" if line.reason == PLANNED else "occupied"


def _available_from(diary: list[UnitPeriod], today: date, preparation_days: int) -> date | None:
    """Follow the lines from today to the first day after the last; an open or overdue one hides what follows."""
    if any(_overdue(line, today) for line in diary):
        return None
    day = today
    for line in diary:
        end = line.during.upper
        if end is not None and end <= today:
            continue
        if end is None or line.kind == "hold":
            return None
        day = max(day, end)
        if line.kind == "stay":
            day = add_working_days(day, preparation_days)
    return day
