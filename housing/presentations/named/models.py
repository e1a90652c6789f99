"""Asking that somebody be named for a restricted case which nobody can open, and the second person's answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class NamingRequest(Base):
    """Information governance asks that `account_id` be named for a case; one is open at a time, and lapses.

    `outcome` and what goes with it are set once, by a second person.
    """

    __tablename__ = "naming_request"
    __table_args__ = (
        CheckConstraint("(closed_at is null) = (outcome is null)", name="outcome"),
        CheckConstraint("outcome in ('approved', 'refused', 'taken_back', 'lapsed')", name="outcome_known"),
        CheckConstraint("outcome <> 'approved' or answered_by is distinct from asked_by", name="two_people"),
        CheckConstraint("outcome <> 'approved' or answered_by is distinct from account_id", name="not_oneself"),
        Index("uq_naming_request_open", "household_id", unique=True, postgresql_where=text("closed_at is null")),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"), index=True)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    account_id: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(Sealed("naming_request.reason"))
    asked_at: Mapped[datetime]
    asked_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    asked_by_name: Mapped[str]
    lapses_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    answered_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    answered_by_name: Mapped[str | None]
    answer_words: Mapped[str | None] = mapped_column(Sealed("naming_request.answer_words"))
