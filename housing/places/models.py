"""Stock: wards, properties, dated acceptance policies, units, and each unit's diary."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import DATERANGE, JSONB, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id, point
from housing.sealing import Sealed


class Ward(Base):
    """A ward by its ONS code, with its centroid in metres on the British National Grid."""

    __tablename__ = "ward"

    code: Mapped[str] = mapped_column(primary_key=True)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"), index=True)
    name: Mapped[str]
    easting: Mapped[int]
    northing: Mapped[int]


class Postcode(Base):
    """A postcode's point, from a file that the council loads (ONS Postcode Directory, NSPL or Code-Point Open)."""

    __tablename__ = "postcode"

    code: Mapped[str] = mapped_column(primary_key=True)
    easting: Mapped[int]
    northing: Mapped[int]
    ward_code: Mapped[str | None]


class Property(Base):
    """A building. `code` is what everybody calls it; the address is sealed and shown only to those cleared.

    `confidential`: "withheld" (neither address nor area before both sides have accepted an offer), "area" (the area may
    be shown, the address not) or "open" (the address may be shown with an offer); a refuge is never "open".
    """

    __tablename__ = "property"
    __table_args__ = (
        CheckConstraint("kind in ('refuge', 'dispersed', 'specialist')", name="kind"),
        CheckConstraint("sleeping in ('room_standard', 'size_criteria')", name="sleeping"),
        CheckConstraint("confidential in ('withheld', 'area', 'open')", name="confidential"),
        CheckConstraint("kind <> 'refuge' or confidential <> 'open'", name="refuge_not_open"),
        UniqueConstraint("authority_code", "code"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    organisation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    code: Mapped[str]
    kind: Mapped[str]
    address: Mapped[str] = mapped_column(Sealed("property.address"))
    postcode: Mapped[str] = mapped_column(Sealed("property.postcode"))
    ward_code: Mapped[str] = mapped_column(ForeignKey("ward.code"))
    easting: Mapped[int]
    northing: Mapped[int]
    sleeping: Mapped[str]
    preparation_days: Mapped[int] = mapped_column(default=1)
    confidential: Mapped[str] = mapped_column(default="withheld")
    same_day_turnover: Mapped[bool] = mapped_column(default=True)

    units: Mapped[list[Unit]] = relationship(lazy="raise", back_populates="property", order_by="Unit.code")
    policies: Mapped[list[AcceptancePolicy]] = relationship(lazy="raise", order_by="AcceptancePolicy.recorded_at")
    ward: Mapped[Ward] = relationship(lazy="raise")


class AcceptancePolicy(Base):
    """What a service accepts at one property from a day on. A change is a new row;
    on any day the newest row not later than it counts.

    `boys_up_to` is an age, or None with `boys_any` for "any", or None without it for *not known*;
    `max_support` None is *not known*. The matcher reads neither `restrictions` (codes: no history of arson) nor
    `notes`: they are shown to the council's staff before an offer, to settle with the service.
    """

    __tablename__ = "acceptance_policy"
    __table_args__ = (
        CheckConstraint("boys_up_to between 0 and 17", name="boys_up_to"),
        CheckConstraint("not (boys_any and boys_up_to is not null)", name="boys"),
        CheckConstraint("max_support in ('low', 'medium', 'high', 'very_high')", name="max_support"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    property_id: Mapped[UUID] = mapped_column(Id, ForeignKey("property.id"), index=True)
    from_on: Mapped[date]
    sexes: Mapped[list[str]]
    boys_up_to: Mapped[int | None]
    boys_any: Mapped[bool] = mapped_column(default=False)
    max_support: Mapped[str | None]
    pets: Mapped[list[str]]
    funding: Mapped[list[str]]
    services: Mapped[list[str]]
    caps: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    restrictions: Mapped[list[str]] = mapped_column(default=list)
    notes: Mapped[str | None] = mapped_column(Sealed("acceptance_policy.notes"))
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_at: Mapped[datetime]


class Unit(Base):
    """What one household gets the key to. `bedrooms` is a list of {"beds": people, "cots": cots}."""

    __tablename__ = "unit"
    __table_args__ = (
        UniqueConstraint("property_id", "code"),
        CheckConstraint("max_people between 1 and 50", name="max_people"),
        CheckConstraint("floor between -2 and 60", name="floor"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    property_id: Mapped[UUID] = mapped_column(Id, ForeignKey("property.id"), index=True)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    code: Mapped[str]
    bedrooms: Mapped[list[dict[str, int]]] = mapped_column(JSONB)
    max_people: Mapped[int]
    floor: Mapped[int]
    lift: Mapped[bool] = mapped_column(default=False)
    features: Mapped[list[str]]
    weekly_charge: Mapped[Any | None] = mapped_column(Numeric(8, 2))

    property: Mapped[Property] = relationship(lazy="raise", back_populates="units")
    periods: Mapped[list[UnitPeriod]] = relationship(lazy="raise", order_by="UnitPeriod.recorded_at")


class UnitPeriod(Base):
    """A line of a unit's diary: held for, let to, being prepared or out of use, over `[from, until)`.

    A line is never edited: a change sets `replaced_at` once and adds a new line. Lines in force cannot
    overlap for one unit, nor one household be held or housed in two places: the database refuses.
    """

    __tablename__ = "unit_period"
    __table_args__ = (
        CheckConstraint("kind in ('hold', 'stay', 'preparing', 'out_of_use')", name="kind"),
        CheckConstraint("not isempty(during) and not lower_inf(during)", name="during"),
        CheckConstraint("(kind in ('hold', 'stay')) = (household_id is not null)", name="household"),
        CheckConstraint("kind <> 'hold' or lapses_at is not null", name="lapses"),
        CheckConstraint("kind <> 'out_of_use' or reason is not null", name="reason"),
        Index("ix_unit_period_in_force", "unit_id", postgresql_where=text("replaced_at is null")),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    unit_id: Mapped[UUID] = mapped_column(Id, ForeignKey("unit.id"))
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    kind: Mapped[str]
    during: Mapped[Range[date]] = mapped_column(DATERANGE)
    household_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("household.id"), index=True)
    lapses_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]


UNIT_TAKEN = "ex_unit_period_one_at_a_time"
HOUSEHOLD_HELD = "ex_unit_period_one_hold_a_household"
HOUSEHOLD_HOUSED = "ex_unit_period_one_stay_a_household"

_periods = UnitPeriod.__table__
for _name, _id, _where in (
    (UNIT_TAKEN, _periods.c.unit_id, "replaced_at is null"),
    (HOUSEHOLD_HELD, _periods.c.household_id, "replaced_at is null and kind = 'hold'"),
    (HOUSEHOLD_HOUSED, _periods.c.household_id, "replaced_at is null and kind = 'stay'"),
):
    _periods.append_constraint(  # type: ignore[attr-defined]  # a mapped class's table is a Table
        ExcludeConstraint((point(_id), "="), (_periods.c.during, "&&"), name=_name, using="gist", where=text(_where))
    )


class VacancyCheck(Base):
    """Somebody said that what Haven shows of a unit is right."""

    __tablename__ = "vacancy_check"
    __table_args__ = (Index("ix_vacancy_check_latest", "unit_id", "at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    unit_id: Mapped[UUID] = mapped_column(Id, ForeignKey("unit.id"))
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
