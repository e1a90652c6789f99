"""Adding stock: a provider's property and its units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.db import broken_constraint, transaction
from housing.places.models import Property, Unit, VacancyCheck, Ward
from housing.refusals import Refused


@dataclass(frozen=True, slots=True)
class Building:
    """A property as it is entered. `easting` and `northing` are metres on the British National Grid."""

    code: str
    kind: str
    address: str
    postcode: str
    ward_code: str
    easting: int
    northing: int
    sleeping: str
    preparation_days: int = 1


@dataclass(frozen=True, slots=True)
class Home:
    """A unit as it is entered. `bedrooms` is (beds, cots) for each bedroom."""

    code: str
    bedrooms: tuple[tuple[int, int], ...]
    max_people: int
    floor: int
    lift: bool = False
    features: tuple[str, ...] = ()


def add_property(*, organisation_id: UUID, building: Building, by: Actor, now: datetime) -> Property:
    """Register a property of a provider.

    Raises:
        NotFound: the organisation is not the actor's.
        Refused: the ward is not known, or the code is taken.
    """
    insist(by, "unit.manage")
    if organisation_id not in by.extent("unit.manage").organisations:
        raise NotFound("organisation")
    with transaction() as session:
        ward = session.get(Ward, building.ward_code)
        if ward is None:
            raise Refused("Select the ward that the property is in.", field="ward_code")
        place = Property(
            organisation_id=organisation_id,
            authority_code=ward.authority_code,
            **{name: getattr(building, name) for name in Building.__slots__},
        )
        session.add(place)
        _flush(session, "uq_property_authority_code_code", "Another property of this council has this code.")
        audit.record(session, by, "property.added", place, now=now)
    return place


def add_unit(*, property_id: UUID, home: Home, by: Actor, now: datetime) -> Unit:
    """Register a unit of a property; it is free from now on.

    Raises:
        NotFound: the property is not the actor's.
        Refused: it has no bedroom, or the code is taken.
    """
    insist(by, "unit.manage")
    if not home.bedrooms:
        raise Refused("A unit has at least one bedroom.", field="bedrooms")
    with transaction() as session:
        place = session.get(Property, property_id)
        if place is None or place.organisation_id not in by.extent("unit.manage").organisations:
            raise NotFound("property")
        unit = Unit(
            property_id=place.id,
            authority_code=place.authority_code,
            code=home.code,
            bedrooms=[{"beds": beds, "cots": cots} for beds, cots in home.bedrooms],
            max_people=home.max_people,
            floor=home.floor,
            lift=home.lift,
            features=list(home.features),
        )
        session.add(unit)
        _flush(session, "uq_unit_property_id_code", "Another unit of this property has this code.")
        session.add(VacancyCheck(unit_id=unit.id, at=now, by=by.account_id))
        audit.record(session, by, "unit.added", unit, now=now, facts={"property": place.id})
    return unit


def _flush(session: Session, unique: str, sentence: str) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        if broken_constraint(error) == unique:
            raise Refused(sentence, field="code") from error
        raise
