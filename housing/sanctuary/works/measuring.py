"""What was done of each ordered measure, as the contractor reports it and the coordinator checks it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, Role
from housing.clock import day_of
from housing.db import transaction
from housing.refusals import Refused
from housing.sanctuary.life import happen
from housing.sanctuary.telling import ask, once, tell_contractor, tell_coordinators
from housing.sanctuary.works.models import LineReport
from housing.sanctuary.works.reach import Site, for_contractor, for_coordinator
from housing.sanctuary.works.standing import Line, works_of
from housing.sanctuary.works.visiting import drop_visit
from housing.tasks.raising import settle_tasks
from housing.web.filters import said_date
from pathway.sanctuary_appointments import VisitState
from pathway.sanctuary_lines import LineEvent, LineRefused, after, all_reported
from pathway.sanctuary_moves import Event, Stage

SIGN, MEND = "sign-off", "sent-back"
NEARLY, LATE = "nearly-late", "late"  # tasks of the clock, which stops when the work is done
CHECKED = frozenset({Stage.BOOKED, Stage.ORDERED, Stage.DONE})


def report_line(
    *, job_id: UUID, line_id: UUID, done: bool, done_on: date, words: str | None, by: Actor, now: datetime
) -> None:
    """The contractor says that a measure is fitted, or that it cannot be and why. The last one reports the job done.

    Raises:
        NotFound: the job or the measure is not within the actor's reach.
        Refused: no visit has taken place, the day is not one on which it can have been done, or it lacks its words.
    """
    with transaction() as session:
        found = for_contractor(session, by, job_id)
        line = found.line(line_id)
        _refuse_report(found, done=done, done_on=done_on, words=words, now=now)
        event = LineEvent.DONE if done else LineEvent.NOT_POSSIBLE
        _append(session, line, event, on=done_on, words=words, by=by, now=now)
        facts = {"line": line.row.id}
        audit.record(session, by, f"sanctuary.measure_{event.value}", found.job, now=now, facts=facts)
        finish_if_reported(session, found, by=by, now=now)


def check_line(*, job_id: UUID, line_id: UUID, accept: bool, words: str | None, by: Actor, now: datetime) -> None:
    """The coordinator accepts what was reported of a measure, or sends it back with a reason.

    Raises:
        NotFound: the job or the measure is not within the actor's reach.
        Refused: nothing was reported, it was accepted before, or a reason is missing.
    """
    with transaction() as session:
        found = for_coordinator(session, by, job_id)
        line = found.line(line_id)
        if not accept and not words:
            raise Refused("Say what has to be put right", field="words")
        if found.state.stage not in CHECKED:
            raise Refused(f"Measures cannot be checked now: {found.state.stage.words}")
        event = LineEvent.ACCEPTED if accept else LineEvent.SENT_BACK
        _append(session, line, event, on=day_of(now), words=words, by=by, now=now)
        facts = {"line": line.row.id}
        audit.record(session, by, f"sanctuary.measure_{event.value}", found.job, now=now, facts=facts)
        if not accept:
            _send_back(session, found, by=by, now=now)


def finish_if_reported(session: Session, found: Site, *, by: Actor, now: datetime) -> None:
    """Report the job done where nothing is left to the contractor and no extra work waits for an answer."""
    works = works_of(session, found.order)
    if found.state.stage is not Stage.BOOKED or works.undecided or not all_reported(works.states):
        return
    job = found.job
    if works.open_visit is not None:
        drop_visit(session, job, works.open_visit, by=by, now=now)
    happen(session, job, Event.WORK_DONE, order_id=found.order.id, by=by, now=now)
    for cause in (MEND, NEARLY, LATE):
        settle_tasks(session, once=once(job, cause), by=by, now=now)
    ask(
        session, job, what=SIGN, role=Role.SANCTUARY, title="Look at works that are reported done",
        why="The contractor has reported every measure. Look at each, ask whether she feels safe, and sign off.",
        due_at=job.due_at if job.due_at > now else now, by=by, now=now,
    )  # fmt: skip
    tell_coordinators(session, job, "sanctuary_waits", now=now)


def _refuse_report(found: Site, *, done: bool, done_on: date, words: str | None, now: datetime) -> None:
    if not done and not words:
        raise Refused("Say why this cannot be done", field="words")
    visited = any(visit.state is VisitState.ATTENDED for visit in found.works.visits)
    if found.state.stage is not Stage.BOOKED or not visited:
        raise Refused("Record first that a visit took place")
    placed_on = day_of(found.order.placed_at)
    if done_on < placed_on:
        raise Refused(
            f"The works were ordered on {said_date(placed_on)}: enter that day or a later one", field="done_on"
        )
    if done_on > day_of(now):
        raise Refused("The day must be today or in the past", field="done_on")


def _send_back(session: Session, found: Site, *, by: Actor, now: datetime) -> None:
    job, order = found.job, found.order
    if found.state.stage is Stage.DONE:
        happen(session, job, Event.SENT_BACK, order_id=order.id, by=by, now=now)
        settle_tasks(session, once=once(job, SIGN), by=by, now=now)
    ask(
        session, job, what=MEND, role=Role.CONTRACTOR, title="Put right what was sent back",
        why="The council has looked at the works and sent something back. The job says what.",
        due_at=job.due_at if job.due_at > now else now, organisation_id=order.organisation_id, by=by, now=now,
    )  # fmt: skip
    tell_contractor(session, job, order.organisation_id, "sanctuary_sent_back", now=now)


def _append(
    session: Session, line: Line, event: LineEvent, *, on: date, words: str | None, by: Actor, now: datetime
) -> None:
    try:
        after(line.state, event)
    except LineRefused as error:
        who = f". The last to record it was {line.last.by_name}" if line.last else ""
        raise Refused(f"{error}{who}") from error
    session.add(
        LineReport(
            line_id=line.row.id, position=len(line.reports), event=event.value, happened_on=on, words=words, at=now,
            by=by.account_id, by_name=by.name,
        )
    )  # fmt: skip
    session.flush()
