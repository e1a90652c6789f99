"""The rows of the pathway guide. A change is a new row from a day on; what was in force stays readable."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id


class GuideRow(Base):
    """One thing owed at one stage (pathway.guide.Support) from a day on.

    Of the rows of one slug that have begun, a council's own counts before the shared one, then the latest day, then
    what was recorded last. `retired`: from that day on it is owed no more. `authority_code` None came with Haven.
    """

    __tablename__ = "guide_row"
    __table_args__ = (
        UniqueConstraint("slug", "authority_code", "from_on", "recorded_at", postgresql_nulls_not_distinct=True),
        CheckConstraint("slug ~ '^[a-z0-9-]+$'", name="slug"),
        CheckConstraint("length between 0 and 400", name="length"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str | None] = mapped_column(ForeignKey("authority.code"))
    slug: Mapped[str]
    position: Mapped[int]
    stage: Mapped[str]
    owed: Mapped[str]
    by_role: Mapped[str]
    unit: Mapped[str]
    length: Mapped[int]
    said: Mapped[str]
    only_for: Mapped[str]
    kept_by: Mapped[str]
    carries: Mapped[bool]
    source: Mapped[str]
    verified: Mapped[bool]
    retired: Mapped[bool] = mapped_column(default=False)
    from_on: Mapped[date]
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
