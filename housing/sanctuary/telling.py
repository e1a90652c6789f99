"""Who hears of a sanctuary job: messages that say only that something waits, and tasks about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session

from housing import outbox
from housing.access import Actor, Role
from housing.clock import day_of
from housing.households.models import CasePerson, Household
from housing.people.models import Account, ConflictOfInterest, Membership, Organisation
from housing.people.queries import in_force
from housing.sanctuary.models import SanctuaryJob
from housing.tasks.models import Task
from housing.tasks.raising import happen, raise_task

SUBJECT = "sanctuary_job"


def once(job: SanctuaryJob, what: str) -> str:
    """The cause of a task about a job."""
    return f"sanctuary:{job.id}:{what}"


def ask(
    session: Session,
    job: SanctuaryJob,
    *,
    what: str,
    role: Role,
    title: str,
    why: str,
    due_at: datetime,
    by: Actor,
    now: datetime,
    organisation_id: UUID | None = None,
) -> Task:
    """Raise a task about a job, once for `what`; urgent where the job is."""
    return raise_task(
        session,
        kind=f"sanctuary-{what}",
        authority=job.authority_code,
        role=role,
        title=title,
        why=why,
        due_at=due_at,
        urgent=job.priority == "urgent",
        household_id=job.household_id,
        organisation_id=organisation_id,
        about=(SUBJECT, job.id),
        called=job.reference,
        once=once(job, what),
        by=by,
        now=now,
    )


def settle_all(session: Session, job: SanctuaryJob, *, by: Actor, now: datetime) -> int:
    """Close every open task about a job that has ended; how many there were."""
    query = (
        select(Task)
        .where(Task.subject == SUBJECT, Task.subject_id == job.id, Task.closed_at.is_(None))
        .order_by(Task.id)
        .with_for_update()
    )
    found = session.scalars(query).all()
    for task in found:
        happen(session, task, "settled", by=by, now=now)
    return len(found)


def coordinators(session: Session, household: Household, *, now: datetime) -> Sequence[UUID]:
    """The council's sanctuary coordinators to whom the case is not closed: those who can run the job."""
    query = (
        _staff(Role.SANCTUARY, now)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Organisation.authority_code == household.authority_code, _open_to(household))
    )
    return session.scalars(query).all()


def tell_coordinators(session: Session, job: SanctuaryJob, wording: str, *, now: datetime) -> None:
    """Tell those who can run the job; its household must be loaded."""
    _put(session, coordinators(session, job.household, now=now), wording, job, now)


def tell_contractor(session: Session, job: SanctuaryJob, organisation_id: UUID, wording: str, *, now: datetime) -> None:
    """Tell a contractor's people to whom the family is not known."""
    query = _staff(Role.CONTRACTOR, now).where(
        Membership.organisation_id == organisation_id, ~_barred(job.household_id)
    )
    _put(session, session.scalars(query).all(), wording, job, now)


def tell_officer(session: Session, job: SanctuaryJob, wording: str, *, now: datetime) -> None:
    """Tell whoever referred her, and her officer where that is somebody else; the presentation must be loaded."""
    people = {job.referred_by, job.presentation.officer_id} - {None}
    _put(session, sorted(each for each in people if each), wording, job, now)


def _put(session: Session, accounts: Sequence[UUID], wording: str, job: SanctuaryJob, now: datetime) -> None:
    for account_id in accounts:
        outbox.put(session, account_id=account_id, wording=wording, facts={"reference": job.reference}, now=now)


def _staff(role: Role, now: datetime) -> Select[UUID]:
    return (
        select(Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.role == role, in_force(day_of(now)), Account.closed_at.is_(None))
        .distinct()
        .order_by(Membership.account_id)
    )


def _open_to(household: Household) -> ColumnElement[bool]:
    named = exists().where(CasePerson.household_id == household.id, CasePerson.account_id == Membership.account_id)
    within = or_(~exists().where(Household.id == household.id, Household.restricted), named)
    return within & ~_barred(household.id)


def _barred(household_id: UUID) -> ColumnElement[bool]:
    return exists().where(
        ConflictOfInterest.household_id == household_id, ConflictOfInterest.account_id == Membership.account_id
    )
