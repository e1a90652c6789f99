"""Days on which a property, or one of its units, is closed. A row is never edited: it is withdrawn or replaced."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, text
from sqlalchemy.dialects.postgresql import DATERANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id, point
from housing.sealing import Sealed

CLOSED_TWICE = "ex_closing_one_at_a_time"
CLOSED_OVER_PEOPLE = "ex_closing_nobody_lives_there"  # raised by the triggers of migration 0023


class Closing(Base):
    """Closed over `during`, half-open; without a first day: not opened before; without a last: for good.

    `unit_id` None: the whole property. `unsafe`: nobody may stay, whoever lives there needs another place. While one is
    in force (not withdrawn) the database refuses a hold or a stay over its days, but for those whom an unsafe closing
    found there and for stays whose end has been recorded. `instead_of`: the row that this one replaces.
    """

    __tablename__ = "closing"
    __table_args__ = (
        CheckConstraint("not isempty(during)", name="during"),
        CheckConstraint("not unsafe or not lower_inf(during)", name="unsafe"),
        CheckConstraint("withdrawn_at is null or withdrawn_at >= recorded_at", name="withdrawn"),
        Index("ix_closing_in_force", "property_id", postgresql_where=text("withdrawn_at is null")),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"), index=True)
    property_id: Mapped[UUID] = mapped_column(Id, ForeignKey("property.id"))
    unit_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("unit.id"), index=True)
    during: Mapped[Range[date]] = mapped_column(DATERANGE)
    reason: Mapped[str]
    words: Mapped[str | None] = mapped_column(Sealed("closing.words"))
    unsafe: Mapped[bool] = mapped_column(default=False)
    instead_of: Mapped[UUID | None] = mapped_column(Id, ForeignKey("closing.id"), index=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_by_name: Mapped[str]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    withdrawn_by_name: Mapped[str | None]


_closings = Closing.__table__
_scope = func.coalesce(_closings.c.unit_id, _closings.c.property_id)
_closings.append_constraint(  # type: ignore[attr-defined]  # a mapped class's table is a Table
    ExcludeConstraint(
        (point(_scope), "="), (_closings.c.during, "&&"), name=CLOSED_TWICE, using="gist",
        where=text("withdrawn_at is null"),
    )
)  # fmt: skip


class TurnoverEntry(Base):
    """Whether one may arrive on the day others leave, as somebody recorded it; the row in `property` is what counts."""

    __tablename__ = "turnover_entry"
    __table_args__ = (Index("ix_turnover_entry_latest", "property_id", "recorded_at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    property_id: Mapped[UUID] = mapped_column(Id, ForeignKey("property.id"))
    same_day: Mapped[bool]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_by_name: Mapped[str]
