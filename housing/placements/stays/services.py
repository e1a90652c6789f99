"""Planned leaving and departure, recorded by the provider."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.codes import choices
from housing.db import transaction
from housing.households import timeline
from housing.households.models import Household
from housing.placements import reach
from housing.placements.models import Departure, Stay
from housing.placements.offers.offering import open_offer_on
from housing.placements.offers.opening import keep_case
from housing.placements.stays.leaving import leave, line_of
from housing.places import diary
from housing.places.models import Property, Unit
from housing.places.services import lock_unit
from housing.presentations import stages
from housing.presentations.models import Presentation
from housing.refusals import Refused
from housing.web.filters import said_date
from pathway.stages import moves_from

HOMES = frozenset({"council_tenancy", "housing_association", "private_rented", "home_made_safe", "out_of_area"})


def plan_departure(*, stay_id: UUID, leaving_on: date | None, by: Actor, now: datetime) -> Stay:
    """Say on which day a household is expected to leave; None takes the expectation back.

    Raises:
        NotFound: the unit is not the provider's.
        Refused: they have left already, or the day is not after today.
        PlaceTaken: the unit is held for somebody else from the old day on.
    """
    with transaction() as session:
        stay = _own_stay(session, stay_id, by)
        if leaving_on is not None and leaving_on <= day_of(now):
            raise Refused("The day they leave must be after today.", field="leaving_on")
        try:
            diary.plan_leaving(session, line_of(session, stay), leaving_on=leaving_on, by=by, now=now)
        except diary.PlaceTaken as taken:
            raise _with_offer(session, stay, taken) from taken
        words = f"Expected to leave {stay.unit.code}." if leaving_on else f"Staying on at {stay.unit.code}."
        timeline.tell(session, stay.household_id, "stay", words, by=by, now=now)
        audit.record(session, by, "stay.leaving_planned", stay, now=now, facts={"on": leaving_on})
    return stay


def record_departure(
    *, stay_id: UUID, left_on: date, reason: str, destination: str, by: Actor, now: datetime
) -> Departure:
    """Record that a household has left, why, and where to; the unit is prepared for whoever comes next.

    A household that the unit is held for waits until it is prepared: that they left late is a fact to be recorded.

    Raises:
        NotFound: the unit is not the provider's.
        Refused: they have left already, the day is before the arrival or in the future, or a code is unknown.
    """
    with transaction() as session:
        stay = _own_stay(session, stay_id, by)
        _check_departure(session, stay, left_on, reason, destination, now)
        departure = leave(session, stay, left_on=left_on, reason=reason, destination=destination, by=by, now=now)
        _move_stage(session, stay, reason, destination, by, now)
    return departure


def move_after(reason: str, destination: str) -> str:
    """The move of pathway.stages that a departure makes; what is not plainly safe counts as nowhere safe tonight."""
    if destination == "returned_to_perpetrator" or reason == "returned_home":
        return "return_to_danger"
    if reason == "lost_contact":
        return "lose_contact"
    return "ready_to_move" if destination in HOMES else "nowhere_safe"


def _check_departure(session: Session, stay: Stay, left_on: date, reason: str, destination: str, now: datetime) -> None:
    if left_on > day_of(now):
        raise Refused("The day they left must be today or in the past.", field="left_on")
    if left_on < stay.arrived_on:
        raise Refused("The day they left must not be before the day they arrived.", field="left_on")
    if reason not in choices(session, "departure_reason", stay.authority_code):
        raise Refused("Select why they left.", field="reason")
    if destination not in choices(session, "destination", stay.authority_code):
        raise Refused("Select where they went.", field="destination")


def _move_stage(session: Session, stay: Stay, reason: str, destination: str, by: Actor, now: datetime) -> None:
    """Where leaving takes her on the pathway; the officer confirms a new home, and nobody's case ends by itself."""
    presentation = session.get_one(Presentation, stay.presentation_id)
    move = move_after(reason, destination)
    allowed = {each.slug for each in moves_from(stages.standing(session, presentation))}
    if presentation.ended_at is None and move in allowed:
        stages.make(session, presentation, move, reason=None, by=by, now=now)


def _own_stay(session: Session, stay_id: UUID, by: Actor) -> Stay:
    """A stay in one of the provider's own units, everything locked in the order of docs/adr/0034."""
    insist(by, "stay.record")
    known = session.execute(
        select(Stay.unit_id, Stay.household_id, Stay.presentation_id)
        .join(Household, Household.id == Stay.household_id)
        .join(Unit, Unit.id == Stay.unit_id)
        .join(Property, Property.id == Unit.property_id)
        .where(Stay.id == stay_id, reach.of_provider(by, "stay.record"))
    ).one_or_none()
    if known is None:
        raise NotFound("stay")
    lock_unit(session, known.unit_id)
    keep_case(session, known.household_id, known.presentation_id)
    query = select(Stay).where(Stay.id == stay_id).options(
        joinedload(Stay.unit).joinedload(Unit.property), selectinload(Stay.departure)
    )  # fmt: skip
    stay = session.scalars(query.execution_options(populate_existing=True)).one()
    if stay.departure is not None:
        raise Refused("Their departure has been recorded already. What was recorded stands.")
    return stay


def _with_offer(session: Session, stay: Stay, taken: diary.PlaceTaken) -> diary.PlaceTaken:
    """Staying longer would take days that somebody else is counting on: that is for the council to settle."""
    held, offer = taken.taken, open_offer_on(session, stay.unit_id)
    if held is None or held.kind != "hold" or offer is None:
        return taken
    return diary.PlaceTaken(
        f"{stay.unit.code} is held for another household from {said_date(held.during.lower)}. Telephone the "
        f"council about offer {offer.reference} before they stay on: only the council can withdraw it.",
        taken=held,
    )
