"""Decisions in writing, and who may review them by when."""

from __future__ import annotations

from datetime import date

from pathway.decisions import (
    AUTOMATIC,
    KINDS,
    REVIEWERS,
    TWELVE,
    by_hand,
    kind,
    review_clock,
    why_not_decide,
    why_too_late,
)
from pathway.duties import clock

TOLD, LAST, LATE = date(2026, 6, 1), date(2026, 6, 21), date(2026, 6, 22)
ROW = clock("review-request", TOLD)


def test_decisions_are_told_apart_and_each_has_a_clock_for_its_review() -> None:
    assert len({each.slug for each in KINDS}) == len(KINDS)
    for each in KINDS:
        assert kind(each.slug) is each
        assert clock(each.review, TOLD).length
        assert each.review in REVIEWERS
        assert each.section.startswith("s")
    assert kind("made_up") is None
    assert {"relief_owed", "prevention_ended", "referred"}.isdisjoint(each.slug for each in by_hand())


def test_no_priority_need_cannot_be_decided() -> None:
    assert [each.slug for each in KINDS if each.never] == ["no_priority_need"]
    assert "s189(1)(e)" in AUTOMATIC


def test_the_review_of_steps_takes_three_weeks_and_of_a_duty_eight() -> None:
    steps, owed = kind("steps"), kind("relief_owed")
    assert steps is not None
    assert owed is not None
    assert review_clock(steps, appointed=False) == "review-3-weeks"
    assert review_clock(owed, appointed=False) == "review-8-weeks"
    assert review_clock(owed, appointed=True) == TWELVE


def test_twenty_one_days_and_no_more_unless_allowed_in_writing() -> None:
    assert why_too_late(ROW, TOLD, LAST, allowed=False) is None
    assert "21 June 2026" in str(why_too_late(ROW, TOLD, LATE, allowed=False))
    assert why_too_late(ROW, TOLD, LATE, allowed=True) is None
    assert "before she was told" in str(why_too_late(ROW, TOLD, date(2026, 5, 31), allowed=False))


def test_no_time_runs_before_she_is_told() -> None:
    assert why_too_late(ROW, None, date(2027, 1, 1), allowed=False) is None


def test_whoever_decided_does_not_review_it() -> None:
    assert "took part" in str(why_not_decide("olive", {"olive"}, senior=True))
    assert "senior" in str(why_not_decide("hana", {"olive"}, senior=False))
    assert why_not_decide("hana", {"olive"}, senior=True) is None
