"""Visits to her home: proposed inside her safe hours, agreed with her, then attended, missed or called off."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound, Role
from housing.clock import day_of
from housing.codes import setting
from housing.db import transaction
from housing.refusals import Refused
from housing.sanctuary.life import happen
from housing.sanctuary.models import SanctuaryJob
from housing.sanctuary.telling import ask, once, tell_contractor, tell_coordinators
from housing.sanctuary.works.models import Appointment, AppointmentEvent
from housing.sanctuary.works.reach import COORDINATE, FIT, Site, site
from housing.sanctuary.works.safety import usable
from housing.sanctuary.works.standing import Visit
from housing.tasks.raising import settle_tasks
from housing.web.filters import said_moment
from pathway.sanctuary_appointments import VisitEvent, VisitRefused, after
from pathway.sanctuary_moves import Event
from pathway.sanctuary_visits import VisitRule, why_not_visit

AGREE, CHECK_ON_HER = "agree-visit", "visit-missed"
TO_AGREE = timedelta(hours=4)  # a task's usual patience; never later than the visit itself
ASKED_BY_COUNCIL = "Only the council asks her about this visit: you may not telephone her"


def propose_visit(
    *,
    job_id: UUID,
    begins: datetime,
    ends: datetime,
    agreed: bool,
    permission: str,
    by: Actor,
    now: datetime,
) -> Appointment:
    """Arrange a visit; `agreed`: she has said yes to it already, to somebody who may reach her.

    Raises:
        NotFound: the job is not within the actor's reach.
        Refused: not accepted, not safe then, nobody has recorded how to come or it is out of date, one stands already,
            a contractor says that she agreed without being allowed to ask her, or too many were missed.
    """
    with transaction() as session:
        found = site(session, by, job_id, permission)
        rule = usable(session, found.job).rule
        _refuse(session, found, begins, ends, rule=rule, permission=permission, now=now)
        if agreed and permission == FIT and not rule.telephone:
            raise Refused(ASKED_BY_COUNCIL, field="agreed")
        row = Appointment(job_id=found.job.id, order_id=found.order.id, during=Range(begins, ends, bounds="[)"))
        session.add(row)
        session.flush()
        _append(session, row, 0, VisitEvent.PROPOSED, by=by, now=now)
        audit.record(session, by, "sanctuary.visit_proposed", found.job, now=now, facts={"appointment": row.id})
        if agreed:
            _agree(session, found, row, 1, by=by, now=now)
        else:
            ask(
                session, found.job, what=AGREE, role=Role.SANCTUARY, title="Ask her about a visit",
                why="A contractor has proposed a visit. Ask her in a safe way whether it suits her.",
                due_at=min(now + TO_AGREE, begins), by=by, now=now,
            )  # fmt: skip
    return row


def agree_visit(*, job_id: UUID, visit_id: UUID, permission: str, by: Actor, now: datetime) -> None:
    """Record that she has agreed to a proposed visit.

    Raises:
        NotFound: the job or the visit is not within the actor's reach.
        Refused: it is not a proposal any more, or its time has come.
    """
    with transaction() as session:
        found = site(session, by, job_id, permission)
        visit = _visit(found, visit_id)
        _allowed(visit, VisitEvent.CONFIRMED)
        rule = usable(session, found.job).rule
        if permission == FIT and not rule.telephone:
            raise Refused(ASKED_BY_COUNCIL)
        if visit.row.begins <= now:
            raise Refused("The time of this visit has come. Call it off and propose another")
        _agree(session, found, visit.row, len(visit.row.events), by=by, now=now)


def record_visit(
    *, job_id: UUID, visit_id: UUID, event: VisitEvent, words: str | None, permission: str, by: Actor, now: datetime
) -> None:
    """Record that a visit took place, was missed, or is called off.

    Raises:
        NotFound: the job or the visit is not within the actor's reach.
        Refused: it cannot follow, or the visit has not begun.
    """
    with transaction() as session:
        found = site(session, by, job_id, permission)
        visit = _visit(found, visit_id)
        _allowed(visit, event)
        if event is not VisitEvent.CALLED_OFF and now < visit.row.begins:
            raise Refused(f"This visit begins at {said_moment(visit.row.begins)}")
        end_visit(session, found.job, visit, event, words=words, by=by, now=now)


def end_visit(
    session: Session,
    job: SanctuaryJob,
    visit: Visit,
    event: VisitEvent,
    *,
    words: str | None,
    by: Actor,
    now: datetime,
) -> None:
    """End a visit of a locked job with attended, missed or called off; those who have to act are told."""
    agreed = any(row.event == VisitEvent.CONFIRMED for row in visit.row.events)
    _append(session, visit.row, len(visit.row.events), event, words=words, by=by, now=now)
    visit.row.ended_at = now
    session.flush()
    facts = {"appointment": str(visit.row.id)}
    audit.record(session, by, f"sanctuary.visit_{event.value}", job, now=now, facts=facts)
    settle_tasks(session, once=once(job, AGREE), by=by, now=now)
    order_id = visit.row.order_id
    if event is VisitEvent.ATTENDED:
        happen(session, job, Event.ATTENDED, order_id=order_id, facts=facts, by=by, now=now)
    elif agreed:
        called_off = {**facts, "called_off": event is VisitEvent.CALLED_OFF}
        happen(session, job, Event.APPOINTMENT_MISSED, order_id=order_id, facts=called_off, by=by, now=now)
    if event is VisitEvent.MISSED:
        _check_on_her(session, job, by=by, now=now)
    if event is VisitEvent.CALLED_OFF:
        organisation = next(order.organisation_id for order in job.orders if order.id == order_id)
        tell_contractor(session, job, organisation, "sanctuary_visit_off", now=now)
        tell_coordinators(session, job, "sanctuary_moved", now=now)


def drop_visit(session: Session, job: SanctuaryJob, visit: Visit, *, by: Actor, now: datetime) -> None:
    """Call off a visit that nobody needs any more, since everything is done; the job does not go back for it."""
    _append(session, visit.row, len(visit.row.events), VisitEvent.CALLED_OFF, by=by, now=now)
    visit.row.ended_at = now
    session.flush()
    audit.record(session, by, "sanctuary.visit_called_off", job, now=now, facts={"appointment": visit.row.id})
    settle_tasks(session, once=once(job, AGREE), by=by, now=now)


def _check_on_her(session: Session, job: SanctuaryJob, *, by: Actor, now: datetime) -> None:
    """Nobody opened: that may be a sign. Somebody who can reach her safely asks, before anybody goes there again."""
    task = ask(
        session, job, what=CHECK_ON_HER, role=Role.SANCTUARY, title="Nobody opened to a visit: check that she is safe",
        why="A visit that she had agreed to was missed. Ask in a safe way whether she is well before another is made.",
        due_at=now, by=by, now=now,
    )  # fmt: skip
    task.urgent = True


def _refuse(
    session: Session,
    found: Site,
    begins: datetime,
    ends: datetime,
    *,
    rule: VisitRule,
    permission: str,
    now: datetime,
) -> None:
    if permission == FIT and not found.accepted:
        raise Refused("Accept the order before you propose a visit")
    sentence = why_not_visit(rule, begins, ends, now=now)
    if sentence is not None:
        raise Refused(sentence, field="begins_at")
    visit = found.works.open_visit
    if visit is not None:
        raise Refused(f"A visit is arranged already, at {said_moment(visit.row.begins)}. Call it off first")
    if not found.state.may(Event.APPOINTMENT_MADE):
        raise Refused(f"No visit can be arranged now: {found.state.stage.words}")
    most = setting(session, "sanctuary.missed_visits", authority=found.job.authority_code, on=day_of(now))
    if permission != COORDINATE and found.works.missed >= most:
        raise Refused("Visits were missed. The council asks her first, and arranges the next one")


def _agree(session: Session, found: Site, row: Appointment, position: int, *, by: Actor, now: datetime) -> None:
    _append(session, row, position, VisitEvent.CONFIRMED, by=by, now=now)
    facts = {"appointment": str(row.id)}
    happen(session, found.job, Event.APPOINTMENT_MADE, order_id=found.order.id, facts=facts, by=by, now=now)
    settle_tasks(session, once=once(found.job, AGREE), by=by, now=now)
    settle_tasks(session, once=once(found.job, CHECK_ON_HER), by=by, now=now)
    tell_contractor(session, found.job, found.order.organisation_id, "sanctuary_visit_agreed", now=now)


def _visit(found: Site, visit_id: UUID) -> Visit:
    visit = next((each for each in found.works.visits if each.row.id == visit_id), None)
    if visit is None:
        raise NotFound("visit")
    return visit


def _allowed(visit: Visit, event: VisitEvent) -> None:
    try:
        after(visit.state, event)
    except VisitRefused as error:
        raise Refused(f"{error}. The last to record it was {visit.row.events[-1].by_name}") from error


def _append(
    session: Session,
    row: Appointment,
    position: int,
    event: VisitEvent,
    *,
    by: Actor,
    now: datetime,
    words: str | None = None,
) -> None:
    session.add(
        AppointmentEvent(
            appointment_id=row.id, position=position, event=event.value, words=words, at=now,
            by=by.account_id, by_name=by.name,
        )
    )  # fmt: skip
