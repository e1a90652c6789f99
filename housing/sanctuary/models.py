"""Sanctuary jobs. What happened is an event, never edited; surveys, quotes and orders are new rows, the last counts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.households.models import Household
from housing.people.models import Organisation
from housing.presentations.models import Presentation
from housing.sealing import Sealed
from pathway.sanctuary_eligibility import RightToEnter, Tenure

POUNDS = Numeric(10, 2)
ONE_OPEN = "uq_sanctuary_job_one_open"
STAY, MOVE = "stay", "move"  # what a job is for: to stay where she lives, or for the home that she moves to


def _one_of(values: type[Tenure] | type[RightToEnter]) -> str:
    return ", ".join(f"'{value}'" for value in values)


class SanctuaryJob(Base):
    """One home to be made safe for one household. `due_at` is what was promised when it was referred, or made urgent.

    `ended_at` is set with the event that ended it, and taken away when it is opened again, so that the database keeps
    one open job a household and purpose. `ward_code` is for counting: None where the postcode is not known to Haven.
    `purpose` is "stay", or "move" for her new home, which is to be safe before she moves on `wanted_on`.
    """

    __tablename__ = "sanctuary_job"
    __table_args__ = (
        UniqueConstraint("reference"),
        CheckConstraint("priority in ('urgent', 'standard')", name="priority"),
        CheckConstraint("purpose in ('stay', 'move')", name="purpose"),
        CheckConstraint("wanted_on is null or purpose = 'move'", name="wanted_on"),
        Index(ONE_OPEN, "household_id", "purpose", unique=True, postgresql_where=text("ended_at is null")),
        Index("ix_sanctuary_job_open", "authority_code", "due_at", postgresql_where=text("ended_at is null")),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    reference: Mapped[str]
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"), index=True)
    referred_at: Mapped[datetime]
    referred_by: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"))
    referred_by_name: Mapped[str]
    priority: Mapped[str]
    purpose: Mapped[str]
    wanted_on: Mapped[date | None]
    due_at: Mapped[datetime]
    address: Mapped[str | None] = mapped_column(Sealed("sanctuary_job.address"))
    postcode: Mapped[str | None] = mapped_column(Sealed("sanctuary_job.postcode"))
    ward_code: Mapped[str | None] = mapped_column(ForeignKey("ward.code"))
    ended_at: Mapped[datetime | None]

    household: Mapped[Household] = relationship(lazy="raise")
    presentation: Mapped[Presentation] = relationship(lazy="raise")
    events: Mapped[list[SanctuaryEvent]] = relationship(
        lazy="raise", order_by="SanctuaryEvent.position", back_populates="job"
    )
    checks: Mapped[list[SanctuaryCheck]] = relationship(lazy="raise", order_by="SanctuaryCheck.position")
    surveys: Mapped[list[SanctuarySurvey]] = relationship(lazy="raise", order_by="SanctuarySurvey.at")
    quotes: Mapped[list[SanctuaryQuote]] = relationship(lazy="raise", order_by="SanctuaryQuote.at")
    orders: Mapped[list[SanctuaryOrder]] = relationship(lazy="raise", order_by="SanctuaryOrder.placed_at")


class SanctuaryEvent(Base):
    """One thing that happened to a job (pathway.sanctuary_moves); where it stands is worked out from them, in order.

    `happened_on` is the day it happened where that is not the day it was recorded; `reason` a slug of the event's code
    list; `words` what was typed; `facts` ids, codes and sums.
    """

    __tablename__ = "sanctuary_event"
    __table_args__ = (UniqueConstraint("job_id", "position"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    job_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_job.id"))
    position: Mapped[int]
    event: Mapped[str]
    order_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("sanctuary_order.id"), index=True)
    happened_on: Mapped[date | None]
    reason: Mapped[str | None]
    words: Mapped[str | None] = mapped_column(Sealed("sanctuary_event.words"))
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    job: Mapped[SanctuaryJob] = relationship(lazy="raise", back_populates="events")


class SanctuaryCheck(Base):
    """What was known of the conditions (pathway.sanctuary_eligibility) from a moment on; None is not known."""

    __tablename__ = "sanctuary_check"
    __table_args__ = (
        UniqueConstraint("job_id", "position"),
        CheckConstraint(f"tenure in ({_one_of(Tenure)})", name="tenure"),
        CheckConstraint(f"right_to_enter in ({_one_of(RightToEnter)})", name="right_to_enter"),
        CheckConstraint("answer in ('accept', 'ask', 'refuse')", name="answer"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    job_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_job.id"))
    position: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    wants_to_stay: Mapped[bool | None]
    concern_lives_there: Mapped[bool | None]
    right_to_enter: Mapped[str | None]
    order_until: Mapped[date | None]
    tenure: Mapped[str | None]
    joint_with_concern: Mapped[bool | None]
    building_suitable: Mapped[bool | None]
    words: Mapped[str | None] = mapped_column(Sealed("sanctuary_check.words"))
    answer: Mapped[str]


class SanctuarySurvey(Base):
    """What somebody found the home to need; a later survey replaces an earlier one."""

    __tablename__ = "sanctuary_survey"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    job_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_job.id"), index=True)
    surveyed_on: Mapped[date]
    words: Mapped[str | None] = mapped_column(Sealed("sanctuary_survey.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    measures: Mapped[list[SanctuaryMeasure]] = relationship(lazy="raise", order_by="SanctuaryMeasure.position")


class SanctuaryMeasure(Base):
    """One measure of a survey: what, where, how many, and the estimated cost of all of them in pounds."""

    __tablename__ = "sanctuary_measure"
    __table_args__ = (
        UniqueConstraint("survey_id", "position"),
        CheckConstraint("quantity between 1 and 99", name="quantity"),
        CheckConstraint("estimate >= 0", name="estimate"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    survey_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_survey.id"))
    position: Mapped[int]
    measure: Mapped[str]
    room: Mapped[str]
    quantity: Mapped[int]
    estimate: Mapped[Decimal | None] = mapped_column(POUNDS)
    words: Mapped[str | None] = mapped_column(Sealed("sanctuary_measure.words"))


class SanctuaryQuote(Base):
    """What a contractor asks for the measures of one survey; good to the end of `valid_until`."""

    __tablename__ = "sanctuary_quote"
    __table_args__ = (CheckConstraint("valid_until >= received_on", name="valid_until"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    job_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_job.id"), index=True)
    survey_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_survey.id"))
    organisation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("organisation.id"))
    received_on: Mapped[date]
    valid_until: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    lines: Mapped[list[SanctuaryQuoteLine]] = relationship(lazy="raise", order_by="SanctuaryQuoteLine.position")

    @property
    def total(self) -> Decimal:
        """The sum of its lines in pounds; its lines must be loaded."""
        return sum((line.amount for line in self.lines), Decimal(0))


class SanctuaryQuoteLine(Base):
    """The price of one measure, in pounds."""

    __tablename__ = "sanctuary_quote_line"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount"),)

    quote_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_quote.id"), primary_key=True)
    measure_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_measure.id"), primary_key=True)
    position: Mapped[int]
    amount: Mapped[Decimal] = mapped_column(POUNDS)


class SanctuaryOrder(Base):
    """Works ordered of a contractor: from an approved quote, or as emergency works with a cost at most.

    `limit` is what may be spent, in pounds. `ended_at`: returned by the contractor, or the job ended before the work.
    """

    __tablename__ = "sanctuary_order"
    __table_args__ = (
        CheckConstraint("emergency = (quote_id is null)", name="quote"),
        CheckConstraint('"limit" >= 0', name="limit"),
        Index("ix_sanctuary_order_organisation", "organisation_id", postgresql_where=text("ended_at is null")),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    job_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_job.id"), index=True)
    quote_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("sanctuary_quote.id"))
    organisation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("organisation.id"))
    emergency: Mapped[bool]
    limit: Mapped[Decimal] = mapped_column(POUNDS)
    placed_at: Mapped[datetime]
    placed_by: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"))
    placed_by_name: Mapped[str]
    ended_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    lines: Mapped[list[SanctuaryOrderLine]] = relationship(lazy="raise", order_by="SanctuaryOrderLine.position")


class SanctuaryOrderLine(Base):
    """One ordered measure; `amount` in pounds, None of emergency works, which have only a limit together."""

    __tablename__ = "sanctuary_order_line"
    __table_args__ = (
        UniqueConstraint("order_id", "position"),
        CheckConstraint("quantity between 1 and 99", name="quantity"),
        CheckConstraint("amount >= 0", name="amount"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    order_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_order.id"))
    position: Mapped[int]
    measure: Mapped[str]
    room: Mapped[str]
    quantity: Mapped[int]
    amount: Mapped[Decimal | None] = mapped_column(POUNDS)
    words: Mapped[str | None] = mapped_column(Sealed("sanctuary_order_line.words"))
