"""A job's slot: the unique (job, due time) row is what makes it run once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id


class JobRun(Base):
    """One slot of one job: claimed, then done or failed with a sentence."""

    __tablename__ = "job_run"
    __table_args__ = (
        UniqueConstraint("job", "due_at"),
        CheckConstraint("outcome in ('done', 'failed')", name="outcome"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    job: Mapped[str]
    due_at: Mapped[datetime]
    began_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    words: Mapped[str | None]
