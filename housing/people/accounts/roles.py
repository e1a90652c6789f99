"""Giving and ending roles. They count from the next request of the person on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from housing import audit, db
from housing.access import Actor, NotFound, Role, insist
from housing.clock import day_of
from housing.people.accounts import queries, rights
from housing.people.accounts.queries import MANAGE
from housing.people.models import Membership
from housing.refusals import Refused


def give_role(*, account_id: UUID, organisation_id: UUID, role: Role, by: Actor, now: datetime) -> Membership:
    """Give an account a role in an organisation from today.

    Raises:
        Forbidden, NotFound: not an account or an organisation that this actor manages.
        Refused: the account is closed, the actor's own, or has that role there; or the role does not suit the place.
    """
    insist(by, MANAGE)
    today = day_of(now)
    with db.transaction() as session:
        account = queries.one(session, by, account_id, lock=True)
        rights.insist_not_own(by, account)
        rights.organisation_for(session, by, organisation_id, role)
        if account.closed_at is not None:
            raise Refused("This account is closed")
        if any(
            (each.organisation_id, each.role) == (organisation_id, role.value)
            and (each.until_on is None or each.until_on > today)
            for each in account.memberships
        ):
            raise Refused("This person has that role there already", field="role")
        given = Membership(account_id=account.id, organisation_id=organisation_id, role=role.value, from_on=today)
        session.add(given)
        facts = {"role": role.value, "organisation": organisation_id}
        audit.record(session, by, "role.given", account, now=now, facts=facts)
    return given


def end_role(*, account_id: UUID, membership_id: UUID, by: Actor, now: datetime) -> None:
    """End a role at once. One that was given today is taken away whole: it had no day of its own.

    Raises:
        Forbidden, NotFound: not a role in force that this actor manages.
        Refused: it is the actor's own.
    """
    insist(by, MANAGE)
    today = day_of(now)
    with db.transaction() as session:
        account = queries.one(session, by, account_id, lock=True)
        rights.insist_not_own(by, account)
        ours = by.extent(MANAGE).authorities
        found = [each for each in account.memberships if each.id == membership_id and each.until_on is None]
        if not found or found[0].organisation.authority_code not in ours:
            raise NotFound("role")
        held = found[0]
        facts = {"role": held.role, "organisation": held.organisation_id}
        if held.from_on < today:
            held.until_on = today
        else:
            session.delete(held)
        audit.record(session, by, "role.ended", account, now=now, facts=facts)
