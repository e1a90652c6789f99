"""Reviews 3 and 6 months after sign-off, and how it turned out after 6 and 12."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from housing.access import Actor
from housing.clock import day_of
from housing.codes import choices
from housing.db import transaction
from housing.refusals import Refused
from housing.sanctuary.aftercare.reminders import owed_task
from housing.sanctuary.aftercare.signing import look_again
from housing.sanctuary.aftercare.standing import OUTCOMES, REVIEWS, After, after_of, local
from housing.sanctuary.days import happened
from housing.sanctuary.life import happen
from housing.sanctuary.opening import opened
from housing.sanctuary.works.reach import COORDINATE
from housing.tasks.raising import settle_tasks
from housing.web.filters import said_date
from pathway.sanctuary_aftercare import Due


@dataclass(frozen=True, slots=True)
class Found:
    """What she said at a review; `reached` False where several safe tries failed, and the rest is not known (None)."""

    reached: bool
    effective: bool | None = None
    incident: bool | None = None
    still_needed: bool | None = None


def record_review(
    *, job_id: UUID, months: int, found: Found, reviewed_on: date, words: str | None, by: Actor, now: datetime
) -> None:
    """Record a review; an incident, or works that do not hold, raise an urgent task for her officer.

    Raises:
        NotFound: the job is not within the actor's reach.
        Refused: no such review is owed, it is too soon, or it was recorded before.
    """
    with transaction() as session:
        job = opened(session, by, job_id, COORDINATE)
        numbers = local(session, job.authority_code, day_of(now))
        after = after_of(session, job, numbers)
        signed = _refuse(after, after.reviews, months, now=now, what="review")
        happened(job, reviewed_on, now, "reviewed_on")
        facts = {
            "reached": found.reached,
            "effective": found.effective if found.reached else None,
            "incident": found.incident if found.reached else None,
            "still_needed": found.still_needed if found.reached else None,
        }
        event = REVIEWS[numbers.reviews.index(months)]
        happen(session, job, event, happened_on=reviewed_on, words=words, facts=facts, by=by, now=now)
        settle_tasks(session, once=owed_task(job, event, signed), by=by, now=now)
        if found.reached and (found.incident or found.effective is False):
            why = "There was an incident" if found.incident else "What was fitted does not keep her safe any more"
            look_again(session, job, f"{why}, as a review of the works found. Look at her plan.", by=by, now=now)


def record_outcome(
    *,
    job_id: UUID,
    months: int,
    result: str,
    incident: bool | None,
    found_on: date,
    words: str | None,
    by: Actor,
    now: datetime,
) -> None:
    """Record how it turned out; `result` is of the code list, `incident` since the works, None where not known.

    Raises:
        NotFound: the job is not within the actor's reach.
        Refused: none is owed, it is too soon, it was recorded before, or the answer is not of the list.
    """
    with transaction() as session:
        job = opened(session, by, job_id, COORDINATE)
        numbers = local(session, job.authority_code, day_of(now))
        after = after_of(session, job, numbers)
        signed = _refuse(after, after.outcomes, months, now=now, what="outcome")
        happened(job, found_on, now, "found_on")
        if result not in choices(session, "sanctuary_outcome", job.authority_code):
            raise Refused("Select an answer from the list", field="result")
        event = OUTCOMES[numbers.outcomes.index(months)]
        facts = {"result": result, "incident": incident, "lent": len(after.lent)}
        happen(session, job, event, happened_on=found_on, words=words, facts=facts, by=by, now=now)
        settle_tasks(session, once=owed_task(job, event, signed), by=by, now=now)


def _refuse(after: After, dues: tuple[Due, ...], months: int, *, now: datetime, what: str) -> date:
    """The day of the sign-off that this is counted from."""
    due = next((each for each in dues if each.months == months), None)
    if due is None or after.signed_off_on is None:
        raise Refused(f"No {what} is owed {months} months after sign-off")
    if due.done:
        raise Refused(f"The {what} after {months} months was recorded already")
    if day_of(now) < due.opens_on:
        raise Refused(f"It is too soon: record this {what} from {said_date(due.opens_on)}")
    return after.signed_off_on
