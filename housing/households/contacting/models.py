"""What belongs to her safe contact: how it was before, what is marked unsafe, and who else may be told what."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class SafeContactRecord(Base):
    """Her safe contact as it was from one moment on: every answer, as JSON, sealed whole. Never edited."""

    __tablename__ = "safe_contact_record"
    __table_args__ = (Index("ix_safe_contact_record_latest", "household_id", "at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    answers: Mapped[str] = mapped_column(Sealed("safe_contact_record.answers"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class UnsafeMark(Base):
    """A number or an address through which she must not be reached, until somebody takes the mark away with a reason.

    `value_index` is a keyed digest of it in one form, however it is written.
    """

    __tablename__ = "unsafe_mark"
    __table_args__ = (
        CheckConstraint("kind in ('phone', 'email', 'address')", name="kind"),
        CheckConstraint("(lifted_at is null) = (lifted_why is null)", name="lifted"),
        Index(
            "uq_unsafe_mark_standing", "household_id", "kind", "value_index", unique=True,
            postgresql_where=text("lifted_at is null"),
        ),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    kind: Mapped[str]
    value: Mapped[str] = mapped_column(Sealed("unsafe_mark.value"))
    value_index: Mapped[str]
    why: Mapped[str] = mapped_column(Sealed("unsafe_mark.why"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    lifted_by_name: Mapped[str | None]
    lifted_why: Mapped[str | None] = mapped_column(Sealed("unsafe_mark.lifted_why"))


class MayBeTold(Base):
    """Somebody beside her who may be told something; `what` are codes of `told_about`. Nobody else is told anything.

    It ends on the day after `until_on`, or at `ended_at` when she takes it back.
    """

    __tablename__ = "may_be_told"
    __table_args__ = (
        CheckConstraint("cardinality(what) > 0", name="what"),
        Index("ix_may_be_told_household", "household_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    name: Mapped[str] = mapped_column(Sealed("may_be_told.name"))
    who: Mapped[str | None] = mapped_column(Sealed("may_be_told.who"))
    reached: Mapped[str | None] = mapped_column(Sealed("may_be_told.reached"))
    what: Mapped[list[str]]
    until_on: Mapped[date | None]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    ended_by_name: Mapped[str | None]
