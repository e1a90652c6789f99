"""Who is where, for the calendar of places: households by reference, as far as the person who looks may know them.

Council staff are told those whose page they may open. A provider's staff are told those who live or lived in a unit of
theirs; for whom one of their units is held stands on the referral, not here.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.households.models import Household
from housing.households.queries import READ, visible
from housing.placements import reach
from housing.placements.models import Stay
from housing.placements.stays.queries import RECORD
from housing.places.calendar.who import Who
from housing.places.models import Property, Unit


def who_is_where(session: Session, actor: Actor, households: Collection[UUID]) -> dict[UUID, Who]:
    """Those of these households that the actor may be told, by id: two queries at most."""
    wanted = sorted(households)
    found: dict[UUID, Who] = {}
    if actor.may(RECORD):
        own = (
            select(Household.id, Household.reference)
            .join(Stay, Stay.household_id == Household.id)
            .join(Unit, Unit.id == Stay.unit_id)
            .join(Property, Property.id == Unit.property_id)
            .where(Household.id.in_(wanted), reach.of_provider(actor, RECORD))
            .distinct()
        )
        found.update({id_: Who(id_, reference, has_page=False) for id_, reference in session.execute(own)})
    if actor.may(READ):
        query = select(Household.id, Household.reference).where(Household.id.in_(wanted), visible(actor))
        found.update({id_: Who(id_, reference, has_page=True) for id_, reference in session.execute(query)})
    return found
