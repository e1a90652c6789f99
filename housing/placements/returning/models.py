"""What of an earlier presentation somebody has asked about again, and found to hold."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id


class StillHolds(Base):
    """One section of what is known about her was asked about in this presentation, and is still right."""

    __tablename__ = "still_holds"

    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"), primary_key=True)
    section: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
