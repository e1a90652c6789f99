"""Nobody comes to her home but on her days, in her hours, on her word; and what makes a visit unsafe calls it off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from housing import db
from housing.access import NotFound, Role
from housing.households.models import SafeContact
from housing.refusals import Refused
from housing.sanctuary.ending import withdraw
from housing.sanctuary.works.ordering import accept_order, return_order
from housing.sanctuary.works.reach import COORDINATE, FIT
from housing.sanctuary.works.visiting import agree_visit, propose_visit, record_visit
from pathway.sanctuary_appointments import VisitEvent, VisitState
from pathway.sanctuary_moves import Stage
from tests.housing.placements.arranging import member
from tests.housing.placements.matching.factories import NOW
from tests.housing.sanctuary.arranging import Sanctuary
from tests.housing.sanctuary.working import COMING, HOUR, SAFELY, Working


@pytest.fixture
def work(made: Sanctuary) -> Working:
    job = made.approved()
    return Working(made, job, made.order(job))


def test_an_order_is_answered_once(work: Working) -> None:
    work.accept()
    with pytest.raises(Refused, match="accepted already"):
        work.accept()
    assert "sanctuary_moved" in work.made.told(work.coordinator)


def test_another_contractor_and_one_who_knows_the_family_do_not_reach_it(work: Working) -> None:
    town = work.made.there.town
    stranger = member(town, town.actor(Role.CONTRACTOR, "Cara Demo"))
    town.session.commit()
    with pytest.raises(NotFound):
        accept_order(job_id=work.job.id, by=stranger, now=NOW)


def test_a_visit_needs_an_accepted_order_and_a_way_to_come(work: Working) -> None:
    with pytest.raises(Refused, match="has not been recorded yet"):
        work.propose()
    work.instruct()
    with pytest.raises(Refused, match="Accept the order"):
        work.propose()
    work.accept()
    work.propose()
    assert work.works().open_visit is not None


def test_outside_her_hours_no_visit_is_made_by_anybody(work: Working) -> None:
    work.accept()
    work.instruct()
    for arrange in (work.propose, work.arrange):
        with pytest.raises(Refused, match="Safe hours: 9am to 5pm") as refused:
            arrange(COMING.replace(hour=20))
        assert refused.value.field == "begins_at"


def test_a_contractor_who_may_not_telephone_cannot_say_that_she_agreed(work: Working) -> None:
    work.accept()
    work.instruct()
    with pytest.raises(Refused, match="may not telephone"):
        work.propose(agreed=True)
    visit = work.propose()
    with pytest.raises(Refused, match="may not telephone"):
        agree_visit(job_id=work.job.id, visit_id=visit, permission=FIT, by=work.contractor, now=NOW)
    assert "sanctuary-agree-visit" in work.made.tasks()
    agree_visit(job_id=work.job.id, visit_id=visit, permission=COORDINATE, by=work.coordinator, now=NOW)
    assert work.made.state(work.job).stage is Stage.BOOKED
    assert "sanctuary-agree-visit" not in work.made.tasks()
    assert "sanctuary_visit_agreed" in work.made.told(work.contractor)


def test_one_who_may_telephone_can(work: Working) -> None:
    work.accept()
    work.instruct(replace(SAFELY, telephone=True, number="+441632960001"))
    work.propose(agreed=True)
    assert work.made.state(work.job).stage is Stage.BOOKED


def test_a_second_visit_waits_until_the_first_is_over(work: Working) -> None:
    work.accept()
    work.instruct()
    work.arrange()
    with pytest.raises(Refused, match="arranged already"):
        work.propose(COMING + timedelta(days=1))


def test_a_changed_safe_contact_stops_every_visit_until_somebody_has_looked(work: Working) -> None:
    work.accept()
    work.instruct()
    visit = work.propose()
    with Session(db.engine()) as session, session.begin():
        session.execute(update(SafeContact).values(shared_device=True))
    for attempt in (
        lambda: agree_visit(job_id=work.job.id, visit_id=visit, permission=COORDINATE, by=work.coordinator, now=NOW),
        lambda: work.arrange(COMING + timedelta(days=1)),
    ):
        with pytest.raises(Refused, match="has changed"):
            attempt()
    work.instruct(now=NOW + HOUR)
    agree_visit(job_id=work.job.id, visit_id=visit, permission=COORDINATE, by=work.coordinator, now=NOW + HOUR)


def test_a_new_instruction_calls_off_the_visit_that_it_makes_unsafe(work: Working) -> None:
    work.accept()
    work.instruct()
    work.arrange()
    other_days = tuple({1, 2, 3, 4, 5, 6, 7} - {COMING.isoweekday()})
    work.instruct(replace(SAFELY, days=other_days), now=NOW + HOUR)
    works = work.works()
    assert works.open_visit is None
    assert works.visits[0].state is VisitState.CALLED_OFF
    assert work.made.state(work.job).stage is Stage.ORDERED
    assert "sanctuary_visit_off" in work.made.told(work.contractor)


def test_one_that_stays_safe_stands(work: Working) -> None:
    work.accept()
    work.instruct()
    work.arrange()
    work.instruct(replace(SAFELY, words="Another van (made up)"), now=NOW + HOUR)
    assert work.works().open_visit is not None


def test_nothing_is_said_of_a_visit_before_it_begins(work: Working) -> None:
    work.accept()
    work.instruct()
    visit = work.arrange()
    with pytest.raises(Refused, match="begins at"):
        work.ended(visit, VisitEvent.ATTENDED, COMING - HOUR)


def test_a_missed_visit_raises_an_urgent_task_and_two_stop_the_contractor(work: Working) -> None:
    work.accept()
    work.instruct()
    for days in (1, 2):
        begins = NOW + timedelta(days=days)
        work.ended(work.arrange(begins, begins - HOUR), VisitEvent.MISSED, begins + HOUR)
        task = work.made.tasks()["sanctuary-visit-missed"]
        assert task.urgent
    assert work.made.state(work.job).stage is Stage.ORDERED
    later = NOW + timedelta(days=3)
    with pytest.raises(Refused, match="asks her first"):
        work.propose(later, now=later - HOUR)
    work.arrange(later, later - HOUR)
    assert "sanctuary-visit-missed" not in work.made.tasks()


def test_what_happened_is_recorded_once(work: Working) -> None:
    work.accept()
    work.instruct()
    visit = work.arrange()
    work.ended(visit, VisitEvent.ATTENDED, COMING + HOUR)
    with pytest.raises(Refused, match=r"has taken place already.*Colm Demo"):
        work.ended(visit, VisitEvent.MISSED, COMING + HOUR)


def test_an_order_given_back_calls_off_its_visit_and_asks_for_another(work: Working) -> None:
    work.accept()
    work.instruct()
    work.arrange()
    with pytest.raises(Refused, match="other reason is"):
        return_order(job_id=work.job.id, reason="other", words=None, permission=FIT, by=work.contractor, now=NOW)
    return_order(
        job_id=work.job.id, reason="no_capacity", words=None, permission=FIT, by=work.contractor, now=NOW + HOUR
    )
    assert work.works().visits[0].state is VisitState.CALLED_OFF
    assert work.made.state(work.job).stage is Stage.APPROVED
    assert "sanctuary-order-returned" in work.made.tasks()
    with pytest.raises(Refused, match="Do not attend"):
        work.propose(now=NOW + HOUR)


def test_a_job_that_she_stops_is_withdrawn_from_the_contractor(work: Working) -> None:
    work.accept()
    work.instruct()
    visit = work.arrange()
    withdraw(job_id=work.job.id, reason="wants_to_move", words=None, by=work.made.officer, now=NOW + HOUR)
    with pytest.raises(Refused, match="Do not attend"):
        record_visit(
            job_id=work.job.id, visit_id=visit, event=VisitEvent.ATTENDED, words=None, permission=FIT,
            by=work.contractor, now=COMING + HOUR,
        )  # fmt: skip


def test_a_proposal_is_within_the_coordinators_reach_only(work: Working) -> None:
    with pytest.raises(NotFound):
        propose_visit(
            job_id=work.made.there.household.id, begins=COMING, ends=COMING + HOUR, agreed=True,
            permission=COORDINATE, by=work.coordinator, now=NOW,
        )  # fmt: skip
