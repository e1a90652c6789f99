"""One rule for whether a unit is free, held against the same rule said plainly; and where a peer's two rules differ."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.places.availability.asking import Answer, Gap, first_free, free, gaps
from housing.places.availability.terms import Closed, Terms
from housing.places.models import UnitPeriod
from tests.housing.places.availability.diaries import DAY, TODAY, diaries, line, on, plainly_free, terms

MONDAY, FRIDAY = date(2026, 11, 30), date(2026, 12, 4)
CHRISTMAS_EVE, TWENTY_NINTH = date(2026, 12, 24), date(2026, 12, 29)
NO_DAYS, ONE_WORKING_DAY = Terms(0), Terms(1)
FAR = 60


def asked(
    lines: list[UnitPeriod], from_on: date, until_on: date | None = None, agreed: Terms = ONE_WORKING_DAY
) -> Answer:
    return free(lines, agreed, from_on, until_on, today=date(2026, 11, 23))


@given(diaries(), terms(), st.integers(0, 50), st.integers(1, 12))
def test_free_is_what_the_plain_rule_says(lines: list[UnitPeriod], agreed: Terms, start: int, length: int) -> None:
    from_on, until_on = on(start), on(start + length)
    assert free(lines, agreed, from_on, until_on, today=TODAY).free is plainly_free(lines, agreed, from_on, until_on)


@given(diaries(), terms(), st.integers(0, 50))
def test_free_for_ever_is_free_for_every_length(lines: list[UnitPeriod], agreed: Terms, start: int) -> None:
    plainly = all(plainly_free(lines, agreed, on(start), on(start + length)) for length in range(1, 120))
    assert free(lines, agreed, on(start), today=TODAY).free is plainly


@given(diaries(), terms(), st.integers(0, 20), st.one_of(st.none(), st.integers(1, 12)))
def test_the_first_free_day_is_free_and_no_day_before_it_is(
    lines: list[UnitPeriod], agreed: Terms, start: int, length: int | None
) -> None:
    def fits(day: date) -> bool:
        until_on = None if length is None else day + length * DAY
        return free(lines, agreed, day, until_on, today=TODAY).free

    first = first_free(lines, agreed, on(start), days=length, today=TODAY)
    until_on = None if length is None else on(start + length)
    assert free(lines, agreed, on(start), until_on, today=TODAY).free_from == first
    days = [on(start + number) for number in range(FAR if first is None else (first - on(start)).days)]
    assert not any(fits(day) for day in days)
    assert first is None or fits(first)


@given(diaries(), terms(), st.integers(0, 20))
def test_a_stay_is_free_exactly_where_it_lies_in_one_gap(lines: list[UnitPeriod], agreed: Terms, start: int) -> None:
    end = start + 14
    found = gaps(lines, agreed, on(start), on(end), today=TODAY)
    for first in range(start, end):
        for last in range(first + 1, end + 1):
            within = any(each.from_on <= on(first) and on(last) <= (each.leave_by or on(FAR)) for each in found)
            assert free(lines, agreed, on(first), on(last), today=TODAY).free is within


@given(diaries(), terms(), st.integers(0, 20))
def test_the_last_gap_is_open_where_the_unit_is_free_for_ever(
    lines: list[UnitPeriod], agreed: Terms, start: int
) -> None:
    found = gaps(lines, agreed, on(start), today=TODAY)
    first = first_free(lines, agreed, on(start), today=TODAY)
    open_gaps = [each for each in found if each.leave_by is None]
    assert open_gaps == ([] if first is None else [Gap(first, None)])


@given(st.integers(0, 400), st.integers(0, 8), st.booleans())
def test_leaving_by_a_day_and_being_ready_after_it_are_one_rule(day: int, days: int, same_day: bool) -> None:
    agreed, next_on = Terms(days, same_day), on(day)
    last = agreed.leave_by(next_on)
    assert agreed.ready_after(last) <= next_on < agreed.ready_after(last + DAY)


class TestWherePeersDisagreeWithThemselves:
    """CAS3's search calls free what its booking refuses, or the other way round, at these five edges."""

    def test_the_newcomers_own_preparation_counts_before_whoever_follows(self) -> None:
        follows = [line("hold", date(2026, 12, 7))]
        assert asked(follows, MONDAY, FRIDAY).free  # prepared on the Monday itself
        assert not asked(follows, MONDAY, FRIDAY, Terms(2)).free
        assert asked(follows, MONDAY, FRIDAY - DAY, Terms(2)).free

    def test_a_stay_that_begins_on_the_day_asked_for_as_the_last_is_seen(self) -> None:
        follows = [line("hold", FRIDAY)]
        assert asked(follows, MONDAY, FRIDAY, NO_DAYS).free  # the last day is the day of leaving
        assert not asked(follows, MONDAY, FRIDAY + DAY, NO_DAYS).free
        assert not asked(follows, MONDAY, FRIDAY, ONE_WORKING_DAY).free

    def test_a_void_on_the_first_or_the_last_day_is_seen(self) -> None:
        void = [line("out_of_use", MONDAY, FRIDAY)]
        assert not asked(void, FRIDAY - DAY).free
        assert asked(void, FRIDAY).free
        before = MONDAY - timedelta(days=5)
        assert asked(void, before, MONDAY).free  # works may begin on the day of leaving
        assert not asked(void, before, MONDAY + DAY).free

    def test_whoever_did_not_arrive_is_in_the_way_of_nobody(self) -> None:
        """An offer that ended takes its line out of force, so there is no line that only one of the two would see."""
        hold = line("hold", MONDAY)
        assert asked([hold], MONDAY).block is not None
        assert asked([], MONDAY).free

    @pytest.mark.parametrize(("same_day", "first"), [(True, FRIDAY), (False, FRIDAY + DAY)])
    def test_arriving_on_the_day_others_leave_is_a_stated_policy(self, same_day: bool, first: date) -> None:
        leaves, agreed = [line("planned", date(2026, 9, 1), FRIDAY)], Terms(0, same_day)
        assert asked(leaves, MONDAY, None, agreed).free_from == first
        assert asked(leaves, first, None, agreed).free
        assert not asked(leaves, first - DAY, None, agreed).free


