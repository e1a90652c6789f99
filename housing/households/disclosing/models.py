"""Somebody who must not be told was named as told: kept for a lead, who says what it was."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed

HAPPENED, ANOTHER, NOTHING = "happened", "another", "nothing"


class HeldTelling(Base):
    """An entry for the log of disclosures that named somebody of concern: not in the log until a lead has looked.

    `answers` is the entry as it was typed, as JSON, sealed whole.
    """

    __tablename__ = "held_telling"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    answers: Mapped[str] = mapped_column(Sealed("held_telling.answers"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    decision: Mapped[HeldTellingDecision | None] = relationship(lazy="raise", uselist=False)


class HeldTellingDecision(Base):
    """What a lead said of an entry that was kept for them: one an entry, never changed."""

    __tablename__ = "held_telling_decision"
    __table_args__ = (CheckConstraint("outcome in ('happened', 'another', 'nothing')", name="outcome"),)

    held_id: Mapped[UUID] = mapped_column(Id, ForeignKey("held_telling.id"), primary_key=True)
    outcome: Mapped[str]
    reason: Mapped[str] = mapped_column(Sealed("held_telling_decision.reason"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
