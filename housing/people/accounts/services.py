"""Opening and closing accounts. An administrator opens them and sends a link; nobody chooses another's password."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from housing import audit, db
from housing.access import Actor, Role, insist
from housing.clock import day_of
from housing.people import passwords
from housing.people.accounts import links, queries, rights
from housing.people.accounts.queries import MANAGE
from housing.people.made_up import PHRASE
from housing.people.models import Account, Membership, WebSession
from housing.refusals import Refused
from housing.unfinished.services import forget_account

LONGEST_NAME = 100
ADDRESS = re.compile(r"(?=.{3,254}\Z)[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+")


@dataclass(frozen=True, slots=True)
class Invitation:
    """A new account, and the token of the link with which its owner chooses a password. Shown once, never stored."""

    account: Account
    token: str


def open_account(
    *, email: str, name: str, organisation_id: UUID, role: Role, by: Actor, now: datetime, made_up: bool = False
) -> Account:
    """Open an account with its first role, without a password; a made-up one has the password of all made-up ones.

    Raises:
        Forbidden, NotFound: the actor does not manage accounts, or not that organisation's.
        Refused: the e-mail address has an account, or the role does not suit the organisation.
    """
    insist(by, MANAGE)
    with db.transaction() as session:
        kept = passwords.hashed(PHRASE) if made_up else passwords.NO_PASSWORD
        account = Account(id=uuid4(), email=email, name=name, password_hash=kept, created_at=now, made_up=made_up)
        _enter(session, account, organisation_id, role, by, now)
    return account


def invite(*, email: str, name: str, organisation_id: UUID, role: Role, by: Actor, now: datetime) -> Invitation:
    """Open an account and make the link for its password. Raises as `open_account`."""
    insist(by, MANAGE)
    with db.transaction() as session:
        account = Account(
            id=uuid4(), email=email, name=name, password_hash=passwords.NO_PASSWORD, created_at=now, made_up=False
        )
        _enter(session, account, organisation_id, role, by, now)
        token = links.make(session, account, by=by, now=now)
    return Invitation(account, token)


def make_link(*, account_id: UUID, by: Actor, now: datetime) -> str:
    """A new link for somebody who has forgotten their password; what they had stays until they choose another.

    Raises:
        Forbidden, NotFound: not an account that this actor manages.
        Refused: it is closed, the actor's own, or works for another council too.
    """
    insist(by, MANAGE)
    with db.transaction() as session:
        account = _open_one(session, by, account_id)
        rights.insist_ours_alone(by, account)
        return links.make(session, account, by=by, now=now)


def close_account(*, account_id: UUID, by: Actor, now: datetime) -> None:
    """Close an account for good: its sessions and links end with it, its roles end today.

    Raises: as `make_link`.
    """
    insist(by, MANAGE)
    with db.transaction() as session:
        account = _open_one(session, by, account_id)
        rights.insist_ours_alone(by, account)
        account.closed_at = now
        session.execute(delete(WebSession).where(WebSession.account_id == account.id))
        links.withdraw(session, account, now=now)
        forget_account(session, account.id)
        today = day_of(now)
        held = update(Membership).where(Membership.account_id == account.id, Membership.until_on.is_(None))
        session.execute(held.where(Membership.from_on < today).values(until_on=today))
        audit.record(session, by, "account.closed", account, now=now)


def end_sessions(*, account_id: UUID, by: Actor, now: datetime) -> None:
    """Sign somebody out everywhere, at once.

    Raises:
        Forbidden, NotFound: not an account that this actor manages.
    """
    insist(by, MANAGE)
    with db.transaction() as session:
        account = queries.one(session, by, account_id)
        session.execute(delete(WebSession).where(WebSession.account_id == account.id))
        audit.record(session, by, "sessions.ended", account, now=now)


def _enter(session: Session, account: Account, organisation_id: UUID, role: Role, by: Actor, now: datetime) -> None:
    if not ADDRESS.fullmatch(account.email):
        raise Refused("Enter their work e-mail address, like name@example.com", field="email")
    if not 0 < len(account.name.strip()) <= LONGEST_NAME:
        raise Refused(f"Enter their full name, in {LONGEST_NAME} characters or fewer", field="name")
    rights.organisation_for(session, by, organisation_id, role)
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError as error:
        if db.broken_constraint(error) != "uq_account_email":
            raise
        raise Refused("There is an account with this e-mail address already", field="email") from error
    session.add(
        Membership(account_id=account.id, organisation_id=organisation_id, role=role.value, from_on=day_of(now))
    )
    facts = {"role": role.value, "organisation": organisation_id, "made_up": account.made_up}
    audit.record(session, by, "account.opened", account, now=now, facts=facts)


def _open_one(session: Session, by: Actor, account_id: UUID) -> Account:
    account = queries.one(session, by, account_id, lock=True)
    rights.insist_not_own(by, account)
    if account.closed_at is not None:
        raise Refused("This account is closed")
    return account
