"""Who could do a task: whoever would find it on their own list, and is not barred from what it is about."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from housing.access import POLICY, Reach, Role
from housing.clock import day_of
from housing.households.models import CasePerson, Household
from housing.households.queries import READ as READ_HOUSEHOLD
from housing.people.models import Account, ConflictOfInterest, Membership, Organisation
from housing.people.queries import in_force
from housing.tasks.models import Task


def able(session: Session, task: Task, now: datetime) -> dict[UUID, str]:
    """Everybody to whom the task may be given, as {account: name}, by name.

    Those of its role (or of the role it was escalated to) in its organisation or council; where the role reads
    households, only whom the household's team and its restriction leave; never whom a conflict of interest bars.
    """
    household = session.get(Household, task.household_id) if task.household_id else None
    barred = exists().where(
        ConflictOfInterest.account_id == Account.id, ConflictOfInterest.household_id == task.household_id
    )
    holds = [_holds(task, role, household) for role in {task.role, task.escalated_to or task.role}]
    query = (
        select(Account.id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Account.closed_at.is_(None), in_force(day_of(now)), ~barred, or_(*holds))
        .order_by(Account.name)
        .distinct()
    )
    if household is not None and household.restricted and Role(task.role) in POLICY[READ_HOUSEHOLD]:
        named = exists().where(CasePerson.account_id == Account.id, CasePerson.household_id == household.id)
        query = query.where(named)
    return dict(session.execute(query).all())


def _holds(task: Task, role: str, household: Household | None) -> ColumnElement[bool]:
    conditions = [Membership.role == role, Organisation.authority_code == task.authority_code]
    if task.organisation_id is not None and role == task.role:
        conditions.append(Membership.organisation_id == task.organisation_id)
    elif household is not None and POLICY[READ_HOUSEHOLD].get(Role(role)) is Reach.OWN:
        conditions.append(Membership.organisation_id == household.organisation_id)
    return and_(*conditions)
