"""Measures are reported and checked one by one; photographs, extra work and invoices each keep their rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import db
from housing.access import NotFound
from housing.clock import day_of
from housing.images.models import Image
from housing.refusals import Refused
from housing.sanctuary.works import picturing
from housing.sanctuary.works.costing import Wanted, ask_extra, decide_extra, record_invoice
from housing.sanctuary.works.measuring import report_line
from housing.sanctuary.works.picturing import add_photograph, remove_photograph
from housing.sanctuary.works.reach import COORDINATE, FIT
from pathway.sanctuary_lines import LineState
from pathway.sanctuary_moves import Stage
from tests.housing.placements.matching.factories import NOW
from tests.housing.sanctuary.arranging import Sanctuary
from tests.housing.sanctuary.working import HOUR, Working, photograph

WANTED = Wanted("lighting", "outside", 1, Decimal("60.00"), "The porch is dark (made up)")


@pytest.fixture
def work(made: Sanctuary) -> Working:
    job = made.approved()
    return Working(made, job, made.order(job))


def test_nothing_is_reported_before_somebody_was_there(work: Working) -> None:
    work.accept()
    work.instruct()
    with pytest.raises(Refused, match="a visit took place"):
        work.report(work.works().lines[0].row.id, NOW)


def test_the_last_report_makes_the_job_done(work: Working) -> None:
    now = work.visited()
    first, second = (line.row.id for line in work.works().lines)
    work.report(first, now)
    assert work.made.state(work.job).stage is Stage.BOOKED
    with pytest.raises(Refused, match="Say why"):
        work.report(second, now, done=False)
    work.report(second, now, done=False, words="The frame is rotten (made up)")
    assert work.made.state(work.job).stage is Stage.DONE
    assert work.works().states == [LineState.DONE, LineState.NOT_POSSIBLE]
    assert "sanctuary-sign-off" in work.made.tasks()


def test_a_visit_that_nobody_needs_any_more_is_called_off(work: Working) -> None:
    now = work.visited()
    work.arrange(now + timedelta(days=1), now)
    for line in work.works().lines:
        work.report(line.row.id, now)
    assert work.made.state(work.job).stage is Stage.DONE
    assert work.works().open_visit is None


def test_a_report_has_a_day_that_can_be(work: Working) -> None:
    now = work.visited()
    line = work.works().lines[0].row.id
    for day in (day_of(NOW) - timedelta(days=1), day_of(now) + timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            report_line(
                job_id=work.job.id, line_id=line, done=True, done_on=day, words=None, by=work.contractor, now=now
            )
        assert refused.value.field == "done_on"
    with pytest.raises(NotFound):
        work.report(uuid4(), now)


def test_what_is_sent_back_goes_to_the_contractor_who_comes_again(work: Working) -> None:
    now = work.done()
    first = work.works().lines[0].row.id
    with pytest.raises(Refused, match="put right"):
        work.check(first, now, accept=False)
    work.check(first, now, accept=False, words="The bolt is loose (made up)")
    assert work.made.state(work.job).stage is Stage.ORDERED
    assert "sanctuary-sent-back" in work.made.tasks()
    with pytest.raises(Refused, match="a visit took place"):
        work.report(first, now)
    again = work.visited_again(now)
    work.report(first, again)
    assert work.made.state(work.job).stage is Stage.DONE
    assert "sanctuary-sent-back" not in work.made.tasks()


def test_a_measure_is_accepted_once(work: Working) -> None:
    now = work.done()
    first = work.works().lines[0].row.id
    work.check(first, now)
    with pytest.raises(Refused, match=r"accepted already.*Sana Demo"):
        work.check(first, now)


def test_a_photograph_is_kept_sealed_and_erased(work: Working) -> None:
    work.accept()
    line = work.works().lines[0].row.id
    row = add_photograph(
        job_id=work.job.id, line_id=line, taken="before", data=photograph(), permission=FIT, by=work.contractor,
        now=NOW,
    )  # fmt: skip
    with Session(db.engine()) as session:
        shown = picturing.photograph(session, [work.order.id], row.id)
        assert shown.startswith(b"\xff\xd8")
        kept = session.scalars(select(Image.content)).one()
        assert kept is not None
        assert shown not in bytes(kept)
        with pytest.raises(NotFound):
            picturing.photograph(session, [uuid4()], row.id)
    for _ in range(2):
        remove_photograph(
            job_id=work.job.id, photograph_id=row.id, permission=COORDINATE, by=work.coordinator, now=NOW + HOUR
        )
    with Session(db.engine()) as session:
        assert session.scalars(select(Image.content)).one() is None
        with pytest.raises(NotFound):
            picturing.photograph(session, [work.order.id], row.id)


def test_a_photograph_waits_for_acceptance_and_there_is_an_end_to_them(
    work: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = work.works().lines[0].row.id

    def add() -> None:
        add_photograph(
            job_id=work.job.id, line_id=line, taken="after", data=photograph(), permission=FIT, by=work.contractor,
            now=NOW,
        )  # fmt: skip

    with pytest.raises(Refused, match="No photograph"):
        add()
    work.accept()
    monkeypatch.setattr(picturing, "MOST", 1)
    add()
    with pytest.raises(Refused, match="Remove one"):
        add()


def test_extra_work_becomes_a_measure_once_it_is_approved(work: Working) -> None:
    now = work.visited()
    asked = ask_extra(job_id=work.job.id, wanted=WANTED, by=work.contractor, now=now)
    for line in work.works().lines:
        work.report(line.row.id, now)
    assert work.made.state(work.job).stage is Stage.BOOKED, "the job is not done while extra work waits"
    decide_extra(job_id=work.job.id, extra_id=asked.id, approve=True, words=None, by=work.coordinator, now=now)
    works = work.works()
    assert works.committed == work.order.limit + 60
    assert works.states[-1] is LineState.WAITING
    with pytest.raises(Refused, match=r"Sana Demo has decided"):
        decide_extra(job_id=work.job.id, extra_id=asked.id, approve=True, words=None, by=work.coordinator, now=now)
    work.report(works.lines[-1].row.id, now)
    assert work.made.state(work.job).stage is Stage.DONE


def test_extra_work_sent_twice_is_asked_for_once(work: Working) -> None:
    now = work.visited()
    asked = ask_extra(job_id=work.job.id, wanted=WANTED, by=work.contractor, now=now)
    assert ask_extra(job_id=work.job.id, wanted=WANTED, by=work.contractor, now=now).id == asked.id
    other = ask_extra(job_id=work.job.id, wanted=replace(WANTED, quantity=2), by=work.contractor, now=now)
    assert {each.id for each in work.works().undecided} == {asked.id, other.id}
    decide_extra(job_id=work.job.id, extra_id=asked.id, approve=True, words=None, by=work.coordinator, now=now)
    later = ask_extra(job_id=work.job.id, wanted=WANTED, by=work.contractor, now=now)
    assert later.id not in (asked.id, other.id), "what was decided may be asked for again"


def test_extra_work_that_is_refused_lets_the_job_be_done(work: Working) -> None:
    now = work.visited()
    asked = ask_extra(job_id=work.job.id, wanted=WANTED, by=work.contractor, now=now)
    for line in work.works().lines:
        work.report(line.row.id, now)
    with pytest.raises(Refused, match="Say why"):
        decide_extra(job_id=work.job.id, extra_id=asked.id, approve=False, words=None, by=work.coordinator, now=now)
    decide_extra(job_id=work.job.id, extra_id=asked.id, approve=False, words="Not needed", by=work.coordinator, now=now)
    assert work.made.state(work.job).stage is Stage.DONE
    with pytest.raises(Refused, match="reported done"):
        ask_extra(job_id=work.job.id, wanted=WANTED, by=work.contractor, now=now)


def test_above_the_limit_whoever_ordered_does_not_approve_alone(work: Working) -> None:
    work.accept()
    dear = replace(WANTED, amount=Decimal("900.00"))
    asked = ask_extra(job_id=work.job.id, wanted=dear, by=work.contractor, now=NOW)
    with pytest.raises(Refused, match="somebody else than Sana Demo"):
        decide_extra(job_id=work.job.id, extra_id=asked.id, approve=True, words=None, by=work.coordinator, now=NOW)
    decide_extra(job_id=work.job.id, extra_id=asked.id, approve=True, words=None, by=work.made.other, now=NOW)


def test_what_is_not_of_the_lists_is_refused(work: Working) -> None:
    with pytest.raises(Refused, match="Accept the order"):
        ask_extra(job_id=work.job.id, wanted=WANTED, by=work.contractor, now=NOW)
    work.accept()
    with pytest.raises(Refused) as refused:
        ask_extra(job_id=work.job.id, wanted=replace(WANTED, room="moon"), by=work.contractor, now=NOW)
    assert refused.value.field == "room"


def test_an_invoice_is_no_more_than_was_ordered_and_its_number_is_new(work: Working) -> None:
    work.accept()

    def send(reference: str, amount: str, *, kind: str = "invoice", days: int = 0, permission: str = FIT) -> None:
        record_invoice(
            job_id=work.job.id, kind=kind, reference=reference, amount=Decimal(amount),
            invoiced_on=day_of(NOW) + timedelta(days=days), permission=permission,
            by=work.contractor if permission == FIT else work.coordinator, now=NOW,
        )  # fmt: skip

    with pytest.raises(Refused, match="£200"):
        send("M-1", "200.01")
    send("M-1", "150.00")
    with pytest.raises(Refused, match="recorded already"):
        send("M-1", "10.00")
    with pytest.raises(Refused, match="More would be credited"):
        send("C-1", "150.01", kind="credit")
    send("C-2", "50.00", kind="credit")
    assert work.works().invoiced == 100
    for days in (-1, 1):
        with pytest.raises(Refused, match="day must be between"):
            send("M-2", "10.00", days=days)
    send("M-3", "150.00", permission=COORDINATE)
    assert work.works().invoiced == 250, "the coordinator may record what is above the order"
