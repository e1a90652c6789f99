"""Reading stock for the pages that show it whole: the calendar, what is free, areas, the forecast, the map.

One rule decides whether somebody is told in which ward a home stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session, with_loader_criteria

from housing.access import Actor
from housing.people.models import Organisation
from housing.places.availability.asking import PLANNED
from housing.places.availability.reading import terms_by_unit
from housing.places.availability.terms import Terms
from housing.places.models import Property, Unit, UnitPeriod
from housing.places.queries import units_with_diaries, within
from housing.places.state import UnitState, state_of

SEE, COUNT = "places.see", "places.count"
OWN = "unit.manage"
AREA_MAY_BE_TOLD = frozenset({"area", "open"})  # classes of `Property.confidential`


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit as it stands today, with the terms on which it can be lived in."""

    unit: Unit
    home: Property
    state: UnitState
    terms: Terms


def standings(session: Session, query: Select[Unit], *, today: date) -> list[Standing]:
    """The units of a query (`stock`) as they stand, in its order: three queries, whatever their number."""
    units = list(session.scalars(from_day(query, today)))
    terms = terms_by_unit(session, units)
    return [
        Standing(unit, unit.property, state_of(unit.periods, today=today, terms=terms[unit.id]), terms[unit.id])
        for unit in units
    ]


def stock(actor: Actor, permission: str = SEE, *, now: datetime | None = None) -> Select[Unit]:
    """The units that this person may see under a permission, with the lines of their diaries; no address.

    With `now`, a hold whose time is over by then is left out (places.lapsing).
    """
    return units_with_diaries(now).where(within(actor, permission))


def from_day(query: Select[Unit], from_on: date, until_on: date | None = None) -> Select[Unit]:
    """The same with only those lines that reach into `[from_on, until_on)`, or may have something follow there."""
    days = Range(from_on - timedelta(days=1), until_on, bounds="[)")
    wanted = or_(UnitPeriod.during.overlaps(days), UnitPeriod.reason == PLANNED, UnitPeriod.kind == "hold")
    return query.options(with_loader_criteria(UnitPeriod, wanted))


def shows_area(actor: Actor, home: Property) -> bool:
    """Whether this person may be told in which ward a property stands (security.md, threats T18 and "refuge address").

    A ward is as good as half an address: where the provider keeps it back, its own staff alone are told.
    """
    return home.confidential in AREA_MAY_BE_TOLD or is_own(actor, home)


def is_own(actor: Actor, home: Property) -> bool:
    """Whether the property is of the person's own organisation."""
    return home.organisation_id in actor.extent(OWN).organisations


def providers(session: Session, homes: Iterable[Property]) -> dict[UUID, str]:
    """The names of those who run these properties, by id, in the order of the names."""
    return _names(session, {home.organisation_id for home in homes})


def _names(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(sorted(ids)))
    return dict(session.execute(query.order_by(Organisation.name, Organisation.id)).all())
