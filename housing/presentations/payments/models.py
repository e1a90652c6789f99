"""Requests for help with money, what happened to each, and the budgets of the funds."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.households.models import Household
from housing.sealing import Sealed

POUNDS = Numeric(10, 2)


class Payment(Base):
    """One request. `fund`, `purpose`, `payee_kind` and `way` are slugs of the code lists `payment_...`.

    `adults` and `children` are the people it helps, counted when it was asked for, for the report. `year` is the
    financial year, by the calendar year it began in, in which it was approved; None until then. `once` comes with the
    form, so that the same form sent twice makes one request. `for_move`: it is for her move to a home of her own.
    """

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("reference"),
        UniqueConstraint("household_id", "once"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("adults >= 0 and children >= 0", name="people"),
        Index("ix_payment_asked", "authority_code", "asked_at"),
        Index("ix_payment_year", "authority_code", "fund", "year"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    reference: Mapped[str]
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    fund: Mapped[str]
    purpose: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(POUNDS)
    payee_kind: Mapped[str]
    way: Mapped[str]
    why: Mapped[str] = mapped_column(Sealed("payment.why"))
    adults: Mapped[int]
    children: Mapped[int]
    year: Mapped[int | None]
    for_move: Mapped[bool] = mapped_column(default=False)
    once: Mapped[UUID] = mapped_column(Id)
    asked_at: Mapped[datetime]

    household: Mapped[Household] = relationship(lazy="raise")
    events: Mapped[list[PaymentEvent]] = relationship(
        lazy="raise", order_by="PaymentEvent.position", back_populates="payment"
    )


class PaymentEvent(Base):
    """One thing that happened to a request (pathway.payments.Event); `amount` of an approval and of what was paid.

    A receipt has a `reference`, or the `document_id` of a document of the case.
    """

    __tablename__ = "payment_event"
    __table_args__ = (
        UniqueConstraint("payment_id", "position"),
        CheckConstraint(
            "event in ('asked', 'first_yes', 'approved', 'refused', 'paid', 'receipt', 'withdrawn')", name="event"
        ),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("event not in ('approved', 'paid') or amount is not null", name="has_amount"),
        CheckConstraint("event <> 'refused' or reason is not null", name="reason"),
        CheckConstraint("document_id is null or event = 'receipt'", name="document"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    payment_id: Mapped[UUID] = mapped_column(Id, ForeignKey("payment.id"))
    position: Mapped[int]
    event: Mapped[str]
    amount: Mapped[Decimal | None] = mapped_column(POUNDS)
    happened_on: Mapped[date | None]
    reason: Mapped[str | None]
    reference: Mapped[str | None] = mapped_column(Sealed("payment_event.reference"))
    document_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("document.id"))
    words: Mapped[str | None] = mapped_column(Sealed("payment_event.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    payment: Mapped[Payment] = relationship(lazy="raise", back_populates="events")


class FundBudget(Base):
    """What a council may spend from a fund in a financial year, by the year it begins; the newest row counts."""

    __tablename__ = "fund_budget"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("year between 2000 and 2200", name="year"),
        Index("ix_fund_budget_latest", "authority_code", "fund", "year", "recorded_at"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    fund: Mapped[str]
    year: Mapped[int]
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    why: Mapped[str] = mapped_column(Sealed("fund_budget.why"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_by_name: Mapped[str]
