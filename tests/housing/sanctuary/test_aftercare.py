"""Sign-off, reviews, outcomes, flags, loans, the end: each once, in its time, and what is unsafe is told at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from housing import db
from housing.access import Forbidden
from housing.clock import day_of
from housing.refusals import Refused
from housing.sanctuary.aftercare.budget import financial_year, history, set_budget, spending
from housing.sanctuary.aftercare.flagging import record_flag
from housing.sanctuary.aftercare.lending import lend, take_back
from housing.sanctuary.aftercare.reminding import remind
from housing.sanctuary.aftercare.reviewing import Found, record_outcome, record_review
from housing.sanctuary.aftercare.signing import close_job, reopen_job, sign_off
from housing.sanctuary.aftercare.standing import After, after_of, local
from housing.sanctuary.works.costing import record_invoice
from housing.sanctuary.works.ordering import return_order
from housing.sanctuary.works.reach import COORDINATE
from pathway.calendar import add_months
from pathway.sanctuary_aftercare import FlagEvent, FlagState
from pathway.sanctuary_moves import Stage
from tests.housing.placements.matching.factories import NOW
from tests.housing.sanctuary.arranging import Sanctuary
from tests.housing.sanctuary.working import HOUR, Working

FINE = Found(reached=True, effective=True, incident=False, still_needed=True)


@pytest.fixture
def work(made: Sanctuary) -> Working:
    job = made.approved()
    return Working(made, job, made.order(job))


def after(work: Working) -> After:
    with Session(db.engine(), expire_on_commit=False) as session:
        job = work.made.stored(work.job)
        return after_of(session, job, local(session, job.authority_code, day_of(NOW)))


def later(now: datetime, months: int) -> datetime:
    """The same time of day so many calendar months on."""
    return now + (add_months(day_of(now), months) - day_of(now))


def review(work: Working, months: int, now: datetime, found: Found = FINE) -> None:
    record_review(
        job_id=work.job.id, months=months, found=found, reviewed_on=day_of(now), words=None, by=work.coordinator,
        now=now,
    )  # fmt: skip


def flag(work: Working, event: FlagEvent, on: date, now: datetime, review_on: date | None = None) -> None:
    record_flag(
        job_id=work.job.id, service="police", event=event, happened_on=on, reference="MADE-UP-1", review_on=review_on,
        by=work.coordinator, now=now,
    )  # fmt: skip


def test_works_are_signed_off_when_every_measure_was_looked_at(work: Working) -> None:
    now = work.done()

    def sign() -> None:
        sign_off(
            job_id=work.job.id, feels_safe=None, signed_off_on=day_of(now), words=None, by=work.coordinator, now=now
        )

    with pytest.raises(Refused, match="Accept each measure"):
        sign()
    for line in work.works().lines:
        work.check(line.row.id, now)
    sign()
    assert work.made.state(work.job).stage is Stage.SIGNED_OFF
    assert "sanctuary-sign-off" not in work.made.tasks()
    assert "sanctuary-not-safe" not in work.made.tasks()


def test_her_officer_is_told_at_once_where_she_does_not_feel_safe(work: Working) -> None:
    work.signed(feels_safe=False)
    task = work.made.tasks()["sanctuary-not-safe"]
    assert task.urgent
    assert task.role == "officer"


def test_a_review_comes_in_its_time_and_once(work: Working) -> None:
    now = work.signed()
    with pytest.raises(Refused, match="too soon"):
        review(work, 3, now)
    with pytest.raises(Refused, match="No review is owed"):
        review(work, 4, now)
    at_three = later(now, 3) - timedelta(days=7)
    review(work, 3, at_three)
    with pytest.raises(Refused, match="recorded already"):
        review(work, 3, at_three)
    assert [due.done for due in after(work).reviews] == [True, False]
    assert work.made.state(work.job).stage is Stage.REVIEWED_AT_3


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (FINE, False),
        (Found(reached=False), False),
        (Found(True, effective=True, incident=True, still_needed=True), True),
        (Found(True, effective=False, incident=False, still_needed=True), True),
    ],
)
def test_an_incident_or_a_broken_lock_is_told_to_her_officer(work: Working, found: Found, told: bool) -> None:
    now = later(work.signed(), 3)
    review(work, 3, now, found)
    assert ("sanctuary-not-safe" in work.made.tasks()) is told


def test_an_outcome_is_recorded_after_the_job_was_closed_too(work: Working) -> None:
    now = work.signed()
    close_job(job_id=work.job.id, reason="not_needed", words=None, by=work.coordinator, now=now + HOUR)
    at_six = later(now, 6)

    def outcome(result: str, at: datetime) -> None:
        record_outcome(
            job_id=work.job.id, months=6, result=result, incident=None, found_on=day_of(at), words=None,
            by=work.coordinator, now=at,
        )  # fmt: skip

    with pytest.raises(Refused, match="too soon"):
        outcome("remained", now)
    with pytest.raises(Refused, match="Select an answer"):
        outcome("moon", at_six)
    outcome("remained", at_six)
    with pytest.raises(Refused, match="recorded already"):
        outcome("moved_choice", at_six)


def test_a_flag_is_asked_for_set_looked_at_again_and_removed(work: Working) -> None:
    now = work.signed()
    today = day_of(now)
    with pytest.raises(Refused, match="no flag has been asked for"):
        flag(work, FlagEvent.SET, today, now, today + timedelta(days=30))
    flag(work, FlagEvent.ASKED, today, now)
    with pytest.raises(Refused, match="Enter a later day"):
        flag(work, FlagEvent.SET, today, now)
    with pytest.raises(Refused, match="not be before what was recorded"):
        flag(work, FlagEvent.SET, today - timedelta(days=1), now, today)
    flag(work, FlagEvent.SET, today, now, today + timedelta(days=30))
    assert after(work).flag("police").state is FlagState.STANDING
    assert after(work).flag("fire").state is FlagState.NONE
    again = now + timedelta(days=25)
    remind(now=again)
    assert "sanctuary-flag" in work.made.tasks()
    for _ in range(2):
        flag(work, FlagEvent.REVIEWED, day_of(again), again, day_of(again) + timedelta(days=180))
    assert len(after(work).flag("police").lines) == 3
    assert "sanctuary-flag" not in work.made.tasks()
    close_job(job_id=work.job.id, reason="moved", words=None, by=work.coordinator, now=again)
    with pytest.raises(Refused, match="cannot be recorded"):
        flag(work, FlagEvent.ASKED, day_of(again), again)
    flag(work, FlagEvent.REMOVED, day_of(again), again)
    assert after(work).flag("police").state is FlagState.REMOVED


def test_what_is_lent_comes_back_once(work: Working) -> None:
    now = work.signed()
    today = day_of(now)
    with pytest.raises(Refused, match="Select what is lent"):
        lend(job_id=work.job.id, item="moon", mark=None, lent_on=today, by=work.coordinator, now=now)
    loan = lend(job_id=work.job.id, item="camera", mark="7", lent_on=today, by=work.coordinator, now=now)
    close_job(job_id=work.job.id, reason="moved", words=None, by=work.coordinator, now=now)
    remind(now=now)
    assert "sanctuary-equipment" in work.made.tasks()

    def back(on: date) -> None:
        take_back(
            job_id=work.job.id, loan_id=loan.id, returned_on=on, condition="good", by=work.coordinator,
            now=now + timedelta(days=1),
        )  # fmt: skip

    with pytest.raises(Refused, match="before it was lent"):
        back(today - timedelta(days=1))
    back(today)
    with pytest.raises(Refused, match="Sana Demo has recorded already"):
        back(today)
    assert after(work).lent == ()
    with pytest.raises(Refused, match="Nothing can be lent"):
        lend(job_id=work.job.id, item="camera", mark=None, lent_on=today, by=work.coordinator, now=now)


def test_a_closed_job_is_opened_again_with_a_reason(work: Working) -> None:
    now = work.signed()
    with pytest.raises(Refused, match="other reason"):
        close_job(job_id=work.job.id, reason="other", words=None, by=work.coordinator, now=now)
    close_job(job_id=work.job.id, reason="reviewed", words=None, by=work.coordinator, now=now)
    with pytest.raises(Refused, match="Closed"):
        close_job(job_id=work.job.id, reason="reviewed", words=None, by=work.coordinator, now=now)
    reopen_job(job_id=work.job.id, reason="incident", words=None, by=work.coordinator, now=now + HOUR)
    assert work.made.state(work.job).stage is Stage.SIGNED_OFF
    assert "sanctuary-not-safe" in work.made.tasks()


def test_one_that_another_has_followed_stays_closed(work: Working) -> None:
    now = work.signed()
    close_job(job_id=work.job.id, reason="reviewed", words=None, by=work.coordinator, now=now)
    work.made.refer(now=now + HOUR)
    with pytest.raises(Refused, match="Another job"):
        reopen_job(job_id=work.job.id, reason="incident", words=None, by=work.coordinator, now=now + 2 * HOUR)


def test_what_is_owed_is_asked_for_once(work: Working) -> None:
    work.accept()
    assert remind(now=NOW) == 1, "how to come"
    assert remind(now=NOW) == 0
    work.instruct()
    assert "sanctuary-visit" not in work.made.tasks()
    near, late = work.job.due_at - HOUR, work.job.due_at
    assert remind(now=near) == 1
    assert remind(now=late) == 1
    assert work.made.tasks()["sanctuary-clock"].urgent
    assert remind(now=late + HOUR) == 0


def test_the_clock_stops_when_the_work_is_done(work: Working) -> None:
    work.done()
    assert remind(now=work.job.due_at + HOUR) == 0


def test_a_review_is_asked_for_a_week_before_and_settled_by_it(work: Working) -> None:
    now = work.signed()
    at_three = later(now, 3)
    assert remind(now=at_three - timedelta(days=8)) == 0
    assert remind(now=at_three - timedelta(days=7)) == 1
    assert "3 months" in work.made.tasks()["sanctuary-review"].title
    review(work, 3, at_three)
    assert "sanctuary-review" not in work.made.tasks()
    assert remind(now=at_three + HOUR) == 0


def test_the_money_of_a_year(work: Working) -> None:
    year = financial_year(day_of(NOW))
    authority = work.made.there.town.code
    with pytest.raises(Forbidden):
        set_budget(year=year, amount=Decimal(10), why="x", by=work.contractor, now=NOW)
    with pytest.raises(Refused, match="within five years"):
        set_budget(year=year + 6, amount=Decimal(10), why="x", by=work.coordinator, now=NOW)
    for amount, now in ((Decimal(1000), NOW), (Decimal(5000), NOW + HOUR)):
        set_budget(year=year, amount=amount, why="Cabinet (made up)", by=work.coordinator, now=now)
    work.accept()
    record_invoice(
        job_id=work.job.id, kind="invoice", reference="M-1", amount=Decimal(150), invoiced_on=day_of(NOW),
        permission=COORDINATE, by=work.coordinator, now=NOW,
    )  # fmt: skip
    with Session(db.engine()) as session:
        before, this = spending(session, authority, range(year - 1, year + 1))
        assert [before.budget, before.committed, before.left] == [None, Decimal(0), None]
        found = [this.budget, this.committed, this.invoiced, this.left]
        assert found == [Decimal(5000), Decimal(200), Decimal(150), Decimal(4800)]
        assert [each.amount for each in history(session, authority, year)] == [5000, 1000]
    return_order(
        job_id=work.job.id, reason="no_capacity", words=None, permission=COORDINATE, by=work.coordinator, now=NOW
    )
    with Session(db.engine()) as session:
        (this,) = spending(session, authority, range(year, year + 1))
        assert this.committed == 150, "an order that came back costs what was invoiced of it"


@pytest.mark.parametrize(("day", "year"), [(date(2027, 3, 31), 2026), (date(2027, 4, 1), 2027)])
def test_a_financial_year_begins_in_april(day: date, year: int) -> None:
    assert financial_year(day) == year
