"""Periods of a report: the months of a financial year, half-open. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pathway.calendar import add_months


@dataclass(frozen=True, slots=True)
class Period:
    """One month, `[from_on, until_on)`."""

    from_on: date
    until_on: date

    @property
    def title(self) -> str:
        """The month as people write it: November 2026."""
        return f"{self.from_on:%B %Y}"


def financial_year(year: int) -> tuple[Period, ...]:
    """The twelve months from April of a year."""
    firsts = [add_months(date(year, 4, 1), number) for number in range(13)]
    return tuple(Period(first, after) for first, after in pairwise(firsts))


def year_of(day: date) -> int:
    """The financial year, by the calendar year in which it began, that a day belongs to."""
    return day.year if day.month >= 4 else day.year - 1


def begun(periods: tuple[Period, ...], today: date) -> tuple[Period, ...]:
    """Those that have ended or are running on a day: nothing is said of months to come."""
    return tuple(period for period in periods if period.from_on <= today)
