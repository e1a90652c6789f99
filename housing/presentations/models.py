"""A homeless presentation and the decisions made on it; each decision is a new row."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.households.models import Household
from housing.sealing import Sealed


class Presentation(Base):
    """A household asking for help, from a moment until it ends. One open presentation a household.

    `situation` holds the answers that decide the band (pathway.priority.Situation), None where not asked.
    """

    __tablename__ = "presentation"
    __table_args__ = (
        UniqueConstraint("reference"),
        Index("uq_presentation_one_open", "household_id", unique=True, postgresql_where=text("ended_at is null")),
        CheckConstraint("(ended_at is null) = (outcome is null)", name="outcome"),
        CheckConstraint(
            "outcome in ('resettled', 'not_supported', 'withdrawn', 'handed_over', 'died')", name="outcome_known"
        ),
        CheckConstraint("(outcome = 'not_supported') = (not_supported_reason is not null)", name="not_supported"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"), index=True)
    reference: Mapped[str]
    presented_at: Mapped[datetime]
    route: Mapped[str | None]
    officer_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    situation: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    not_supported_reason: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    household: Mapped[Household] = relationship(lazy="raise")
    risks: Mapped[list[RiskEntry]] = relationship(lazy="raise", order_by="RiskEntry.at")
    bands: Mapped[list[BandDecision]] = relationship(lazy="raise", order_by="BandDecision.at")
    stages: Mapped[list[StageEntry]] = relationship(lazy="raise", order_by="StageEntry.at")

    __mapper_args__ = {"version_id_col": version}


class RiskEntry(Base):
    """A DASH total and the band entered with it; the band may be above the total's, with a reason, never below.

    `judgement` and `escalation` None are not known. `limits`: how the version of the form that was used turns a total
    into a band (the fields of pathway.thresholds.DashThresholds); None by the table there. `further_abuse_on`: when
    she was last abused, where that was asked.
    """

    __tablename__ = "risk_entry"
    __table_args__ = (
        CheckConstraint("total >= 0", name="total"),
        CheckConstraint("band in ('standard', 'medium', 'high')", name="band"),
        Index("ix_risk_entry_latest", "presentation_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    total: Mapped[int | None]
    band: Mapped[str]
    judgement: Mapped[bool | None]
    escalation: Mapped[bool | None]
    reason: Mapped[str | None] = mapped_column(Sealed("risk_entry.reason"))
    limits: Mapped[dict[str, int] | None] = mapped_column(JSONB(none_as_null=True))
    further_abuse_on: Mapped[date | None]


class BandDecision(Base):
    """The priority band from a moment on, with every step that led to it; `raised` by a person, with a reason."""

    __tablename__ = "band_decision"
    __table_args__ = (
        CheckConstraint("band between 1 and 5", name="band"),
        Index("ix_band_decision_latest", "presentation_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    band: Mapped[int]
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    by_person: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(Sealed("band_decision.reason"))


class StageEntry(Base):
    """The stage of the pathway (pathway.stages) from a moment on."""

    __tablename__ = "stage_entry"
    __table_args__ = (Index("ix_stage_entry_latest", "presentation_id", "at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    stage: Mapped[str]
    reason: Mapped[str | None]
