"""A council's outline, from a file that it loads."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id


class Boundary(Base):
    """The outline of a council's area; the newest counts. `rings`: closed lines of [easting, northing] in metres,
    British National Grid. `source` is what the map says under it (whose data, under which licence).
    """

    __tablename__ = "boundary"
    __table_args__ = (Index("ix_boundary_newest", "authority_code", "recorded_at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    rings: Mapped[list[list[list[int]]]] = mapped_column(JSONB)
    source: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
