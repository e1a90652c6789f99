"""What reasons lead to, what followed from each no, and households for whom nothing is looked for until a day."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from housing.db import Base, Id

Phrases = list[str]
ONE_OPEN = "uq_parking_one_open"


class ReasonConsequence(Base):
    """What one reason of one side leads to, in force from a day (pathway.consequences).

    Of two of one day the last recorded counts; `recorded_at` None is what came with Haven. `days` with "park" only.
    `says` are words that people use for it, by which what was typed under "other" is recognised.
    """

    __tablename__ = "reason_consequence"
    __table_args__ = (
        CheckConstraint("list in ('refusal_reason', 'decline_reason')", name="list"),
        CheckConstraint("consequence in ('nothing', 'never_this_unit', 'reassess', 'park')", name="consequence"),
        CheckConstraint("(consequence = 'park') = (days is not null)", name="days"),
        CheckConstraint("days between 1 and 90", name="days_between"),
        CheckConstraint("list = 'refusal_reason' or consequence <> 'park'", name="side"),
        UniqueConstraint(
            "list", "slug", "authority_code", "from_on", "recorded_at", postgresql_nulls_not_distinct=True
        ),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    list: Mapped[str]
    slug: Mapped[str]
    authority_code: Mapped[str | None] = mapped_column(ForeignKey("authority.code"))
    from_on: Mapped[date]
    consequence: Mapped[str]
    days: Mapped[int | None]
    says: Mapped[Phrases] = mapped_column(ARRAY(Text), default=list)
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))


class NoOutcome(Base):
    """What followed from one no: the event of the offer, whose no it was, and what the table said that day.

    A table that is changed later changes nothing here. `softened`: the row said more than was done, for her sake.
    """

    __tablename__ = "no_outcome"
    __table_args__ = (
        CheckConstraint("side in ('hers', 'providers')", name="side"),
        CheckConstraint("consequence in ('nothing', 'never_this_unit', 'reassess', 'park')", name="consequence"),
        CheckConstraint("(consequence = 'park') = (until_on is not null)", name="until_on"),
    )

    event_id: Mapped[UUID] = mapped_column(Id, ForeignKey("offer_event.id"), primary_key=True)
    offer_id: Mapped[UUID] = mapped_column(Id, ForeignKey("offer.id"), index=True)
    side: Mapped[str]
    reason: Mapped[str | None]
    consequence: Mapped[str]
    until_on: Mapped[date | None]
    softened: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class Parking(Base):
    """No place is looked for by the runs until a day, after her own no. She keeps her band and her days waited.

    `ended_at` is set once: the day came, somebody looks again before, or the no was taken back.
    """

    __tablename__ = "parking"
    __table_args__ = (
        Index(ONE_OPEN, "household_id", unique=True, postgresql_where=text("ended_at is null")),
        CheckConstraint("(ended_at is null) = (ended_why is null)", name="ended"),
        CheckConstraint("ended_why in ('day_came', 'by_hand', 'taken_back', 'over')", name="ended_why"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"), index=True)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"), index=True)
    event_id: Mapped[UUID] = mapped_column(Id, ForeignKey("offer_event.id"), unique=True)
    until_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    ended_by_name: Mapped[str | None]
    ended_why: Mapped[str | None]
