"""Duties, decisions and reviews. Nothing is edited: an end, an answer, another view of a limb are rows of their own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed

ONE_OPEN, ONE_REVIEW = "uq_housing_duty_one_open", "uq_decision_review_one_open"
ONE_REFERRAL = "uq_elsewhere_referral_one_open"


class HousingDuty(Base):
    """A duty (pathway.duty_endings.Duty) owed from a day on. `ended_at` is set once, with the row that says how."""

    __tablename__ = "housing_duty"
    __table_args__ = (
        CheckConstraint("kind in ('prevention', 'relief', 'interim', 'main')", name="kind"),
        Index(ONE_OPEN, "presentation_id", "kind", unique=True, postgresql_where=text("ended_at is null")),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"), index=True)
    kind: Mapped[str]
    started_on: Mapped[date]
    why: Mapped[str | None] = mapped_column(Sealed("housing_duty.why"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    ended_at: Mapped[datetime | None]

    end: Mapped[HousingDutyEnd | None] = relationship(lazy="raise", uselist=False, back_populates="duty")


class HousingDutyEnd(Base):
    """A duty's end: the day, the circumstance (code list `<kind>_end`), and whether it ended by itself."""

    __tablename__ = "housing_duty_end"

    duty_id: Mapped[UUID] = mapped_column(Id, ForeignKey("housing_duty.id"), primary_key=True)
    ended_on: Mapped[date]
    circumstance: Mapped[str]
    by_itself: Mapped[bool]
    intentional: Mapped[bool | None]
    notice_running: Mapped[bool | None]
    why: Mapped[str | None] = mapped_column(Sealed("housing_duty_end.why"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    duty: Mapped[HousingDuty] = relationship(lazy="raise", back_populates="end")


class HousingDecision(Base):
    """A decision that she is told of in writing (pathway.decisions), with its reasons; `told` once she has been."""

    __tablename__ = "housing_decision"
    __table_args__ = (CheckConstraint("decided_on <= (at at time zone 'Europe/London')::date", name="decided_on"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"), index=True)
    duty_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("housing_duty.id"))
    kind: Mapped[str]
    decided_on: Mapped[date]
    reasons: Mapped[str | None] = mapped_column(Sealed("housing_decision.reasons"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    told: Mapped[DecisionTold | None] = relationship(lazy="raise", uselist=False, back_populates="decision")
    reviews: Mapped[list[DecisionReview]] = relationship(lazy="raise", order_by="DecisionReview.at")


class DecisionTold(Base):
    """She has been told of a decision in writing: the first day, from which the 21 days of s202 count, and how."""

    __tablename__ = "decision_told"

    decision_id: Mapped[UUID] = mapped_column(Id, ForeignKey("housing_decision.id"), primary_key=True)
    told_on: Mapped[date]
    how: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    decision: Mapped[HousingDecision] = relationship(lazy="raise", back_populates="told")


class DecisionReview(Base):
    """She asks for a review. `clock` is the key of pathway.duties by which it is due; `ended_at` set once."""

    __tablename__ = "decision_review"
    __table_args__ = (Index(ONE_REVIEW, "decision_id", unique=True, postgresql_where=text("ended_at is null")),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    decision_id: Mapped[UUID] = mapped_column(Id, ForeignKey("housing_decision.id"), index=True)
    clock: Mapped[str]
    asked_on: Mapped[date]
    allowed_late: Mapped[bool]
    words: Mapped[str | None] = mapped_column(Sealed("decision_review.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    ended_at: Mapped[datetime | None]

    events: Mapped[list[DecisionReviewEvent]] = relationship(lazy="raise", order_by="DecisionReviewEvent.position")


class DecisionReviewEvent(Base):
    """What happened to a review: extended by written agreement to a day, decided, or withdrawn by her."""

    __tablename__ = "decision_review_event"
    __table_args__ = (
        UniqueConstraint("review_id", "position"),
        CheckConstraint("event in ('extended', 'upheld', 'changed', 'withdrawn')", name="event"),
        CheckConstraint("(event = 'extended') = (until_on is not null)", name="until_on"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    review_id: Mapped[UUID] = mapped_column(Id, ForeignKey("decision_review.id"))
    position: Mapped[int]
    event: Mapped[str]
    until_on: Mapped[date | None]
    words: Mapped[str | None] = mapped_column(Sealed("decision_review_event.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class PriorityLimb(Base):
    """A limb of priority need besides domestic abuse (automatic, so it has no row); the last row of a limb counts."""

    __tablename__ = "priority_limb"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"), index=True)
    limb: Mapped[str]
    holds: Mapped[bool]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class ElsewhereReferral(Base):
    """Another council is asked to take the case over (s198), with the answers that allowed it and the decision.

    `asked_by_on`: by which day it is to answer, None where the clock's own length counts. `ended_at` is set once it is
    decided who owes her; what happened until then are rows of housing.presentations.elsewhere. One at a time.
    """

    __tablename__ = "elsewhere_referral"
    __table_args__ = (Index(ONE_REFERRAL, "presentation_id", unique=True, postgresql_where=text("ended_at is null")),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"), index=True)
    decision_id: Mapped[UUID] = mapped_column(Id, ForeignKey("housing_decision.id"))
    council: Mapped[str]
    district: Mapped[str | None]
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB)
    asked_by_on: Mapped[date | None]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    ended_at: Mapped[datetime | None]


class PromptDismissal(Base):
    """Somebody has read a prompt of pathway.prompts and says why it is nothing here, while the facts are the same."""

    __tablename__ = "prompt_dismissal"
    __table_args__ = (UniqueConstraint("presentation_id", "prompt", "basis"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    prompt: Mapped[str]
    basis: Mapped[str]
    why: Mapped[str] = mapped_column(Sealed("prompt_dismissal.why"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
