"""The terms of units as they are stored now: their property's days and turnover, and the closings in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.places.availability.terms import Closed, Terms
from housing.places.models import Property, Unit
from housing.places.opening.models import Closing


def terms(session: Session, unit: Unit) -> Terms:
    """The terms of one unit, read now; its property must be loaded."""
    return terms_by_unit(session, [unit])[unit.id]


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
        select(Closing.property_id, Closing.unit_id, Closing.during, Closing.reason, Closing.unsafe)
        .where(Closing.property_id.in_(homes), Closing.withdrawn_at.is_(None))
        .order_by(Closing.during)
    )
    found: defaultdict[UUID, list[Closed]] = defaultdict(list)
    for home, unit, during, reason, unsafe in session.execute(query):
        closed = Closed(during.lower, during.upper, reason, unsafe, whole=unit is None)
        found[unit or home].append(closed)
    return found
