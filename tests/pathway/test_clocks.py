"""The clocks of the pathway against days worked out by hand from the Act and the regulations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.calendar import LONDON
from pathway.clocks import last_day, nights_in, running
from pathway.duties import CLOCKS, Clock, Counting, clock

days = st.dates(date(2024, 1, 1), date(2030, 1, 1))


def row(key: str, on: date = date(2026, 3, 2)) -> Clock:
    return clock(key, on)


@pytest.mark.parametrize(
    ("key", "started", "last"),
    [
        ("relief-duty", date(2026, 3, 2), date(2026, 4, 26)),
        ("prevention-duty", date(2026, 3, 2), date(2026, 4, 26)),
        ("review-request", date(2026, 6, 1), date(2026, 6, 21)),
        ("review-8-weeks", date(2026, 6, 1), date(2026, 7, 27)),
        ("review-3-weeks", date(2026, 6, 1), date(2026, 6, 22)),
        ("mvdac-leave", date(2026, 11, 30), date(2027, 2, 28)),
        ("marac-repeat", date(2028, 2, 29), date(2029, 2, 28)),
        ("out-of-area-notice", date(2026, 12, 20), date(2027, 1, 2)),
    ],
)
def test_the_last_day(key: str, started: date, last: date) -> None:
    assert last_day(row(key), started) == last


def test_a_document_s_date_counts_before_any_sum() -> None:
    made, end = date(2026, 3, 2), date(2026, 9, 1)
    assert last_day(row("protective-order"), made) is None
    assert last_day(row("protective-order"), made, ends_on=end) == end
    assert last_day(row("review-8-weeks"), made, ends_on=end) == end
    with pytest.raises(ValueError, match="before it starts"):
        last_day(row("protective-order"), made, ends_on=made - timedelta(days=1))


def test_working_days_skip_the_bank_holidays() -> None:
    ten = replace(row("plan-review"), counting=Counting.WORKING_DAYS, length=10)
    assert last_day(ten, date(2026, 12, 18)) == date(2027, 1, 6)
    assert last_day(ten, date(2026, 12, 18), also_closed={date(2027, 1, 4)}) == date(2027, 1, 7)


@pytest.mark.parametrize("counting", [Counting.HOURS, Counting.NIGHTS])
def test_hours_and_nights_have_no_last_day_of_their_own(counting: Counting) -> None:
    with pytest.raises(ValueError, match="is counted in"):
        last_day(replace(row("plan-review"), counting=counting), date(2026, 3, 2))


def test_relief_day_by_day() -> None:
    accepted = date(2026, 3, 2)
    first = running(row("relief-duty"), accepted, accepted)
    assert (first.day, first.of, first.left, first.over) == (1, 56, 55, False)
    assert first.warnings == (date(2026, 4, 12), date(2026, 4, 19), date(2026, 4, 25))
    assert (first.warned_on, first.next_warning) == (None, date(2026, 4, 12))
    assert first.how == "56 days, the first day counted, from 2 March 2026: the last day is 26 April 2026."
    last = running(row("relief-duty"), accepted, date(2026, 4, 26))
    assert (last.day, last.over, last.next_warning) == (56, False, None)
    after = running(row("relief-duty"), accepted, date(2026, 4, 27))
    assert (after.over, after.left, after.warned_on) == (True, -1, date(2026, 4, 25))


def test_what_has_no_end_says_so() -> None:
    main = running(row("main-duty"), date(2026, 3, 2), date(2026, 5, 1))
    assert (main.of, main.last_on, main.left, main.over) == (None, None, None, False)
    assert main.how == "Runs from 2 March 2026 until it is decided."
    order = running(row("protective-order"), date(2026, 3, 2), date(2026, 5, 1))
    assert order.warnings == ()
    assert order.how == "Runs from 2 March 2026 to a date not yet known."


def test_leave_warns_six_four_and_two_weeks_before() -> None:
    leave = running(row("mvdac-leave"), date(2026, 11, 1), date(2026, 12, 25))
    assert leave.last_on == date(2027, 2, 1)
    assert leave.warnings == (date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 18))
    assert leave.how.endswith("the last day is 1 February 2027.")
    written = running(row("mvdac-leave"), date(2026, 11, 1), date(2026, 12, 25), ends_on=date(2026, 12, 31))
    assert written.warnings == (date(2026, 11, 19), date(2026, 12, 3), date(2026, 12, 17))
    assert "the date on the document" in written.how


def test_a_warning_never_comes_before_the_clock_starts() -> None:
    short = running(row("protective-order"), date(2026, 3, 2), date(2026, 3, 2), ends_on=date(2026, 3, 12))
    assert short.warnings == (date(2026, 3, 5),)


def test_every_row_has_one_key_a_day_a_source_and_warnings_within_its_length() -> None:
    for each in CLOCKS:
        assert clock(each.key, date(2026, 11, 22)) == each
        assert each.source
        assert each.title
        assert each.starts
        if each.length is not None and not each.warns_before:
            assert max(each.warns, default=0) <= each.length


def test_a_row_that_is_not_there_or_there_twice_is_said() -> None:
    with pytest.raises(LookupError, match="0 rows for made-up"):
        clock("made-up", date(2026, 1, 1))
    with pytest.raises(LookupError, match="2 rows for relief-duty"):
        clock("relief-duty", date(2026, 1, 1), (*CLOCKS, row("relief-duty")))


def test_a_new_law_counts_from_its_day() -> None:
    changed = date(2027, 4, 1)
    rows = (replace(row("relief-duty"), until_on=changed), replace(row("relief-duty"), length=90, from_on=changed))
    assert clock("relief-duty", changed - timedelta(days=1), rows).length == 56
    assert clock("relief-duty", changed, rows).length == 90


def test_nights_are_summed_over_stays_and_the_forty_third_is_unlawful() -> None:
    first, second = (date(2026, 6, 1), date(2026, 6, 21)), (date(2026, 7, 1), None)
    found = nights_in([second, first], limit=42, today=date(2026, 7, 22))
    assert (found.nights, found.unlawful, found.last_lawful_on) == (42, False, date(2026, 7, 22))
    assert nights_in([first, second], limit=42, today=date(2026, 7, 23)).unlawful


def test_where_the_limit_falls_if_they_stay() -> None:
    assert nights_in([(date(2026, 6, 1), None)], limit=42, today=date(2026, 6, 1)).last_lawful_on == date(2026, 7, 12)
    gone = [(date(2026, 6, 1), date(2026, 6, 10))]
    assert nights_in(gone, limit=42, today=date(2026, 6, 30)).last_lawful_on is None
    later = [*gone, (date(2026, 8, 1), None)]
    assert nights_in(later, limit=42, today=date(2026, 6, 30)).last_lawful_on == date(2026, 9, 2)


def test_nobody_leaves_before_arriving() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        nights_in([(date(2026, 6, 2), date(2026, 6, 1))], limit=42, today=date(2026, 6, 30))


@given(
    st.lists(st.tuples(st.integers(0, 80), st.one_of(st.none(), st.integers(0, 40))), max_size=6),
    st.integers(0, 120),
    st.integers(1, 60),
)
def test_nights_agree_with_counting_every_night(stays: list[tuple[int, int | None]], day: int, limit: int) -> None:
    start = date(2026, 1, 1)
    kept = [
        (start + timedelta(days=first), None if length is None else start + timedelta(days=first + length))
        for first, length in stays
    ]
    today = start + timedelta(days=day)

    def there(night: date) -> bool:
        return any(arrived <= night and (left is None or night < left) for arrived, left in kept)

    nights = [night for night in (start + timedelta(days=number) for number in range(400)) if there(night)]
    found = nights_in(kept, limit=limit, today=today)
    assert found.nights == sum(night <= today for night in nights)
    assert found.last_lawful_on == (nights[limit - 1] if len(nights) >= limit else None)


@given(days, st.sampled_from([each for each in CLOCKS if each.counting is not Counting.NIGHTS]), st.integers(0, 400))
def test_day_and_left_always_agree_with_the_last_day(started: date, each: Clock, passed: int) -> None:
    found = running(each, started, started + timedelta(days=passed))
    assert found.day == passed + 1
    if found.of is not None and found.left is not None:
        assert found.day + found.left == found.of
        assert found.over is (found.day > found.of)
        assert all(started <= warning <= started + timedelta(days=found.of) for warning in found.warnings)


def test_what_arrived_after_the_cut_off_says_so_where_it_is_worked_out() -> None:
    contact = clock("referral-contact", date(2026, 11, 20))
    late, early = datetime(2026, 11, 20, 17, 20, tzinfo=LONDON), datetime(2026, 11, 23, 0, 5, tzinfo=LONDON)
    found = running(contact, date(2026, 11, 23), date(2026, 11, 23), arrived_at=late)
    assert found.last_on == date(2026, 11, 24)
    assert "It arrived at 5:20pm on 20 November 2026" in found.how
    assert "it counts from 23 November 2026" in found.how
    assert "arrived" not in running(contact, date(2026, 11, 23), date(2026, 11, 23), arrived_at=early).how
    morning = datetime(2026, 11, 21, 0, 30, tzinfo=LONDON)
    assert "12:30am on 21 November" in running(contact, date(2026, 11, 23), date(2026, 11, 23), arrived_at=morning).how
