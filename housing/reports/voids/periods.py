"""The periods of the page, half-open: months and financial years, and for a provider any two days. Pure.

Figures of the whole council are given by month and by financial year only, since two periods that differ by a few days
would give away what happened in those (docs/adr/0036).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from housing.reports.periods import financial_year, year_of
from housing.web.filters import said_date
from pathway.calendar import add_months

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days `[from_on, until_on)` with what they are called."""

    from_on: date
    until_on: date
    title: str
    several: bool = False  # months together

    @property
    def name(self) -> str:
        """For a file and for the audit trail."""
        return f"{self.from_on}-{self.until_on - ONE_DAY}"


def usual(today: date) -> tuple[Span, ...]:
    """Last month and this one, this financial year and the last."""
    this, last = months(today)[:2]
    years = [financial_year(year_of(today) - back) for back in (0, 1)]
    return (
        last,
        this,
        *(
            Span(
                year[0].from_on,
                year[-1].until_on,
                f"April {year[0].from_on.year} to March {year[-1].until_on.year}",
                several=True,
            )
            for year in years
        ),
    )


def months(today: date) -> tuple[Span, ...]:
    """The months that have begun of this financial year and the two before, newest first."""
    first = financial_year(year_of(today) - 2)[0].from_on
    found: list[Span] = []
    month = today.replace(day=1)
    while month >= first:
        running = ", until today" if not found else ""
        found.append(Span(month, add_months(month, 1), f"{month:%B %Y}{running}"))
        month = add_months(month, -1)
    return tuple(found)


def asked_for(first: date, last: date) -> Span:
    """Any two days, both counted."""
    return Span(first, last + ONE_DAY, f"{said_date(first)} to {said_date(last)}")
