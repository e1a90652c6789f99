"""Asking for works on a new home before she moves: of the council, or of others where the council sends nobody."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.placements.moving.models import NewHome, NewHomeWorks
from housing.placements.moving.planning import LONGEST, keep_first, newest_home, open_case, to_refer
from housing.placements.moving.works import DONE_ELSEWHERE, ELSEWHERE, JOB, lies_inside
from housing.presentations.guide.owing import cause
from housing.presentations.models import Presentation
from housing.refusals import Refused
from housing.sanctuary import referring
from housing.sanctuary.models import SanctuaryJob
from housing.tasks.raising import settle_tasks
from housing.web.filters import said_moment

OUTSIDE = "The new home lies in another council: no works can be ordered there from here. Record who was asked instead."
SECURE = "secure-new-home"  # the guide's line
OLDEST = timedelta(days=366)


def refer_home(*, household_id: UUID, home_id: UUID, home: referring.NewHome, by: Actor, now: datetime) -> SanctuaryJob:
    """Refer the home that was checked last to sanctuary; it is a job of its own, and nobody says that she stays.

    Raises:
        NotFound: the household or the home is not there, or not for this person.
        Refused: another home was checked since, it lies in another council, or somebody was asked already (says who).
    """
    with transaction() as session:
        presentation, row = _meant(session, household_id, home_id, by)
        if lies_inside(session, presentation, row) is False:
            raise Refused(OUTSIDE)
        _refuse_second(session, row)
        job = referring.refer_new_home(session, household_id=household_id, home=home, by=by, now=now)
        _write(session, row, JOB, job_id=job.id, told=None, on=day_of(now), by=by, now=now)
    return job


def ask_elsewhere(*, household_id: UUID, home_id: UUID, told: str, on: date, by: Actor, now: datetime) -> NewHomeWorks:
    """Record that somebody else was asked to make the new home safe, since the council sends nobody there.

    Raises:
        NotFound: the household or the home is not there, or not for this person.
        Refused: another home was checked since, somebody was asked already, nobody is named, or a day that cannot be.
    """
    if not told.strip():
        raise Refused("Enter who was asked.", field="told")
    if len(told) > LONGEST:
        raise Refused(f"Use {LONGEST:,} characters or fewer.", field="told")
    with transaction() as session:
        _, row = _meant(session, household_id, home_id, by)
        _day(on, now)
        _refuse_second(session, row)
        made = _write(session, row, ELSEWHERE, job_id=None, told=told, on=on, by=by, now=now)
        words = "Somebody outside the council was asked to make her new home safe."
        timeline.tell(session, household_id, "safety", words, by=by, now=now)
    return made


def done_elsewhere(*, household_id: UUID, home_id: UUID, on: date, by: Actor, now: datetime) -> NewHomeWorks:
    """Record that whoever was asked elsewhere said that the home is safe now.

    Raises:
        NotFound: the household or the home is not there, nobody was asked, or it is not for this person.
        Refused: it was said already (says by whom), or a day that cannot be.
    """
    with transaction() as session:
        presentation, row = _meant(session, household_id, home_id, by)
        if _row(session, row.id, ELSEWHERE) is None:
            raise NotFound("works elsewhere")
        _day(on, now)
        if (said := _row(session, row.id, DONE_ELSEWHERE)) is not None:
            raise Refused(f"{said.by_name} recorded it already, {said_moment(said.at)}.")
        made = _write(session, row, DONE_ELSEWHERE, job_id=None, told=None, on=on, by=by, now=now)
        settle_tasks(session, once=cause(presentation.id, SECURE), by=by, now=now)
        words = "Her new home is safe now, as those who were asked there say."
        timeline.tell(session, household_id, "safety", words, by=by, now=now)
    return made


def _meant(session: Session, household_id: UUID, home_id: UUID, by: Actor) -> tuple[Presentation, NewHome]:
    keep_first(session, household_id)
    presentation = open_case(session, household_id, by)
    home = session.get(NewHome, home_id)
    if home is None or home.presentation_id != presentation.id:
        raise NotFound("new home")
    meant = newest_home(session, presentation.id)
    if meant is None or meant.id != home.id:
        raise Refused("Another home was checked since, or the move was called off. Go on from the page of moving on.")
    return presentation, home


def _write(
    session: Session,
    home: NewHome,
    kind: str,
    *,
    job_id: UUID | None,
    told: str | None,
    on: date,
    by: Actor,
    now: datetime,
) -> NewHomeWorks:
    row = NewHomeWorks(
        new_home_id=home.id, kind=kind, job_id=job_id, told=told, happened_on=on, at=now, by=by.account_id,
        by_name=by.name,
    )  # fmt: skip
    session.add(row)
    session.flush()
    settle_tasks(session, once=to_refer(home.presentation_id), by=by, now=now)
    audit.record(session, by, f"new_home.works_{kind}", row, now=now, facts={"home": home.id})
    return row


def _refuse_second(session: Session, home: NewHome) -> None:
    first = _row(session, home.id, JOB) or _row(session, home.id, ELSEWHERE)
    if first is not None:
        raise Refused(f"{first.by_name} asked for the works on this home already, {said_moment(first.at)}.")


def _row(session: Session, home_id: UUID, kind: str) -> NewHomeWorks | None:
    query = select(NewHomeWorks).where(NewHomeWorks.new_home_id == home_id, NewHomeWorks.kind == kind)
    return session.scalar(query)


def _day(on: date, now: datetime) -> None:
    if not day_of(now) - OLDEST <= on <= day_of(now):
        raise Refused("The day must be today or in the past year.", field="on")
