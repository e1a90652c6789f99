"""Days and moments in England, above all over the two nights on which the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.calendar import (
    LONDON,
    add_hours,
    add_months,
    add_working_days,
    add_working_hours,
    age_on,
    bank_holidays,
    is_working_day,
    london_date,
    london_day,
    london_moment,
    nights_between,
    received_on,
    working_day_after,
)

NINE, FIVE = time(9), time(17)
CLOCKS_GO_BACK = date(2026, 10, 25)
CLOCKS_GO_FORWARD = date(2027, 3, 28)  # Easter Sunday
days = st.dates(date(2026, 9, 1), date(2027, 5, 1))
moments = st.builds(datetime.combine, days, st.times(), st.sampled_from([UTC, LONDON]))


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def shown(moment: datetime) -> str:
    return moment.strftime("%a %d %b %Y %H:%M %Z")


def test_the_day_in_england_is_not_the_day_in_utc_in_summer() -> None:
    assert london_date(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == date(2026, 7, 2)
    assert london_date(datetime(2026, 12, 1, 23, 30, tzinfo=UTC)) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("day", "hours"), [(CLOCKS_GO_BACK, 25), (CLOCKS_GO_FORWARD, 23), (date(2026, 10, 24), 24), (date(2027, 3, 29), 24)]
)
def test_a_day_is_as_long_as_the_clocks_make_it(day: date, hours: int) -> None:
    start, end = london_day(day)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)


def test_a_time_that_comes_twice_is_the_first_and_one_that_is_skipped_is_moved_on() -> None:
    assert shown(london_moment(CLOCKS_GO_BACK, time(1, 30))) == "Sun 25 Oct 2026 01:30 BST"
    assert shown(london_moment(CLOCKS_GO_FORWARD, time(1, 30))) == "Sun 28 Mar 2027 02:30 BST"


def test_a_day_of_24_hours_ends_at_another_time_when_the_clocks_change() -> None:
    assert shown(add_hours(london("2026-10-24T18:00"), 24)) == "Sun 25 Oct 2026 17:00 GMT"
    assert shown(add_hours(london("2027-03-27T18:00"), 24)) == "Sun 28 Mar 2027 19:00 BST"


def test_bank_holidays_are_those_of_england() -> None:
    assert {date(2026, 12, 25), date(2026, 12, 28), date(2027, 3, 26), date(2027, 3, 29)} <= (
        bank_holidays(2026) | bank_holidays(2027)
    )
    assert date(2026, 11, 30) not in bank_holidays(2026)  # Saint Andrew's Day is Scotland's
    assert date(2026, 8, 3) not in bank_holidays(2026)  # Scotland's summer bank holiday


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),  # in place of Boxing Day, a Saturday
        (date(2026, 12, 29), True),
        (date(2026, 10, 24), False),
        (CLOCKS_GO_BACK, False),
    ],
)
def test_working_days(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_the_council_can_be_closed_on_days_of_its_own() -> None:
    closed = {date(2026, 12, 29)}
    assert not is_working_day(date(2026, 12, 29), also_closed=closed)
    assert working_day_after(date(2026, 12, 24)) == date(2026, 12, 29)
    assert working_day_after(date(2026, 12, 24), also_closed=closed) == date(2026, 12, 30)
    assert add_working_hours(london("2026-12-24T16:00"), 2, NINE, FIVE, also_closed=closed) == london(
        "2026-12-30T10:00"
    )


def test_working_days_are_counted_from_the_day_after() -> None:
    assert add_working_days(date(2026, 3, 2), 5) == date(2026, 3, 9)
    assert add_working_days(date(2027, 3, 25), 1) == date(2027, 3, 30)  # over Easter
    assert add_working_days(date(2026, 10, 24), 0) == date(2026, 10, 24)
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 3, 2), -1)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-03-02T10:00", 2, "Mon 02 Mar 2026 12:00 GMT"),
        ("2026-03-02T15:00", 2, "Mon 02 Mar 2026 17:00 GMT"),  # closing time is still that day
        ("2026-03-02T16:30", 2, "Tue 03 Mar 2026 10:30 GMT"),
        ("2026-03-02T07:00", 2, "Mon 02 Mar 2026 11:00 GMT"),
        ("2026-03-02T22:00", 2, "Tue 03 Mar 2026 11:00 GMT"),
        ("2026-03-02T16:30", 24, "Thu 05 Mar 2026 16:30 GMT"),
        ("2026-03-02T16:45", 0.5, "Tue 03 Mar 2026 09:15 GMT"),
        ("2026-03-07T12:00", 0, "Sat 07 Mar 2026 12:00 GMT"),
        ("2026-10-23T16:00", 2, "Mon 26 Oct 2026 10:00 GMT"),  # Friday in summer time, Monday in winter time
        ("2026-10-25T01:30", 1, "Mon 26 Oct 2026 10:00 GMT"),
        ("2027-03-25T16:00", 2, "Tue 30 Mar 2027 10:00 BST"),  # Maundy Thursday to the Tuesday after
    ],
)
def test_working_hours(start: str, hours: float, end: str) -> None:
    assert shown(add_working_hours(london(start), hours, NINE, FIVE)) == end


def test_a_moment_given_in_utc_is_read_in_england() -> None:
    asked = datetime(2026, 7, 1, 15, 30, tzinfo=UTC)  # half past four in England
    assert shown(add_working_hours(asked, 1, NINE, FIVE)) == "Thu 02 Jul 2026 09:30 BST"


def test_closing_at_midnight_is_the_end_of_the_day() -> None:
    all_day = add_working_hours(london("2026-10-23T23:00"), 2, time.min, time.min)
    assert shown(all_day) == "Mon 26 Oct 2026 01:00 GMT"


def test_working_hours_refuse_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_hours(london("2026-03-02T10:00"), -1, NINE, FIVE)
    with pytest.raises(ValueError, match="17:00 is not after"):
        add_working_hours(london("2026-03-02T10:00"), 1, time(18), FIVE)
    with pytest.raises(ValueError, match="zone"):
        add_working_hours(datetime.combine(date(2026, 3, 2), NINE), 1, NINE, FIVE)


@given(moment=moments, first=st.integers(0, 30), second=st.integers(0, 30))
def test_working_hours_add_up(moment: datetime, first: int, second: int) -> None:
    """So many hours, and so many more, end where both together do."""
    halfway = add_working_hours(moment, first, NINE, FIVE)
    assert add_working_hours(halfway, second, NINE, FIVE) == add_working_hours(moment, first + second, NINE, FIVE)


@given(moment=moments, hours=st.integers(1, 60))
def test_working_hours_end_while_somebody_works(moment: datetime, hours: int) -> None:
    end = add_working_hours(moment, hours, NINE, FIVE)
    assert is_working_day(london_date(end))
    assert NINE < end.time() <= FIVE
    assert end.astimezone(UTC) >= moment.astimezone(UTC) + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2013, 2, 11), date(2026, 2, 10), 12),
        (date(2013, 2, 11), date(2026, 2, 11), 13),
        (date(2024, 2, 29), date(2027, 2, 28), 2),
        (date(2024, 2, 29), date(2027, 3, 1), 3),
        (date(2026, 2, 10), date(2026, 2, 10), 0),
    ],
)
def test_age(born: date, on: date, age: int) -> None:
    assert age_on(born, on) == age


def test_nobody_has_an_age_before_being_born() -> None:
    with pytest.raises(ValueError, match="not born yet"):
        age_on(date(2027, 1, 15), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("arrived", "left", "nights"),
    [
        ("2026-10-24T23:30", "2026-10-25T09:00", 1),
        ("2026-10-24T23:30", "2026-10-26T00:00", 2),
        ("2027-03-27T12:00", "2027-03-29T10:00", 2),
        ("2026-10-25T00:10", "2026-10-25T23:50", 0),
        ("2026-06-01T15:00", "2026-07-13T10:00", 42),
    ],
)
def test_nights_are_midnights_in_england(arrived: str, left: str, nights: int) -> None:
    assert nights_between(london(arrived), london(left)) == nights


def test_half_past_eleven_utc_in_summer_is_the_next_night() -> None:
    assert nights_between(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == 1


def test_nobody_leaves_before_arriving_even_in_the_hour_that_comes_twice() -> None:
    first = london("2026-10-25T01:45")
    second = london("2026-10-25T01:15").replace(fold=1)  # half an hour later, whatever the wall says
    assert nights_between(first, second) == 0
    with pytest.raises(ValueError, match="left before arriving"):
        nights_between(second, first)


@pytest.mark.parametrize("asked", [is_working_day, working_day_after, lambda day: age_on(date(2020, 1, 1), day)])
def test_a_moment_where_a_day_belongs_is_refused(asked: Any) -> None:
    with pytest.raises(TypeError, match="a day is wanted"):
        asked(london("2026-03-02T10:00"))


@pytest.mark.parametrize(
    ("arrived", "counts"),
    [
        ("2026-11-20T16:59", date(2026, 11, 20)),
        ("2026-11-20T17:00", date(2026, 11, 20)),
        ("2026-11-20T17:01", date(2026, 11, 23)),
        ("2026-11-21T09:00", date(2026, 11, 23)),
        ("2026-12-24T18:00", date(2026, 12, 29)),
        ("2026-10-23T23:30", date(2026, 10, 26)),
    ],
)
def test_what_arrives_after_the_cut_off_counts_as_arrived_on_the_next_working_day(arrived: str, counts: date) -> None:
    assert received_on(london(arrived), FIVE) == counts
    assert received_on(london(arrived), None) == london_date(london(arrived))


def test_the_councils_own_closed_days_are_not_worked() -> None:
    closed = {date(2026, 11, 20), date(2026, 11, 23)}
    assert received_on(london("2026-11-20T09:00"), FIVE, also_closed=closed) == date(2026, 11, 24)


@given(moments, moments)
def test_what_arrives_later_never_counts_earlier(one: datetime, other: datetime) -> None:
    first, last = sorted((one, other))
    assert received_on(first, FIVE) <= received_on(last, FIVE)
