"""What a MARAC heard of a household."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class MaracHearing(Base):
    """Her case heard by the MARAC on a day; `meeting` is the meeting's own reference, `actions` what was agreed."""

    __tablename__ = "marac_hearing"
    __table_args__ = (Index("ix_marac_hearing_latest", "household_id", "heard_on"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    heard_on: Mapped[date]
    meeting: Mapped[str | None] = mapped_column(Sealed("marac_hearing.meeting"))
    actions: Mapped[str | None] = mapped_column(Sealed("marac_hearing.actions"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_by_name: Mapped[str]
