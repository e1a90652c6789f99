"""What was done and what was looked at, by whom: appended, chained, never changed.

Rows are written by the database function `audit_append`, which chains each row to the one before with
SHA-256; updating, deleting and truncating are refused by triggers. Ids, not content: the trail must not
itself say where somebody is. The product never reads it back; only information governance does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, LargeBinary, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from housing.access import Actor
from housing.db import LAST, Base, Id, engine

GATHERED = "audit"  # in a session's info: lines that wait to be appended together
APPEND = text("select audit_append(:at, :account, :actor, :action, :subject, :subject_id, cast(:facts as jsonb))")


class AuditEntry(Base):
    """One line of the trail; see migration 0001 for the function and the triggers."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_about", "subject_id", "seq"),)

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    account_id: Mapped[UUID | None] = mapped_column(Id)
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)


def record(
    session: Session,
    by: Actor,
    action: str,
    subject: object,
    *,
    now: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Append one line inside the caller's transaction; in a use case it is written at its end.

    `action` is "offer.made"; `subject` a stored row, or a (table, id) pair; `facts` hold ids, codes and
    names of changed fields, never what a person typed.
    """
    gathered = _gathered(session)
    if gathered is None or getattr(subject, "id", subject) is None:
        session.flush()
    table, identity = _name(subject)
    line: dict[str, object] = {
        "at": now,
        "account": by.account_id,
        "actor": by.name,
        "action": action,
        "subject": table,
        "subject_id": identity,
        "facts": json.dumps(facts or {}, default=str, sort_keys=True),
    }
    if gathered is None:
        session.execute(APPEND, line)
    else:
        gathered.append(line)


def _gathered(session: Session) -> list[dict[str, object]] | None:
    """The lines that wait for the end of the use case; None in a session that is not one, which appends at once.

    The trail has one writer at a time, from the first line to the commit: written last, nobody waits for it while
    holding what somebody else waits for.
    """
    last = session.info.get(LAST)
    if last is None:
        return None
    gathered: list[dict[str, object]] | None = session.info.get(GATHERED)
    if gathered is None:
        gathered = session.info[GATHERED] = []
        last.append(_append_gathered)
    return gathered


def _append_gathered(session: Session) -> None:
    session.flush()
    session.execute(APPEND, session.info.pop(GATHERED))


def record_reading(
    by: Actor, action: str, subject: object, *, now: datetime, facts: Mapping[str, object] | None = None
) -> None:
    """Append that somebody looked at a case, in a short transaction of its own; a page that only reads calls this."""
    with Session(engine()) as session, session.begin():
        record(session, by, action, subject, now=now, facts=facts)


def verify(session: Session) -> list[int]:
    """The sequence numbers whose chain is broken: none, when nobody has tampered."""
    return list(session.scalars(text("select seq from audit_broken()")))


def trail(session: Session, *, subject_id: str | None = None, limit: int = 100) -> list[AuditEntry]:
    """The newest lines first, of one subject or of all: for information governance only."""
    query = select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(limit)
    if subject_id is not None:
        query = query.where(AuditEntry.subject_id == subject_id)
    return list(session.scalars(query))


def _name(subject: object) -> tuple[str, str]:
    if isinstance(subject, tuple):
        return str(subject[0]), str(subject[1])
    return str(getattr(subject, "__tablename__", type(subject).__name__)), str(getattr(subject, "id", ""))
