"""Everybody in a building, to be looked at again: somebody has come, or has gone."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.places.models import Unit, UnitPeriod
from housing.rechecks import look_again


def look_again_in(session: Session, property_id: UUID) -> None:
    """Have every household of a building looked at again; inside the caller's transaction."""
    query = (
        select(UnitPeriod.household_id)
        .join(Unit, Unit.id == UnitPeriod.unit_id)
        .where(Unit.property_id == property_id, UnitPeriod.replaced_at.is_(None), UnitPeriod.household_id.is_not(None))
        .distinct()
    )
    for household_id in sorted(each for each in session.scalars(query) if each is not None):
        look_again(session, household_id)
