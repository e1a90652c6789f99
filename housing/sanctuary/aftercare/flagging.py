"""The flag on her address at the police and the fire service: asked for, set, looked at again, removed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.clock import day_of
from housing.db import transaction
from housing.refusals import Refused
from housing.sanctuary.aftercare.models import FlagLine
from housing.sanctuary.aftercare.standing import SERVICES, Flag, after_of, local
from housing.sanctuary.days import happened
from housing.sanctuary.life import happen
from housing.sanctuary.models import SanctuaryJob
from housing.sanctuary.opening import opened
from housing.sanctuary.telling import once
from housing.sanctuary.works.reach import COORDINATE
from housing.tasks.raising import settle_tasks
from pathway.sanctuary_aftercare import FLAG_MOVES, FlagEvent, FlagState
from pathway.sanctuary_moves import Event

ASKS_WHEN = frozenset({FlagEvent.SET, FlagEvent.REVIEWED})
IN_STORY = {FlagEvent.SET: Event.FLAGGED, FlagEvent.REMOVED: Event.UNFLAGGED}
SAID = {
    FlagState.NONE: "no flag has been asked for",
    FlagState.ASKED: "it was asked for and has not been answered",
    FlagState.STANDING: "it stands",
    FlagState.REFUSED: "it was refused",
    FlagState.REMOVED: "it was removed",
}


def record_flag(
    *,
    job_id: UUID,
    service: str,
    event: FlagEvent,
    happened_on: date,
    reference: str | None,
    review_on: date | None,
    by: Actor,
    now: datetime,
) -> None:
    """Record what happened to a flag. A flag that stands has a day on which the service looks at it again.

    Sent twice it is recorded once.

    Raises:
        NotFound: the job is not within the actor's reach.
        Refused: it cannot follow, a day cannot be, or the job has ended and it is not a removal.
    """
    with transaction() as session:
        job = opened(session, by, job_id, COORDINATE)
        if service not in SERVICES:
            raise Refused("Select a service", field="service")
        flag = after_of(session, job, local(session, job.authority_code, day_of(now))).flag(service)
        again_on = review_on if event in ASKS_WHEN else None
        last = flag.lines[-1] if flag.lines else None
        said = (event.value, happened_on, reference, again_on)
        if last is not None and (last.event, last.happened_on, last.reference, last.review_on) == said:
            return
        _refuse(job, flag, event, happened_on, review_on, now=now)
        session.add(
            FlagLine(
                job_id=job.id, service=service, position=len(flag.lines), event=event.value, happened_on=happened_on,
                reference=reference, review_on=again_on, at=now, by=by.account_id, by_name=by.name,
            )
        )  # fmt: skip
        session.flush()
        _follow(session, job, service, event, happened_on, by=by, now=now)


def cause(job: SanctuaryJob, service: str, review_on: date) -> str:
    """The cause of the task that asks for a flag to be looked at again, or removed."""
    return once(job, f"flag-{service}-{review_on}")


def _refuse(
    job: SanctuaryJob, flag: Flag, event: FlagEvent, happened_on: date, review_on: date | None, *, now: datetime
) -> None:
    happened(job, happened_on, now, "happened_on")
    if event not in FLAG_MOVES[flag.state]:
        raise Refused(f"That cannot be recorded: {SAID[flag.state]}", field="event")
    if flag.lines and happened_on < flag.lines[-1].happened_on:
        raise Refused("The day must not be before what was recorded last", field="happened_on")
    if job.ended_at is not None and event in (FlagEvent.ASKED, FlagEvent.SET):
        raise Refused("The job has ended: a flag can only be removed", field="event")
    if event in ASKS_WHEN and (review_on is None or review_on <= happened_on):
        raise Refused("Enter a later day on which the service looks at it again", field="review_on")


def _follow(
    session: Session, job: SanctuaryJob, service: str, event: FlagEvent, on: date, *, by: Actor, now: datetime
) -> None:
    if event in IN_STORY:
        happen(session, job, IN_STORY[event], happened_on=on, facts={"service": service}, by=by, now=now)
    else:
        audit.record(session, by, f"sanctuary.flag_{event.value}", job, now=now, facts={"service": service})
    if event in (FlagEvent.REVIEWED, FlagEvent.REMOVED):
        for line in after_of(session, job, local(session, job.authority_code, day_of(now))).flag(service).lines:
            if line.review_on is not None and line.happened_on <= on:
                settle_tasks(session, once=cause(job, service, line.review_on), by=by, now=now)
