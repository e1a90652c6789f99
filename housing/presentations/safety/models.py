"""What happened to her since, and what she will do to keep safe: new rows, never edited."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class Incident(Base):
    """Something that was done to her or the children, as told. None is not known, or not asked.

    `kind` and `place` are codes of `incident_kind` and `incident_where`; `finds_her`: whether whoever did it knows
    where she is now; `breach`: whether it breaks an order.
    """

    __tablename__ = "incident"
    __table_args__ = (Index("ix_incident_household", "household_id", "happened_on"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    happened_on: Mapped[date]
    happened_at: Mapped[time | None]
    kind: Mapped[str]
    place: Mapped[str]
    concern_id: Mapped[UUID | None] = mapped_column(
        Id, ForeignKey("person_of_concern.id", ondelete="SET NULL"), index=True
    )
    reported: Mapped[bool | None]
    crime_reference: Mapped[str | None] = mapped_column(Sealed("incident.crime_reference"))
    injuries: Mapped[bool | None]
    children_there: Mapped[bool | None]
    breach: Mapped[bool | None]
    finds_her: Mapped[bool | None]
    words: Mapped[str | None] = mapped_column(Sealed("incident.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class SafetyPlan(Base):
    """One version of her safety plan; the newest counts. `parts` is JSON: {part: words}, sealed whole.

    `agreed_on`: the day on which she agreed it, None for a draft. `copies` says where copies are, and who has one.
    """

    __tablename__ = "safety_plan"
    __table_args__ = (
        UniqueConstraint("household_id", "version"),
        CheckConstraint("version > 0", name="version"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    version: Mapped[int]
    parts: Mapped[str] = mapped_column(Sealed("safety_plan.parts"))
    agreed_on: Mapped[date | None]
    copies: Mapped[str | None] = mapped_column(Sealed("safety_plan.copies"))
    review_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
