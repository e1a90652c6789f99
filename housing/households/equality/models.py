"""Answers to the equality questions, sealed; each save is a new row."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class EqualityAnswers(Base):
    """What the person who asks for help answered: {question: code} as JSON, sealed. The last row counts."""

    __tablename__ = "equality_answers"
    __table_args__ = (Index("ix_equality_answers_latest", "household_id", "at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    answers: Mapped[str] = mapped_column(Sealed("equality_answers.answers"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
