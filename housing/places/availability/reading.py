"""The terms of units as they are stored now: their property's days and turnover, and the closings in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from housing.places.availability.terms import Closed, Terms
from housing.places.models import Property, Unit
from housing.places.opening.models import Closing

CLOSED = (Closing.unit_id, Closing.during, Closing.reason, Closing.unsafe)


def terms(session: Session, unit: Unit) -> Terms:
    """The terms of one unit as they are stored now, whatever the session has read before."""
    own = or_(Closing.unit_id.is_(None), Closing.unit_id == unit.id)
    closing = and_(Closing.property_id == Property.id, Closing.withdrawn_at.is_(None), own)
    query = (
        select(Property.preparation_days, Property.same_day_turnover, *CLOSED)
        .outerjoin(Closing, closing)
        .where(Property.id == unit.property_id)
        .order_by(Closing.during, Closing.id)
    )
    found = session.execute(query).all()
    days, same_day = found[0][:2]
    return Terms(days, same_day, tuple(_as_closed(row[2:]) for row in found if row.during is not None))


def terms_by_unit(session: Session, units: Iterable[Unit]) -> Mapping[UUID, Terms]:
    """The terms of units by their id, in one query; their properties must be loaded."""
    units = list(units)
    closed = _closed(session, {unit.property_id for unit in units})
    return {unit.id: agreed_with(unit.property, (*closed[unit.property_id], *closed[unit.id])) for unit in units}


def agreed_with(home: Property, closed: tuple[Closed, ...] = ()) -> Terms:
    """The terms of a property, with days on which it is closed."""
    return Terms(home.preparation_days, home.same_day_turnover, closed)


def _closed(session: Session, homes: Iterable[UUID]) -> dict[UUID, list[Closed]]:
    """Closings in force, by the unit's id, or by the property's where they are of the whole."""
    query = (
        select(Closing.property_id, *CLOSED)
        .where(Closing.property_id.in_(homes), Closing.withdrawn_at.is_(None))
        .order_by(Closing.during, Closing.id)
    )
    found: defaultdict[UUID, list[Closed]] = defaultdict(list)
    for row in session.execute(query):
        found[row.unit_id or row.property_id].append(_as_closed(row[1:]))
    return found


def _as_closed(row: Sequence[Any]) -> Closed:
    unit_id, during, reason, unsafe = row
    return Closed(during.lower, during.upper, reason, unsafe, whole=unit_id is None)
