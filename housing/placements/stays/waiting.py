"""Somebody waits for a unit that those before left late: the hold begins when the unit is ready, and they are told."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from housing.access import Actor
from housing.households import timeline
from housing.placements.models import Offer
from housing.places import diary
from housing.places.models import Unit
from housing.places.state import first_day


def put_off_hold(session: Session, unit: Unit, *, ready_on: date, by: Actor, now: datetime) -> None:
    """Where the unit is held from a day before it is ready, let the hold begin when it is. The unit must be locked."""
    offer = session.scalar(
        select(Offer)
        .where(Offer.unit_id == unit.id, Offer.ended_at.is_(None))
        .options(joinedload(Offer.hold))
        .with_for_update(of=Offer)
    )
    if offer is None or first_day(offer.hold) >= ready_on:
        return
    offer.hold = diary.put_off(session, offer.hold, from_on=ready_on, by=by, now=now)
    words = f"{unit.code} will be ready later than expected."
    timeline.tell(session, offer.household_id, "offer", words, by=by, now=now)
