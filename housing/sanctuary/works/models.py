"""What happens at her home between the order and the sign-off: safe visits, appointments, measures, photographs, cost.

Nothing here is edited: a new instruction, a new event, a new decision is a new row with a person and a moment.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSTZRANGE, Range
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sanctuary.models import POUNDS
from housing.sealing import Sealed
from pathway.sanctuary_visits import VisitRule


class VisitInstruction(Base):
    """How a contractor may come to her home, as the coordinator agreed it with her; the newest counts.

    `contact_mark` is a keyed digest of her safe contact on that day: where it differs now, the instruction is out of
    date and nobody goes or rings until it has been looked at again. `number` only where telephoning is safe.
    """

    __tablename__ = "sanctuary_visit_instruction"
    __table_args__ = (
        CheckConstraint("cardinality(days) > 0 and days <@ array[1, 2, 3, 4, 5, 6, 7]", name="days"),
        CheckConstraint("until_at > from_at or until_at = '00:00'", name="hours"),
        CheckConstraint("number is null or telephone is true", name="number"),
        Index("ix_sanctuary_visit_instruction_latest", "job_id", "recorded_at"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    job_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_job.id"))
    days: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    from_at: Mapped[time]
    until_at: Mapped[time]
    telephone: Mapped[bool | None]
    number: Mapped[str | None] = mapped_column(Sealed("sanctuary_visit_instruction.number"))
    voicemail: Mapped[bool | None]
    code_word: Mapped[str | None] = mapped_column(Sealed("sanctuary_visit_instruction.code_word"))
    ask_for: Mapped[str | None] = mapped_column(Sealed("sanctuary_visit_instruction.ask_for"))
    words: Mapped[str | None] = mapped_column(Sealed("sanctuary_visit_instruction.words"))
    contact_mark: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_by_name: Mapped[str]

    @property
    def rule(self) -> VisitRule:
        """The days, hours and telephone as the pure rules take them."""
        return VisitRule(frozenset(self.days), self.from_at, self.until_at, telephone=self.telephone)


class Appointment(Base):
    """One visit, `[begins, ends)`; at most one of a job is open. `ended_at` is set with the event that ended it."""

    __tablename__ = "sanctuary_appointment"
    __table_args__ = (
        CheckConstraint("not isempty(during) and not lower_inf(during) and not upper_inf(during)", name="during"),
        Index("uq_sanctuary_appointment_open", "job_id", unique=True, postgresql_where=text("ended_at is null")),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    job_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_job.id"))
    order_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_order.id"), index=True)
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    ended_at: Mapped[datetime | None]

    events: Mapped[list[AppointmentEvent]] = relationship(lazy="raise", order_by="AppointmentEvent.position")

    @property
    def begins(self) -> datetime:
        """When the visit begins."""
        return cast("datetime", self.during.lower)

    @property
    def ends(self) -> datetime:
        """When the visit ends at the latest."""
        return cast("datetime", self.during.upper)


class AppointmentEvent(Base):
    """One thing that happened to a visit (pathway.sanctuary_appointments.VisitEvent)."""

    __tablename__ = "sanctuary_appointment_event"
    __table_args__ = (
        UniqueConstraint("appointment_id", "position"),
        CheckConstraint("event in ('proposed', 'confirmed', 'attended', 'missed', 'called_off')", name="event"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    appointment_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_appointment.id"))
    position: Mapped[int]
    event: Mapped[str]
    words: Mapped[str | None] = mapped_column(Sealed("sanctuary_appointment_event.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class LineReport(Base):
    """One thing that happened to an ordered measure (pathway.sanctuary_lines.LineEvent)."""

    __tablename__ = "sanctuary_line_event"
    __table_args__ = (
        UniqueConstraint("line_id", "position"),
        CheckConstraint("event in ('done', 'not_possible', 'accepted', 'sent_back')", name="event"),
        CheckConstraint("event not in ('not_possible', 'sent_back') or words is not null", name="words"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    line_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_order_line.id"))
    position: Mapped[int]
    event: Mapped[str]
    happened_on: Mapped[date]
    words: Mapped[str | None] = mapped_column(Sealed("sanctuary_line_event.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class Photograph(Base):
    """A photograph of one ordered measure, before the work or after it; what it shows is the `image`'s."""

    __tablename__ = "sanctuary_photograph"
    __table_args__ = (CheckConstraint("taken in ('before', 'after')", name="taken"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    line_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_order_line.id"), index=True)
    image_id: Mapped[UUID] = mapped_column(Id, ForeignKey("image.id"))
    taken: Mapped[str]
    added_at: Mapped[datetime]
    added_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    added_by_name: Mapped[str]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))


class Extra(Base):
    """Work beyond the order that a contractor asks for, in pounds; nothing of it is done before somebody decides.

    `line_id`: the ordered measure that it became.
    """

    __tablename__ = "sanctuary_extra"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("quantity between 1 and 99", name="quantity"),
        CheckConstraint("(approved is null) = (decided_at is null)", name="decided"),
        CheckConstraint("(line_id is not null) = coalesce(approved, false)", name="line"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    order_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_order.id"), index=True)
    measure: Mapped[str]
    room: Mapped[str]
    quantity: Mapped[int]
    why: Mapped[str] = mapped_column(Sealed("sanctuary_extra.why"))
    amount: Mapped[Decimal] = mapped_column(POUNDS)
    asked_at: Mapped[datetime]
    asked_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    asked_by_name: Mapped[str]
    approved: Mapped[bool | None]
    words: Mapped[str | None] = mapped_column(Sealed("sanctuary_extra.words"))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    decided_by_name: Mapped[str | None]
    line_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("sanctuary_order_line.id"))


class Invoice(Base):
    """What a contractor asks to be paid, in pounds; a credit note is counted against it."""

    __tablename__ = "sanctuary_invoice"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("kind in ('invoice', 'credit')", name="kind"),
        UniqueConstraint("organisation_id", "reference"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    order_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sanctuary_order.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("organisation.id"))
    kind: Mapped[str]
    reference: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(POUNDS)
    invoiced_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_by_name: Mapped[str]

    @property
    def counts(self) -> Decimal:
        """What it adds to the cost, in pounds: a credit note takes away."""
        return self.amount if self.kind == "invoice" else -self.amount
