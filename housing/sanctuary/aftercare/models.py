"""Once the works are there: flags at the police and the fire service, what is lent, and the money of a year."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed


class FlagLine(Base):
    """One thing that happened to the flag on her address at one service (pathway.sanctuary_aftercare.FlagEvent)."""

    __tablename__ = "sanctuary_flag_event"
    __table_args__ = (
        UniqueConstraint("job_id", "service", "position"),
        CheckConstraint("service in ('fire', 'police')", name="service"),
        CheckConstraint("event in ('asked', 'set', 'refused', 'reviewed', 'removed')", name="event"),
        CheckConstraint("(event in ('set', 'reviewed')) = (review_on is not null)", name="review_on"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    job_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_job.id"))
    service: Mapped[str]
    position: Mapped[int]
    event: Mapped[str]
    happened_on: Mapped[date]
    reference: Mapped[str | None] = mapped_column(Sealed("sanctuary_flag_event.reference"))
    review_on: Mapped[date | None]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class Loan(Base):
    """A thing that is lent to her and comes back: an alarm, a camera. `mark` is its own number."""

    __tablename__ = "sanctuary_loan"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    job_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_job.id"), index=True)
    item: Mapped[str]
    mark: Mapped[str | None] = mapped_column(Sealed("sanctuary_loan.mark"))
    lent_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    returned: Mapped[LoanReturn | None] = relationship(lazy="raise", uselist=False)


class LoanReturn(Base):
    """That a thing came back, and in what condition; once."""

    __tablename__ = "sanctuary_loan_return"

    loan_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_loan.id"), primary_key=True)
    returned_on: Mapped[date]
    condition: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class Budget(Base):
    """What a council may spend on sanctuary works in a financial year, by the year it begins; the newest counts."""

    __tablename__ = "sanctuary_budget"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("year between 2000 and 2200", name="year"),
        Index("ix_sanctuary_budget_latest", "authority_code", "year", "recorded_at"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    year: Mapped[int]
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    why: Mapped[str] = mapped_column(Sealed("sanctuary_budget.why"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_by_name: Mapped[str]
