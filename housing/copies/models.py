"""That somebody asked for what is held about her, the copies prepared for it, and what became of each."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed


class SubjectRequest(Base):
    """She asked for a copy on a London day; one is open at a time. `identity`: how it is known that it is she."""

    __tablename__ = "subject_request"
    __table_args__ = (
        Index("uq_subject_request_one_open", "household_id", unique=True, postgresql_where=text("ended_at is null")),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    asked_on: Mapped[date]
    identity: Mapped[str]
    due_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    ended_at: Mapped[datetime | None]

    events: Mapped[list[SubjectRequestEvent]] = relationship(lazy="raise", order_by="SubjectRequestEvent.at")


class SubjectRequestEvent(Base):
    """What became of it: the answer may come later (until when, why, the day she was told), she took it back, or it was
    answered. `reason` is one of pathway.leaving_out.LONGER_REASONS."""

    __tablename__ = "subject_request_event"
    __table_args__ = (
        CheckConstraint("what in ('longer', 'taken_back', 'answered')", name="what"),
        CheckConstraint(
            "(what = 'longer') = (until_on is not null and reason is not null and told_on is not null)", name="longer"
        ),
        Index(
            "uq_subject_request_event_longer", "request_id", unique=True, postgresql_where=text("what = 'longer'")
        ),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    request_id: Mapped[UUID] = mapped_column(Id, ForeignKey("subject_request.id"), index=True)
    what: Mapped[str]
    until_on: Mapped[date | None]
    reason: Mapped[str | None]
    told_on: Mapped[date | None]
    words: Mapped[str | None] = mapped_column(Sealed("subject_request_event.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class SubjectCopy(Base):
    """One copy as it was put together; `content` is the whole of it (copies.content, JSON) and never changes again.

    `identity` says how it is known that she is who asks (list "copy_identity"). `left_out` counts places where
    something was left out. `request_id` is None for copies from before requests were kept. Days are London days.
    """

    __tablename__ = "subject_copy"
    __table_args__ = (CheckConstraint("left_out >= 0", name="left_out"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    request_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("subject_request.id"), index=True)
    asked_on: Mapped[date]
    identity: Mapped[str]
    content: Mapped[str] = mapped_column(Sealed("subject_copy.content"))
    left_out: Mapped[int]
    prepared_at: Mapped[datetime]
    prepared_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    prepared_by_name: Mapped[str]

    events: Mapped[list[SubjectCopyEvent]] = relationship(lazy="raise", order_by="SubjectCopyEvent.at")


class SubjectCopyEvent(Base):
    """What became of a copy: begun, handed to a second person, approved or sent back by that person, withdrawn, given
    to her. Decided once. A copy without any waits for a second person: it is from before lines could be left out."""

    __tablename__ = "subject_copy_event"
    __table_args__ = (
        CheckConstraint("what in ('begun', 'ready', 'approved', 'sent_back', 'withdrawn', 'given')", name="what"),
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


class SubjectCopyMark(Base):
    """One line is left out, with its reason (pathway.leaving_out), or given after all: `reason` None. The one with the
    highest number counts.

    `line` is the line's key in the copy's content.
    """

    __tablename__ = "subject_copy_mark"
    __table_args__ = (UniqueConstraint("copy_id", "number"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    copy_id: Mapped[UUID] = mapped_column(Id, ForeignKey("subject_copy.id"))
    number: Mapped[int]
    line: Mapped[str]
    reason: Mapped[str | None]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class SubjectCopyVersion(Base):
    """What is given, as it stood when a second person was asked: frozen, so that it is what was read and approved."""

    __tablename__ = "subject_copy_version"
    __table_args__ = (CheckConstraint("not_given >= 0", name="not_given"),)

    copy_id: Mapped[UUID] = mapped_column(Id, ForeignKey("subject_copy.id"), primary_key=True)
    content: Mapped[str] = mapped_column(Sealed("subject_copy_version.content"))
    not_given: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
