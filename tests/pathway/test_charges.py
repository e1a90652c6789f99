"""What a place costs a night against what is confirmed: worked examples by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pathway.charges import Sums, against, per_night, sums
from pathway.funding import Cover, coverage

FIRST, WEEK, THEN = date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 4)
CHARGE = Decimal("30.00")


def pays(until_on: date | None, pounds: str | None, from_on: date = FIRST, key: str = "a") -> Cover:
    return Cover("section_17", from_on, until_on, None if pounds is None else Decimal(pounds), key)


@pytest.mark.parametrize(("weekly", "nightly"), [("210", "30.00"), ("210.50", "30.07"), ("0", "0.00"), ("1", "0.14")])
def test_a_night_is_a_seventh_to_the_penny(weekly: str, nightly: str) -> None:
    assert per_night(Decimal(weekly)) == Decimal(nightly)


def test_below_nothing_is_no_charge() -> None:
    with pytest.raises(ValueError, match="below nothing"):
        per_night(Decimal(-1))


def test_seven_nights_short_by_two_pounds_then_four_that_nobody_pays_for() -> None:
    rows = against(coverage([pays(WEEK, "28.00")], FIRST, THEN), CHARGE)
    assert [(row.short, row.in_all) for row in rows] == [(Decimal(2), Decimal(14)), (CHARGE, Decimal(120))]
    assert sums(rows) == Sums(nights=11, covered=Decimal(196), short=Decimal(134), unsaid=0, then=None)


def test_more_than_it_costs_is_not_short_and_covers_no_more_than_it_costs() -> None:
    rows = against(coverage([pays(WEEK, "61.50")], FIRST, WEEK), CHARGE)
    assert sums(rows) == Sums(nights=7, covered=Decimal(210), short=Decimal(0), unsaid=0, then=None)


def test_where_nobody_said_how_much_nothing_is_counted_as_short() -> None:
    rows = against(coverage([pays(WEEK, None)], FIRST, None), CHARGE)
    assert [(row.paid, row.short, row.in_all) for row in rows] == [(None, None, None), (Decimal(0), CHARGE, None)]
    assert sums(rows) == Sums(nights=7, covered=Decimal(0), short=Decimal(0), unsaid=7, then=CHARGE)


def test_without_an_end_in_sight_each_night_is_said_and_none_is_added_up() -> None:
    rows = against(coverage([pays(None, "25.00")], FIRST, None), CHARGE)
    assert sums(rows) == Sums(nights=0, covered=Decimal(0), short=Decimal(0), unsaid=0, then=Decimal(5))
    assert sums(()) == Sums(nights=0, covered=Decimal(0), short=Decimal(0), unsaid=0, then=None)
