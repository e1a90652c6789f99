"""The clocks as agreed: how long, how counted, when somebody is reminded. Whoever changes one changes it here too."""

from __future__ import annotations

from datetime import date

import pytest

from pathway.duties import CLOCKS, Counting, Ends, clock

TODAY = date(2026, 11, 23)
DAYS, WEEKS, MONTHS = Counting.DAYS_FROM_FIRST, Counting.WEEKS, Counting.MONTHS
TABLE: tuple[tuple[str, int | None, Counting, tuple[int, ...]], ...] = (
    ("prevention-duty", 56, DAYS, (42, 49, 55)),
    ("relief-duty", 56, DAYS, (42, 49, 55)),
    ("interim-accommodation", None, Counting.UNTIL_DECIDED, ()),
    ("main-duty", None, Counting.UNTIL_DECIDED, ()),
    ("main-duty-review", 28, DAYS, (21,)),
    ("referral-answer-elsewhere", 10, DAYS, (5, 9)),
    ("referral-dispute", 21, DAYS, (14, 19)),
    ("referral-panel", 42, DAYS, (35, 40)),
    ("referral-answer-here", 10, DAYS, (5, 9)),
    ("referral-contact", 1, Counting.WORKING_DAYS, (1,)),
    ("review-request", 21, DAYS, (14, 20)),
    ("review-3-weeks", 3, WEEKS, (7,)),
    ("review-8-weeks", 8, WEEKS, (7,)),
    ("review-10-weeks", 10, WEEKS, (7,)),
    ("review-12-weeks", 12, WEEKS, (7,)),
    ("bed-and-breakfast", 42, Counting.NIGHTS, (28, 35, 42)),
    ("out-of-area-notice", 14, DAYS, (7, 12)),
    ("plan-review", 28, DAYS, (21,)),
    ("subject-access", 1, MONTHS, (10, 3)),
    ("mvdac-leave", 3, MONTHS, (42, 28, 14)),
    ("protective-order", None, Counting.TO_DATE, (28, 14, 7)),
    ("marac-repeat", 12, MONTHS, ()),
    ("dash-review", 28, DAYS, (21,)),
)


@pytest.mark.parametrize(("key", "length", "counting", "warns"), TABLE)
def test_a_clock_is_what_was_agreed(key: str, length: int | None, counting: Counting, warns: tuple[int, ...]) -> None:
    row = clock(key, TODAY)
    assert (row.length, row.counting, row.warns) == (length, counting, warns)


def test_no_clock_is_missing_here() -> None:
    assert {row.key for row in CLOCKS} == {key for key, *_ in TABLE}


def test_reminders_of_weeks_months_and_dates_are_counted_back_from_the_end() -> None:
    counted_back = {row.key for row in CLOCKS if row.warns_before}
    assert counted_back == {
        "review-3-weeks", "review-8-weeks", "review-10-weeks", "review-12-weeks", "subject-access", "mvdac-leave",
        "protective-order",
    }  # fmt: skip


def test_only_relief_ends_by_itself_and_only_nights_are_a_limit() -> None:
    ends = {row.key: row.ends for row in CLOCKS}
    assert [key for key, how in ends.items() if how is Ends.ITSELF_OR_NOTICE] == ["relief-duty"]
    assert [key for key, how in ends.items() if how is Ends.LIMIT] == ["bed-and-breakfast"]
    assert [key for key, how in ends.items() if how is Ends.BY_NOTICE] == ["prevention-duty", "main-duty"]
