"""Funding lines with everything that happened to them, and plans for the nights that nobody pays for."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed

POUNDS = Numeric(10, 2)


class FundingLine(Base):
    """One way of paying by one payer; where it stands is its newest event. `route` is a slug of `funding_route`.

    `once` comes with the form, so that the same form sent twice makes one line.
    """

    __tablename__ = "funding_line"
    __table_args__ = (UniqueConstraint("household_id", "once"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    route: Mapped[str]
    payer: Mapped[str] = mapped_column(Sealed("funding_line.payer"))
    once: Mapped[UUID] = mapped_column(Id)
    recorded_at: Mapped[datetime]

    events: Mapped[list[FundingEvent]] = relationship(
        lazy="raise", order_by="FundingEvent.position", back_populates="line"
    )


class FundingEvent(Base):
    """One thing that happened to a line (pathway.funding.Event); the newest with dates says which nights it covers.

    Nights `[from_on, until_on)`, None until further notice; `per_night` in pounds; `decision_by` is the day by which
    the payer is to answer.
    """

    __tablename__ = "funding_event"
    __table_args__ = (
        UniqueConstraint("line_id", "position"),
        CheckConstraint("event in ('asked', 'confirmed', 'refused', 'ended')", name="event"),
        CheckConstraint("event <> 'confirmed' or from_on is not null", name="from_on"),
        CheckConstraint("until_on > from_on or event = 'ended'", name="until_on"),
        CheckConstraint("per_night >= 0", name="per_night"),
        CheckConstraint("event <> 'refused' or words is not null", name="words"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    line_id: Mapped[UUID] = mapped_column(Id, ForeignKey("funding_line.id"))
    position: Mapped[int]
    event: Mapped[str]
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    per_night: Mapped[Decimal | None] = mapped_column(POUNDS)
    decision_by: Mapped[date | None]
    reference: Mapped[str | None] = mapped_column(Sealed("funding_event.reference"))
    words: Mapped[str | None] = mapped_column(Sealed("funding_event.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    line: Mapped[FundingLine] = relationship(lazy="raise", back_populates="events")


class FundingPlan(Base):
    """What is to happen before the first night that nobody pays for, in words; a later plan stands beside it."""

    __tablename__ = "funding_plan"
    __table_args__ = (Index("ix_funding_plan_latest", "household_id", "at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    uncovered_on: Mapped[date]
    words: Mapped[str] = mapped_column(Sealed("funding_plan.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
