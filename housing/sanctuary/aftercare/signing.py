"""The coordinator's word that the works are right, the end of a job, and opening one again."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing.access import Actor, Role
from housing.clock import day_of
from housing.codes import choices
from housing.db import transaction
from housing.refusals import Refused
from housing.sanctuary.days import happened
from housing.sanctuary.life import happen
from housing.sanctuary.models import SanctuaryJob
from housing.sanctuary.opening import open_job_of, opened
from housing.sanctuary.telling import ask, once, tell_officer
from housing.sanctuary.works.measuring import SIGN
from housing.sanctuary.works.reach import COORDINATE, for_coordinator
from housing.tasks.raising import settle_tasks
from pathway.sanctuary_lines import all_settled
from pathway.sanctuary_moves import Event

NOT_SAFE = "not-safe"
OTHER = "Say in a few words what the other reason is"


def sign_off(
    *, job_id: UUID, feels_safe: bool | None, signed_off_on: date, words: str | None, by: Actor, now: datetime
) -> None:
    """Sign off works of which every measure was accepted; `feels_safe` is what she says, None where nobody could ask.

    Raises:
        NotFound: the job is not within the actor's reach.
        Refused: a measure or extra work is still open, nothing was fitted, or the day cannot be.
    """
    with transaction() as session:
        found = for_coordinator(session, by, job_id)
        job, works = found.job, found.works
        happened(job, signed_off_on, now, "signed_off_on")
        if works.undecided:
            raise Refused("Extra work is still to be decided about")
        if not all_settled(works.states):
            raise Refused("Accept each measure first, or send it back. At least one has to be fitted")
        happen(
            session, job, Event.SIGNED_OFF, order_id=found.order.id, happened_on=signed_off_on, words=words,
            facts={"feels_safe": feels_safe}, by=by, now=now,
        )  # fmt: skip
        settle_tasks(session, once=once(job, SIGN), by=by, now=now)
        tell_officer(session, job, "sanctuary_moved", now=now)
        if feels_safe is False:
            look_again(
                session, job, "She does not feel safe after the works. Look at her plan with her again.", by=by, now=now
            )


def look_again(session: Session, job: SanctuaryJob, why: str, *, by: Actor, now: datetime) -> None:
    """Raise an urgent task for her officer's team, inside the caller's transaction; `why` names nobody."""
    task = ask(
        session, job, what=NOT_SAFE, role=Role.OFFICER, title="Look at her safety again", why=why, due_at=now,
        organisation_id=job.household.organisation_id, by=by, now=now,
    )  # fmt: skip
    task.urgent = True


def close_job(*, job_id: UUID, reason: str, words: str | None, by: Actor, now: datetime) -> None:
    """End a job whose works are signed off.

    Raises:
        NotFound: the job is not within the actor's reach.
        Refused: no reason of the list, or it is not at its end.
    """
    with transaction() as session:
        job = opened(session, by, job_id, COORDINATE)
        _reason(session, job, "sanctuary_close", reason, words)
        happen(session, job, Event.CLOSED, reason=reason, words=words, happened_on=day_of(now), by=by, now=now)


def reopen_job(*, job_id: UUID, reason: str, words: str | None, by: Actor, now: datetime) -> None:
    """Open a closed job again, to look after what is there; new works are a new referral.

    Raises:
        NotFound: the job is not within the actor's reach.
        Refused: no reason of the list, it was not closed, or the household has another open job.
    """
    with transaction() as session:
        job = opened(session, by, job_id, COORDINATE)
        _reason(session, job, "sanctuary_reopen", reason, words)
        if another_open(session, job):
            raise Refused("Another job of this household is open. Go on with that one")
        happen(session, job, Event.REOPENED, reason=reason, words=words, happened_on=day_of(now), by=by, now=now)
        if reason == "incident":
            look_again(
                session, job, "There was a new incident at a home that was made safe. Look at her plan with her again.",
                by=by, now=now,
            )  # fmt: skip


def another_open(session: Session, job: SanctuaryJob) -> bool:
    """Whether the household, which is kept, has an open job besides this one."""
    other = open_job_of(session, job.household_id, job.purpose)
    return other is not None and other != job.id


def _reason(session: Session, job: SanctuaryJob, name: str, reason: str, words: str | None) -> None:
    if reason not in choices(session, name, job.authority_code):
        raise Refused("Select a reason from the list", field="reason")
    if reason == "other" and not words:
        raise Refused(OTHER, field="words")
