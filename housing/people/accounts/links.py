"""One-time links for choosing a password: made by an administrator, who never learns what is chosen."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.people.models import Account, PasswordLink
from housing.people.session_store import digest, new_token

GOOD_FOR = timedelta(hours=24)


def make(session: Session, account: Account, *, by: Actor, now: datetime) -> str:
    """A fresh link's token, inside the caller's transaction; links made before for this account stop working."""
    withdraw(session, account, now=now)
    token = new_token()
    session.add(
        PasswordLink(
            token_sha256=digest(token),
            account_id=account.id,
            made_at=now,
            made_by=by.account_id,
            expires_at=now + GOOD_FOR,
        )
    )
    audit.record(session, by, "password.link_made", account, now=now)
    return token


def withdraw(session: Session, account: Account, *, now: datetime) -> None:
    """Take every unused link of an account out of use."""
    unused = update(PasswordLink).where(PasswordLink.account_id == account.id, PasswordLink.used_at.is_(None))
    session.execute(unused.values(used_at=now))


def account_of(
    session: Session, token: str, *, now: datetime, lock: bool = False
) -> tuple[PasswordLink, Account] | None:
    """The link and the account it is for; None where it was used, is over its time, or its account is closed."""
    query = (
        select(PasswordLink, Account)
        .join(Account, Account.id == PasswordLink.account_id)
        .where(PasswordLink.token_sha256 == digest(token), PasswordLink.used_at.is_(None))
        .where(PasswordLink.expires_at > now, Account.closed_at.is_(None))
    )
    found = session.execute(query.with_for_update() if lock else query).first()
    return None if found is None else (found[0], found[1])
