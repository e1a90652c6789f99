"""Copies of a case made for the person whom it is about, and what became of each."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed


class SubjectCopy(Base):
    """One copy as it was prepared; `content` is the whole of it (copies.content, JSON) and never changes afterwards.

    `identity` says how it is known that she is who asks (list "copy_identity"). `left_out` counts places where
    something was left out. Days are London days.
    """

    __tablename__ = "subject_copy"
    __table_args__ = (CheckConstraint("left_out >= 0", name="left_out"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    asked_on: Mapped[date]
    identity: Mapped[str]
    content: Mapped[str] = mapped_column(Sealed("subject_copy.content"))
    left_out: Mapped[int]
    prepared_at: Mapped[datetime]
    prepared_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    prepared_by_name: Mapped[str]

    events: Mapped[list[SubjectCopyEvent]] = relationship(lazy="raise", order_by="SubjectCopyEvent.at")


class SubjectCopyEvent(Base):
    """What became of a copy: approved or sent back by a second person, withdrawn, given to her. Decided once."""

    __tablename__ = "subject_copy_event"
    __table_args__ = (
        CheckConstraint("what in ('approved', 'sent_back', 'withdrawn', 'given')", name="what"),
        Index(
            "uq_subject_copy_event_decided", "copy_id", unique=True,
            postgresql_where=text("what in ('approved', 'sent_back', 'withdrawn')"),
        ),
        Index("ix_subject_copy_event_copy_id", "copy_id"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    copy_id: Mapped[UUID] = mapped_column(Id, ForeignKey("subject_copy.id"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    what: Mapped[str]
    way: Mapped[str | None]
    words: Mapped[str | None] = mapped_column(Sealed("subject_copy_event.words"))
