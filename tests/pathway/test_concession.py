"""What became of the concession in a period, and the nights after it that nobody paid for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pathway.concession import Outcome, outcomes, unpaid_from, unpaid_nights
from pathway.funding import Cover
from pathway.immigration import Entry, Status

GRANTED = date(2026, 8, 1)
LAST = date(2026, 10, 31)  # three months, or the document's last day
AFTER, TODAY = LAST + timedelta(days=1), date(2026, 11, 23)
GRANT = Entry(Status.MVDAC_GRANTED, GRANTED, LAST)
NOVEMBER = {"from_on": date(2026, 11, 1), "until_on": date(2026, 12, 1), "today": TODAY}


def test_each_outcome_belongs_to_its_own_period() -> None:
    history = [Entry(Status.NRPF, date(2026, 6, 1)), Entry(Status.MVDAC_APPLIED, date(2026, 7, 20)), GRANT]
    july, august = date(2026, 7, 1), date(2026, 8, 1)
    assert outcomes(history, [], from_on=july, until_on=august, today=TODAY) == {Outcome.APPLIED}
    assert outcomes(history, [], from_on=august, until_on=date(2026, 9, 1), today=TODAY) == {Outcome.GRANTED}
    refused = [Entry(Status.MVDAC_REFUSED, TODAY)]
    assert outcomes(refused, [], **NOVEMBER) == {Outcome.REFUSED}
    assert outcomes([Entry(Status.MVDAC_REFUSED, TODAY, dated=False)], [], **NOVEMBER) == frozenset()


def test_a_leave_that_ended_with_nobody_paying_is_counted_on_the_night_after() -> None:
    assert unpaid_from([GRANT], [], TODAY) == AFTER
    assert outcomes([GRANT], [], **NOVEMBER) == {Outcome.ENDED}
    assert outcomes([GRANT], [], from_on=date(2026, 10, 1), until_on=AFTER, today=TODAY) == frozenset()


@pytest.mark.parametrize(
    ("more", "covers", "today"),
    [
        ([], [Cover("section_17", AFTER, None)], TODAY),
        ([Entry(Status.SETTLEMENT_APPLIED, LAST)], [], TODAY),
        ([], [], LAST),
        ([Entry(Status.SETTLEMENT_GRANTED, date(2026, 10, 1))], [], TODAY),
    ],
    ids=["somebody pays", "applied in time", "still to come", "granted before"],
)
def test_what_goes_on_has_not_ended(more: list[Entry], covers: list[Cover], today: date) -> None:
    assert unpaid_from([GRANT, *more], covers, today) is None


def test_a_line_that_begins_a_night_late_came_too_late() -> None:
    late = Cover("section_17", AFTER + timedelta(days=1), None)
    assert unpaid_from([GRANT], [late], TODAY) == AFTER
    nights = [LAST, AFTER, AFTER + timedelta(days=1)]
    assert unpaid_nights([GRANT], [late], nights, today=TODAY) == 1


def test_nights_to_come_and_nights_twice_are_not_counted() -> None:
    nights = [AFTER, AFTER, TODAY, TODAY + timedelta(days=1)]
    assert unpaid_nights([GRANT], [], nights, today=TODAY) == 2
    assert unpaid_nights([], [], nights, today=TODAY) == 0
