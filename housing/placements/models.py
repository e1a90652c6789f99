"""Runs, decisions, offers and stays. What happened is never edited: an offer's state is its events."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.households.models import Household
from housing.places.models import Unit, UnitPeriod
from housing.presentations.models import Presentation
from housing.sealing import Sealed


class MatchRun(Base):
    """One matching run, stored whole in one transaction or not at all.

    `problem` and `result` are the documents of docs/matching.md.

    `problem` holds ids and facts, never names; `number` is what people call the run and `--run N` takes. `edits`: the
    pins and bans that were honoured (allocation.edits); None in a run from before there were any. `catalogue`: the
    rules that it was made with (allocation.catalogue_digest); None in a run from before they were kept.
    """

    __tablename__ = "match_run"
    __table_args__ = (
        UniqueConstraint("number"),
        Index("ix_match_run_latest", "authority_code", "made_at"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    number: Mapped[int]
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    as_of: Mapped[date]
    began_at: Mapped[datetime]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    made_by_name: Mapped[str]
    problem: Mapped[str] = mapped_column(Sealed("match_run.problem"))
    result: Mapped[str] = mapped_column(Sealed("match_run.result"))
    edits: Mapped[str | None] = mapped_column(Sealed("match_run.edits"))
    problem_sha256: Mapped[str]
    engine: Mapped[str]
    catalogue: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    status: Mapped[str]
    counts: Mapped[dict[str, Any]] = mapped_column(JSONB)

    proposals: Mapped[list[Proposal]] = relationship(lazy="raise", order_by="Proposal.position")


class Proposal(Base):
    """One line of a run's answer, kept as rows for the pages: the household, its unit (None: nobody could place it)."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("run_id", "household_id"),
        CheckConstraint("band between 1 and 5", name="band"),
        CheckConstraint("(unit_id is null) = (unplaced_reason is not null)", name="unplaced"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    run_id: Mapped[UUID] = mapped_column(Id, ForeignKey("match_run.id"), index=True)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    position: Mapped[int]
    band: Mapped[int]
    days_waited: Mapped[int]
    unit_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("unit.id"))
    cost: Mapped[int | None]
    unplaced_reason: Mapped[str | None]

    household: Mapped[Household] = relationship(lazy="raise")
    unit: Mapped[Unit | None] = relationship(lazy="raise")
    decisions: Mapped[list[ProposalDecision]] = relationship(lazy="raise", order_by="ProposalDecision.at")


class ProposalDecision(Base):
    """What a named person decided on a proposal: accept it, choose another feasible unit, or hold back."""

    __tablename__ = "proposal_decision"
    __table_args__ = (
        CheckConstraint("decision in ('accepted', 'another', 'held_back')", name="decision"),
        CheckConstraint("decision = 'accepted' or reason is not null", name="reason"),
        CheckConstraint("(decision = 'held_back') = (offer_id is null)", name="offer"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    proposal_id: Mapped[UUID] = mapped_column(Id, ForeignKey("proposal.id"), index=True)
    decision: Mapped[str]
    unit_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("unit.id"))
    offer_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("offer.id"))
    reason: Mapped[str | None] = mapped_column(Sealed("proposal_decision.reason"))
    at: Mapped[datetime]
    by: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class Offer(Base):
    """A unit held for a household until both sides answer or it lapses. The hold is a line of the unit's diary.

    `ended_at` is set with the event that ended it, so that the database can keep one open offer a household, and is
    None again where that event is taken back.
    `why_differs`: the officer's reason where no run proposed this unit.
    """

    __tablename__ = "offer"
    __table_args__ = (
        UniqueConstraint("reference"),
        Index("uq_offer_one_open", "household_id", unique=True, postgresql_where=text("ended_at is null")),
        Index("uq_offer_unit_open", "unit_id", unique=True, postgresql_where=text("ended_at is null")),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    reference: Mapped[str]
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"), index=True)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"), index=True)
    unit_id: Mapped[UUID] = mapped_column(Id, ForeignKey("unit.id"), index=True)
    hold_id: Mapped[UUID] = mapped_column(Id, ForeignKey("unit_period.id"))
    run_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("match_run.id"))
    made_at: Mapped[datetime]
    made_by: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"))
    made_by_name: Mapped[str]
    answer_due_at: Mapped[datetime]
    lapses_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    why_differs: Mapped[str | None] = mapped_column(Sealed("offer.why_differs"))
    verdicts: Mapped[dict[str, Any]] = mapped_column(JSONB)

    household: Mapped[Household] = relationship(lazy="raise")
    presentation: Mapped[Presentation] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
    hold: Mapped[UnitPeriod] = relationship(lazy="raise")
    events: Mapped[list[OfferEvent]] = relationship(
        lazy="raise", order_by="OfferEvent.position", back_populates="offer"
    )


class OfferEvent(Base):
    """One thing that happened to an offer (pathway.offers); the state is worked out from them, in order.

    `taken_back_at` is set once, with the event that takes this one back.
    """

    __tablename__ = "offer_event"
    __table_args__ = (UniqueConstraint("offer_id", "position"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    offer_id: Mapped[UUID] = mapped_column(Id, ForeignKey("offer.id"))
    position: Mapped[int]
    event: Mapped[str]
    reason: Mapped[str | None]
    words: Mapped[str | None] = mapped_column(Sealed("offer_event.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    taken_back_at: Mapped[datetime | None]

    offer: Mapped[Offer] = relationship(lazy="raise", back_populates="events")


class Stay(Base):
    """A household living in a unit from `arrived_on`; counts and kind are as they were on arrival, for the reports."""

    __tablename__ = "stay"
    __table_args__ = (
        CheckConstraint("adults >= 0 and children >= 0 and adults + children > 0", name="people"),
        Index("ix_stay_arrived", "authority_code", "arrived_on"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"), index=True)
    unit_id: Mapped[UUID] = mapped_column(Id, ForeignKey("unit.id"), index=True)
    offer_id: Mapped[UUID] = mapped_column(Id, ForeignKey("offer.id"), unique=True)
    arrived_on: Mapped[date]
    kind: Mapped[str]
    adults: Mapped[int]
    children: Mapped[int]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))

    household: Mapped[Household] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
    departure: Mapped[Departure | None] = relationship(lazy="raise", uselist=False, back_populates="stay")


class Departure(Base):
    """The end of a stay: when, why, and where to (code lists `departure_reason` and `destination`)."""

    __tablename__ = "departure"

    stay_id: Mapped[UUID] = mapped_column(Id, ForeignKey("stay.id"), primary_key=True)
    left_on: Mapped[date]
    reason: Mapped[str]
    destination: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))

    stay: Mapped[Stay] = relationship(lazy="raise", back_populates="departure")
