"""Steps of a plan, and when it is gone through again."""

from __future__ import annotations

from datetime import date

import pytest

from pathway.duties import clock
from pathway.plans import (
    ASSESSED,
    CLOSED,
    MISSING,
    WORDS,
    Said,
    may_say,
    why_not_agreed,
    why_not_assessed,
    why_not_on,
    why_not_ready,
    why_not_yet,
)

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


def test_an_assessment_says_why_and_what_home_and_support_are_needed() -> None:
    whole = dict.fromkeys(ASSESSED, "made up")
    assert why_not_assessed(whole) is None
    assert why_not_ready(whole, [[Said.AGREED]]) is None
    assert "Go through every step" in str(why_not_ready(whole, [[]]))
    assert "s189A(2)" in str(why_not_ready({}, [[Said.AGREED]]))
    for part in ASSESSED:
        assert why_not_assessed(whole | {part: " "}) == (part, MISSING[part])
    assert why_not_assessed({}) == ("circumstances", MISSING["circumstances"])


AGREES, DOES_NOT = [Said.AGREED], [Said.AGREED, Said.NOT_AGREED]


@pytest.mark.parametrize(
    ("steps", "agreed", "because", "expected"),
    [
        ([AGREES], None, "x", ("agreed", "Select whether")),
        ([AGREES, DOES_NOT], True, None, ("agreed", "does not agree to every step")),
        ([AGREES, [], DOES_NOT], False, "  ", ("because", "Enter why you could not agree")),
        ([AGREES], False, None, ("because", "s189A(6)")),
        ([AGREES, [*DOES_NOT, Said.DROPPED]], True, None, None),
        ([AGREES, DOES_NOT], False, "She wants to wait", None),
    ],
)
def test_a_plan_says_whether_it_was_agreed_and_why_not(
    steps: list[list[Said]], agreed: bool | None, because: str | None, expected: tuple[str, str] | None
) -> None:
    found = why_not_agreed(steps, agreed, because)
    assert (found is None) is (expected is None)
    if found and expected:
        assert found[0] == expected[0]
        assert expected[1] in found[1]
