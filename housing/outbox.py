"""Nothing leaves before commit: messages wait here, inside the transaction that caused them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from housing.db import Base, Id


class OutboxMessage(Base):
    """A message to one account of Haven. `facts` fill the wording: references, never names or addresses."""

    __tablename__ = "outbox_message"
    __table_args__ = (CheckConstraint("attempts >= 0", name="attempts"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    account_id: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"))
    wording: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    put_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_fault: Mapped[str | None]


def put(session: Session, *, account_id: UUID, wording: str, facts: dict[str, Any], now: datetime) -> OutboxMessage:
    """Leave a message to be sent after commit; `wording` names an entry of notifications.wording."""
    message = OutboxMessage(account_id=account_id, wording=wording, facts=facts, put_at=now)
    session.add(message)
    return message
