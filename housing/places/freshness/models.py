"""Who has been asked to look at their units again, and on which day."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id


class VacancyNudge(Base):
    """One message to one person of a provider: some units have not been looked at lately. At most one a London day."""

    __tablename__ = "vacancy_nudge"
    __table_args__ = (
        UniqueConstraint("account_id", "organisation_id", "on_day"),
        CheckConstraint("units > 0", name="units"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    account_id: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"))
    organisation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    on_day: Mapped[date]
    units: Mapped[int]
    sent_at: Mapped[datetime]
