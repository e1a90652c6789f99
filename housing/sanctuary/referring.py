"""Referring her: she wants to stay at home, and somebody is to find out whether it can be made safe.

Her new home, which is to be safe before she moves, is a job of its own beside it (docs/adr/0084).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from housing import db
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.db import transaction
from housing.households import references
from housing.households.models import Household
from housing.households.queries import visible
from housing.places.models import Postcode, Ward
from housing.presentations.models import Presentation
from housing.refusals import Refused
from housing.sanctuary import life, naming, telling
from housing.sanctuary.checking import add_check, judge
from housing.sanctuary.known import PRIORITIES, URGENT, Answers, numbers, owed_by
from housing.sanctuary.models import MOVE, ONE_OPEN, STAY, SanctuaryJob
from housing.sanctuary.opening import keep_household, locked, open_job_of, opened, presentation_of
from housing.web.filters import said_moment
from pathway.calendar import london_day
from pathway.sanctuary_moves import Event

REFER, TELL = "sanctuary.refer", "sanctuary.tell"
LONGEST_ADDRESS = 200


@dataclass(frozen=True, slots=True)
class NewHome:
    """The home that she moves to, as a job needs it. `wanted_on`: the day of her move, None where nobody can say."""

    answers: Answers
    priority: str
    address: str | None
    postcode: str | None
    wanted_on: date | None
    words: str | None
    named: Collection[UUID] = ()


def refer(
    *,
    household_id: UUID,
    answers: Answers,
    priority: str,
    address: str | None,
    postcode: str | None,
    words: str | None,
    by: Actor,
    now: datetime,
    named: Collection[UUID] = (),
) -> SanctuaryJob:
    """Open a job for the home that she wants to stay in; her wish is kept with it.

    `named` are coordinators who may see a restricted case for it.

    Raises:
        NotFound: the household is not for this person, or it has no open presentation.
        Refused: there is an open job already (says whose), she does not want to stay, or an answer contradicts another.
    """
    insist(by, REFER)
    if answers.wants_to_stay is not True:
        raise Refused("Sanctuary is only for somebody who wants to stay in her home.", field="wants_to_stay")
    with transaction() as session:
        household = _household(session, by, household_id)
        presentation = presentation_of(session, by, household_id, REFER)
        home = NewHome(answers, priority, address, postcode, None, words, named)
        job = _begin(session, presentation, home, STAY, by=by, now=now)
        household.wants_to_stay = True
    return job


def refer_new_home(session: Session, *, household_id: UUID, home: NewHome, by: Actor, now: datetime) -> SanctuaryJob:
    """Open a job for the home that she moves to, inside the caller's transaction; her wishes are not touched, nor is
    an offer or the job of the home where she was.

    Raises:
        NotFound: the household is not for this person, or it has no presentation.
        Refused: its presentation has ended, a new home of hers has an open job already, or an answer contradicts.
    """
    insist(by, REFER)
    _household(session, by, household_id)
    presentation = presentation_of(session, by, household_id, REFER)
    return _begin(session, presentation, home, MOVE, by=by, now=now)


def _begin(
    session: Session, presentation: Presentation, home: NewHome, purpose: str, *, by: Actor, now: datetime
) -> SanctuaryJob:
    if home.priority not in PRIORITIES:
        raise Refused("Select how urgent it is.", field="priority")
    _refuse_second(session, presentation.household_id, purpose)
    job = _row(session, presentation, home, purpose, by=by, now=now)
    put_address(session, job, home.address, home.postcode)
    _store(session, job)
    facts = {"priority": home.priority, **({"purpose": purpose} if purpose == MOVE else {})}
    life.happen(session, job, Event.REFERRED, by=by, now=now, words=home.words, facts=facts)
    add_check(session, job, home.answers, None, by=by, now=now)
    naming.name(session, job, home.named, by=by, now=now)
    judge(session, job, by=by, now=now)
    telling.tell_coordinators(session, job, "sanctuary_waits", now=now)
    return job


def change_address(
    *, job_id: UUID, address: str | None, postcode: str | None, by: Actor, now: datetime
) -> SanctuaryJob:
    """Record where the home is; the trail says that it changed, never to what.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: no address, or the job has ended.
    """
    with transaction() as session:
        job = opened(session, by, job_id, TELL)
        if not address:
            raise Refused("Enter the address of her home.", field="address")
        put_address(session, job, address, postcode)
        life.happen(session, job, Event.CHECKED, by=by, now=now, facts={"changed": "address"})
    return job


def make_urgent(*, job_id: UUID, words: str | None, by: Actor, now: datetime) -> SanctuaryJob:
    """Bring a standard job forward: the urgent promise counts from now, and never makes it later.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it is urgent already, the works are done, or it has ended.
    """
    with transaction() as session:
        job = opened(session, by, job_id, TELL)
        if job.priority == URGENT:
            raise Refused("This job is urgent already.")
        was = job.due_at
        life.happen(session, job, Event.MADE_URGENT, by=by, now=now, words=words, facts={"was_due": was.isoformat()})
        job.priority = URGENT
        job.due_at = min(was, owed_by(numbers(session, job.authority_code, day_of(now)).urgent, now))
        telling.tell_coordinators(session, job, "sanctuary_waits", now=now)
    return job


def want_by(session: Session, household_id: UUID, moves_on: date | None, *, by: Actor, now: datetime) -> None:
    """The day of her move is another: the open job for her new home is wanted by that day, inside the transaction."""
    job_id = open_job_of(session, household_id, MOVE)
    if job_id is None:
        return
    keep_household(session, household_id)
    job = locked(session, job_id)
    if job.wanted_on == moves_on or life.state(job).made_safe:
        return
    facts = {"changed": "wanted_on", "was_due": job.due_at.isoformat()}
    life.happen(session, job, Event.CHECKED, by=by, now=now, facts=facts)
    promised = owed_by(numbers(session, job.authority_code, day_of(now)).promise(job.priority), job.referred_at)
    job.wanted_on, job.due_at = moves_on, _wanted_by(moves_on, now) or promised


def put_address(session: Session, job: SanctuaryJob, address: str | None, postcode: str | None) -> None:
    """Set where the home is, and the ward that it is counted in where the postcode is known.

    Raises:
        Refused: the address is too long.
    """
    if len(address or "") > LONGEST_ADDRESS:
        raise Refused(f"Use {LONGEST_ADDRESS} characters or fewer.", field="address")
    job.address, job.postcode = address, postcode
    ward = None
    if postcode:
        codes = (postcode, postcode.replace(" ", ""))
        ward = session.scalar(
            select(Ward.code).join(Postcode, Postcode.ward_code == Ward.code).where(Postcode.code.in_(codes)).limit(1)
        )
    job.ward_code = ward


def _household(session: Session, by: Actor, household_id: UUID) -> Household:
    """The household locked for a change, before anything hangs on it."""
    query = select(Household).where(Household.id == household_id, visible(by, REFER)).with_for_update(of=Household)
    found = session.scalar(query)
    if found is None:
        raise NotFound("household")
    return found


def _row(
    session: Session, presentation: Presentation, home: NewHome, purpose: str, *, by: Actor, now: datetime
) -> SanctuaryJob:
    local = numbers(session, presentation.authority_code, day_of(now))
    promised = owed_by(local.promise(home.priority), now)
    return SanctuaryJob(
        reference=references.fresh(session, SanctuaryJob.reference, "S"),
        authority_code=presentation.authority_code,
        household_id=presentation.household_id,
        household=presentation.household,
        presentation_id=presentation.id,
        presentation=presentation,
        referred_at=now,
        referred_by=by.account_id,
        referred_by_name=by.name,
        priority=home.priority,
        purpose=purpose,
        wanted_on=home.wanted_on,
        due_at=_wanted_by(home.wanted_on, now) or promised,
        events=[],
        checks=[],
        orders=[],
    )


def _wanted_by(moves_on: date | None, now: datetime) -> datetime | None:
    """The moment at which the day of her move begins; None where nobody can say, or that has passed."""
    begins = london_day(moves_on)[0] if moves_on is not None else None
    return begins if begins is not None and begins > now else None


def _refuse_second(session: Session, household_id: UUID, purpose: str) -> None:
    query = select(SanctuaryJob).where(SanctuaryJob.household_id == household_id, SanctuaryJob.ended_at.is_(None))
    other = session.scalar(query.where(SanctuaryJob.purpose == purpose))
    if other is not None:
        raise Refused(
            f"{other.referred_by_name} referred her already, {said_moment(other.referred_at)} (job {other.reference})."
        )


def _store(session: Session, job: SanctuaryJob) -> None:
    """Add the row; where the database refuses a second open one, say who was first."""
    try:
        with session.begin_nested():
            session.add(job)
    except IntegrityError as error:
        if db.broken_constraint(error) == ONE_OPEN:
            _refuse_second(session, job.household_id, job.purpose)
        raise
