"""Pins and bans, and their being lifted. Rows are never edited; a lift is a row of its own."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Table, text
from sqlalchemy.dialects.postgresql import DATERANGE, JSONB, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id, point
from housing.households.models import Household
from housing.places.models import Unit
from housing.sealing import Sealed

PIN, BAN = "pin", "ban"


class MatchEdit(Base):
    """The matcher shall propose this unit for this household (pin), or never (ban), over `[from, until)`.

    `lifted_at` is set once, with the row that says who lifted it, so that the database can keep one standing pin a
    household and a unit, and one standing word on a pair. `cost` is what it cost when it was confirmed, in numbers.
    """

    __tablename__ = "match_edit"
    __table_args__ = (
        CheckConstraint("kind in ('pin', 'ban')", name="kind"),
        CheckConstraint("not isempty(during) and not lower_inf(during) and not upper_inf(during)", name="during"),
        CheckConstraint("lifted_at is null or lifted_at >= made_at", name="lifted_at"),
        Index("ix_match_edit_made", "authority_code", "made_at"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    kind: Mapped[str]
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    unit_id: Mapped[UUID] = mapped_column(Id, ForeignKey("unit.id"), index=True)
    during: Mapped[Range[date]] = mapped_column(DATERANGE)
    reason: Mapped[str] = mapped_column(Sealed("match_edit.reason"))
    cost: Mapped[dict[str, Any]] = mapped_column(JSONB)
    made_at: Mapped[datetime]
    made_by: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"))
    made_by_name: Mapped[str]
    lifted_at: Mapped[datetime | None]

    household: Mapped[Household] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
    lift: Mapped[MatchEditLift | None] = relationship(lazy="raise", uselist=False, back_populates="edit")

    @property
    def last_on(self) -> date:
        """The last day on which it counts."""
        if self.during.upper is None:
            raise ValueError("a pin or a ban has a last day")
        return self.during.upper - timedelta(days=1)

    def stands(self, on: date) -> bool:
        """Whether it counts on a London day: begun, not over, not lifted."""
        return self.lifted_at is None and on in self.during


class MatchEditLift(Base):
    """Somebody lifted a pin or a ban before its last day, and why."""

    __tablename__ = "match_edit_lift"

    edit_id: Mapped[UUID] = mapped_column(Id, ForeignKey("match_edit.id"), primary_key=True)
    at: Mapped[datetime]
    by: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    reason: Mapped[str] = mapped_column(Sealed("match_edit_lift.reason"))

    edit: Mapped[MatchEdit] = relationship(lazy="raise", back_populates="lift")


PAIR_SPOKEN_FOR = "ex_match_edit_one_a_pair"
HOUSEHOLD_PINNED = "ex_match_edit_one_pin_a_household"
UNIT_PINNED = "ex_match_edit_one_pin_a_unit"

_edits: Table = MatchEdit.metadata.tables[MatchEdit.__tablename__]
_of_household, _of_unit = (point(_edits.c.household_id), "="), (point(_edits.c.unit_id), "=")
for _name, _same, _where in (
    (PAIR_SPOKEN_FOR, (_of_household, _of_unit), "lifted_at is null"),
    (HOUSEHOLD_PINNED, (_of_household,), "lifted_at is null and kind = 'pin'"),
    (UNIT_PINNED, (_of_unit,), "lifted_at is null and kind = 'pin'"),
):
    _edits.append_constraint(
        ExcludeConstraint(*_same, (_edits.c.during, "&&"), name=_name, using="gist", where=text(_where))
    )
