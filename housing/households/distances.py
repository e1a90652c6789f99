"""How far a home must be from a place of concern: one place's distance, and the council's usual one for each kind.

A change of either goes by way of an intention: `placements.sandbox` shows who would gain and who would lose, and makes
it with `put_...` once a person has confirmed. The usual distance is taken when a place is recorded; places that are
recorded already keep theirs, since somebody who knows the case looked at each.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.codes import Setting
from housing.db import transaction
from housing.households import editing, queries, timeline
from housing.households.concerns import concern_of
from housing.households.models import ConcernPlace, Household
from housing.households.words import WIDEST_RADIUS_M
from housing.intentions import DISTANCE, USUAL_DISTANCE, IntendedChange, intend
from housing.people.models import Authority
from housing.refusals import Outdated, Refused

RADIUS = "danger.radius_m"
SET = "distance.set"
SOURCE = "Set by the council in Haven"


def intend_distance(
    *, household_id: UUID, concern_id: UUID, place_id: UUID, radius_m: int, by: Actor, now: datetime
) -> IntendedChange:
    """Write down the distance that a place is to have, in metres. Nothing changes yet.

    Raises:
        NotFound: the household, the person or the place is not there, or not for this actor.
        Refused: the distance cannot be, or is the one that the place has.
    """
    insist(by, editing.EDIT)
    _check(radius_m)
    with transaction() as session:
        household = queries.one(session, by, household_id, editing.EDIT)
        _differs(radius_m, place_of(household, concern_id, place_id).radius_m)
        document = {
            "household": str(household_id), "concern": str(concern_id), "place": str(place_id), "radius_m": radius_m,
        }  # fmt: skip
        return intend(
            session, DISTANCE, document, authority=household.authority_code, subject=household, by=by, now=now
        )


def put_distance(
    session: Session, document: dict[str, Any], *, seen: int, by: Actor, now: datetime
) -> tuple[Household, ConcernPlace]:
    """Give a place the distance of an intention, inside the caller's transaction; `seen` is what it was, in metres.

    Raises:
        NotFound: the household, the person or the place is not there any more, or not for this actor.
        Outdated: somebody gave it another distance since.
    """
    household = editing.opened(session, by, UUID(document["household"]), "concerns")
    place = place_of(household, UUID(document["concern"]), UUID(document["place"]))
    if place.radius_m != seen:
        raise Outdated("this distance")
    place.radius_m = document["radius_m"]
    timeline.tell(
        session, household.id, "safety", "The distance to keep from a place was changed.", by=by, now=now
    )  # fmt: skip
    audit.record(
        session, by, "household.danger_distance_changed", household, now=now, facts={"place": place.id}
    )  # fmt: skip
    return household, place


def place_of(household: Household, concern_id: UUID, place_id: UUID) -> ConcernPlace:
    """One place of a person of concern; both are loaded.

    Raises:
        NotFound: not of this household.
    """
    found = next((place for place in concern_of(household, concern_id).places if place.id == place_id), None)
    if found is None:
        raise NotFound("place")
    return found


def kinds(session: Session, authority: str) -> dict[str, str]:
    """The kinds of places of concern that a council knows, {slug: label}."""
    return codes.choices(session, "concern_place", authority)


def usual(session: Session, authority: str, on: date) -> dict[str, int]:
    """The council's distances on a day in metres, by kind of place; one without its own has the widest of them."""
    radii: dict[str, int] = codes.setting(session, RADIUS, authority=authority, on=on)
    widest = max(radii.values())
    return {**dict.fromkeys(kinds(session, authority), widest), **radii}


def intend_usual(*, kind: str, radius_m: int, by: Actor, now: datetime) -> IntendedChange:
    """Write down the council's usual distance for a kind of place, in metres. Nothing changes yet.

    Raises:
        NotFound: the council knows no such kind.
        Refused: the distance cannot be, or is the usual one already.
    """
    insist(by, SET)
    _check(radius_m)
    authority = by.home(SET).authority
    with transaction() as session:
        if kind not in kinds(session, authority):
            raise NotFound("kind")
        _differs(radius_m, usual(session, authority, day_of(now))[kind])
        document = {"authority": authority, "kind": kind, "radius_m": radius_m}
        council = ("authority", authority)
        return intend(session, USUAL_DISTANCE, document, authority=authority, subject=council, by=by, now=now)


def put_usual(session: Session, document: dict[str, Any], *, seen: int, by: Actor, now: datetime) -> Setting:
    """Set the usual distance of an intention from today on, inside the caller's transaction.

    It begins today and on no later day: a distance of another kind, set meanwhile, is never taken back by it.
    `seen` is what was usual when the person looked.

    Raises:
        NotFound: the council is not one of the actor's.
        Outdated: somebody set another since.
    """
    insist(by, SET)
    authority, kind, today = document["authority"], document["kind"], day_of(now)
    if authority not in by.extent(SET).authorities:
        raise NotFound("authority")
    session.execute(select(Authority.code).where(Authority.code == authority).with_for_update(key_share=True))
    radii = usual(session, authority, today)
    if radii.get(kind) != seen:
        raise Outdated("this distance")
    row = Setting(
        id=uuid4(),
        key=RADIUS,
        authority_code=authority,
        from_on=today,
        value={**radii, kind: document["radius_m"]},
        source=SOURCE,
        verified=True,
        recorded_at=now,
        recorded_by=by.account_id,
    )
    session.add(row)
    audit.record(session, by, "setting.recorded", row, now=now, facts={"key": RADIUS, "kind": kind})
    return row


def _check(radius_m: int) -> None:
    if not 1 <= radius_m <= WIDEST_RADIUS_M:
        raise Refused(f"The distance must be from 1 to {WIDEST_RADIUS_M:,} metres.", field="radius_m")


def _differs(radius_m: int, now_m: int) -> None:
    if radius_m == now_m:
        raise Refused(f"The distance is {now_m:,} metres already. Enter another, or go back.", field="radius_m")
