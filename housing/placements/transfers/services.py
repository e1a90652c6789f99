"""A household that lives in one unit is offered another: the council says that this is a transfer, and of which sort.

The old stay ends on the day on which she arrives at the new one, in the transaction that records the arrival; nobody
has to remember to record the departure, and she is never on paper in two places or in none.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from housing import audit, outbox
from housing.access import Actor, insist
from housing.db import transaction
from housing.placements.models import Offer, Stay
from housing.placements.offers import life, opening
from housing.placements.offers.telling import staff_of, tell_story
from housing.placements.stays.leaving import leave
from housing.placements.transfers.models import Transfer
from housing.places.models import Unit
from housing.places.services import lock_unit
from housing.refusals import Refused
from housing.web.filters import said_moment

MAKE = "offer.make"
KINDS = {"planned": "Planned move", "emergency": "Emergency: she cannot stay where she is"}
REASONS = {"planned": "planned_move", "emergency": "moved_for_safety"}  # of the code list `departure_reason`
LONGEST = 2000


def record_transfer(*, offer_id: UUID, kind: str, reason: str, by: Actor, now: datetime) -> Transfer:
    """Say that an open offer moves a household from where it lives.

    Raises:
        NotFound: the household is not within the actor's reach.
        Refused: the offer has ended, she lives nowhere that is known, no reason, or somebody said so already.
    """
    insist(by, MAKE)
    why = (reason or "").strip()
    if kind not in KINDS:
        raise Refused("Select which sort of transfer it is.", field="kind")
    if not why or len(why) > LONGEST:
        raise Refused(f"Enter why, in {LONGEST:,} characters or fewer.", field="reason")
    with transaction() as session:
        offer = opening.for_council(session, by, offer_id, MAKE)
        if not life.state(offer).open:
            raise Refused("This offer has ended.")
        before = session.get(Transfer, offer_id)
        if before is not None:
            raise Refused(f"{before.by_name} said so already, {said_moment(before.at)}.")
        stay = stay_of(session, offer.household_id)
        if stay is None or stay.unit_id == offer.unit_id:
            raise Refused("They are not recorded as living in another unit.")
        row = Transfer(
            offer_id=offer_id, stay_id=stay.id, kind=kind, reason=why, at=now, by=by.account_id, by_name=by.name
        )
        session.add(row)
        words = f"A transfer from {stay.unit.code} to {offer.unit.code} was agreed."
        tell_story(session, offer, words, by=by, now=now)
        audit.record(session, by, "transfer.recorded", offer, now=now, facts={"from": stay.unit_id, "kind": kind})
    return row


def stay_of(session: Session, household_id: UUID) -> Stay | None:
    """Where a household lives now, with its unit; None where nobody recorded that it lives in one."""
    query = select(Stay).where(Stay.household_id == household_id, ~Stay.departure.has())
    return session.scalar(query.options(joinedload(Stay.unit).joinedload(Unit.property)))


def transfer_of(session: Session, offer_id: UUID) -> Transfer | None:
    """The transfer that an offer is, if it is one."""
    return session.get(Transfer, offer_id)


def lock_both(session: Session, offer_id: UUID) -> UUID | None:
    """Before an arrival is recorded: where the offer is a transfer, lock both units by id; the stay that ends."""
    query = (
        select(Stay.id, Stay.unit_id, Offer.unit_id.label("to"))
        .join(Transfer, Transfer.stay_id == Stay.id)
        .join(Offer, Offer.id == Transfer.offer_id)
        .where(Transfer.offer_id == offer_id, ~Stay.departure.has())
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    stay_id, *units = found
    for each in sorted(units):
        lock_unit(session, each)
    return UUID(str(stay_id))


def leave_before(session: Session, offer: Offer, stay_id: UUID, arrived_on: date, *, by: Actor, now: datetime) -> None:
    """End the old stay on the day of arrival; its provider is told. Everything is locked.

    Raises:
        Refused: the day is before she came to the old place.
    """
    query = select(Stay).where(Stay.id == stay_id, ~Stay.departure.has())
    stay = session.scalar(query.options(joinedload(Stay.unit).joinedload(Unit.property)))
    if stay is None:
        return
    if arrived_on < stay.arrived_on:
        raise Refused("The day of arrival must not be before they came to where they lived.", field="arrived_on")
    kind = session.get_one(Transfer, offer.id).kind
    destination = "other_refuge" if offer.unit.property.kind == "refuge" else "second_stage"
    leave(session, stay, left_on=arrived_on, reason=REASONS[kind], destination=destination, by=by, now=now)
    session.flush()
    for account in staff_of(session, stay.unit.property.organisation_id, stay.household_id, now=now):
        outbox.put(session, account_id=account, wording="unit_left", facts={}, now=now)
