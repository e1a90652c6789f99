"""The periods that the page offers by a link, and any two days. Half-open. Pure."""

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

    @property
    def name(self) -> str:
        """For a file and for the audit trail."""
        return f"{self.from_on}-{self.until_on - ONE_DAY}"


def usual(today: date) -> tuple[Span, ...]:
    """Last month and this one, this financial year and the last."""
    first = today.replace(day=1)
    before, after = add_months(first, -1), add_months(first, 1)
    years = [financial_year(year_of(today) - back) for back in (0, 1)]
    return (
        Span(before, first, f"{before:%B %Y}"),
        Span(first, after, f"{first:%B %Y}, until today"),
        *(
            Span(year[0].from_on, year[-1].until_on, f"April {year[0].from_on.year} to March {year[-1].until_on.year}")
            for year in years
        ),
    )


def asked_for(first: date, last: date) -> Span:
    """Any two days, both counted."""
    return Span(first, last + ONE_DAY, f"{said_date(first)} to {said_date(last)}")
