"""She has moved in: the hold becomes a stay, and the offer has been kept."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, insist
from housing.clock import day_of
from housing.db import transaction
from housing.households.models import Person
from housing.placements.models import Offer, Stay
from housing.placements.offers import life, opening
from housing.placements.offers.absent import cause
from housing.placements.offers.from_hotel import leave_temporary
from housing.placements.offers.telling import tell_council, tell_story
from housing.placements.transfers.services import leave_before, lock_both
from housing.places import diary
from housing.presentations import stages
from housing.refusals import Refused
from housing.tasks.raising import settle_tasks
from pathway.calendar import age_on
from pathway.offers import Event

OF_AGE = 18


def record_arrival(*, offer_id: UUID, arrived_on: date, by: Actor, now: datetime) -> Stay:
    """Record that the household has moved in: the hold becomes a stay from that day.

    Where the offer is a transfer, the stay that it ends is over from the same day; so is a stay in a hotel.

    Raises:
        NotFound: the unit is not the provider's.
        Refused: not accepted by both sides, or the day is in the future or before the offer was made.
        PlaceTaken: the unit was not free on that day.
    """
    insist(by, "stay.record")
    with transaction() as session:
        moving = lock_both(session, offer_id)
        offer = opening.for_provider(session, by, offer_id, "stay.record")
        if arrived_on > day_of(now):
            raise Refused("The day of arrival must be today or in the past.", field="arrived_on")
        if arrived_on < day_of(offer.made_at):
            raise Refused("The day of arrival must not be before the offer was made.", field="arrived_on")
        life.happen(session, offer, Event.ARRIVED, by=by, now=now)
        if moving is not None:
            leave_before(session, offer, moving, arrived_on, by=by, now=now)
        leave_temporary(session, offer, arrived_on, by=by, now=now)
        diary.let(session, offer.hold, arrived_on=arrived_on, by=by, now=now)
        stay = _stay(session, offer, arrived_on, by, now)
        session.add(stay)
        if any(row.event == Event.NOT_COME for row in offer.events):
            settle_tasks(session, once=cause(offer.id), authority=offer.authority_code, by=by, now=now)
        tell_story(session, offer, f"Arrived at {offer.unit.code}.", by=by, now=now)
        tell_council(session, offer, "arrival_recorded", now=now)
        life.noted(session, offer, by=by, now=now)
        audit.record(session, by, "stay.began", stay, now=now, facts={"offer": offer.id})
        stages.make(session, offer.presentation, "arrive", reason=None, by=by, now=now)
    return stay


def is_adult(role: str, born: date | None, on: date) -> bool:
    """Eighteen or over on the day; where the date of birth is not known, as the officer recorded."""
    return role == "adult" if born is None else age_on(born, on) >= OF_AGE


def _stay(session: Session, offer: Offer, arrived_on: date, by: Actor, now: datetime) -> Stay:
    people = session.scalars(select(Person).where(Person.household_id == offer.household_id)).all()
    adults = sum(is_adult(person.role, person.born, arrived_on) for person in people)
    return Stay(
        authority_code=offer.authority_code,
        household_id=offer.household_id,
        presentation_id=offer.presentation_id,
        unit_id=offer.unit_id,
        offer_id=offer.id,
        arrived_on=arrived_on,
        kind=offer.unit.property.kind,
        adults=adults,
        children=len(people) - adults,
        recorded_at=now,
        recorded_by=by.account_id,
    )
