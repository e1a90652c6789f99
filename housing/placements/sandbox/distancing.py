"""A change of a distance to keep: of one household's place, or the council's usual one for a kind of place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.households import distances, queries
from housing.households.editing import EDIT
from housing.intentions import IntendedChange
from housing.placements.sandbox.change import Change, Document, Row

Zones = list[dict[str, Any]]


def read_place(session: Session, actor: Actor, intention: IntendedChange, _now: datetime) -> Change:
    """The change that an intention of `households.distances.intend_distance` means.

    Raises:
        NotFound: the household or the place is not there any more, or not for this actor.
    """
    document = intention.says
    household = queries.one(session, actor, UUID(document["household"]), EDIT)
    place = distances.place_of(household, UUID(document["concern"]), UUID(document["place"]))
    kind = distances.kinds(session, household.authority_code).get(place.kind, place.kind)
    zone = {"easting": place.easting, "northing": place.northing, "radius_m": place.radius_m, "reason": place.kind}
    seen, wanted = place.radius_m, document["radius_m"]

    def one_of_hers(of: str, zones: Zones) -> Zones:
        return _first(zones, zone, wanted) if of == str(household.id) else zones

    return Change(
        kind=intention.kind,
        authority=household.authority_code,
        title=f"{household.reference}: the distance to keep from a place",
        when="From now on",
        rows=(Row(kind, metres(seen), metres(wanted)),),
        mark=str(seen),
        in_problem=lambda problem: with_zones(problem, one_of_hers),
        put=lambda session, by, at: distances.put_distance(session, document, seen=seen, by=by, now=at),
        organisation_id=household.organisation_id,
        household_id=household.id,
    )


def read_usual(session: Session, actor: Actor, intention: IntendedChange, now: datetime) -> Change:
    """The change that an intention of `households.distances.intend_usual` means: every place of that kind that was
    recorded with what is usual now, as it would be with what is to be usual.

    Raises:
        Forbidden: the actor's roles do not carry the permission any more.
        NotFound: the council is not one of the actor's any more, or does not know the kind any more.
    """
    insist(actor, distances.SET)
    document = intention.says
    authority, kind, wanted = document["authority"], document["kind"], document["radius_m"]
    labels = distances.kinds(session, authority)
    if authority not in actor.extent(distances.SET).authorities or kind not in labels:
        raise NotFound("kind")
    seen = distances.usual(session, authority, day_of(now))[kind]

    def usual_ones(_of: str, zones: Zones) -> Zones:
        return [{**zone, "radius_m": wanted} if _is_usual(zone, kind, seen) else zone for zone in zones]

    return Change(
        kind=intention.kind,
        authority=authority,
        title="The usual distance to keep",
        when=(
            "For places recorded from today on. Those recorded at the usual distance before keep theirs; what follows "
            "is what it would do if they did not"
        ),
        rows=(Row(labels[kind], metres(seen), metres(wanted)),),
        mark=str(seen),
        in_problem=lambda problem: with_zones(problem, usual_ones),
        put=lambda session, by, at: distances.put_usual(session, document, seen=seen, by=by, now=at),
    )


def with_zones(problem: Document, changed: Callable[[str, Zones], Zones]) -> Document | None:
    """A problem with each household's danger zones changed, by its id; None where none of them differs."""
    households = [
        {**each, "danger_zones": changed(each["id"], each["danger_zones"])} if each.get("danger_zones") else each
        for each in problem["households"]
    ]
    return None if households == problem["households"] else {**problem, "households": households}


def metres(radius_m: int) -> str:
    """A distance to the metre: "2,500 metres"."""
    return f"{radius_m:,} metres"


def _first(zones: Zones, zone: dict[str, Any], radius_m: int) -> Zones:
    """The zones with one of those that are like `zone` given another radius; two people may use one place."""
    if zone not in zones:
        return zones
    at = zones.index(zone)
    return [*zones[:at], {**zone, "radius_m": radius_m}, *zones[at + 1 :]]


def _is_usual(zone: dict[str, Any], kind: str, radius_m: int) -> bool:
    return bool(zone["reason"] == kind and zone["radius_m"] == radius_m)
