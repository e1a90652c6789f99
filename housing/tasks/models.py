"""Tasks and what happened to them. A task is never edited: whose it is and whether it is done are its events."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed


class Task(Base):
    """One thing owed by a role of a council, or of one organisation, until a moment.

    `title` and `why` carry no name of a person and no address; `called` is what staff call what it is about, where that
    is neither the household nor the unit. `once` is the cause: while a task with it is open no
    other is raised. `subject`, `subject_id` name another row that it is about ("sanctuary_job"). `closed_at` is set
    once, with the event that closed it. `claimed_by` is whoever claimed it last and has not let it go.
    `ladder` is frozen when the task is made (pathway.ladders): who hears of it at which moment, were it not done by
    then. `climbed` counts the steps taken, `escalates_at` is the moment of the next, `escalated_to` the last role told.
    """

    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint("(subject is null) = (subject_id is null)", name="subject"),
        CheckConstraint("closed_at is null or closed_at >= raised_at", name="closed"),
        Index(
            "uq_task_once", "authority_code", "once", unique=True,
            postgresql_where=text("closed_at is null and once is not null"),
        ),
        Index("ix_task_escalates", "escalates_at", postgresql_where=text("closed_at is null")),
        Index("ix_task_open", "authority_code", "role", "due_at", postgresql_where=text("closed_at is null")),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    organisation_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    role: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str]
    why: Mapped[str] = mapped_column(Sealed("task.why"))
    urgent: Mapped[bool]
    due_at: Mapped[datetime]
    household_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("household.id"), index=True)
    unit_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("unit.id"), index=True)
    subject: Mapped[str | None]
    subject_id: Mapped[UUID | None] = mapped_column(Id)
    called: Mapped[str | None]
    once: Mapped[str | None]
    raised_at: Mapped[datetime]
    raised_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    raised_by_name: Mapped[str]
    claimed_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    closed_at: Mapped[datetime | None]
    ladder: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    climbed: Mapped[int] = mapped_column(default=0)
    escalates_at: Mapped[datetime | None]
    escalated_to: Mapped[str | None]

    events: Mapped[list[TaskEvent]] = relationship(lazy="raise", order_by="TaskEvent.position", back_populates="task")


class TaskEvent(Base):
    """One thing that happened to a task: claimed by somebody, given to a colleague (`given_to`), let go, done in words,
    settled by what happened, or escalated to a role (`to_role`).
    """

    __tablename__ = "task_event"
    __table_args__ = (
        UniqueConstraint("task_id", "position"),
        CheckConstraint("event in ('claimed', 'given', 'let_go', 'done', 'settled', 'escalated')", name="event"),
        CheckConstraint("(event = 'given') = (given_to is not null)", name="given"),
        CheckConstraint("(event = 'escalated') = (to_role is not null)", name="escalated"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    task_id: Mapped[UUID] = mapped_column(Id, ForeignKey("task.id"))
    position: Mapped[int]
    event: Mapped[str]
    words: Mapped[str | None] = mapped_column(Sealed("task_event.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    given_to: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    to_role: Mapped[str | None]

    task: Mapped[Task] = relationship(lazy="raise", back_populates="events")
