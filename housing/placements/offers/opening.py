"""An offer about to be changed: within the actor's reach, with every row that matters locked, in one order.

The order is unit, household and presentation, offer (docs/adr/0034): whoever changes a unit's diary or an offer of it
waits for whoever came first, reads what they did, and two of them never wait for one another.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload, selectinload

from housing.access import Actor, NotFound
from housing.households import queries as households
from housing.households.models import Household
from housing.placements import reach
from housing.placements.models import Offer
from housing.places.models import Property, Unit
from housing.places.services import lock_unit
from housing.presentations.models import Presentation


def for_provider(session: Session, by: Actor, offer_id: UUID, permission: str) -> Offer:
    """An offer of one of the provider's own units. Raises NotFound."""
    return locked(session, _known(session, offer_id, reach.of_provider(by, permission)))


def for_council(session: Session, by: Actor, offer_id: UUID, permission: str) -> Offer:
    """An offer to a household within the actor's reach. Raises NotFound."""
    return locked(session, _known(session, offer_id, households.visible(by, permission)))


def locked(session: Session, offer_id: UUID) -> Offer:
    """An offer with what its services need, as it is once everybody before has finished. Raises NotFound."""
    ids = session.execute(
        select(Offer.unit_id, Offer.household_id, Offer.presentation_id).where(Offer.id == offer_id)
    ).one_or_none()
    if ids is None:
        raise NotFound("offer")
    lock_unit(session, ids.unit_id)
    keep_case(session, ids.household_id, ids.presentation_id)
    return session.scalars(
        select(Offer)
        .where(Offer.id == offer_id)
        .options(
            selectinload(Offer.events),
            joinedload(Offer.hold),
            joinedload(Offer.presentation),
            joinedload(Offer.household),
            joinedload(Offer.unit).joinedload(Unit.property),
        )
        .with_for_update(of=Offer)
        .execution_options(populate_existing=True)
    ).one()


def keep_case(session: Session, household_id: UUID, presentation_id: UUID) -> bool:
    """Keep the household and its presentation from being changed until the transaction ends; whether it is open."""
    query = (
        select(Presentation.ended_at)
        .join(Household, Household.id == Presentation.household_id)
        .where(Presentation.id == presentation_id, Household.id == household_id)
        .with_for_update(read=True, key_share=True)
    )
    return session.scalars(query).one() is None


def _known(session: Session, offer_id: UUID, within: ColumnElement[bool]) -> UUID:
    found = session.scalar(
        select(Offer.id)
        .join(Household, Household.id == Offer.household_id)
        .join(Unit, Unit.id == Offer.unit_id)
        .join(Property, Property.id == Unit.property_id)
        .where(Offer.id == offer_id, within)
    )
    if found is None:
        raise NotFound("offer")
    return found
