"""Whose a case may be, whose it has been, and the cases that are nobody's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from housing.access import POLICY, Actor
from housing.clock import day_of
from housing.households.models import CasePerson, Household
from housing.households.queries import READ, visible
from housing.households.restriction import nameable, named_for, nobody_named
from housing.people.models import Account, ConflictOfInterest, Membership, Organisation
from housing.people.queries import in_force
from housing.presentations.index.queries import band_now, stage_now
from housing.presentations.models import Presentation
from housing.presentations.worker.models import WorkerEntry

OWN, ASSIGN = "case.hand_over", "case.assign"
URGENT = 2  # bands 1 and 2: nowhere safe tonight, or high risk where she is


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case without a worker. `since` is when the last one went, or when she asked for help."""

    household: Household
    presentation: Presentation
    band: int | None
    stage: str | None
    since: datetime

    def days(self, now: datetime) -> int:
        """Whole days without a worker, at least."""
        return (now - self.since).days


@dataclass(frozen=True, slots=True)
class Load:
    """One worker and how many open cases are theirs, of those that the person who asks may see."""

    account: UUID
    name: str
    cases: int
    urgent: int


def nobody(now: datetime) -> ColumnElement[bool]:
    """Of an open `Presentation` and its `Household`: nobody works with her who could open the case today.

    No account is named, or it is closed, holds no role that reads households in this council, is barred by a conflict
    of interest, or is not among those named for a restricted case.
    """
    reads = [role.value for role in POLICY[READ]]
    at_work = exists().where(
        Account.id == Presentation.officer_id,
        Account.closed_at.is_(None),
        Membership.account_id == Account.id,
        Membership.role.in_(reads),
        in_force(day_of(now)),
        Organisation.id == Membership.organisation_id,
        Organisation.authority_code == Presentation.authority_code,
    )
    barred = exists().where(
        ConflictOfInterest.account_id == Presentation.officer_id,
        ConflictOfInterest.household_id == Presentation.household_id,
    )
    named = exists().where(
        CasePerson.account_id == Presentation.officer_id, CasePerson.household_id == Presentation.household_id
    )
    return or_(~at_work, barred, and_(Household.restricted, ~named))


def unassigned(
    session: Session, actor: Actor, now: datetime, *, offset: int = 0, limit: int | None = None
) -> list[Waiting]:
    """Cases without a worker, the most urgent band and then the longest wait first, in one query."""
    since = select(func.max(WorkerEntry.at)).where(WorkerEntry.presentation_id == Presentation.id).scalar_subquery()
    query = (
        select(Presentation, Household, band_now, stage_now, func.coalesce(since, Presentation.presented_at))
        .join(Household, Household.id == Presentation.household_id)
        .where(*_unassigned(actor, now))
        .order_by(band_now, Presentation.presented_at, Presentation.id)
        .offset(offset)
        .limit(limit)
    )
    return [
        Waiting(household, presentation, band, stage, at)
        for presentation, household, band, stage, at in session.execute(query)
    ]


def has_nobody(session: Session, presentation_id: UUID, now: datetime) -> bool:
    """Whether nobody works on this case who could open it."""
    query = select(Presentation.id).join(Household, Household.id == Presentation.household_id)
    return session.scalar(query.where(Presentation.id == presentation_id, nobody(now))) is not None


def count(session: Session, actor: Actor, now: datetime) -> int:
    """How many cases have no worker."""
    query = select(func.count()).select_from(Presentation).join(Household, Household.id == Presentation.household_id)
    return session.scalar(query.where(*_unassigned(actor, now))) or 0


def closed_to_all(session: Session, authority: str, now: datetime) -> int:
    """How many open restricted cases of a council nobody could open today: a number and nothing else.

    Nobody who is named for such a case is at work, so it stands on nobody's list.
    """
    query = select(func.count()).select_from(Presentation).join(Household, Household.id == Presentation.household_id)
    of_council = (Household.authority_code == authority, Presentation.ended_at.is_(None))
    return session.scalar(query.where(*of_council, nobody_named(day_of(now)))) or 0


def loads(session: Session, actor: Actor) -> list[Load]:
    """How many open cases each worker has, the most first, in one query."""
    query = (
        select(
            Account.id,
            Account.name,
            func.count(Presentation.id),
            func.count(Presentation.id).filter(band_now <= URGENT),
        )
        .join(Presentation, Presentation.officer_id == Account.id)
        .join(Household, Household.id == Presentation.household_id)
        .where(visible(actor), Presentation.ended_at.is_(None))
        .group_by(Account.id, Account.name)
        .order_by(func.count(Presentation.id).desc(), Account.name)
    )
    return [Load(*row) for row in session.execute(query)]


def able(session: Session, household: Household, now: datetime) -> dict[UUID, str]:
    """Who may be the worker, as {account: name}: whoever may see the case; of a restricted one those named for it."""
    people = nameable(session, household, now)
    if not household.restricted:
        return people
    named = named_for(session, household.id)
    return {account: name for account, name in people.items() if account in named}


def history(session: Session, presentation_id: UUID) -> Sequence[tuple[WorkerEntry, str | None, str | None]]:
    """Every change of worker with the names before and after, the newest first."""
    before, after = aliased(Account), aliased(Account)
    query = (
        select(WorkerEntry, before.name, after.name)
        .outerjoin(before, before.id == WorkerEntry.before_id)
        .outerjoin(after, after.id == WorkerEntry.worker_id)
        .where(WorkerEntry.presentation_id == presentation_id)
        .order_by(WorkerEntry.at.desc())
    )
    return [(entry, was, now) for entry, was, now in session.execute(query)]


def _unassigned(actor: Actor, now: datetime) -> Sequence[ColumnElement[bool]]:
    return (visible(actor), Presentation.ended_at.is_(None), nobody(now))
