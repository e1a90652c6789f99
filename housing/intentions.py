"""What somebody is about to change, written down before it is done, so that it can first be shown what it would do.

The slice whose fact it is checks and writes the intention; `placements.sandbox` shows what it would do and makes it.
An intention is never edited and changes nothing. It is its maker's alone: for anybody else it is not there.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from housing import audit
from housing.access import Actor, NotFound
from housing.db import Base, Id
from housing.sealing import Sealed

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ACCEPTANCE, DISTANCE, USUAL_DISTANCE = "acceptance", "distance", "usual_distance"


class IntendedChange(Base):
    """One intended change. `document` is JSON: what it is about, by ids, and the values that it is to have."""

    __tablename__ = "intended_change"
    __table_args__ = (CheckConstraint("kind in ('acceptance', 'distance', 'usual_distance')", name="kind"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    kind: Mapped[str]
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    document: Mapped[str] = mapped_column(Sealed("intended_change.document"))
    made_at: Mapped[datetime]
    made_by: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"), index=True)

    @property
    def says(self) -> dict[str, Any]:
        """The document, read."""
        read: dict[str, Any] = json.loads(self.document)
        return read


def intend(
    session: Session,
    kind: str,
    document: dict[str, Any],
    *,
    authority: str,
    subject: object,
    by: Actor,
    now: datetime,
) -> IntendedChange:
    """Write an intention down, inside the caller's transaction; the audit names `subject`, what it is about.

    Raises:
        ValueError: the actor has no account; the system itself intends nothing.
    """
    if by.account_id is None:
        raise ValueError("an intended change is somebody's")
    row = IntendedChange(
        id=uuid4(),
        kind=kind,
        authority_code=authority,
        document=json.dumps(document, separators=(",", ":")),
        made_at=now,
        made_by=by.account_id,
    )
    session.add(row)
    audit.record(session, by, "change.intended", subject, now=now, facts={"intended_change": row.id, "kind": kind})
    return row


def mine(session: Session, actor: Actor, intention_id: UUID, kind: str | None = None) -> IntendedChange:
    """One of the actor's own intentions, of that kind if one is given.

    Raises:
        NotFound: it is not there, not the actor's, or of another kind.
    """
    row = session.get(IntendedChange, intention_id)
    if row is None or row.made_by != actor.account_id or kind not in (None, row.kind):
        raise NotFound("intention")
    return row


def begun(session: Session, actor: Actor, asked: str, kind: str) -> dict[str, Any]:
    """What the actor was about to change, for a form to begin from; empty where there is no such intention.

    `asked` is its id as it stands in the address, whatever it says.
    """
    if not ID.fullmatch(asked):
        return {}
    row = session.get(IntendedChange, UUID(asked))
    return row.says if row is not None and row.made_by == actor.account_id and row.kind == kind else {}
