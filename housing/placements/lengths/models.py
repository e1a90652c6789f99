"""That a household may stay longer than the limit: who said so, until when, and why."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class StayExtension(Base):
    """One authorisation to stay past the limit, to the end of `until_on`; the newest counts."""

    __tablename__ = "stay_extension"
    __table_args__ = (UniqueConstraint("stay_id", "position"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    stay_id: Mapped[UUID] = mapped_column(Id, ForeignKey("stay.id"))
    position: Mapped[int]
    until_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Sealed("stay_extension.reason"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
