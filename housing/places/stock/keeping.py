"""What the register says of a property and of a unit, kept as a row each time that it says something else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.places.models import Property, Unit
from housing.places.stock.models import PropertyEntry, UnitEntry

OF_PROPERTY = (
    "code", "kind", "address", "postcode", "ward_code", "easting", "northing", "sleeping", "preparation_days",
    "confidential",
)  # fmt: skip
OF_UNIT = ("code", "bedrooms", "max_people", "floor", "lift", "features", "weekly_charge")


def keep_property(session: Session, home: Property, *, by: Actor, now: datetime) -> None:
    """Keep what the register says of a property now; inside the transaction that made it say so."""
    said = {name: getattr(home, name) for name in OF_PROPERTY}
    session.add(
        PropertyEntry(property_id=home.id, recorded_by=by.account_id, recorded_by_name=by.name, recorded_at=now, **said)
    )


def keep_unit(session: Session, unit: Unit, *, by: Actor, now: datetime) -> None:
    """Keep what the register says of a unit now; inside the transaction that made it say so."""
    said = {name: getattr(unit, name) for name in OF_UNIT}
    session.add(
        UnitEntry(unit_id=unit.id, recorded_by=by.account_id, recorded_by_name=by.name, recorded_at=now, **said)
    )


def entries_of_property(session: Session, property_id: UUID) -> int:
    """How many times something was recorded of a property; it grows with every change."""
    query = select(func.count()).select_from(PropertyEntry).where(PropertyEntry.property_id == property_id)
    return session.scalar(query) or 0


def entries_of_unit(session: Session, unit_id: UUID) -> int:
    """How many times something was recorded of a unit; it grows with every change."""
    query = select(func.count()).select_from(UnitEntry).where(UnitEntry.unit_id == unit_id)
    return session.scalar(query) or 0
