"""Dates of birth that are partly known: never a day that was made up, and an age only where there is one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.births import (
    Agreement,
    Birth,
    How,
    about,
    ages_on,
    agreement,
    certain_age,
    certain_day,
    in_year,
    on_day,
    said,
)
from pathway.calendar import age_on

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(1930, 1, 1), TODAY)


def test_a_day_a_month_a_year() -> None:
    assert on_day(TODAY).exact == TODAY
    assert in_year(2015) == Birth(date(2015, 1, 1), date(2015, 12, 31), How.YEAR)
    assert in_year(2016, 2) == Birth(date(2016, 2, 1), date(2016, 2, 29), How.MONTH)
    assert in_year(2015).exact is None
    with pytest.raises(ValueError, match="month"):
        in_year(2015, 13)
    with pytest.raises(ValueError, match="ends before"):
        Birth(TODAY, TODAY - timedelta(days=1), How.DAY)


@given(age=st.integers(0, 100), give=st.integers(0, 5), day=DAYS)
def test_about_an_age_is_every_day_that_gives_it_and_no_other(age: int, give: int, day: date) -> None:
    known = about(age, day, give_or_take=give)
    assert ages_on(known, day) == (max(0, age - give), age + give)
    assert age_on(known.first - timedelta(days=1), day) == age + give + 1
    if age > give:
        assert age_on(known.last + timedelta(days=1), day) == age - give - 1


@pytest.mark.parametrize(("age", "give"), [(-1, 0), (5, -1), (119, 1), (120, 0)])
def test_an_age_that_cannot_be(age: int, give: int) -> None:
    with pytest.raises(ValueError, match="0 to 119"):
        about(age, TODAY, give_or_take=give)


@given(born=DAYS, on=st.dates(TODAY, date(2040, 1, 1)))
def test_a_certain_age_is_true_of_every_day_in_between(born: date, on: date) -> None:
    for known in (on_day(born), in_year(born.year, born.month), in_year(born.year)):
        least, most = ages_on(known, on)
        assert least <= age_on(born, on) <= most
        day = certain_day(known, on)
        if day is None:
            assert least < most
            assert certain_age(known, on) is None
        else:
            assert age_on(day, on) == certain_age(known, on) == age_on(born, on)


def test_somebody_born_on_29_february() -> None:
    known = about(1, date(2028, 2, 29))
    assert ages_on(known, date(2028, 2, 29)) == (1, 1)
    assert known.last == date(2027, 2, 28)


def test_in_words() -> None:
    assert said(on_day(date(1992, 5, 1)), TODAY) == "34"
    assert said(in_year(2026), TODAY) == "under 1"
    assert said(in_year(2018), TODAY) == "7 or 8"
    assert said(about(30, TODAY, give_or_take=5), TODAY) == "25 to 35"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (None, on_day(TODAY), Agreement.UNKNOWN),
        (on_day(date(1990, 3, 4)), on_day(date(1990, 3, 4)), Agreement.SAME),
        (on_day(date(1990, 3, 4)), on_day(date(1990, 4, 3)), Agreement.NEAR),
        (on_day(date(1990, 3, 4)), on_day(date(1990, 3, 14)), Agreement.NEAR),
        (on_day(date(1990, 3, 4)), on_day(date(1991, 3, 4)), Agreement.NEAR),
        (on_day(date(1990, 3, 4)), on_day(date(1960, 3, 4)), Agreement.NEAR),
        (on_day(date(1990, 3, 4)), on_day(date(1961, 3, 4)), Agreement.APART),
        (on_day(date(1990, 3, 4)), on_day(date(1990, 7, 14)), Agreement.APART),
        (in_year(1990), on_day(date(1990, 7, 14)), Agreement.NEAR),
        (in_year(1990), on_day(date(1992, 1, 1)), Agreement.NEAR),
        (in_year(1990), on_day(date(1980, 1, 1)), Agreement.APART),
        (about(30, TODAY), about(45, TODAY), Agreement.APART),
    ],
)
def test_whether_two_may_be_one(one: Birth | None, other: Birth | None, expected: Agreement) -> None:
    assert agreement(one, other) is expected
    assert agreement(other, one) is expected
