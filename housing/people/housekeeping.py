"""Clearing away what has run out: sessions that are over, tries that no longer count, old links."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, literal, or_
from sqlalchemy.orm import Session

from housing import audit, db
from housing.access import Actor
from housing.people.models import PasswordLink, SignInAttempt, WebSession
from housing.people.throttle import KNOWN_FOR

LINKS_KEPT_FOR = timedelta(days=30)


def clear_out(*, idle: timedelta, longest: timedelta, by: Actor, now: datetime) -> int:
    """Delete what has run out; how many rows went. For a job, once a day or oftener.

    Args:
        idle: how long a session lives without a request.
        longest: how long a session lives at all.
    """
    over = or_(WebSession.seen_at < now - idle, WebSession.begun_at < now - longest)
    with db.transaction() as session:
        gone = {
            "sessions": _delete(session, WebSession, over),
            "tries": _delete(session, SignInAttempt, SignInAttempt.at < now - KNOWN_FOR),
            "links": _delete(session, PasswordLink, PasswordLink.expires_at < now - LINKS_KEPT_FOR),
        }
        audit.record(session, by, "people.cleared_out", ("web_session", ""), now=now, facts=gone)
    return sum(gone.values())


def _delete(session: Session, model: type[WebSession | SignInAttempt | PasswordLink], rows: ColumnElement[bool]) -> int:
    return len(session.execute(delete(model).where(rows).returning(literal(1))).all())
