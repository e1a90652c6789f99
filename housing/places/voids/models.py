"""A void and its revisions. What is said of it now is its newest revision; none is ever edited."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.places.models import Unit
from housing.sealing import Sealed


class Void(Base):
    """One time that a unit is out of use. Which days those are is a line of the unit's diary, named by the revision."""

    __tablename__ = "void"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    unit_id: Mapped[UUID] = mapped_column(Id, ForeignKey("unit.id"), index=True)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"), index=True)

    unit: Mapped[Unit] = relationship(lazy="raise")
    revisions: Mapped[list[VoidRevision]] = relationship(
        lazy="raise", order_by="VoidRevision.position", back_populates="void"
    )

    @property
    def stands(self) -> VoidRevision:
        """What is said of it now; its revisions must be loaded."""
        return self.revisions[-1]


class VoidRevision(Base):
    """What was said of a void at one moment: days `[from_on, until_on)`, why, the works and what they cost.

    `until_on` None: nobody knows; then `expected_on` is the day by which it should be back in use, if one was given.
    `cost` in pounds. `line_id`: the diary's line that stands for it, None where it never was, or is cancelled.
    """

    __tablename__ = "void_revision"
    __table_args__ = (
        UniqueConstraint("void_id", "position"),
        CheckConstraint("change in ('recorded', 'changed', 'put_off', 'ended', 'cancelled')", name="change"),
        CheckConstraint("until_on > from_on", name="until_on"),
        CheckConstraint("expected_on is null or (until_on is null and expected_on > from_on)", name="expected_on"),
        CheckConstraint("cost >= 0", name="cost"),
        CheckConstraint("(change = 'cancelled') = (line_id is null)", name="line"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    void_id: Mapped[UUID] = mapped_column(Id, ForeignKey("void.id"))
    position: Mapped[int]
    change: Mapped[str]
    reason: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    expected_on: Mapped[date | None]
    works_reference: Mapped[str | None] = mapped_column(Sealed("void_revision.works_reference"))
    cost: Mapped[Decimal | None] = mapped_column(Numeric(9, 2))
    cost_centre: Mapped[str | None] = mapped_column(Sealed("void_revision.cost_centre"))
    notes: Mapped[str | None] = mapped_column(Sealed("void_revision.notes"))
    line_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("unit_period.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    void: Mapped[Void] = relationship(lazy="raise", back_populates="revisions")

    @property
    def cancelled(self) -> bool:
        """Whether nothing came of it."""
        return self.change == "cancelled"
