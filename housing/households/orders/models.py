"""Orders against a person of concern and the risk from them: new rows, never edited; the newest of each counts."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class ProtectiveOrder(Base):
    """An order as it was on record from one moment on; `thread` is the same for every row about one order.

    `ends_on` is the last day on which it protects her, None where the order names none. `ended_on`: it was discharged,
    or replaced, before. `zones` are the places that it names, in words. `concern_id` is None once that person of
    concern has been taken off the case.
    """

    __tablename__ = "protective_order"
    __table_args__ = (
        CheckConstraint("ends_on >= made_on", name="ends_on"),
        CheckConstraint("ended_on >= made_on", name="ended_on"),
        Index("ix_protective_order_household", "household_id", "thread", "at"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    thread: Mapped[UUID] = mapped_column(Id)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    concern_id: Mapped[UUID | None] = mapped_column(
        Id, ForeignKey("person_of_concern.id", ondelete="SET NULL"), index=True
    )
    kind: Mapped[str]
    court: Mapped[str | None] = mapped_column(Sealed("protective_order.court"))
    made_on: Mapped[date]
    ends_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    terms: Mapped[str | None] = mapped_column(Sealed("protective_order.terms"))
    zones: Mapped[str | None] = mapped_column(Sealed("protective_order.zones"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class ConcernRisk(Base):
    """How dangerous a person of concern is held to be (`concern_risk`), from one moment on."""

    __tablename__ = "concern_risk"
    __table_args__ = (Index("ix_concern_risk_latest", "concern_id", "at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    concern_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("person_of_concern.id", ondelete="SET NULL"))
    level: Mapped[str]
    why: Mapped[str] = mapped_column(Sealed("concern_risk.why"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
