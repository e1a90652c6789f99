"""How a clock of pathway.duties runs: which day it is, the last day, the next warning, and how that was worked out.

Days are London days. "56 days beginning with the day" counts that day: accepted on 2 March 2026, the last is 26 April.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pathway.calendar import LONDON, ONE_DAY, add_months, add_working_days, london_date
from pathway.duties import Clock, Counting


@dataclass(frozen=True, slots=True)
class Running:
    """A clock on one day. `day` counts from 1; `of` is its length in days, None where it has no end.

    `last_on` is the last day on which it may still be done. `warnings` are all its days of warning, in order.
    `how` says how the end was worked out, as a sentence.
    """

    clock: Clock
    started_on: date
    today: date
    day: int
    of: int | None
    last_on: date | None
    warnings: tuple[date, ...]
    how: str

    @property
    def over(self) -> bool:
        """The last day has passed."""
        return self.last_on is not None and self.today > self.last_on

    @property
    def left(self) -> int | None:
        """Days from today to the last day, 0 on that day and less once it has passed; None where there is no end."""
        return None if self.last_on is None else (self.last_on - self.today).days

    @property
    def warned_on(self) -> date | None:
        """The latest warning that has come, today's included."""
        return max((day for day in self.warnings if day <= self.today), default=None)

    @property
    def next_warning(self) -> date | None:
        """The next warning after today."""
        return min((day for day in self.warnings if day > self.today), default=None)


def last_day(
    row: Clock, started_on: date, *, ends_on: date | None = None, also_closed: Container[date] = ()
) -> date | None:
    """The last day of a clock; `ends_on` is the date on a document or agreed in writing, which counts before any sum.

    None where the clock has no end, or where it ends on a document's date that is not known yet.

    Raises:
        ValueError: the end is before the start, or the clock is counted in hours or nights.
    """
    if ends_on is not None:
        if ends_on < started_on:
            raise ValueError("a clock does not end before it starts")
        return ends_on
    if row.counting in (Counting.HOURS, Counting.NIGHTS):
        raise ValueError(f"{row.key} is counted in {row.counting}")
    if row.length is None:
        return None
    match row.counting:
        case Counting.DAYS_FROM_FIRST:
            return started_on + timedelta(days=row.length - 1)
        case Counting.WEEKS:
            return started_on + timedelta(weeks=row.length)
        case Counting.MONTHS:
            return add_months(started_on, row.length)
        case _:
            return add_working_days(started_on, row.length, also_closed=also_closed)


def running(
    row: Clock,
    started_on: date,
    today: date,
    *,
    ends_on: date | None = None,
    also_closed: Container[date] = (),
    arrived_at: datetime | None = None,
) -> Running:
    """A clock as it stands on the day `today`.

    `arrived_at`: the moment at which what started it arrived, where the day from which it counts may be a later one.

    Raises:
        ValueError: as last_day.
    """
    last = last_day(row, started_on, ends_on=ends_on, also_closed=also_closed)
    return Running(
        clock=row,
        started_on=started_on,
        today=today,
        day=(today - started_on).days + 1,
        of=None if last is None else (last - started_on).days + 1,
        last_on=last,
        warnings=_warnings(row, started_on, last),
        how=_how(row, started_on, last, ends_on) + _moved(arrived_at, started_on),
    )


def _warnings(row: Clock, started_on: date, last: date | None) -> tuple[date, ...]:
    if row.warns_before:
        days = () if last is None else tuple(last - timedelta(days=before) for before in row.warns)
    else:
        days = tuple(started_on + timedelta(days=day - 1) for day in row.warns)
    return tuple(sorted(day for day in days if day >= started_on and (last is None or day <= last)))


def _how(row: Clock, started_on: date, last: date | None, ends_on: date | None) -> str:
    begun = f"from {_said(started_on)}"
    if last is None:
        return f"Runs {begun} {row.counting if row.counting is Counting.UNTIL_DECIDED else 'to a date not yet known'}."
    if ends_on is not None:
        return f"Runs {begun} to {_said(last)}, the date on the document or agreed in writing."
    return f"{row.length} {row.counting}, {begun}: the last day is {_said(last)}."


def _moved(arrived_at: datetime | None, started_on: date) -> str:
    """What is said where something counts as arrived on a later day: after the cut-off, or on a day not worked."""
    if arrived_at is None or london_date(arrived_at) == started_on:
        return ""
    there = arrived_at.astimezone(LONDON)
    at = f"{there.hour % 12 or 12}:{there:%M}{'am' if there.hour < 12 else 'pm'} on {_said(there.date())}"
    return f" It arrived at {at}, after the cut-off or on a day not worked: it counts from {_said(started_on)}."


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True, slots=True)
class Nights:
    """Nights in bed and breakfast under one application: how many have passed by today, and where the limit falls.

    `nights` are those that have begun, each once however many stays cover it. `last_lawful_on` is the London date of
    the last night within the limit, were the stays that are known to go on; None where they end before.
    """

    nights: int
    limit: int
    last_lawful_on: date | None

    @property
    def unlawful(self) -> bool:
        """More nights than the limit."""
        return self.nights > self.limit


def nights_in(stays: Iterable[tuple[date, date | None]], *, limit: int, today: date) -> Nights:
    """Sum nights over half-open stays `[arrived_on, left_on)`, None being still there, each night once.

    A night is named by the London date on which it begins; the night of today counts where somebody is there today.

    Raises:
        ValueError: a stay ends before it begins.
    """
    kept = sorted(stays, key=lambda each: each[0])
    for arrived, left in kept:
        if left is not None and left < arrived:
            raise ValueError("a stay does not end before it begins")
    slept: set[date] = set()
    for arrived, left in kept:
        slept.update(_days(arrived, min(left or today + ONE_DAY, today + ONE_DAY)))
    return Nights(len(slept), limit, _last_lawful(kept, slept, limit, today))


def _last_lawful(stays: list[tuple[date, date | None]], slept: set[date], limit: int, today: date) -> date | None:
    """The night that is the limit's: one that was slept, or one to come if they stay as long as is known."""
    nights = sorted(slept)
    if len(nights) >= limit:
        return nights[limit - 1]
    day = today
    while len(nights) < limit:
        day += ONE_DAY
        if not any(arrived <= day and (left is None or day < left) for arrived, left in stays):
            if all(left is not None and left <= day for _, left in stays):
                return None
            continue
        nights.append(day)
    return nights[-1]


def _days(first: date, until: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((until - first).days))


__all__ = ["Nights", "Running", "last_day", "nights_in", "running"]
