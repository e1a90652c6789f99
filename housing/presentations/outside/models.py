"""Handovers to agencies outside Haven, and what happened to each. Nothing is edited."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed


class OutsideHandover(Base):
    """A case offered to an agency that is not of Haven; one is open at a time.

    `consent_id` is her consent for that agency, whose name is `agency`. `facts` are the slugs of what she agrees to
    hand over (housing.presentations.outside.paper), `paper` what it says, word for word as it was that day. `to_whom`
    is who there, and by which secure way. `closed_at` is set with the event that ended it.
    """

    __tablename__ = "outside_handover"
    __table_args__ = (
        Index("uq_outside_handover_open", "presentation_id", unique=True, postgresql_where=text("closed_at is null")),
        Index("ix_outside_handover_household", "household_id", "offered_at"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    consent_id: Mapped[UUID] = mapped_column(Id, ForeignKey("consent.id"))
    agency: Mapped[str] = mapped_column(Sealed("outside_handover.agency"))
    to_whom: Mapped[str] = mapped_column(Sealed("outside_handover.to_whom"))
    purpose: Mapped[str] = mapped_column(Sealed("outside_handover.purpose"))
    facts: Mapped[list[str]]
    paper: Mapped[str] = mapped_column(Sealed("outside_handover.paper"))
    answer_by: Mapped[date]
    offered_at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    closed_at: Mapped[datetime | None]

    events: Mapped[list[OutsideHandoverEvent]] = relationship(
        lazy="raise", order_by="OutsideHandoverEvent.position", back_populates="handover"
    )


class OutsideHandoverEvent(Base):
    """One thing that happened (pathway.outside.Step). `how`: by which means the paper was given, or her copy.

    `words`: why it was refused or taken back. Of an acceptance `who` there has her case now, `reach` how she reaches
    them, and `happened_on` the day they said so.
    """

    __tablename__ = "outside_handover_event"
    __table_args__ = (
        UniqueConstraint("handover_id", "position"),
        CheckConstraint("event in ('given', 'copy', 'chased', 'accepted', 'refused', 'revoked')", name="event"),
        CheckConstraint("(event in ('given', 'copy')) = (how is not null)", name="how"),
        CheckConstraint("event <> 'accepted' or (who is not null and reach is not null)", name="accepted"),
        CheckConstraint("event not in ('refused', 'revoked') or words is not null", name="words"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    handover_id: Mapped[UUID] = mapped_column(Id, ForeignKey("outside_handover.id"))
    position: Mapped[int]
    event: Mapped[str]
    how: Mapped[str | None]
    words: Mapped[str | None] = mapped_column(Sealed("outside_handover_event.words"))
    who: Mapped[str | None] = mapped_column(Sealed("outside_handover_event.who"))
    reach: Mapped[str | None] = mapped_column(Sealed("outside_handover_event.reach"))
    happened_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    handover: Mapped[OutsideHandover] = relationship(lazy="raise", back_populates="events")
