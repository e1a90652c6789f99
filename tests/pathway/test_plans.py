"""Steps of a plan, and when it is gone through again."""

from __future__ import annotations

from datetime import date

import pytest

from pathway.duties import clock
from pathway.plans import CLOSED, WORDS, Said, may_say, why_not_on, why_not_yet

AGREED = date(2026, 11, 1)
ROW = clock("plan-review", AGREED)


def test_a_step_is_agreed_or_not_then_done_or_dropped_and_then_nothing() -> None:
    assert may_say([]) == (Said.AGREED, Said.NOT_AGREED, Said.DROPPED)
    assert may_say([Said.AGREED]) == (Said.DONE, Said.NOT_AGREED, Said.DROPPED)
    assert may_say([Said.AGREED, Said.NOT_AGREED]) == (Said.AGREED, Said.DROPPED)
    for last in CLOSED:
        assert may_say([Said.AGREED, last]) == ()
    assert set(WORDS) == set(Said)


def test_a_plan_is_gone_through_step_by_step_before_she_gets_it() -> None:
    assert "Add a step first" in str(why_not_yet([]))
    assert "Add a step first" in str(why_not_yet([[Said.AGREED, Said.DONE]]))
    assert "Go through every step" in str(why_not_yet([[Said.AGREED], []]))
    assert why_not_yet([[Said.AGREED], [Said.NOT_AGREED], [Said.DROPPED]]) is None


@pytest.mark.parametrize(
    ("day", "sentence"), [(1, "must be after"), (2, None), (28, None), (29, "by 28 November 2026")]
)
def test_it_is_gone_through_again_within_twenty_eight_days(day: int, sentence: str | None) -> None:
    found = why_not_on(ROW, AGREED, date(2026, 11, day))
    assert found is None if sentence is None else sentence in str(found)
