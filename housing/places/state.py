"""What a unit is doing, worked out from the lines of its diary that are in force. Pure: lines in, state out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from housing.places.availability.asking import CLOSED, LIVED_IN, PLANNED, first_day, first_free, overdue
from housing.places.availability.terms import Closed, Terms
from housing.places.models import UnitPeriod


@dataclass(frozen=True, slots=True)
class UnitState:
    """A unit today.

    `kind`: free, free_until (something that is no household follows), booked, held, occupied, leaving, overdue,
    preparing, out_of_use or closed. `until_on` is the first day after it, None where open. `available_from`: the first
    day on which somebody new could have it with no end in sight, None where nobody knows. `line` is today's line of
    the diary, None where it is free. `then`: what follows free_until, as a kind of line or "closed". `closed`: the
    closing in force today, even where somebody still lives there.
    """

    kind: str
    available_from: date | None
    until_on: date | None = None
    line: UnitPeriod | None = None
    household_id: UUID | None = None
    reason: str | None = None
    lapses_at: datetime | None = None
    then: str | None = None
    closed: Closed | None = None

    @property
    def mark(self) -> str:
        """What a page carries, so that a change is made to the state that was seen and to no other."""
        return str(self.line.id) if self.line else "free"


def state_of(lines: Iterable[UnitPeriod], *, today: date, terms: Terms) -> UnitState:
    """The state on a day. `lines` are those in force, in any order."""
    diary = sorted(lines, key=first_day)
    available = first_free(diary, terms, today, today=today)
    line = next((each for each in diary if _covers(each, today) or overdue(each, today)), None)
    closed = next((each for each in terms.closed if each.covers(today)), None)
    if closed is not None and (line is None or line.kind not in LIVED_IN):
        reason, until_on = closed.reason, closed.until_on
        return UnitState(CLOSED, available, until_on=until_on, line=line, reason=reason, closed=closed)
    if line is None:
        return _free(diary, terms.closed, available, today)
    return UnitState(
        _kind(line, today),
        available,
        until_on=line.during.upper,
        line=line,
        household_id=line.household_id,
        reason=None if line.reason == PLANNED else line.reason,
        lapses_at=line.lapses_at,
        closed=closed,
    )


def _free(diary: Sequence[UnitPeriod], closed: Iterable[Closed], available: date | None, today: date) -> UnitState:
    """Nobody is there today: what comes next says how it is called."""
    ahead = next((each for each in diary if first_day(each) > today), None)
    closes = min((each.from_on for each in closed if each.from_on and each.from_on > today), default=None)
    if closes is not None and (ahead is None or closes <= first_day(ahead)):
        return UnitState("free_until", available, until_on=closes, then=CLOSED)
    if ahead is None:
        return UnitState("free", available)
    if ahead.kind in LIVED_IN:
        return UnitState("booked", available, until_on=first_day(ahead), household_id=ahead.household_id)
    return UnitState("free_until", available, until_on=first_day(ahead), then=ahead.kind)


def _covers(line: UnitPeriod, day: date) -> bool:
    return first_day(line) <= day and (line.during.upper is None or day < line.during.upper)


def _kind(line: UnitPeriod, today: date) -> str:
    if line.kind == "hold":
        return "held"
    if line.kind != "stay":
        return line.kind
    if overdue(line, today):
        return "overdue"
    return "leaving" if line.reason == PLANNED else "occupied"


__all__ = ["PLANNED", "UnitState", "first_day", "state_of"]
