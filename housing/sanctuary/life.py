"""A job's events as rows, and where it stands worked out from them. Works inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.households import timeline
from housing.presentations.guide.owing import cause
from housing.refusals import Refused
from housing.sanctuary.models import MOVE, SanctuaryEvent, SanctuaryJob
from housing.sanctuary.telling import settle_all
from housing.tasks.raising import settle_tasks
from housing.web.filters import said_moment
from pathway.sanctuary import WITH_CONTRACTOR, MoveRefused, SanctuaryState, after, state_of
from pathway.sanctuary_moves import Event

# What the household's own story says of a job; the rest is on the job's page. Never an address, never who did the work.
STORY = {
    Event.REFERRED: "Referred to have her home made safe ({reference}).",
    Event.MADE_URGENT: "The works on her home were made urgent.",
    Event.FOUND_ELIGIBLE: "Her home can be made safe, if its owner agrees.",
    Event.FOUND_NOT_ELIGIBLE: "Her home cannot be made safe as things are.",
    Event.CONSENT_GIVEN: "The owner of her home agreed to the works.",
    Event.CONSENT_REFUSED: "The owner of her home did not agree to the works.",
    Event.ORDERED: "Works to make her home safe were ordered.",
    Event.EMERGENCY_ORDERED: "Emergency works on her home were ordered, before the paperwork.",
    Event.WORK_DONE: "Works on her home were done.",
    Event.SIGNED_OFF: "The works on her home were signed off.",
    Event.NOT_POSSIBLE: "Making her home safe was not possible.",
    Event.WITHDRAWN: "She asked to stop the works on her home.",
    Event.RELEASED: "The works on her home were stopped, because she moves.",
    Event.CLOSED: "The job of making her home safe was closed.",
    Event.REOPENED: "The job of making her home safe was opened again.",
}
NEW_HOME = {Event.WITHDRAWN: "The works on her new home were stopped."}
SECURE = "secure-new-home"  # the guide's line that works on a new home do
ENDS_ORDERS = frozenset({Event.NOT_POSSIBLE, Event.WITHDRAWN, Event.RELEASED, Event.ORDER_RETURNED})


def state(job: SanctuaryJob) -> SanctuaryState:
    """Where a job stands; its events must be loaded."""
    return state_of(Event(row.event) for row in job.events)


def happen(
    session: Session,
    job: SanctuaryJob,
    event: Event,
    *,
    by: Actor,
    now: datetime,
    happened_on: date | None = None,
    reason: str | None = None,
    words: str | None = None,
    facts: Mapping[str, object] | None = None,
    order_id: UUID | None = None,
) -> SanctuaryState:
    """Append an event to a locked job, tell the household's story of it, and write it into the trail.

    `facts` hold ids, codes and sums that JSON can hold. An ending ends the order that is not done, and its tasks.

    Raises:
        Refused: the event cannot happen now; says where the job stands and who was there before.
    """
    before = state(job)
    standing = _moved(job, before, event)
    job.events.append(
        SanctuaryEvent(
            position=len(job.events),
            event=event.value,
            order_id=order_id,
            happened_on=happened_on,
            reason=reason,
            words=words,
            facts=dict(facts or {}),
            at=now, by=by.account_id, by_name=by.name,
        )
    )  # fmt: skip
    if event in ENDS_ORDERS and before.works in WITH_CONTRACTOR:
        job.orders[-1].ended_at = now
    _follow(session, job, standing, by=by, now=now)
    _tell(session, job, event, standing, by=by, now=now)
    return standing


def _tell(
    session: Session, job: SanctuaryJob, event: Event, standing: SanctuaryState, *, by: Actor, now: datetime
) -> None:
    """The household's story and the trail: no words that anybody typed."""
    if event in STORY:
        words = STORY[event].format(reference=job.reference)
        if job.purpose == MOVE:
            words = NEW_HOME.get(event, words.replace("er home", "er new home"))
        timeline.tell(session, job.household_id, "sanctuary", words, by=by, now=now)
    reason = job.events[-1].reason
    facts = {"stage": standing.stage.value, **({"reason": reason} if reason else {})}
    audit.record(session, by, f"sanctuary.{event.value}", job, now=now, facts=facts)


def _follow(session: Session, job: SanctuaryJob, standing: SanctuaryState, *, by: Actor, now: datetime) -> None:
    """What an event means for the job's own row and for the tasks about it."""
    if job.purpose == MOVE and standing.made_safe:
        settle_tasks(session, once=cause(job.presentation_id, SECURE), by=by, now=now)
    if standing.ended is None:
        job.ended_at = None
    elif job.ended_at is None:
        job.ended_at = now
        settle_all(session, job, by=by, now=now)


def _moved(job: SanctuaryJob, before: SanctuaryState, event: Event) -> SanctuaryState:
    try:
        return after(before, event)
    except MoveRefused as error:
        raise Refused(_too_late(job, error)) from error


def _too_late(job: SanctuaryJob, error: MoveRefused) -> str:
    if not job.events:
        return str(error)
    last = job.events[-1]
    return f"{error} The last to change it was {last.by_name}, {said_moment(last.at)}."