def test_preparation_is_counted_in_working_days_over_christmas() -> None:
    assert asked([line("planned", MONDAY, CHRISTMAS_EVE)], MONDAY).free_from == TWENTY_NINTH
    assert ONE_WORKING_DAY.leave_by(TWENTY_NINTH) == date(2026, 12, 28)
    assert ONE_WORKING_DAY.leave_by(date(2026, 12, 28)) == date(2026, 12, 23)  # ready on Christmas Eve, not on the 28th


def test_one_who_was_to_leave_and_has_not_is_in_the_way_of_everybody() -> None:
    answer = asked([line("planned", date(2026, 9, 1), date(2026, 11, 20))], FRIDAY)
    assert (answer.free, answer.free_from) == (False, None)
    assert answer.block is not None
    assert (answer.block.kind, answer.block.until_on) == ("stay", None)


def test_a_recorded_departure_takes_no_day_twice() -> None:
    """What is prepared afterwards is a line of its own, which its provider may shorten."""
    assert asked([line("stay", date(2026, 9, 1), date(2026, 11, 23))], date(2026, 11, 23)).free


def test_a_closed_unit_may_be_left_on_the_very_day() -> None:
    closing = Terms(3, closed=(Closed(FRIDAY, None, "contract_ended"),))
    assert asked([], MONDAY, FRIDAY, closing).free
    assert not asked([], MONDAY, FRIDAY + DAY, closing).free
    answer = asked([], MONDAY, None, closing)
    assert (answer.free_from, answer.block.kind if answer.block else "") == (None, "closed")


def test_a_unit_is_free_from_the_day_it_opens() -> None:
    opening = Terms(1, closed=(Closed(None, FRIDAY, "not_open_yet"),))
    assert asked([], MONDAY, None, opening).free_from == FRIDAY


def test_an_empty_stay_is_no_question() -> None:
    with pytest.raises(ValueError, match="ends after it begins"):
        asked([], MONDAY, MONDAY)
