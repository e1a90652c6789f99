"""Who somebody is: accounts with their roles, read for the pages and for the guard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from housing.access import ROLE_TITLES, Actor, Grant, Role
from housing.people.models import Account, Membership, Organisation


def actor_for(session: Session, account_id: UUID, today: date) -> Actor | None:
    """The person with the roles that are in force today; None where the account is closed or not there."""
    query = (
        select(Account.name, Membership.role, Organisation.id, Organisation.authority_code)
        .select_from(Account)
        .outerjoin(Membership, and_(Membership.account_id == Account.id, in_force(today)))
        .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
        .where(Account.id == account_id, Account.closed_at.is_(None))
    )
    rows = session.execute(query).all()
    if not rows:
        return None
    grants = frozenset(Grant(Role(role), organisation, council) for _, role, organisation, council in rows if role)
    return Actor(name=rows[0].name, account_id=account_id, grants=grants)


def in_force(today: date) -> ColumnElement[bool]:
    """The condition that a membership counts on a day."""
    return and_(Membership.from_on <= today, or_(Membership.until_on.is_(None), Membership.until_on > today))


def by_email(session: Session, email: str) -> Account | None:
    """The account of an e-mail address, whatever its case; open or closed."""
    return session.scalar(select(Account).where(func.lower(Account.email) == email.strip().lower()))


class MadeUpPerson(NamedTuple):
    """A made-up account to sign in with: one of each role."""

    role: str
    name: str
    email: str
    organisation: str


def made_up_people(session: Session, today: date) -> list[MadeUpPerson]:
    """One open made-up account a role, in the order of the roles; the oldest where there are several."""
    query = (
        select(Membership.role, Account.name, Account.email, Organisation.name)
        .join(Account, Account.id == Membership.account_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Account.made_up, Account.closed_at.is_(None), in_force(today))
        .order_by(Account.created_at, Account.email)
    )
    first: dict[str, MadeUpPerson] = {}
    for role, name, email, organisation in session.execute(query):
        first.setdefault(role, MadeUpPerson(ROLE_TITLES[Role(role)], name, email, organisation))
    return [first[role] for role in Role if role in first]


def made_up_accounts(session: Session) -> Sequence[str]:
    """The addresses of made-up accounts that can still sign in: a production installation refuses to start on any."""
    query = select(Account.email).where(Account.made_up, Account.closed_at.is_(None))
    return list(session.scalars(query.order_by(Account.email)))
