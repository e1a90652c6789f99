"""What a person does with their own account."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from housing import audit, db
from housing.access import Actor, NotFound, insist
from housing.people import passwords, throttle
from housing.people.accounts import links
from housing.people.models import Account, WebSession
from housing.people.session_store import digest
from housing.people.signing_in.services import TooManyTries
from housing.refusals import Refused

OWN = "account.own"


class LinkOver(Refused):
    """A one-time link that was used, is over its time, or never was."""

    def __init__(self) -> None:
        super().__init__("This link has been used already, or is more than 24 hours old")


def change_password(*, current: str, new: str, token: str | None, network: str, by: Actor, now: datetime) -> None:
    """Choose another password, knowing the present one; every other session of the account ends.

    `token` is of the session to keep. A wrong present password counts as a wrong try at signing in.

    Raises:
        Refused: the present password is another, or the new one is not a good one.
        TooManyTries: wrong too often.
    """
    insist(by, OWN)
    with db.transaction() as session:
        refused = _change(session, current, new, token, network, by, now)
    if refused is not None:
        raise refused


def _change(
    session: Session, current: str, new: str, token: str | None, network: str, by: Actor, now: datetime
) -> Refused | None:
    account = _own(session, by)
    who = throttle.buckets(account.email, network)
    wait = throttle.wait(session, who, now=now)
    if wait:
        return TooManyTries(wait)
    right = passwords.matches(account.password_hash, current)
    throttle.note(session, who, succeeded=right, now=now)
    if not right:
        audit.record(session, by, "password.change_failed", account, now=now)
        return Refused("Enter your present password", field="current")
    try:
        passwords.insist_on_a_good_one(new, field="new", own_words=(account.name, account.email))
    except Refused as error:
        return error
    account.password_hash = passwords.hashed(new)
    others = delete(WebSession).where(WebSession.account_id == account.id)
    session.execute(others if token is None else others.where(WebSession.token_sha256 != digest(token)))
    links.withdraw(session, account, now=now)
    audit.record(session, by, "password.changed", account, now=now)
    return None


def choose_password(*, token: str, password: str, now: datetime) -> None:
    """Choose a password with a one-time link; every session of the account ends.

    Raises:
        LinkOver: the link does not work, or no longer.
        Refused: the password is not a good one; the link still works.
    """
    with db.transaction() as session:
        found = links.account_of(session, token, now=now, lock=True)
        if found is None:
            raise LinkOver()
        _link, account = found
        passwords.insist_on_a_good_one(password, own_words=(account.name, account.email))
        account.password_hash = passwords.hashed(password)
        links.withdraw(session, account, now=now)
        session.execute(delete(WebSession).where(WebSession.account_id == account.id))
        audit.record(session, Actor(account.name, account.id), "password.chosen", account, now=now)


def end_session(*, mark: bytes, by: Actor, now: datetime) -> None:
    """End one of one's own sessions, by the digest that is kept of its token.

    Raises:
        NotFound: it is not there, or somebody else's.
    """
    insist(by, OWN)
    with db.transaction() as session:
        mine = delete(WebSession).where(WebSession.token_sha256 == mark, WebSession.account_id == by.account_id)
        if session.execute(mine.returning(WebSession.begun_at)).first() is None:
            raise NotFound("session")
        audit.record(session, by, "session.ended", ("account", by.account_id or ""), now=now)


def _own(session: Session, by: Actor) -> Account:
    account = session.get(Account, by.account_id, with_for_update=True) if by.account_id else None
    if account is None or account.closed_at is not None:
        raise NotFound("account")
    return account
