"""Reading one household's map: her own danger zones and areas, and the homes by ward. Never another household's.

A home that is closed to her because of somebody else who lives near by is not told apart here: only what is recorded of
her own case is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from string import ascii_uppercase
from uuid import UUID

from sqlalchemy.orm import Session

from allocation.distance import within
from housing.access import Actor
from housing.codes import choices
from housing.households import points, queries
from housing.households.models import ConcernPlace, Household
from housing.placements.matching.household_facts import danger_zones
from housing.places import seeing
from housing.places.map.drawing import Place, Zone
from housing.places.map.queries import Outline, in_wards, is_drawn, outline
from housing.places.models import Property
from housing.places.queries import wards

PERMISSION = "options.see"
BY_POSTCODE = "A postcode that is recorded"


@dataclass(frozen=True, slots=True)
class Danger:
    """A zone with what the table says of it: the kind of place, and its ward where it was given by ward."""

    zone: Zone
    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class Row:
    """A ward: its homes, those free now, those of them all that lie in one of her zones; whether she can live there."""

    place: Place
    inside: int
    excluded: bool


@dataclass(frozen=True, slots=True)
class Map:
    """The household's map. `settled`: everything there is to ask about danger has been asked.

    `rows` are the wards with homes; `left_out` counts homes whose place is kept back.
    """

    household: Household
    outline: Outline
    places: list[Place]
    dangers: list[Danger]
    rows: list[Row]
    left_out: int
    settled: bool


def read_map(session: Session, actor: Actor, household_id: UUID, *, today: date) -> Map:
    """One household's map, in a constant number of queries.

    Raises:
        NotFound: the household is not there, or not for this person.
    """
    household = queries.one(session, actor, household_id, PERMISSION)
    dangers = _dangers(session, household)
    found = seeing.standings(session, seeing.stock(actor), today=today)
    drawn = [each for each in found if is_drawn(actor, each.home)]
    outside = [each for each in drawn if not _inside(each.home, dangers)]
    known = wards(session, household.authority_code)
    every, free = in_wards(known, drawn, today=today), in_wards(known, outside, today=today)
    excluded = {area.area_code for area in household.excluded if not area.outside}
    rows = [
        Row(whole, whole.of - left.of, whole.code in excluded)
        for whole, left in zip(every, free, strict=True)
        if whole.of
    ]
    return Map(
        household,
        outline(session, household.authority_code),
        [_open(whole, left, whole.code in excluded) for whole, left in zip(every, free, strict=True)],
        dangers,
        rows,
        len(found) - len(drawn),
        danger_zones(household) is not None,
    )


def _dangers(session: Session, household: Household) -> list[Danger]:
    places = [place for concern in household.concerns for place in concern.places]
    kinds = choices(session, "concern_place", household.authority_code)
    named = points.described(session, places)
    return [
        Danger(
            Zone(letter, place.easting, place.northing, place.radius_m),
            kinds.get(place.kind, place.kind.replace("_", " ")),
            BY_POSTCODE if place.postcode else named.get((place.easting, place.northing), "A place that is recorded"),
        )
        for letter, place in zip(_letters(places), places, strict=True)
    ]


def _letters(places: Sequence[ConcernPlace]) -> list[str]:
    """A to Z, then A2 and so on."""
    rounds, alphabet = range(1, len(places) // len(ascii_uppercase) + 2), ascii_uppercase
    every = [f"{letter}{number if number > 1 else ''}" for number in rounds for letter in alphabet]
    return every[: len(places)]


def _inside(home: Property, dangers: Sequence[Danger]) -> bool:
    """Whether a home lies in one of the zones, its edge counted, as the rule "danger-zone" has it."""
    point = (Fraction(home.easting), Fraction(home.northing))
    zones = (each.zone for each in dangers)
    return any(
        within(Fraction(zone.easting), Fraction(zone.northing), point, Fraction(zone.radius_m)) for zone in zones
    )


def _open(whole: Place, left: Place, excluded: bool) -> Place:
    """A ward's mark: of all its homes, those free now that lie in no zone, and none where she cannot live there."""
    return Place(whole.code, whole.name, whole.easting, whole.northing, 0 if excluded else left.count, whole.of)
