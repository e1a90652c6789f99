"""When units will be free and how sure that is: only what somebody has recorded counts as a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from housing.places.availability.terms import Terms
from housing.places.forecast.expecting import Expected, by_size, by_week, expected, weeks
from housing.places.forecast.words import why
from housing.places.models import Property, Unit
from housing.places.seeing import Standing
from housing.places.state import UnitState

TODAY = date(2026, 11, 23)


def standing(
    kind: str, days: int | None, *, until: int | None = None, of: str = "refuge", bedrooms: int = 1
) -> Standing:
    home = Property(code="MU1", kind=of)
    unit = Unit(code="MU1-1", bedrooms=[{"beds": 1, "cots": 0}] * bedrooms)
    on = None if days is None else TODAY + timedelta(days=days)
    state = UnitState(kind, on, until_on=None if until is None else TODAY + timedelta(days=until))
    return Standing(unit, home, state, Terms(2))


def seen(*found: Standing) -> list[Expected]:
    return expected(found, today=TODAY)


@pytest.mark.parametrize(
    ("kind", "days", "sure"),
    [
        ("free", 0, "now"),
        ("leaving", 9, "planned"),
        ("leaving", None, "unknown"),
        ("preparing", 2, "planned"),
        ("overdue", None, "overdue"),
        ("held", None, "held"),
        ("booked", None, "held"),
        ("occupied", None, "unknown"),
        ("out_of_use", None, "unknown"),
        ("closed", 40, "planned"),
    ],
)
def test_how_sure_it_is(kind: str, days: int | None, sure: str) -> None:
    (found,) = seen(standing(kind, days))
    assert found.sure == sure


def test_a_week_counts_the_units_of_its_days_and_nothing_is_counted_twice() -> None:
    assert weeks(TODAY)[0] == TODAY + timedelta(days=1)
    days = (0, 1, 7, 8, 84, 85)
    found = seen(*(standing("leaving", each) for each in days), standing("leaving", 3, of="dispersed"))
    assert by_week(found, "refuge", today=TODAY) == [2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert by_week(found, "dispersed", today=TODAY)[0] == 1


def test_the_table_adds_up_by_size() -> None:
    found = seen(
        standing("free", 0),
        standing("leaving", 28),
        standing("leaving", 29),
        standing("leaving", 85),
        standing("held", None, bedrooms=2),
        standing("overdue", None, bedrooms=2),
        standing("occupied", None, of="dispersed"),
    )
    one, two, dispersed, every = by_size(found, ("refuge", "dispersed", "specialist"), today=TODAY)
    assert (one.units, one.now, one.near, one.far, one.later) == (4, 1, 1, 2, 1)
    assert (two.bedrooms, two.held, two.overdue, two.units) == (2, 1, 1, 2)
    assert (dispersed.unknown, dispersed.units) == (1, 1)
    assert every.units == len(found) == one.units + two.units + dispersed.units


def test_one_kind_and_size_needs_no_total() -> None:
    assert len(by_size(seen(standing("free", 0)), ("refuge",), today=TODAY)) == 1
    assert by_size([], ("refuge",), today=TODAY) == []


def test_the_reason_is_said() -> None:
    leaving = standing("leaving", 4, until=2)  # Wednesday, and two working days
    assert why(seen(leaving)[0], leaving) == "Leaving on 25 Nov 2026, then 2 working days to prepare it"
    booked_after = standing("leaving", None, until=2)
    assert why(seen(booked_after)[0], booked_after) == "Promised to somebody after those who live there"
    more = standing("out_of_use", 20, until=9)
    assert why(seen(more)[0], more) == "Out of use until 2 Dec 2026, and something more after that"
    back = standing("out_of_use", 9, until=9)
    assert why(seen(back)[0], back) == "Out of use until 2 Dec 2026"
