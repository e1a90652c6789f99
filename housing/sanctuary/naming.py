"""Coordinators named for a restricted case, so that somebody can run its job. Being named opens nothing else."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, Role
from housing.clock import day_of
from housing.households.models import CasePerson, Household
from housing.people.models import Account, ConflictOfInterest, Membership, Organisation
from housing.people.queries import in_force
from housing.refusals import Refused
from housing.sanctuary.models import SanctuaryJob


def nameable(session: Session, authority: str, household_id: UUID, *, now: datetime) -> dict[UUID, str]:
    """The council's sanctuary coordinators who do not know the family, as {account: name}."""
    barred = exists().where(
        ConflictOfInterest.account_id == Account.id, ConflictOfInterest.household_id == household_id
    )
    query = (
        select(Account.id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Organisation.authority_code == authority, Membership.role == Role.SANCTUARY)
        .where(in_force(day_of(now)), Account.closed_at.is_(None), ~barred)
        .order_by(Account.name, Account.id)
    )
    return dict(session.execute(query.distinct()).all())


def name(session: Session, job: SanctuaryJob, accounts: Collection[UUID], *, by: Actor, now: datetime) -> None:
    """Name coordinators for the job of a restricted household; nothing for one that is open to the team.

    Raises:
        Refused: somebody who cannot be named, or nobody where the case is restricted.
    """
    household = job.household
    if not household.restricted:
        return
    able = nameable(session, household.authority_code, household.id, now=now)
    if not accounts or not set(accounts) <= set(able):
        raise Refused("Select who may run the job: the case is restricted.", field="named")
    kept = set(session.scalars(select(CasePerson.account_id).where(CasePerson.household_id == household.id)))
    for account in sorted(set(accounts) - kept):
        session.add(CasePerson(household_id=household.id, account_id=account, named_at=now))
    facts = {"named": sorted(map(str, accounts))}
    audit.record(session, by, "sanctuary.named", job, now=now, facts=facts)


def is_restricted(session: Session, household_id: UUID) -> bool:
    """Whether a household is for named people only."""
    return bool(session.scalar(select(Household.restricted).where(Household.id == household_id)))
