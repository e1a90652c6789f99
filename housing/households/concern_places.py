"""The places that a person of concern uses, each with a distance to keep; or that she does not know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.db import transaction
from housing.households import distances, editing, points, timeline
from housing.households.concerns import concern_of
from housing.households.models import ConcernPlace, Household, PersonOfConcern
from housing.households.words import WIDEST_RADIUS_M
from housing.refusals import Refused


@dataclass(frozen=True, slots=True)
class DangerPlace:
    """A place as entered: by postcode or by ward; `radius_m` None takes the council's distance for that kind."""

    kind: str
    postcode: str | None = None
    ward_code: str | None = None
    radius_m: int | None = None


def add_place_of_concern(
    *, household_id: UUID, concern_id: UUID, place: DangerPlace, by: Actor, now: datetime, version: int | None = None
) -> ConcernPlace:
    """Record a place and the distance to keep from it.

    Raises:
        NotFound: the household or the person is not there, or not for this actor.
        Refused: the postcode or the ward is not known, or an answer cannot be.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "concerns", version=version)
        return put_danger_place(session, household, concern_of(household, concern_id), place, by=by, now=now)


def put_danger_place(
    session: Session, household: Household, person: PersonOfConcern, place: DangerPlace, *, by: Actor, now: datetime
) -> ConcernPlace:
    """As add_place_of_concern, inside the caller's transaction; the person's places are loaded."""
    if place.kind not in codes.choices(session, "concern_place", household.authority_code):
        raise Refused("Select what kind of place it is.", field="kind")
    point = points.locate(session, postcode=place.postcode, ward_code=place.ward_code)
    stored = ConcernPlace(
        id=uuid4(),
        concern_id=person.id,
        position=editing.next_position(person.places),
        kind=place.kind,
        postcode=point.postcode,
        easting=point.easting,
        northing=point.northing,
        radius_m=_radius(session, household, place, now),
    )
    person.places.append(stored)
    person.places_known, person.places_why = True, None
    timeline.tell(session, household.id, "safety", "A place to keep away from was recorded.", by=by, now=now)
    audit.record(session, by, "household.danger_place_added", household, now=now, facts={"place": stored.id})
    return stored


def remove_place_of_concern(
    *, household_id: UUID, concern_id: UUID, place_id: UUID, by: Actor, now: datetime, version: int | None = None
) -> Household:
    """Take a place off. Where none is left, their places are not known again until somebody asks.

    Raises:
        NotFound: the household, the person or the place is not there, or not for this actor.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "concerns", version=version)
        person = concern_of(household, concern_id)
        place = next((one for one in person.places if one.id == place_id), None)
        if place is None:
            raise NotFound("place")
        session.delete(place)
        if len(person.places) == 1:
            person.places_known = None
        timeline.tell(session, household.id, "safety", "A place to keep away from was taken off.", by=by, now=now)
        audit.record(session, by, "household.danger_place_removed", household, now=now, facts={"place": place_id})
    return household


def places_not_known(
    *, household_id: UUID, concern_id: UUID, why: str, by: Actor, now: datetime, version: int | None = None
) -> Household:
    """She does not know where they live or go; the officer says why it is safe enough to look for a place all the same.

    Raises:
        NotFound: the household or the person is not there, or not for this actor.
        Refused: places are recorded, or no reason is given.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "concerns", version=version)
        person = concern_of(household, concern_id)
        if person.places:
            raise Refused("Remove the places that are recorded first.")
        if not why.strip():
            raise Refused("Say why a place can be looked for without knowing.", field="why")
        person.places_known, person.places_why = False, why.strip()
        words = "She does not know where a person of concern is; matching goes on, with a reason."
        timeline.tell(session, household.id, "safety", words, by=by, now=now)
        audit.record(session, by, "household.danger_places_not_known", household, now=now, facts={"concern": person.id})
    return household


def usual_radius(session: Session, household: Household, kind: str, now: datetime) -> int:
    """The council's distance for a kind of place, in metres; the widest of them for a kind without one."""
    return distances.usual(session, household.authority_code, day_of(now))[kind]


def _radius(session: Session, household: Household, place: DangerPlace, now: datetime) -> int:
    if place.radius_m is None:
        return usual_radius(session, household, place.kind, now)
    if not 1 <= place.radius_m <= WIDEST_RADIUS_M:
        raise Refused(f"The distance must be from 1 to {WIDEST_RADIUS_M:,} metres.", field="radius_m")
    return place.radius_m
