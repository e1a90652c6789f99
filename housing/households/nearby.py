"""Where she cannot live, and what she needs to be near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor, NotFound
from housing.db import transaction
from housing.households import asked, editing, points
from housing.households.models import ExcludedArea, Household, NearPlace
from housing.households.words import FARTHEST_KM, IMPORTANCES
from housing.refusals import Refused


@dataclass(frozen=True, slots=True)
class Near:
    """A place to be near, by postcode or by ward; `importance` 1 to 5, `limit_km` None where it is no must."""

    kind: str
    postcode: str | None = None
    ward_code: str | None = None
    importance: int = 3
    limit_km: int | None = None


def save_areas(
    *,
    household_id: UUID,
    wards: Sequence[str] | None,
    leave_council: bool,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> Household:
    """Store the wards of the council she cannot live in (None not asked), and whether she must leave the council.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: a ward is not the council's.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "excluded", version=version)
        put_areas(session, household, wards, leave_council=leave_council, by=by, now=now)
    return household


def put_areas(
    session: Session,
    household: Household,
    wards: Sequence[str] | None,
    *,
    leave_council: bool,
    by: Actor,
    now: datetime,
) -> None:
    """As save_areas, inside the caller's transaction; the household's areas are loaded."""
    council = household.authority_code
    known = points.wards(session, council)
    if wards and not set(wards) <= set(known):
        raise Refused("Select an answer from the list.", field="wards")
    wanted = {(code, False) for code in wards or ()} | ({(council, True)} if leave_council else set())
    ours = {area: (area.area_code, area.outside) for area in household.excluded if area.area_code in {*known, council}}
    for area, key in ours.items():
        if key not in wanted:
            session.delete(area)
    new = wanted - set(ours.values())
    session.add_all(ExcludedArea(household_id=household.id, area_code=code, outside=out) for code, out in new)
    asked.mark(household, "excluded", answered=wards is not None)
    audit.record(
        session, by, "household.areas", household, now=now, facts={"areas": sorted(code for code, _ in wanted)}
    )


def add_near_place(
    *, household_id: UUID, near: Near, by: Actor, now: datetime, version: int | None = None
) -> NearPlace:
    """Record somewhere the household needs to be near.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: the postcode or the ward is not known, or an answer cannot be.
    """
    _check(near)
    with transaction() as session:
        household = editing.opened(session, by, household_id, "near", version=version)
        return put_near(session, household, near, by=by, now=now)


def put_near(session: Session, household: Household, near: Near, *, by: Actor, now: datetime) -> NearPlace:
    """As add_near_place, inside the caller's transaction; the household's places to be near are loaded."""
    _check(near)
    if near.kind not in codes.choices(session, "near_place", household.authority_code):
        raise Refused("Select what kind of place it is.", field="kind")
    point = points.locate(session, postcode=near.postcode, ward_code=near.ward_code)
    stored = NearPlace(
        household_id=household.id,
        position=editing.next_position(household.near),
        kind=near.kind,
        postcode=point.postcode,
        easting=point.easting,
        northing=point.northing,
        importance=near.importance,
        limit_km=near.limit_km,
    )
    household.near.append(stored)
    household.near_asked = True
    audit.record(session, by, "household.near_added", household, now=now, facts={"kind": near.kind})
    return stored


def remove_near_place(
    *, household_id: UUID, near_id: UUID, by: Actor, now: datetime, version: int | None = None
) -> Household:
    """Take a place off.

    Raises:
        NotFound: the household or the place is not there, or not for this person.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "near", version=version)
        place = next((one for one in household.near if one.id == near_id), None)
        if place is None:
            raise NotFound("place")
        session.delete(place)
        audit.record(session, by, "household.near_removed", household, now=now, facts={"place": near_id})
    return household


def nowhere_near(*, household_id: UUID, by: Actor, now: datetime, version: int | None = None) -> Household:
    """Record that she was asked and there is nowhere she needs to be near.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: places are recorded.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "near", version=version)
        put_nowhere(session, household, by=by, now=now)
    return household


def put_nowhere(session: Session, household: Household, *, by: Actor, now: datetime) -> None:
    """As nowhere_near, inside the caller's transaction; the household's places to be near are loaded."""
    if household.near:
        raise Refused("Remove the places that are recorded first.")
    household.near_asked = True
    audit.record(session, by, "household.near_asked", household, now=now)


def _check(near: Near) -> None:
    if near.importance not in IMPORTANCES:
        raise Refused("Select how important it is.", field="importance")
    if near.limit_km is not None and not 1 <= near.limit_km <= FARTHEST_KM:
        raise Refused(f"The limit must be from 1 to {FARTHEST_KM:,} kilometres.", field="limit_km")
