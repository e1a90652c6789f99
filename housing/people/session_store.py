"""Browser sessions as rows: found by the digest of a token, written in short transactions of their own.

A session is not part of any use case: a page that is shown may have to keep that its message has been read, and a
use case that fails must not undo that somebody was here. So nothing here joins the caller's transaction.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from housing import db
from housing.people.models import WebSession

TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long a session lives: `idle` since its last request, `longest` since it was begun."""

    idle: timedelta
    longest: timedelta

    def is_over(self, row: WebSession, now: datetime) -> bool:
        """Whether the session can no longer be used."""
        return now - row.seen_at >= self.idle or now - row.begun_at >= self.longest


def new_token() -> str:
    """A token for a cookie: 256 random bits."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What is kept of a token; a copy of the database opens no session."""
    return hashlib.sha256(token.encode()).digest()


def find(token: str, *, lifetime: Lifetime, now: datetime) -> WebSession | None:
    """The session of a token, None where there is none or it is over."""
    with db.reading() as session:
        row = session.scalar(select(WebSession).where(WebSession.token_sha256 == digest(token)))
    return None if row is None or lifetime.is_over(row, now) else row


def begin(token: str, *, account_id: UUID | None, contents: dict[str, Any], now: datetime) -> None:
    """Keep a new session."""
    with Session(db.engine()) as session, session.begin():
        session.add(_row(token, account_id, contents, now))


def replace(
    token: str, old: str, *, was_signed_in: bool, account_id: UUID | None, contents: dict[str, Any], now: datetime
) -> None:
    """Go on under a new token. Where somebody ended a signed-in session meanwhile, it stays ended."""
    ended = delete(WebSession).where(WebSession.token_sha256 == digest(old)).returning(WebSession.token_sha256)
    with Session(db.engine()) as session, session.begin():
        if session.execute(ended).first() or not was_signed_in:
            session.add(_row(token, account_id, contents, now))


def keep(token: str, *, contents: dict[str, Any] | None, now: datetime) -> None:
    """Note that the session was used, and what it holds where that changed. One that has ended stays ended."""
    changes: dict[str, Any] = {"seen_at": now}
    if contents is not None:
        changes["contents"] = contents
    with Session(db.engine()) as session, session.begin():
        session.execute(update(WebSession).where(WebSession.token_sha256 == digest(token)).values(**changes))


def end(token: str) -> None:
    """End a session."""
    with Session(db.engine()) as session, session.begin():
        session.execute(delete(WebSession).where(WebSession.token_sha256 == digest(token)))


def _row(token: str, account_id: UUID | None, contents: dict[str, Any], now: datetime) -> WebSession:
    return WebSession(token_sha256=digest(token), account_id=account_id, contents=contents, begun_at=now, seen_at=now)
