"""Keeping the digests of streets, and reading where homes are; inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from housing.places.models import Property
from housing.places.streets.finding import Spot
from housing.places.streets.models import PropertyStreet
from housing.places.streets.naming import sector_of, street_of
from housing.sealing import ring


def note_street(session: Session, place: Property) -> None:
    """Keep the digests of a property's street and sector; called whenever its address is recorded."""
    session.flush()
    street, sector = street_of(place.address), sector_of(place.postcode)
    row = {
        "street_index": ring().fingerprint(f"street {street}") if street else None,
        "sector_index": ring().fingerprint(f"sector {sector}") if sector else None,
    }
    statement = insert(PropertyStreet).values(property_id=place.id, **row)
    session.execute(statement.on_conflict_do_update(index_elements=["property_id"], set_=row))


def note_missing(session: Session, *, most: int = 500) -> int:
    """Do the same for properties that have none yet, as after an upgrade; how many."""
    known = select(PropertyStreet.property_id)
    missing = session.scalars(select(Property).where(Property.id.not_in(known)).order_by(Property.id).limit(most)).all()
    for place in missing:
        note_street(session, place)
    return len(missing)


def spots(session: Session, properties: Iterable[UUID]) -> dict[UUID, Spot]:
    """Where properties are, by id, in one query; no address is opened."""
    wanted = sorted(set(properties))
    query = (
        select(
            Property.id, Property.easting, Property.northing, PropertyStreet.street_index, PropertyStreet.sector_index
        )
        .outerjoin(PropertyStreet, PropertyStreet.property_id == Property.id)
        .where(Property.id.in_(wanted))
    )
    return {row.id: Spot(*row) for row in session.execute(query)}
