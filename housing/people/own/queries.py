"""A person's own account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import ROLE_TITLES, Actor, NotFound, Role
from housing.people import session_store
from housing.people.accounts.queries import sessions_of
from housing.people.models import Account, Membership, Organisation, SignInAttempt
from housing.people.queries import in_force
from housing.people.throttle import buckets


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One of the person's sessions. `mark` is the digest kept of its token, in hexadecimal; it opens nothing."""

    mark: str
    begun_at: datetime
    seen_at: datetime
    is_this_one: bool


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What the person's own page shows. `roles` are (title, organisation)."""

    name: str
    email: str
    roles: Sequence[tuple[str, str]]
    sessions: Sequence[OwnSession]


def own_account(
    session: Session, actor: Actor, *, token: str | None, lifetime: session_store.Lifetime, now: datetime, today: date
) -> OwnAccount:
    """The account, its roles in force, and the sessions that are not over.

    Raises:
        NotFound: the actor has no account.
    """
    account = session.get(Account, actor.account_id) if actor.account_id else None
    if account is None:
        raise NotFound("account")
    query = (
        select(Membership.role, Organisation.name)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.account_id == account.id, in_force(today))
        .order_by(Membership.role, Organisation.name)
    )
    roles = [(ROLE_TITLES[Role(role)], organisation) for role, organisation in session.execute(query)]
    mine = session_store.digest(token) if token else b""
    sessions = [
        OwnSession(row.token_sha256.hex(), row.begun_at, row.seen_at, row.token_sha256 == mine)
        for row in sessions_of(session, account.id)
        if not lifetime.is_over(row, now)
    ]
    return OwnAccount(account.name, account.email, roles, sessions)


def last_sign_in(session: Session, actor: Actor) -> datetime | None:
    """When this person signed in before this time; None for the first time, or when it is long ago."""
    email = session.scalar(select(Account.email).where(Account.id == actor.account_id))
    if email is None:
        return None
    who = buckets(email, "").account
    query = select(SignInAttempt.at).where(SignInAttempt.who == who, SignInAttempt.succeeded)
    return session.scalar(query.order_by(SignInAttempt.at.desc()).offset(1).limit(1))
