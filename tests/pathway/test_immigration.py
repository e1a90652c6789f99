"""Whether public funds are open on a day, by the history that somebody recorded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pathway.duties import CLOCKS
from pathway.immigration import FUNDS, NEXT, Entry, Status, benefits_until, counting, leave_of, standing

GRANTED = date(2026, 9, 1)
LAST = date(2026, 12, 1)  # three months
GRANT = Entry(Status.MVDAC_GRANTED, GRANTED)


def test_nothing_is_known_before_the_first_entry() -> None:
    assert standing([], GRANTED) is None
    assert standing([GRANT], GRANTED - timedelta(days=1)) is None
    assert benefits_until(None) is None


def test_the_concession_opens_public_funds_for_three_months() -> None:
    on_last = standing([Entry(Status.NRPF, date(2026, 1, 1)), GRANT], LAST)
    assert on_last is not None
    assert on_last.leave is not None
    assert (on_last.funds, on_last.funds_until, on_last.leave.left) == (True, LAST, 0)
    assert benefits_until(on_last) == LAST + timedelta(days=1)
    after = standing([GRANT], LAST + timedelta(days=1), CLOCKS)
    assert after is not None
    assert after.funds is False
    assert "has ended" in after.because
    assert after.next_step.startswith("Settlement")


def test_the_date_on_the_document_counts_before_the_sum_and_the_warnings_are_counted_back() -> None:
    leave = leave_of(Entry(Status.MVDAC_GRANTED, GRANTED, date(2026, 12, 20)), GRANTED)
    assert leave.last_on == date(2026, 12, 20)
    assert leave.warnings == (date(2026, 11, 8), date(2026, 11, 22), date(2026, 12, 6))
    with pytest.raises(ValueError, match="only a grant"):
        leave_of(Entry(Status.NRPF, GRANTED), GRANTED)


@pytest.mark.parametrize(("applied", "funds"), [(LAST, True), (LAST + timedelta(days=1), False)])
def test_settlement_applied_for_in_time_keeps_public_funds_open(applied: date, funds: bool) -> None:
    earlier = Entry(Status.MVDAC_GRANTED, date(2025, 1, 1))
    found = standing([earlier, GRANT, Entry(Status.SETTLEMENT_APPLIED, applied)], date(2027, 6, 1))
    assert found is not None
    assert (found.funds, found.funds_until, benefits_until(found)) == (funds, None, None)


def test_settlement_without_a_leave_on_record_is_not_known() -> None:
    found = standing([Entry(Status.SETTLEMENT_APPLIED, LAST)], LAST)
    assert found is not None
    assert found.funds is None
    late = standing([Entry(Status.SETTLEMENT_APPLIED, GRANTED), Entry(Status.SETTLEMENT_GRANTED, LAST)], LAST)
    assert late is not None
    assert (late.funds, late.next_step) == (True, "")


def test_the_newest_day_counts_and_of_one_day_the_last_recorded() -> None:
    history = [Entry(Status.RECOURSE, LAST), Entry(Status.NRPF, GRANTED), Entry(Status.NOT_KNOWN, LAST)]
    found = standing(history, LAST)
    assert found is not None
    assert (found.status, found.funds) == (Status.NOT_KNOWN, None)
    assert standing(history[1:2], LAST).funds is False  # type: ignore[union-attr] # an entry of that day is there


def test_no_leave_is_counted_from_a_grant_whose_day_nobody_knows() -> None:
    said = Entry(Status.MVDAC_GRANTED, GRANTED, dated=False)
    found = standing([said], LAST)
    assert found is not None
    assert (found.funds, found.leave, benefits_until(found)) == (True, None, None)
    assert "Record the day" in found.because
    applied = standing([said, Entry(Status.SETTLEMENT_APPLIED, LAST)], LAST)
    assert applied is not None
    assert applied.funds is None
    with pytest.raises(ValueError, match="only a grant"):
        leave_of(said, LAST)


def test_a_short_answer_gives_way_to_what_is_recorded_after_it() -> None:
    said = Entry(Status.MVDAC_GRANTED, LAST, dated=False)
    assert counting([said, GRANT], LAST) == 1
    assert counting([GRANT, said], LAST) == 0
    assert counting([GRANT, Entry(Status.NRPF, LAST, dated=False)], LAST) == 1
    assert counting([GRANT, Entry(Status.NRPF, date(2026, 1, 1))], LAST) == 0
    assert counting([GRANT], GRANTED - timedelta(days=1)) is None


def test_every_status_says_something() -> None:
    special = {Status.MVDAC_GRANTED, Status.SETTLEMENT_APPLIED}
    assert set(FUNDS) == set(Status) - special
    assert set(NEXT) == set(Status) - {Status.RECOURSE, Status.SETTLEMENT_GRANTED}
