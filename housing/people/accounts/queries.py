"""Reading accounts: an administrator sees those that work, or have worked, for their own council."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, selectinload

from housing.access import Actor, NotFound
from housing.people.models import Account, Membership, Organisation, WebSession

MANAGE = "account.manage"


def within(actor: Actor, permission: str = MANAGE) -> ColumnElement[bool]:
    """The accounts of the councils that a permission reaches: a role there, now or before."""
    councils = sorted(actor.extent(permission).authorities)
    return exists().where(
        Membership.account_id == Account.id,
        Membership.organisation_id == Organisation.id,
        Organisation.authority_code.in_(councils),
    )


def count(session: Session, actor: Actor) -> int:
    """How many accounts there are to see."""
    return session.scalar(select(func.count()).select_from(Account).where(within(actor))) or 0


def page(session: Session, actor: Actor, *, offset: int, size: int) -> Sequence[Account]:
    """Accounts by name, open ones first, with their roles and organisations."""
    query = _whole(actor).order_by(Account.closed_at.is_not(None), Account.name, Account.id)
    return list(session.scalars(query.offset(offset).limit(size)))


def one(session: Session, actor: Actor, account_id: UUID, *, lock: bool = False) -> Account:
    """One account with its roles and organisations; `lock` keeps others from changing it meanwhile.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    query = _whole(actor).where(Account.id == account_id)
    found = session.scalar(query.with_for_update(of=Account) if lock else query)
    if found is None:
        raise NotFound("account")
    return found


def organisations(session: Session, actor: Actor, permission: str = MANAGE) -> Sequence[Organisation]:
    """The organisations in which this person may give roles."""
    councils = sorted(actor.extent(permission).authorities)
    query = select(Organisation).where(Organisation.authority_code.in_(councils))
    return list(session.scalars(query.order_by(Organisation.name, Organisation.id)))


def open_accounts(session: Session, actor: Actor, permission: str) -> Sequence[Account]:
    """The open accounts of the councils that a permission reaches, by name."""
    query = select(Account).where(within(actor, permission), Account.closed_at.is_(None))
    return list(session.scalars(query.order_by(Account.name, Account.id)))


def sessions_of(session: Session, account_id: UUID) -> Sequence[WebSession]:
    """An account's sessions, the one used last first; some may be over and not yet cleared away."""
    query = select(WebSession).where(WebSession.account_id == account_id)
    return list(session.scalars(query.order_by(WebSession.seen_at.desc())))


def _whole(actor: Actor) -> Select[Account]:
    loaded = selectinload(Account.memberships).joinedload(Membership.organisation)
    return select(Account).where(within(actor)).options(loaded)
