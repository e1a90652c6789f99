"""Separations, and their being ended. Rows are never edited; an end is a row of its own."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Table, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.places.models import Property
from housing.sealing import Sealed

SYSTEM, PERSON = "system", "person"
BUILDING, STREET, DISTANCE = "building", "street", "distance"


class Separation(Base):
    """A household is kept apart from another household, from a property or from every home of a provider.

    `level`: how far, at least: never in one building, one street, or within `distance_m` metres. `found` says how it
    came about: a person recorded it, with `why`; or Haven found it, with `basis`, a digest of what it compared, so
    that a person's word "this is nothing" holds until one of the two records changes. `ended_at` is set once, with the
    row that says who ended it.
    """

    __tablename__ = "separation"
    __table_args__ = (
        CheckConstraint("num_nonnulls(other_household_id, property_id, organisation_id) = 1", name="other"),
        CheckConstraint("household_id <> other_household_id", name="two_households"),
        CheckConstraint("level in ('building', 'street', 'distance')", name="level"),
        CheckConstraint("(level = 'distance') = (distance_m is not null)", name="distance"),
        CheckConstraint("distance_m between 1 and 200000", name="distance_m"),
        CheckConstraint("found in ('system', 'person')", name="found"),
        CheckConstraint("(found = 'person') = (why is not null)", name="why"),
        CheckConstraint("(found = 'system') = (basis is not null)", name="basis"),
        CheckConstraint("ended_at is null or ended_at >= made_at", name="ended_at"),
        Index("ix_separation_other", "other_household_id"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    other_household_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("household.id"))
    property_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("property.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("organisation.id"))
    level: Mapped[str]
    distance_m: Mapped[int | None]
    reason: Mapped[str]
    found: Mapped[str]
    basis: Mapped[str | None]
    why: Mapped[str | None] = mapped_column(Sealed("separation.why"))
    from_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    made_by_name: Mapped[str]
    ended_at: Mapped[datetime | None]

    property: Mapped[Property | None] = relationship(lazy="raise")
    end: Mapped[SeparationEnd | None] = relationship(lazy="raise", uselist=False, back_populates="separation")


class SeparationEnd(Base):
    """A separation no longer counts: who said so, or that the facts behind it are gone (`by` None), and why."""

    __tablename__ = "separation_end"

    separation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("separation.id"), primary_key=True)
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    reason: Mapped[str] = mapped_column(Sealed("separation_end.reason"))

    separation: Mapped[Separation] = relationship(lazy="raise", back_populates="end")


ONE_A_PAIR, ONE_FOUND, ONE_A_HOME = "uq_separation_pair", "uq_separation_found", "uq_separation_property"
_of: Table = Separation.metadata.tables[Separation.__tablename__]
_pair = (
    func.least(_of.c.household_id, _of.c.other_household_id),
    func.greatest(_of.c.household_id, _of.c.other_household_id),
)
Index(
    ONE_A_PAIR, *_pair, unique=True,
    postgresql_where=text("ended_at is null and found = 'person' and other_household_id is not null"),
)  # fmt: skip
Index(
    ONE_A_HOME, _of.c.household_id, _of.c.property_id, unique=True,
    postgresql_where=text("ended_at is null and found = 'person' and property_id is not null"),
)  # fmt: skip
Index(ONE_FOUND, _of.c.basis, unique=True, postgresql_where=text("ended_at is null"))
