"""Children who stay sometimes."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class OvernightChild(Base):
    """A child who lives elsewhere and stays, or is to stay, some nights. Not counted among those who move.

    `nights` in each `every` (a code). `space_wanted`: whether she wants room for the child to sleep; None not asked.
    `born_from` and `born_until` are the first and the last day of birth that are possible.
    """

    __tablename__ = "overnight_child"
    __table_args__ = (
        CheckConstraint("sex in ('female', 'male', 'other')", name="sex"),
        CheckConstraint("nights between 1 and 366", name="nights"),
        CheckConstraint("born_from <= born_until", name="born"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    name: Mapped[str | None] = mapped_column(Sealed("overnight_child.name"))
    born_from: Mapped[date | None]
    born_until: Mapped[date | None]
    born_how: Mapped[str | None]
    sex: Mapped[str | None]
    nights: Mapped[int | None]
    every: Mapped[str | None]
    space_wanted: Mapped[bool | None]
    note: Mapped[str | None] = mapped_column(Sealed("overnight_child.note"))
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    made_by_name: Mapped[str]
    ended_at: Mapped[datetime | None]
