"""Immigration status as it was recorded, row by row; which one counts: pathway.immigration.counting."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class ImmigrationStatus(Base):
    """Her status from a day on. Never sent to immigration enforcement, and in no export or report.

    `ends_on` is the last day on the document, where it has one. `evidence` is a slug of the code list
    `immigration_evidence`, None where nobody asked for any: none is needed. `basis` is a slug of `immigration_basis`:
    why the law lets it be recorded (UK GDPR Articles 6 and 9).
    """

    __tablename__ = "immigration_status"
    __table_args__ = (
        UniqueConstraint("household_id", "position"),
        CheckConstraint("ends_on >= from_on", name="ends_on"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    position: Mapped[int]
    status: Mapped[str]
    from_on: Mapped[date]
    ends_on: Mapped[date | None]
    evidence: Mapped[str | None]
    checked_by: Mapped[str | None] = mapped_column(Sealed("immigration_status.checked_by"))
    basis: Mapped[str]
    words: Mapped[str | None] = mapped_column(Sealed("immigration_status.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
