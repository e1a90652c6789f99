"""What a departure does, inside the caller's transaction: the stay's line ends, and the unit is prepared.

A household that the unit is held for waits until it is prepared: that they left late is a fact to be recorded.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.households import timeline
from housing.placements.closing.unsafe import settle
from housing.placements.models import Departure, Stay
from housing.placements.neighbours.asking import look_again_in
from housing.placements.stays.waiting import put_off_hold
from housing.places import diary
from housing.places.models import UnitPeriod
from housing.places.services import prepare_after, ready_after
from housing.places.voids import lines as voids
from housing.rechecks import look_again


def leave(
    session: Session, stay: Stay, *, left_on: date, reason: str, destination: str, by: Actor, now: datetime
) -> Departure:
    """Record that a household has left; the unit and the case are locked, the stay's unit and property loaded."""
    departure = Departure(
        stay_id=stay.id, left_on=left_on, reason=reason, destination=destination, recorded_at=now,
        recorded_by=by.account_id,
    )  # fmt: skip
    session.add(departure)
    put_off_hold(session, stay.unit, ready_on=max(left_on, ready_after(stay.unit, left_on)), by=by, now=now)
    line = line_of(session, stay)
    voids.give_way(session, stay.unit, line, until=left_on, by=by, now=now)
    diary.end_stay(session, line, left_on=left_on, by=by, now=now)
    prepare_after(session, stay.unit, left_on=left_on, by=by, now=now)
    look_again_in(session, stay.unit.property_id)
    look_again(session, stay.household_id)
    timeline.tell(session, stay.household_id, "stay", f"Left {stay.unit.code}.", by=by, now=now)
    settle(session, [stay.unit_id], household_id=stay.household_id, by=by, now=now)
    audit.record(session, by, "stay.ended", stay, now=now, facts={"reason": reason, "destination": destination})
    return departure


def line_of(session: Session, stay: Stay) -> UnitPeriod:
    """The stay's line of the unit's diary."""
    return session.scalars(
        select(UnitPeriod).where(
            UnitPeriod.unit_id == stay.unit_id,
            UnitPeriod.household_id == stay.household_id,
            UnitPeriod.kind == "stay",
            UnitPeriod.replaced_at.is_(None),
            UnitPeriod.during.contains(stay.arrived_on),
        )
    ).one()
