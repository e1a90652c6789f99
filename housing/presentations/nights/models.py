"""Temporary places that are no units of a provider. What is written down is never edited; leaving is a row."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed

ONE_OPEN = "uq_temporary_stay_one_open"


class TemporaryStay(Base):
    """A household in a hotel or another temporary place from `arrived_on` (code list `temporary_kind`).

    `place` is what staff call it and where it is, sealed: shown to the team, printed nowhere. `district` is the council
    in whose area it lies, where that is not ours. `counts`: its nights count as bed and breakfast, by the council's
    setting on the day it was recorded. `ended_at` is set once, with the row that says when she left.
    """

    __tablename__ = "temporary_stay"
    __table_args__ = (
        CheckConstraint("duty in ('interim', 'relief', 'main', 'none')", name="duty"),
        Index(ONE_OPEN, "presentation_id", unique=True, postgresql_where=text("ended_at is null")),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"), index=True)
    kind: Mapped[str]
    place: Mapped[str] = mapped_column(Sealed("temporary_stay.place"))
    district: Mapped[str | None]
    duty: Mapped[str]
    arrived_on: Mapped[date]
    counts: Mapped[bool]
    why: Mapped[str | None] = mapped_column(Sealed("temporary_stay.why"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    ended_at: Mapped[datetime | None]

    leaving: Mapped[TemporaryLeaving | None] = relationship(lazy="raise", uselist=False, back_populates="stay")
    notice: Mapped[TemporaryNotice | None] = relationship(lazy="raise", uselist=False, back_populates="stay")


class TemporaryLeaving(Base):
    """The day on which she left: the first night that she was not there."""

    __tablename__ = "temporary_leaving"

    stay_id: Mapped[UUID] = mapped_column(Id, ForeignKey("temporary_stay.id"), primary_key=True)
    left_on: Mapped[date]
    why: Mapped[str | None] = mapped_column(Sealed("temporary_leaving.why"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    stay: Mapped[TemporaryStay] = relationship(lazy="raise", back_populates="leaving")


class TemporaryNotice(Base):
    """The other council has been told of a placement in its district (s208), by which secure way."""

    __tablename__ = "temporary_notice"

    stay_id: Mapped[UUID] = mapped_column(Id, ForeignKey("temporary_stay.id"), primary_key=True)
    told_on: Mapped[date]
    how: Mapped[str] = mapped_column(Sealed("temporary_notice.how"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    stay: Mapped[TemporaryStay] = relationship(lazy="raise", back_populates="notice")
