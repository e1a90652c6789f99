"""The placements report counted by hand, on six households."""

from __future__ import annotations

from datetime import date

from housing.reports.measures import KINDS, count, report
from housing.reports.periods import begun, financial_year, year_of
from housing.reports.queries import StayRow

TODAY = date(2026, 6, 10)
MONTHS = begun(financial_year(2026), TODAY)
REASONS = {"no_capacity": "No capacity", "language": "Language", "other": "Other"}


def stay(
    kind: str, arrived: str, left: str | None = None, *, adults: int = 1, children: int = 0, days: int = 4
) -> StayRow:
    arrived_on = date.fromisoformat(arrived)
    presented_on = date.fromordinal(arrived_on.toordinal() - days)
    return StayRow(kind, arrived_on, date.fromisoformat(left) if left else None, adults, children, presented_on)


STAYS = [
    stay("refuge", "2026-04-01", "2026-04-11", children=2),
    stay("refuge", "2026-04-20", "2026-05-05", children=1),
    stay("dispersed", "2026-05-31"),
    stay("specialist", "2026-03-30", "2026-04-02"),
    stay("specialist", "2026-06-09", adults=2),
    stay("specialist", "2026-06-01", "2026-06-01"),
]


def test_months_of_the_financial_year_that_have_begun() -> None:
    assert [month.title for month in MONTHS] == ["April 2026", "May 2026", "June 2026"]
    assert len(financial_year(2026)) == 12
    assert (year_of(date(2026, 3, 31)), year_of(date(2026, 4, 1))) == (2025, 2026)


def test_households_count_in_the_month_they_arrived() -> None:
    assert KINDS == ("refuge", "dispersed", "specialist")
    assert count(STAYS, "households", MONTHS, today=TODAY) == ((2, 0, 0), (0, 1, 0), (0, 0, 2))


def test_adults_and_children_are_as_on_arrival() -> None:
    assert count(STAYS, "adults", MONTHS, today=TODAY) == ((2, 0, 0), (0, 1, 0), (0, 0, 3))
    assert count(STAYS, "children", MONTHS, today=TODAY) == ((3, 0, 0), (0, 0, 0), (0, 0, 0))


def test_a_night_belongs_to_the_day_it_begins_and_future_nights_do_not_count() -> None:
    # refuge in April: 1 to 11 April is 10 nights, 20 to 30 April is 11; in May 1 to 4 is 4 nights
    # dispersed: the night of 31 May, then 1 to 9 June: 9 nights; specialist: 1 April; the night of 9 June
    assert count(STAYS, "nights", MONTHS, today=TODAY) == ((21, 0, 1), (4, 1, 0), (0, 9, 1))


def test_small_cells_never_leave() -> None:
    found = report(STAYS, {"no_capacity": 7, "language": 2}, REASONS, periods=MONTHS, below=5, today=TODAY)
    shown = [cell for table in found.tables for row in table.rows[:-1] for cell in row if cell is not None]
    assert set(shown) <= {0}
    assert [(reason.slug, reason.count) for reason in found.reasons] == [("no_capacity", 7), ("language", None)]
    assert found.reasons_total == 10
    assert all(waiting.median is None for waiting in found.waiting)


def test_large_cells_do() -> None:
    many = [stay("refuge", f"2026-04-{day:02}", children=1, days=day) for day in range(1, 12)]
    found = report(many, {}, REASONS, periods=MONTHS, below=5, today=TODAY)
    assert found.table("households").rows == (
        (11, 0, 0, 11),
        (0, 0, 0, 0),
        (0, 0, 0, 0),
        (10, 0, 0, 10),
    )
    assert found.table("children").rows[0] == (11, 0, 0, 11)
    refuge = found.waiting[0]
    assert (refuge.median, refuge.ninetieth) == (6.0, 10.0)
    assert found.reasons == ()
