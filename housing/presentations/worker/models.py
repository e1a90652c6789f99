"""Each change of the worker named for a case, with its reason: one worker throughout is the rule."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class WorkerEntry(Base):
    """The worker of a presentation from a moment on; None is nobody. `reason` is a code of the list `worker_reason`.

    The worker with whom a presentation begins has no entry: it is who took it (`Presentation.officer_id`, which is
    always the worker of the newest entry).
    """

    __tablename__ = "worker_entry"
    __table_args__ = (
        CheckConstraint("how in ('taken', 'given', 'handover', 'left')", name="how"),
        CheckConstraint("before_id is distinct from worker_id", name="change"),
        Index("ix_worker_entry_latest", "presentation_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    before_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    worker_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    how: Mapped[str]
    reason: Mapped[str]
    words: Mapped[str | None] = mapped_column(Sealed("worker_entry.words"))
