"""A restricted case: only people named for it see it, whatever their role."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import POLICY, Actor, Reach
from housing.clock import day_of
from housing.db import transaction
from housing.households import editing, timeline
from housing.households.models import CasePerson, Household
from housing.households.queries import READ
from housing.people.models import Account, ConflictOfInterest, Membership, Organisation
from housing.people.queries import in_force
from housing.refusals import Refused

RESTRICT = "household.restrict"


def restrict(
    *, household_id: UUID, named: Collection[UUID], by: Actor, now: datetime, version: int | None = None
) -> Household:
    """Restrict the case to these accounts and the person who restricts it; said again, it replaces who is named
    of the council; staff of a provider who were named with a referral stay named.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: somebody named could not see the case even if it were open.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, version=version, permission=RESTRICT)
        able = nameable(session, household, now)
        if not set(named) <= set(able):
            raise Refused("Select people from the list.", field="named")
        wanted = {*named, *([by.account_id] if by.account_id else [])}
        elsewhere = named_for(session, household.id) - set(able)  # a provider's staff, named with a referral
        session.execute(
            delete(CasePerson).where(CasePerson.household_id == household.id, CasePerson.account_id.not_in(elsewhere))
        )
        wanted -= elsewhere
        session.add_all(CasePerson(household_id=household.id, account_id=one, named_at=now) for one in sorted(wanted))
        household.restricted = True
        timeline.tell(session, household.id, "safety", "The case was restricted to named people.", by=by, now=now)
        audit.record(session, by, "household.restricted", household, now=now, facts={"named": sorted(map(str, wanted))})
    return household


def open_to_team(*, household_id: UUID, by: Actor, now: datetime, version: int | None = None) -> Household:
    """End the restriction: the team and the homelessness team see the case again.

    Raises:
        NotFound: the household is not there, or not for this person.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, version=version, permission=RESTRICT)
        session.execute(delete(CasePerson).where(CasePerson.household_id == household.id))
        household.restricted = False
        timeline.tell(session, household.id, "safety", "The case is open to the team again.", by=by, now=now)
        audit.record(session, by, "household.unrestricted", household, now=now)
    return household


def nameable(session: Session, household: Household, now: datetime) -> dict[UUID, str]:
    """Whoever could see the case were it open, as {account: name}: by role and place, and not barred from it."""
    own, council = _roles()
    barred = exists().where(
        ConflictOfInterest.account_id == Account.id, ConflictOfInterest.household_id == household.id
    )
    query = (
        select(Account.id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Account.closed_at.is_(None), in_force(day_of(now)), ~barred)
        .where(
            or_(
                Membership.role.in_(own) & (Membership.organisation_id == household.organisation_id),
                Membership.role.in_(council) & (Organisation.authority_code == household.authority_code),
            )
        )
        .order_by(Account.name)
    )
    return dict(session.execute(query.distinct()).all())


def nobody_named(on: date) -> ColumnElement[bool]:
    """Of a restricted `Household`: nobody named for it could open it on a day.

    Their accounts are closed, they hold no role that would reach it, or a conflict of interest bars them.
    """
    own, council = _roles()
    barred = exists().where(
        ConflictOfInterest.account_id == CasePerson.account_id, ConflictOfInterest.household_id == Household.id
    )
    somebody = exists().where(
        CasePerson.household_id == Household.id,
        Account.id == CasePerson.account_id,
        Account.closed_at.is_(None),
        Membership.account_id == Account.id,
        in_force(on),
        Organisation.id == Membership.organisation_id,
        or_(
            Membership.role.in_(own) & (Membership.organisation_id == Household.organisation_id),
            Membership.role.in_(council) & (Organisation.authority_code == Household.authority_code),
        ),
        ~barred,
    )
    return and_(Household.restricted, ~somebody)


def _roles() -> tuple[list[str], list[str]]:
    """The roles that read the cases of their own organisation, and those that read the whole council's."""
    reaches = POLICY[READ].items()
    own = [role.value for role, reach in reaches if reach is Reach.OWN]
    return own, [role.value for role, reach in reaches if reach is Reach.COUNCIL]


def named_for(session: Session, household_id: UUID) -> frozenset[UUID]:
    """The accounts named for a case."""
    return frozenset(session.scalars(select(CasePerson.account_id).where(CasePerson.household_id == household_id)))
