"""When a visit is safe: only on her days, only in her hours, never unasked; over the nights of the clock change too."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.calendar import LONDON, london_date, london_moment, utc
from pathway.sanctuary_visits import VisitRule, clock_said, next_safe, why_not_telephone, why_not_visit

SCHOOL_DAYS = VisitRule(frozenset({1, 2, 5}), time(9, 30), time(14, 30), telephone=True)
ANY_TIME = VisitRule(frozenset(range(1, 8)), time.min, time.min)
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=LONDON)  # a Friday
MONDAY = date(2026, 11, 23)
CLOCKS_GO_FORWARD, CLOCKS_GO_BACK = date(2027, 3, 28), date(2026, 10, 25)  # both Sundays

clock_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
rules = st.builds(
    lambda days, hours: VisitRule(frozenset(days), *sorted(hours)),
    st.sets(st.integers(1, 7), min_size=1),
    st.sets(clock_times, min_size=2, max_size=2),
)
moments = st.integers(0, 240 * 24 * 60).map(
    lambda minutes: datetime(2026, 9, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def at(text: str, day: date = MONDAY) -> datetime:
    return london_moment(day, time.fromisoformat(text))


def refused(begins: str, ends: str, day: date = MONDAY) -> str | None:
    return why_not_visit(SCHOOL_DAYS, at(begins, day), at(ends, day), now=NOW)


def test_a_visit_inside_her_hours_may_be_arranged() -> None:
    assert refused("10:00", "12:00") is None
    assert refused("09:30", "14:30") is None


@pytest.mark.parametrize(
    ("begins", "ends", "day", "said"),
    [
        ("09:29", "12:00", MONDAY, "A visit at that time is not safe. Safe hours: 9:30am to 2:30pm"),
        ("10:00", "14:31", MONDAY, "A visit at that time is not safe. Safe hours: 9:30am to 2:30pm"),
        (
            "10:00", "12:00", date(2026, 11, 25),
            "A visit on a Wednesday is not safe. Safe days: Monday, Tuesday and Friday",
        ),
        ("12:00", "12:00", MONDAY, "The visit must end after it begins"),
        ("12:00", "11:00", MONDAY, "The visit must end after it begins"),
        ("10:00", "12:00", date(2026, 11, 20), "The visit must be in the future"),
    ],
)  # fmt: skip
def test_every_other_visit_is_refused_with_a_sentence(begins: str, ends: str, day: date, said: str) -> None:
    assert refused(begins, ends, day) == said


def test_a_visit_past_midnight_needs_hours_that_reach_so_far() -> None:
    begins, ends = at("22:00"), at("01:00", MONDAY + timedelta(days=1))
    assert why_not_visit(SCHOOL_DAYS, begins, ends, now=NOW)
    assert why_not_visit(ANY_TIME, begins, at("00:00", MONDAY + timedelta(days=1)), now=NOW) is None
    assert why_not_visit(ANY_TIME, begins, ends, now=NOW)


def test_a_telephone_call_is_safe_only_where_she_said_so() -> None:
    assert why_not_telephone(SCHOOL_DAYS, now=at("10:00")) is None
    assert "9:30am to 2:30pm" in (why_not_telephone(SCHOOL_DAYS, now=at("14:30")) or "")
    assert "Monday" in (why_not_telephone(SCHOOL_DAYS, now=at("10:00", date(2026, 11, 25))) or "")
    assert "Nobody has asked" in (why_not_telephone(ANY_TIME, now=NOW) or "")
    assert "Nobody has recorded" in (why_not_telephone(None, now=NOW) or "")
    never = VisitRule(SCHOOL_DAYS.days, SCHOOL_DAYS.from_at, SCHOOL_DAYS.until_at, telephone=False)
    assert "Do not telephone" in (why_not_telephone(never, now=at("10:00")) or "")


def test_a_rule_without_a_day_or_with_hours_backwards_is_none() -> None:
    for days, first, last in (
        (frozenset[int](), time(9), time(10)),
        (frozenset({0}), time(9), time(10)),
        (frozenset({1}), time(10), time(9)),
        (frozenset({1}), time(10), time(10)),
    ):
        with pytest.raises(ValueError, match="safe"):
            VisitRule(days, first, last)


def test_rules_read_as_people_say_them() -> None:
    assert SCHOOL_DAYS.words == "Monday, Tuesday and Friday, 9:30am to 2:30pm"
    assert ANY_TIME.words == "Every day, at any time"
    assert VisitRule(frozenset({3}), time(12), time.min).words == "Wednesday, midday to midnight"
    assert [clock_said(each) for each in (time(0, 30), time(13), time(23, 59))] == ["12:30am", "1pm", "11:59pm"]


def test_the_next_safe_hours_begin_now_where_they_run() -> None:
    assert next_safe(SCHOOL_DAYS, at("10:00")) == (at("10:00"), at("14:30"))
    assert next_safe(SCHOOL_DAYS, at("14:30")) == (at("09:30", date(2026, 11, 24)), at("14:30", date(2026, 11, 24)))


def test_hours_that_the_clock_change_swallows_are_not_safe_hours() -> None:
    night = VisitRule(frozenset({7}), time(1, 30), time(2))
    assert night.hours_on(CLOCKS_GO_FORWARD) is None
    begins, _ = next_safe(night, london_moment(CLOCKS_GO_FORWARD - timedelta(days=7), time(3)))
    assert london_date(begins) == CLOCKS_GO_FORWARD + timedelta(days=7)


def test_the_day_on_which_the_clocks_go_back_is_an_hour_longer() -> None:
    begins, ends = ANY_TIME.hours_on(CLOCKS_GO_BACK) or (NOW, NOW)
    assert utc(ends) - utc(begins) == timedelta(hours=25)


@given(rules, moments)
def test_what_is_next_can_be_arranged(rule: VisitRule, now: datetime) -> None:
    begins, ends = next_safe(rule, now)
    assert why_not_visit(rule, begins, ends, now=now - timedelta(microseconds=1)) is None


@given(rules, moments, st.integers(1, 24 * 60))
def test_an_arranged_visit_lies_on_one_of_her_days_and_in_her_hours(
    rule: VisitRule, begins: datetime, minutes: int
) -> None:
    ends = begins + timedelta(minutes=minutes)
    if why_not_visit(rule, begins, ends, now=begins - timedelta(days=1)) is None:
        here, there = begins.astimezone(LONDON), ends.astimezone(LONDON)
        assert here.isoweekday() in rule.days
        if here.utcoffset() == there.utcoffset() and here.date() not in (CLOCKS_GO_BACK, CLOCKS_GO_FORWARD):
            assert rule.from_at <= here.time()
            assert there.time() <= rule.until_at
