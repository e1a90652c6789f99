"""The move is off: she does not go to that home, or lives there no more; and what becomes of the works is asked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound
from housing.codes import choices
from housing.db import transaction
from housing.households import timeline
from housing.placements.moving.models import Move, MoveCalledOff, NewHome, NewHomeWorks
from housing.placements.moving.planning import LONGEST, keep_first, open_case, to_refer
from housing.presentations import stages
from housing.presentations.models import Presentation
from housing.refusals import Refused
from housing.sanctuary.ending import stop_new_home
from housing.sanctuary.models import SanctuaryJob
from housing.tasks.raising import settle_tasks
from housing.web.filters import said_moment
from pathway.stages import Stage

REASONS = "move_off_reason"
STOPPED, KEPT, NONE = "stopped", "kept", "none"


def call_off(
    *, household_id: UUID, home_id: UUID, reason: str, works: str | None, words: str | None, by: Actor, now: datetime
) -> MoveCalledOff:
    """Record that she does not move to a home after all. `works`: "stopped" or "kept", asked where a job is open.

    A household that waits to move goes back to settling. An offer or the job of the home where she was is not touched.

    Raises:
        NotFound: the household or the home is not there, or not for this person.
        Refused: said already (by whom), no reason of the list, or nothing said of works that go on.
    """
    if len(words or "") > LONGEST:
        raise Refused(f"Use {LONGEST:,} characters or fewer.", field="words")
    with transaction() as session:
        keep_first(session, household_id)
        presentation = open_case(session, household_id, by)
        home = home_of(session, household_id, home_id)
        _refuse_second(session, home)
        if reason not in choices(session, REASONS, presentation.authority_code):
            raise Refused("Select why.", field="reason")
        job_id = running_job(session, home.id)
        became = _works(works) if job_id is not None else NONE
        row = MoveCalledOff(
            new_home_id=home.id, reason=reason, works=became, words=words, at=now, by=by.account_id, by_name=by.name
        )
        session.add(row)
        session.flush()
        if job_id is not None and became == STOPPED:
            stop_new_home(session, job_id, words=None, by=by, now=now)
        settle_tasks(session, once=to_refer(home.presentation_id), by=by, now=now)
        _story(session, presentation, home, by=by, now=now)
        facts = {"household": household_id, "reason": reason, "works": became}
        audit.record(session, by, "move.called_off", row, now=now, facts=facts)
    return row


def home_of(session: Session, household_id: UUID, home_id: UUID) -> NewHome:
    """A home of one household, of this presentation or an earlier one. Raises NotFound."""
    query = select(NewHome).join(Presentation, Presentation.id == NewHome.presentation_id)
    found = session.scalar(query.where(NewHome.id == home_id, Presentation.household_id == household_id))
    if found is None:
        raise NotFound("new home")
    return found


def running_job(session: Session, home_id: UUID) -> UUID | None:
    """The open job of a home."""
    query = select(NewHomeWorks.job_id).join(SanctuaryJob, SanctuaryJob.id == NewHomeWorks.job_id)
    return session.scalar(query.where(NewHomeWorks.new_home_id == home_id, SanctuaryJob.ended_at.is_(None)))


def _works(works: str | None) -> str:
    if works not in (STOPPED, KEPT):
        raise Refused("Select what happens with the works on that home.", field="works")
    return works


def _story(session: Session, presentation: Presentation, home: NewHome, *, by: Actor, now: datetime) -> None:
    words = "The move to a new home was called off."
    timeline.tell(session, presentation.household_id, "stage", words, by=by, now=now)
    moved = session.scalar(select(Move.id).where(Move.new_home_id == home.id))
    here = home.presentation_id == presentation.id and moved is None
    if here and stages.standing(session, presentation) is Stage.MOVING_ON:
        stages.make(session, presentation, "move_fell_through", reason=None, by=by, now=now)


def _refuse_second(session: Session, home: NewHome) -> None:
    first = session.scalar(select(MoveCalledOff).where(MoveCalledOff.new_home_id == home.id))
    if first is not None:
        raise Refused(f"{first.by_name} called it off already, {said_moment(first.at)}.")
