"""What is owed after the works: warnings before a deadline, reviews, outcomes, flags that are looked at again.

Months are calendar months from the day of sign-off: 30 November + 3 months is the last day of February.
Source: domain.md section 8 (Great Yarmouth; Hammersmith and Fulham: reviews at 3 and 6 months; outcome at 6 and 12).
"""

from __future__ import annotations

from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from pathway.calendar import add_hours, add_months, add_working_days, london_day, received_on, utc
from pathway.promises import Unit, Within


class Pressure(StrEnum):
    """How near a running clock is to its deadline."""

    RUNNING = "running"
    HALF = "half"
    NINE_TENTHS = "nine_tenths"
    LATE = "late"


WARNINGS = (Pressure.HALF, Pressure.NINE_TENTHS)


def warned_at(
    within: Within, since: datetime, shares: Sequence[float], *, also_closed: Container[date] = ()
) -> tuple[datetime, ...]:
    """The moments at which such shares (0 to 1) of a promise have gone by.

    Of working days whole ones are counted, rounded down, so that a warning is never late: nine tenths of 10 working
    days is the midnight at the end of the 9th.

    Raises:
        ValueError: a share that is none, or a promise that is not counted in hours or working days.
    """
    if any(not 0 < share < 1 for share in shares):
        raise ValueError("a warning comes between the beginning and the deadline")
    if within.unit is Unit.HOURS:
        return tuple(add_hours(since, within.count * share) for share in shares)
    if within.unit is not Unit.WORKING_DAYS:
        raise ValueError("warnings are counted in hours or working days")
    counts = [int(round(within.count * share, 6)) for share in shares]
    first = received_on(since, within.cut_off, also_closed=also_closed)
    days = [add_working_days(first, count, also_closed=also_closed) for count in counts]
    return tuple(london_day(day)[1] for day in days)


def pressure(now: datetime, *, warnings: Sequence[datetime], due_at: datetime) -> Pressure:
    """How near the deadline is; `warnings` are the moments of half and of nine tenths, in that order."""
    if utc(now) >= utc(due_at):
        return Pressure.LATE
    passed = [each for each, at in zip(WARNINGS, warnings, strict=True) if utc(now) >= utc(at)]
    return passed[-1] if passed else Pressure.RUNNING


class DueState(StrEnum):
    """Where something owed by a day is."""

    LATER = "later"
    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Due:
    """Something owed so many months after sign-off: by `due_on`, and offered to be done from `opens_on`."""

    months: int
    due_on: date
    opens_on: date
    done: bool

    def state(self, today: date) -> DueState:
        """Where it is on a day; on the very day it is not overdue yet."""
        if self.done:
            return DueState.DONE
        if today > self.due_on:
            return DueState.OVERDUE
        return DueState.OPEN if today >= self.opens_on else DueState.LATER


def owed(signed_off_on: date, months: Sequence[int], *, ahead_days: int, done: Collection[int]) -> tuple[Due, ...]:
    """What is owed after so many months each, soonest first.

    Args:
        ahead_days: how many days before its day each may be done, and its task is made.
        done: the months of those that are recorded.
    """
    days = [(number, add_months(signed_off_on, number)) for number in sorted(months)]
    return tuple(Due(number, day, day - timedelta(days=ahead_days), number in done) for number, day in days)


def next_owed(dues: Sequence[Due]) -> Due | None:
    """The first that is not done."""
    return next((due for due in dues if not due.done), None)


class FlagEvent(StrEnum):
    """What can happen to a flag on an address at the police or the fire service."""

    ASKED = "asked"
    SET = "set"
    REFUSED = "refused"
    REVIEWED = "reviewed"
    REMOVED = "removed"


class FlagState(StrEnum):
    """Where a flag is."""

    NONE = "none"
    ASKED = "asked"
    STANDING = "standing"
    REFUSED = "refused"
    REMOVED = "removed"


_AGAIN = {FlagEvent.ASKED: FlagState.ASKED}
FLAG_MOVES: dict[FlagState, dict[FlagEvent, FlagState]] = {
    FlagState.NONE: _AGAIN,
    FlagState.ASKED: {FlagEvent.SET: FlagState.STANDING, FlagEvent.REFUSED: FlagState.REFUSED},
    FlagState.STANDING: {FlagEvent.REVIEWED: FlagState.STANDING, FlagEvent.REMOVED: FlagState.REMOVED},
    FlagState.REFUSED: _AGAIN,
    FlagState.REMOVED: _AGAIN,
}


class FlagRefused(ValueError):
    """What happened does not follow from where the flag is."""


def flag_state(events: Sequence[FlagEvent]) -> FlagState:
    """Where a flag is, by what has happened to it, in order.

    Raises:
        FlagRefused: the last event cannot follow.
    """
    state = FlagState.NONE
    for event in events:
        if event not in FLAG_MOVES[state]:
            raise FlagRefused(f"a flag that is {state.value} cannot be {event.value}")
        state = FLAG_MOVES[state][event]
    return state
