"""Days and moments as people in England count them: Europe/London, working days, ages, nights.

A day is a `date`; a moment is a `datetime` that knows its zone. Moments are compared and added in UTC, since
Python subtracts two London times by the clock on the wall, which is an hour out when the clocks change.
Nothing here reads the clock.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Container
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)
SATURDAY = 5


def utc(moment: datetime) -> datetime:
    """The same moment in UTC, in which moments can be compared and subtracted.

    Raises:
        ValueError: the moment does not say which time zone it is in.
    """
    if moment.utcoffset() is None:
        raise ValueError("a moment must say which time zone it is in")
    return moment.astimezone(UTC)


def london_date(moment: datetime) -> date:
    """The date in England at that moment.

    Raises:
        ValueError: the moment does not say which time zone it is in.
    """
    return utc(moment).astimezone(LONDON).date()


def london_moment(day: date, at: time) -> datetime:
    """The moment at which clocks in England show `at` on that day.

    A time that comes twice (clocks go back) is the first of the two, so that a deadline is never late;
    a time that does not exist (clocks go forward) is moved on by the hour that is skipped.
    """
    return datetime.combine(_day(day), at, LONDON).astimezone(UTC).astimezone(LONDON)


def london_day(day: date) -> tuple[datetime, datetime]:
    """The day as a half-open period `[midnight, next midnight)`: 23, 24 or 25 hours long."""
    return london_moment(day, time.min), london_moment(day + ONE_DAY, time.min)


def add_hours(moment: datetime, hours: float) -> datetime:
    """So many hours later as they pass, whatever the clocks on the wall do in between."""
    return (utc(moment) + timedelta(hours=hours)).astimezone(LONDON)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of one year, with the days given in place of those that fall on a weekend."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date, *, also_closed: Container[date] = ()) -> bool:
    """Monday to Friday, not a bank holiday in England, and not one of the council's own closed days."""
    return _day(day).weekday() < SATURDAY and day not in bank_holidays(day.year) and day not in also_closed


def working_day_after(day: date, *, also_closed: Container[date] = ()) -> date:
    """The first working day later than that day."""
    return add_working_days(day, 1, also_closed=also_closed)


def add_working_days(day: date, days: int, *, also_closed: Container[date] = ()) -> date:
    """The last of so many working days, the first being the working day after. None at all is that day itself.

    Raises:
        ValueError: fewer than no days.
    """
    if days < 0:
        raise ValueError("working days are counted forwards")
    day = _day(day)
    while days:
        day += ONE_DAY
        days -= is_working_day(day, also_closed=also_closed)
    return day


def received_on(moment: datetime, cut_off: time | None, *, also_closed: Container[date] = ()) -> date:
    """The day on which something counts as received where working days are counted from it.

    The day in England itself where there is no cut-off. Where there is one: that day, if it is worked and the clocks
    show no later than `cut_off`; else the next working day. Never for what the law counts in calendar days.

    Raises:
        ValueError: the moment does not say which time zone it is in.
    """
    day = london_date(moment)
    if cut_off is None:
        return day
    in_time = utc(moment) <= utc(london_moment(day, cut_off))
    return (
        day
        if in_time and is_working_day(day, also_closed=also_closed)
        else working_day_after(day, also_closed=also_closed)
    )


def add_working_hours(
    moment: datetime, hours: float, opens: time, closes: time, *, also_closed: Container[date] = ()
) -> datetime:
    """The earliest moment by which so many working hours have passed: on working days, from `opens` to `closes`.

    Closing at 00:00 means midnight at the end of the day. No hours at all is the moment itself.

    Raises:
        ValueError: fewer than no hours, closing not after opening, or a moment without a zone.
    """
    if hours < 0:
        raise ValueError("working hours are counted forwards")
    if closes <= opens and closes != time.min:
        raise ValueError(f"closing at {closes:%H:%M} is not after opening at {opens:%H:%M}")
    left, since, day = timedelta(hours=hours), utc(moment), london_date(moment)
    while left:
        start, end = _working_hours(day, opens, closes, also_closed)
        start = max(start, since)
        worked = min(left, max(end - start, timedelta()))
        left -= worked
        since, day = (start + worked if worked else since), day + ONE_DAY
    return since.astimezone(LONDON)


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on, or the last day of a month that is too short."""
    year, month = divmod(_day(day).year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_on(born: date, on: date) -> int:
    """Age in whole years; a 29 February birthday falls on 1 March in a common year.

    Raises:
        ValueError: not born yet on that day.
    """
    if _day(born) > _day(on):
        raise ValueError("not born yet on that day")
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def nights_between(arrived_at: datetime, left_at: datetime) -> int:
    """Nights of a stay: how many midnights in England passed between arriving and leaving.

    Raises:
        ValueError: left before arriving, or a moment without a zone.
    """
    if utc(left_at) < utc(arrived_at):
        raise ValueError("left before arriving")
    return (london_date(left_at) - london_date(arrived_at)).days


def _working_hours(day: date, opens: time, closes: time, also_closed: Container[date]) -> tuple[datetime, datetime]:
    """Opening and closing in UTC; on a day that is not worked the two are the same moment."""
    start = london_moment(day, opens).astimezone(UTC)
    if not is_working_day(day, also_closed=also_closed):
        return start, start
    last = day + ONE_DAY if closes == time.min else day
    return start, london_moment(last, closes).astimezone(UTC)


def _day(day: date) -> date:
    if isinstance(day, datetime):
        raise TypeError("a day is wanted, not a moment: ask london_date first")
    return day
