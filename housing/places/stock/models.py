"""What was said of a property and of a unit, from when and by whom. Rows are added, never edited."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class PropertyEntry(Base):
    """A property's register entry as somebody recorded it; the row in `property` is what counts.

    `address` and `postcode` are None in the rows that were made for properties registered before there was a history:
    what is sealed for one column cannot be copied into another.
    """

    __tablename__ = "property_entry"
    __table_args__ = (Index("ix_property_entry_latest", "property_id", "recorded_at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    property_id: Mapped[UUID] = mapped_column(Id, ForeignKey("property.id"))
    code: Mapped[str]
    kind: Mapped[str]
    address: Mapped[str | None] = mapped_column(Sealed("property_entry.address"), deferred=True)
    postcode: Mapped[str | None] = mapped_column(Sealed("property_entry.postcode"), deferred=True)
    ward_code: Mapped[str]
    easting: Mapped[int]
    northing: Mapped[int]
    sleeping: Mapped[str]
    preparation_days: Mapped[int]
    confidential: Mapped[str]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_by_name: Mapped[str]
    recorded_at: Mapped[datetime]


class PropertyDescription(Base):
    """How a property is, from a day on; on any day the newest row not later than it counts, of one day the last.

    None is *not known*. `cover` is "all_hours", "set_hours" or "none"; `cover_hours` is
    {"weekdays": ["09:00", "17:00"], "saturday": ..., "sunday": ...}, only with "set_hours", without the days on which
    nobody is there.
    """

    __tablename__ = "property_description"
    __table_args__ = (
        CheckConstraint("furnished in ('furnished', 'part', 'unfurnished')", name="furnished"),
        CheckConstraint("cover in ('all_hours', 'set_hours', 'none')", name="cover"),
        CheckConstraint("cover is not distinct from 'set_hours' or cover_hours = '{}'::jsonb", name="cover_hours"),
        Index("ix_property_description_latest", "property_id", "from_on", "recorded_at"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    property_id: Mapped[UUID] = mapped_column(Id, ForeignKey("property.id"))
    from_on: Mapped[date]
    tenure: Mapped[str | None]
    furnished: Mapped[str | None]
    security: Mapped[list[str]]
    cover: Mapped[str | None]
    cover_hours: Mapped[dict[str, list[str]]] = mapped_column(JSONB, default=dict)
    on_call: Mapped[bool | None]
    location_notes: Mapped[str | None] = mapped_column(Sealed("property_description.location_notes"))
    notes: Mapped[str | None] = mapped_column(Sealed("property_description.notes"))
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_by_name: Mapped[str]
    recorded_at: Mapped[datetime]


class UnitEntry(Base):
    """A unit as somebody recorded it. The row in `unit` is what counts and what the matcher reads."""

    __tablename__ = "unit_entry"
    __table_args__ = (Index("ix_unit_entry_latest", "unit_id", "recorded_at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    unit_id: Mapped[UUID] = mapped_column(Id, ForeignKey("unit.id"))
    code: Mapped[str]
    bedrooms: Mapped[list[dict[str, int]]] = mapped_column(JSONB)
    max_people: Mapped[int]
    floor: Mapped[int]
    lift: Mapped[bool]
    features: Mapped[list[str]]
    weekly_charge: Mapped[Any | None] = mapped_column(Numeric(8, 2))
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_by_name: Mapped[str]
    recorded_at: Mapped[datetime]
