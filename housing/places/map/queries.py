"""Reading the map: the outline, the wards, and how many homes are in each, as far as a person may be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.places import seeing
from housing.places.map.drawing import Place
from housing.places.map.models import Boundary
from housing.places.models import Property, Ward
from housing.places.queries import wards
from housing.places.seeing import Standing

NEVER_DRAWN = "refuge"  # but for its own staff


@dataclass(frozen=True, slots=True)
class Outline:
    """A council's outline and what stands under the map; no rings where none has been loaded."""

    rings: list[list[list[int]]]
    source: str


@dataclass(frozen=True, slots=True)
class Homes:
    """The wards with the homes in each. `left_out`: homes that stand somewhere on the map and are not drawn."""

    outline: Outline
    places: list[Place]
    left_out: int


def homes(session: Session, actor: Actor, *, today: date) -> Homes:
    """The map of the person's council: homes free now and in all, by ward; a refuge's for its own staff alone."""
    authority = actor.home(seeing.SEE).authority
    found = seeing.standings(session, seeing.stock(actor), today=today)
    drawn = [each for each in found if is_drawn(actor, each.home)]
    places = in_wards(wards(session, authority), drawn, today=today)
    return Homes(outline(session, authority), places, len(found) - len(drawn))


def is_drawn(actor: Actor, home: Property) -> bool:
    """Whether a home may be on this person's map, by its ward."""
    if seeing.is_own(actor, home):
        return True
    return home.kind != NEVER_DRAWN and seeing.shows_area(actor, home)


def in_wards(known: Iterable[Ward], drawn: Iterable[Standing], *, today: date) -> list[Place]:
    """Each ward with how many of the homes are free today, and how many there are."""
    free: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for each in drawn:
        every[each.home.ward_code] += 1
        free[each.home.ward_code] += each.state.available_from is not None and each.state.available_from <= today
    return [
        Place(ward.code, ward.name, ward.easting, ward.northing, free[ward.code], every[ward.code]) for ward in known
    ]


def outline(session: Session, authority: str) -> Outline:
    """The newest outline of a council."""
    query = select(Boundary).where(Boundary.authority_code == authority).order_by(Boundary.recorded_at.desc()).limit(1)
    found = session.scalar(query)
    return Outline(found.rings, found.source) if found else Outline([], "")
