"""Warnings at half and nine tenths, reviews and outcomes by calendar months, flags looked at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.calendar import LONDON, utc
from pathway.promises import SOON, Unit, Within, due_by
from pathway.sanctuary_aftercare import (
    FLAG_MOVES,
    Due,
    DueState,
    FlagEvent,
    FlagRefused,
    FlagState,
    Pressure,
    flag_state,
    next_owed,
    owed,
    pressure,
    warned_at,
)

URGENT, STANDARD = Within(Unit.HOURS, 24), Within(Unit.WORKING_DAYS, 10)
SHARES = (0.5, 0.9)
REFERRED = datetime(2026, 10, 24, 15, 0, tzinfo=LONDON)  # the clocks go back that night


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def test_hours_are_counted_as_they_pass_over_the_clock_change() -> None:
    half, most = warned_at(URGENT, REFERRED, SHARES)
    assert half == london("2026-10-25T02:00")
    assert utc(most) - utc(REFERRED) == timedelta(hours=21.6)
    assert due_by(URGENT, REFERRED) == london("2026-10-25T14:00")


def test_working_days_are_counted_whole_over_the_bank_holidays() -> None:
    # referred on Thursday 17 December 2026; 25 and 28 December and 1 January are not worked
    since = london("2026-12-17T10:00")
    assert warned_at(STANDARD, since, SHARES) == (london("2026-12-25T00:00"), london("2027-01-05T00:00"))
    assert due_by(STANDARD, since) == london("2027-01-06T00:00")
    cut = replace(STANDARD, cut_off=time(9))
    assert warned_at(cut, since, SHARES) == (london("2026-12-30T00:00"), london("2027-01-06T00:00"))
    assert due_by(cut, since) == london("2027-01-07T00:00")


@pytest.mark.parametrize("days", range(1, 40))
def test_a_warning_comes_before_the_deadline(days: int) -> None:
    promise = Within(Unit.WORKING_DAYS, days)
    due = due_by(promise, REFERRED)
    assert due is not None
    assert all(utc(each) < utc(due) for each in warned_at(promise, REFERRED, SHARES))


def test_what_cannot_be_warned_of_is_refused() -> None:
    for promise, shares in ((SOON, SHARES), (URGENT, (0.0, 0.5)), (URGENT, (0.5, 1.0))):
        with pytest.raises(ValueError, match="warning"):
            warned_at(promise, REFERRED, shares)


def test_pressure_rises_at_the_very_moment() -> None:
    warnings, due = (london("2026-11-02T10:00"), london("2026-11-02T18:00")), london("2026-11-02T20:00")
    said = [
        pressure(moment, warnings=warnings, due_at=due)
        for moment in (warnings[0] - timedelta(microseconds=1), *warnings, due)
    ]
    assert said == [Pressure.RUNNING, Pressure.HALF, Pressure.NINE_TENTHS, Pressure.LATE]


def test_reviews_are_owed_at_three_and_six_calendar_months() -> None:
    first, second = owed(date(2026, 11, 30), (6, 3), ahead_days=7, done=())
    assert (first.months, first.due_on, first.opens_on) == (3, date(2027, 2, 28), date(2027, 2, 21))
    assert (second.months, second.due_on) == (6, date(2027, 5, 30))


def test_a_review_opens_a_week_before_and_is_overdue_the_day_after() -> None:
    due = Due(3, date(2027, 2, 28), date(2027, 2, 21), done=False)
    days = (date(2027, 2, 20), date(2027, 2, 21), date(2027, 2, 28), date(2027, 3, 1))
    assert [due.state(day) for day in days] == [DueState.LATER, DueState.OPEN, DueState.OPEN, DueState.OVERDUE]


def test_what_is_done_is_done_and_the_next_is_the_first_that_is_not() -> None:
    dues = owed(date(2026, 11, 30), (3, 6), ahead_days=7, done={3})
    assert dues[0].state(date(2030, 1, 1)) is DueState.DONE
    assert next_owed(dues) == dues[1]
    assert next_owed(owed(date(2026, 11, 30), (3, 6), ahead_days=7, done={3, 6})) is None


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_a_later_month_is_never_due_sooner(signed_off_on: date, ahead: int) -> None:
    dues = owed(signed_off_on, (3, 6, 12), ahead_days=ahead, done=())
    assert [due.due_on for due in dues] == sorted(due.due_on for due in dues)
    assert all(due.opens_on <= due.due_on for due in dues)


def test_a_flag_stands_until_it_is_removed() -> None:
    asked, set_, refused, reviewed, removed = FlagEvent
    assert flag_state([]) is FlagState.NONE
    assert flag_state([asked, set_, reviewed]) is FlagState.STANDING
    assert flag_state([asked, set_, removed, asked]) is FlagState.ASKED
    assert flag_state([asked, refused]) is FlagState.REFUSED


@pytest.mark.parametrize(("state", "event"), list(product(FlagState, FlagEvent)))
def test_whatever_is_not_in_the_table_of_flags_is_refused(state: FlagState, event: FlagEvent) -> None:
    asked, set_, refused, _, removed = FlagEvent
    way = {
        FlagState.NONE: [],
        FlagState.ASKED: [asked],
        FlagState.STANDING: [asked, set_],
        FlagState.REFUSED: [asked, refused],
        FlagState.REMOVED: [asked, set_, removed],
    }[state]
    if event in FLAG_MOVES[state]:
        assert flag_state([*way, event]) is FLAG_MOVES[state][event]
    else:
        with pytest.raises(FlagRefused, match="flag"):
            flag_state([*way, event])
