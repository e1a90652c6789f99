"""Every way out of a job but its own end: she asks to stop, it is not possible, or she moves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing.access import Actor, Role
from housing.clock import day_of
from housing.codes import choices
from housing.db import transaction
from housing.refusals import Refused
from housing.sanctuary import life, telling
from housing.sanctuary.known import numbers, owed_by
from housing.sanctuary.models import SanctuaryJob
from housing.sanctuary.opening import locked, open_job_of, opened
from pathway.sanctuary import WITH_CONTRACTOR
from pathway.sanctuary_moves import Event

TELL, WORK = "sanctuary.tell", "sanctuary.work"
WITHDRAWALS, NOT_POSSIBLE = "sanctuary_withdrawal", "sanctuary_not_possible"
AFTER_MOVE = "after-move"
NO_MOVE = "move_off"  # of the code list `sanctuary_withdrawal`


def withdraw(*, job_id: UUID, reason: str | None, words: str | None, by: Actor, now: datetime) -> SanctuaryJob:
    """She asks to stop, at any time; she need not say why ("not_said" is a reason).

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: no reason of the list, or the job has ended.
    """
    with transaction() as session:
        job = opened(session, by, job_id, TELL)
        _reason(session, job, WITHDRAWALS, reason, words)
        _stop(session, job, Event.WITHDRAWN, by=by, now=now, reason=reason, words=words)
        telling.tell_coordinators(session, job, "sanctuary_moved", now=now)
    return job


def give_up(*, job_id: UUID, reason: str | None, words: str | None, by: Actor, now: datetime) -> SanctuaryJob:
    """End a job because her home cannot be made safe; her officer is told, since she needs another way.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: no reason of the list, works are ordered, or the job has ended.
    """
    with transaction() as session:
        job = opened(session, by, job_id, WORK)
        _reason(session, job, NOT_POSSIBLE, reason, words)
        _stop(session, job, Event.NOT_POSSIBLE, by=by, now=now, reason=reason, words=words)
        telling.tell_officer(session, job, "sanctuary_moved", now=now)
    return job


def release(session: Session, household_id: UUID, *, why: str, by: Actor, now: datetime) -> SanctuaryJob | None:
    """Release a household's open job because she moves, inside the caller's transaction; None where there is none.

    The household, and whatever else the use case locks, are locked before (docs/adr/0060). `why` is a slug:
    "offer_accepted", "arrived". Where works have been done, somebody has to take off flags and fetch what was lent.
    """
    job_id = open_job_of(session, household_id)
    if job_id is None:
        return None
    job = locked(session, job_id)
    standing = life.state(job)
    if not standing.may(Event.RELEASED):
        return None
    _stop(session, job, Event.RELEASED, by=by, now=now, reason=why, words=None)
    telling.tell_coordinators(session, job, "sanctuary_stopped", now=now)
    if standing.made_safe:
        _fetch_back(session, job, by=by, now=now)
    return job


def stop_new_home(session: Session, job_id: UUID, *, words: str | None, by: Actor, now: datetime) -> None:
    """Stop the works on a home that she does not move to, inside the caller's transaction; the household is kept.

    Raises:
        Refused: the job has ended.
    """
    job = locked(session, job_id)
    standing = life.state(job)
    _stop(session, job, Event.WITHDRAWN, by=by, now=now, reason=NO_MOVE, words=words)
    telling.tell_coordinators(session, job, "sanctuary_stopped", now=now)
    if standing.made_safe:
        _fetch_back(session, job, by=by, now=now)


def _stop(
    session: Session,
    job: SanctuaryJob,
    event: Event,
    *,
    by: Actor,
    now: datetime,
    reason: str | None,
    words: str | None,
) -> None:
    """End the job; whoever was ordered is told not to go there."""
    expected = job.orders[-1] if life.state(job).works in WITH_CONTRACTOR else None
    life.happen(session, job, event, by=by, now=now, reason=reason, words=words)
    if expected is not None:
        telling.tell_contractor(session, job, expected.organisation_id, "sanctuary_stopped", now=now)


def _fetch_back(session: Session, job: SanctuaryJob, *, by: Actor, now: datetime) -> None:
    telling.ask(
        session,
        job,
        what=AFTER_MOVE,
        role=Role.SANCTUARY,
        title="Take off flags and fetch back what was lent",
        why="She moves away from a home that was made safe: the fire service and the police should know, and alarms or "
        "cameras that were lent to her come back.",
        due_at=owed_by(numbers(session, job.authority_code, day_of(now)).standard, now),
        by=by,
        now=now,
    )


def _reason(session: Session, job: SanctuaryJob, name: str, reason: str | None, words: str | None) -> None:
    if not reason or reason not in choices(session, name, job.authority_code):
        raise Refused("Select a reason from the list.", field="reason")
    if reason == "other" and not (words or "").strip():
        raise Refused("Say in a few words what the other reason is.", field="words")
