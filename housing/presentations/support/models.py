"""What is done for her beside a home: new rows, never edited; of a child's school the newest row counts."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed


class ContactEntry(Base):
    """One contact with her, or a try: how (`contact_how`), what about, what comes next and until when.

    `against` is the sentence of her safe contact that it went against, where it did: written down, never hidden.
    """

    __tablename__ = "contact_entry"
    __table_args__ = (Index("ix_contact_entry_household", "household_id", "happened_at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    happened_at: Mapped[datetime]
    how: Mapped[str]
    reached: Mapped[bool]
    about: Mapped[str] = mapped_column(Sealed("contact_entry.about"))
    next_step: Mapped[str | None] = mapped_column(Sealed("contact_entry.next_step"))
    next_on: Mapped[date | None]
    against: Mapped[str | None] = mapped_column(Sealed("contact_entry.against"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class ChildSchool(Base):
    """Where a child goes to school, from one moment on: it finds her as an address does.

    `known`: whether a person of concern knows the school. Operation Encompass: `encompass_on` is the day on which the
    school was told by the police or the council, `encompass_by` by whom. None is not known.
    """

    __tablename__ = "child_school"
    __table_args__ = (Index("ix_child_school_latest", "household_id", "person_id", "at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    person_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"), index=True)
    school: Mapped[str | None] = mapped_column(Sealed("child_school.school"))
    known: Mapped[bool | None]
    encompass_on: Mapped[date | None]
    encompass_by: Mapped[str | None] = mapped_column(Sealed("child_school.encompass_by"))
    support: Mapped[str | None] = mapped_column(Sealed("child_school.support"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class EssentialsPack(Base):
    """What was given to her on a day; `items` are codes of `pack_item`."""

    __tablename__ = "essentials_pack"
    __table_args__ = (
        CheckConstraint("cardinality(items) > 0", name="items"),
        Index("ix_essentials_pack_household", "household_id", "given_on"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    items: Mapped[list[str]]
    given_on: Mapped[date]
    words: Mapped[str | None] = mapped_column(Sealed("essentials_pack.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class ReferralOut(Base):
    """Another service was asked to help (`referral_service`). Without her `consent`, `without` says on what ground.

    `ended_at` is set with the event that ended it.
    """

    __tablename__ = "referral_out"
    __table_args__ = (
        CheckConstraint("consent or without is not null", name="consent"),
        Index("ix_referral_out_household", "household_id", "sent_on"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    service: Mapped[str]
    to_name: Mapped[str | None] = mapped_column(Sealed("referral_out.to_name"))
    consent: Mapped[bool]
    without: Mapped[str | None] = mapped_column(Sealed("referral_out.without"))
    asked_for: Mapped[str] = mapped_column(Sealed("referral_out.asked_for"))
    sent_on: Mapped[date]
    answer_by: Mapped[date]
    ended_at: Mapped[datetime | None]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    events: Mapped[list[ReferralOutEvent]] = relationship(lazy="raise", order_by="ReferralOutEvent.position")


class ReferralOutEvent(Base):
    """One thing that happened to a referral: chased, answered (`referral_answer`), ended (`referral_outcome`)."""

    __tablename__ = "referral_out_event"
    __table_args__ = (
        UniqueConstraint("referral_id", "position"),
        CheckConstraint("event in ('chased', 'answered', 'ended')", name="event"),
        CheckConstraint("(event = 'chased') = (outcome is null)", name="outcome"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    referral_id: Mapped[UUID] = mapped_column(Id, ForeignKey("referral_out.id"))
    position: Mapped[int]
    event: Mapped[str]
    outcome: Mapped[str | None]
    words: Mapped[str | None] = mapped_column(Sealed("referral_out_event.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
