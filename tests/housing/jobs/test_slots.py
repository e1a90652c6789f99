"""When jobs are due, across both clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.jobs.slots import Daily, EveryMinutes

AT_HALF_SEVEN = Daily(time(7, 30))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-23T07:29:59", "2026-11-22T07:30:00"),
        ("2026-11-23T07:30:00", "2026-11-23T07:30:00"),
        ("2026-11-23T23:59:00", "2026-11-23T07:30:00"),
        # summer: half past seven in London is half past six in UTC
        ("2026-07-01T06:29:00", "2026-06-30T06:30:00"),
        ("2026-07-01T06:30:00", "2026-07-01T06:30:00"),
        # the clocks go back on 25 October 2026, and forward on 28 March 2027
        ("2026-10-25T06:45:00", "2026-10-24T06:30:00"),
        ("2026-10-25T07:30:00", "2026-10-25T07:30:00"),
        ("2027-03-28T06:30:00", "2027-03-28T06:30:00"),
    ],
)
def test_half_past_seven_in_london(now: str, due: str) -> None:
    assert AT_HALF_SEVEN.last_due(utc(now)) == utc(due)


@given(st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2027-12-31"), timezones=st.just(UTC)))
def test_the_last_slot_is_past_and_less_than_a_long_day_ago(now: datetime) -> None:
    due = AT_HALF_SEVEN.last_due(now)
    assert due <= now < due + timedelta(hours=25)


def test_every_minute() -> None:
    assert EveryMinutes(1).last_due(utc("2026-11-23T07:29:59")) == utc("2026-11-23T07:29:00")
    assert EveryMinutes(15).last_due(utc("2026-11-23T07:29:59")) == utc("2026-11-23T07:15:00")
    assert (str(EveryMinutes(1)), str(EveryMinutes(15))) == ("every minute", "every 15 minutes")
    assert str(AT_HALF_SEVEN) == "every day at 07:30"
