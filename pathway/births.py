"""A date of birth as far as it is known: the day, the month, the year, or about how old somebody was on a day.

What is known is kept as the first and the last day that it may be. An age is then known, or it is one of several;
whoever needs the exact age is told so and asks, and nobody is given a birthday that was made up.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pathway.calendar import age_on

OLDEST = 120
NEAR_YEARS = 2  # a year that was heard wrongly, or counted from the wrong birthday


class How(StrEnum):
    """How a date of birth was said."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Birth:
    """The first and the last day that somebody may have been born on, both possible, and how it was said.

    Raises:
        ValueError: the last day is before the first.
    """

    first: date
    last: date
    how: How

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a date of birth ends before it begins")

    @property
    def exact(self) -> date | None:
        """The day, where there is only one."""
        return self.first if self.first == self.last else None


def on_day(day: date) -> Birth:
    """Somebody whose date of birth is known."""
    return Birth(day, day, How.DAY)


def in_year(year: int, month: int | None = None) -> Birth:
    """Born in a year, or in a month of it.

    Raises:
        ValueError: there is no such year or month.
    """
    if month is None:
        return Birth(date(year, 1, 1), date(year, 12, 31), How.YEAR)
    last = calendar.monthrange(year, month)[1]
    return Birth(date(year, month, 1), date(year, month, last), How.MONTH)


def about(age: int, on: date, *, give_or_take: int = 0) -> Birth:
    """About so many years old on a day.

    Raises:
        ValueError: the age or what may be added or taken away is below nought, or nobody is so old.
    """
    if age < 0 or give_or_take < 0 or age + give_or_take >= OLDEST:
        raise ValueError("an age is from 0 to 119 years")
    youngest, oldest = max(0, age - give_or_take), age + give_or_take
    return Birth(_years_before(on, oldest + 1) + timedelta(days=1), _years_before(on, youngest), How.AGE)


def ages_on(birth: Birth, on: date) -> tuple[int, int]:
    """The least and the greatest age in whole years that somebody may have on a day; nobody is younger than 0."""
    return max(0, age_on(min(birth.last, on), on)), max(0, age_on(min(birth.first, on), on))


def certain_age(birth: Birth, on: date) -> int | None:
    """The age on a day where only one is possible, else None."""
    least, most = ages_on(birth, on)
    return least if least == most else None


def certain_day(birth: Birth, on: date) -> date | None:
    """A day of birth that gives the age on that day, where only one age is possible: the last that it may be."""
    return None if certain_age(birth, on) is None else min(birth.last, on)


def said(birth: Birth, on: date) -> str:
    """An age in words: "34", "7 or 8", "30 to 35"; a baby is "under 1"."""
    least, most = ages_on(birth, on)
    if least == most:
        return str(least) if least else "under 1"
    return f"{least} or {most}" if most == least + 1 else f"{least} to {most}"


class Agreement(StrEnum):
    """What two dates of birth say of whether they are one person's."""

    SAME = "same"
    NEAR = "near"
    UNKNOWN = "unknown"
    APART = "apart"


def agreement(one: Birth | None, other: Birth | None) -> Agreement:
    """Whether two dates of birth may be one: a slip of day, month or year is near; one not known says nothing."""
    if one is None or other is None:
        return Agreement.UNKNOWN
    first, second = one.exact, other.exact
    if first is not None and second is not None:
        return _of_days(first, second)
    overlap = one.first <= other.last and other.first <= one.last
    if overlap:
        return Agreement.NEAR
    years = timedelta(days=366 * NEAR_YEARS)
    gap = max(one.first - other.last, other.first - one.last)
    return Agreement.NEAR if gap <= years else Agreement.APART


def _of_days(one: date, other: date) -> Agreement:
    if one == other:
        return Agreement.SAME
    swapped = (one.day, one.month) == (other.month, other.day) and one.year == other.year
    same = (one.day == other.day) + (one.month == other.month) + (one.year == other.year)
    years_near = abs(one.year - other.year) <= NEAR_YEARS
    if swapped or (same == 2 and (years_near or one.year == other.year or _one_digit(one.year, other.year))):
        return Agreement.NEAR
    return Agreement.APART


def _one_digit(one: int, other: int) -> bool:
    return sum(a != b for a, b in zip(f"{one:04}", f"{other:04}", strict=True)) == 1


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return date(day.year - years, 2, 28)
