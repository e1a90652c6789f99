"""Signing in and out. Every try is counted, and every outcome is in the trail, once."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from housing import audit, db
from housing.access import Actor, system
from housing.clock import day_of
from housing.people import passwords, queries, throttle
from housing.people.models import Account, WebSession
from housing.people.session_store import digest
from housing.refusals import Refused

NOBODY = system("nobody")


class NotRight(Refused):
    """There is no such account, or the password is another: never said which."""

    def __init__(self) -> None:
        super().__init__("Enter the e-mail address and password of your account", field="email")


class TooManyTries(Refused):
    """Wrong too often: `wait` says for how long nothing is tried."""

    def __init__(self, wait: timedelta) -> None:
        minutes = max(1, math.ceil(wait / timedelta(minutes=1)))
        self.wait = wait
        super().__init__(f"Too many tries. Wait {minutes} minute{'' if minutes == 1 else 's'}, then try again")


class NoRole(Refused):
    """The right password of an account that has no role today."""

    def __init__(self) -> None:
        super().__init__("Your account has no role at the moment. Ask an administrator of Haven to give you one")


def sign_in(*, email: str, password: str, network: str, now: datetime) -> Actor:
    """Check a password and say who it is.

    `network` is where the try comes from, for counting only.

    Raises:
        NotRight, TooManyTries, NoRole: with the sentence to show. The try has been counted all the same.
    """
    with db.transaction() as session:
        outcome = _try(session, email, password, throttle.buckets(email, network), now)
    if isinstance(outcome, Refused):
        raise outcome
    return outcome


def _try(session: Session, email: str, password: str, who: throttle.Buckets, now: datetime) -> Actor | Refused:
    wait = throttle.wait(session, who, now=now)
    if wait:
        if throttle.is_first_refusal(session, who, now=now):
            _record(session, "sign_in.throttled", None, who, now)
        return TooManyTries(wait)
    account = queries.by_email(session, email)
    open_one = account if account and account.closed_at is None else None
    right = passwords.matches(open_one.password_hash if open_one else None, password)
    throttle.note(session, who, succeeded=right, now=now)
    if open_one is None or not right:
        _record(session, "sign_in.failed", account, who, now)
        return NotRight()
    return _let_in(session, open_one, password, who, now)


def _let_in(session: Session, account: Account, password: str, who: throttle.Buckets, now: datetime) -> Actor | Refused:
    if passwords.is_dated(account.password_hash):
        account.password_hash = passwords.hashed(password)
    actor = queries.actor_for(session, account.id, day_of(now))
    if actor is None or not actor.grants:
        _record(session, "sign_in.without_role", account, who, now)
        return NoRole()
    audit.record(session, actor, "sign_in.succeeded", account, now=now, facts={"network": who.network[:12]})
    return actor


def sign_out(*, by: Actor, token: str | None, now: datetime, hidden: bool = False) -> None:
    """End the session of a token; `hidden` says that "Hide this page" did it."""
    with db.transaction() as session:
        if token is not None:
            session.execute(delete(WebSession).where(WebSession.token_sha256 == digest(token)))
        action = "sign_out.hidden" if hidden else "sign_out"
        audit.record(session, by, action, ("account", by.account_id or ""), now=now)


def _record(session: Session, action: str, account: Account | None, who: throttle.Buckets, now: datetime) -> None:
    """What was typed is not kept: people type passwords where the address goes."""
    subject: tuple[str, UUID | str] = ("account", account.id if account else "unknown")
    audit.record(session, NOBODY, action, subject, now=now, facts={"network": who.network[:12]})
