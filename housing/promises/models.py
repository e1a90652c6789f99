"""The register of clocks that run. What a clock is about keeps its own record in its own slice."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id


class RunningClock(Base):
    """One clock of pathway.duties (`key`) since `started_on`, about one row of another table.

    `arrived_at`: the moment of what started it, where it may count from a later day (housing.promises.arriving).
    `terms`: the council's own version of the clock that it was begun under, as pathway.versions keeps it; None: that
    which came with Haven. `presentation_id` None: it runs whatever she asks for, as leave and orders do. `ends_on` is
    the date on a document or agreed in writing, None where the clock's own length counts. `stopped_at` is set once,
    with why (a slug).
    One runs at a time of one key about one row.
    """

    __tablename__ = "running_clock"
    __table_args__ = (
        CheckConstraint("(stopped_at is null) = (stopped_because is null)", name="stopped"),
        CheckConstraint("ends_on >= started_on", name="ends_on"),
        Index(
            "uq_running_clock_one", "key", "subject", "subject_id", unique=True,
            postgresql_where=text("stopped_at is null"),
        ),
        Index("ix_running_clock_household", "household_id", postgresql_where=text("stopped_at is null")),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    presentation_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("presentation.id"))
    key: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[UUID] = mapped_column(Id)
    started_on: Mapped[date]
    ends_on: Mapped[date | None]
    arrived_at: Mapped[datetime | None]
    terms: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    entered_at: Mapped[datetime]
    entered_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    stopped_at: Mapped[datetime | None]
    stopped_because: Mapped[str | None]
