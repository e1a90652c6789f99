"""Adding stock: a provider's property and its units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.db import broken_constraint, transaction
from housing.places.models import Property, Unit, VacancyCheck, Ward
from housing.places.stock.keeping import keep_property, keep_unit
from housing.places.streets.keeping import note_street
from housing.refusals import Refused

OF_PROPERTIES = ("uq_property_authority_code_code", "Another property of this council has this code.")
OF_UNITS = ("uq_unit_property_id_code", "Another unit of this property has this code.")


@dataclass(frozen=True, slots=True)
class Building:
    """A property as it is entered. `easting` and `northing` are metres on the British National Grid.

    `confidential` None: as is usual for its kind (`usual_class`).
    """

    code: str
    kind: str
    address: str
    postcode: str
    ward_code: str
    easting: int
    northing: int
    sleeping: str
    preparation_days: int = 1
    confidential: str | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """A unit as it is entered. `bedrooms` is (beds, cots) for each bedroom."""

    code: str
    bedrooms: tuple[tuple[int, int], ...]
    max_people: int
    floor: int
    lift: bool = False
    features: tuple[str, ...] = ()
    weekly_charge: Decimal | None = None


def add_property(*, organisation_id: UUID, building: Building, by: Actor, now: datetime) -> Property:
    """Register a property of a provider.

    Raises:
        NotFound: the organisation is not the actor's.
        Refused: the ward is not known, the code is taken, or a refuge would be open.
    """
    insist(by, "unit.manage")
    if organisation_id not in by.extent("unit.manage").organisations:
        raise NotFound("organisation")
    with transaction() as session:
        return put_property(session, organisation_id, building, by=by, now=now)


def put_property(session: Session, organisation_id: UUID, building: Building, *, by: Actor, now: datetime) -> Property:
    """As add_property, inside the caller's transaction; whose the organisation is has been asked."""
    ward = session.get(Ward, building.ward_code)
    if ward is None:
        raise Refused("Select the ward that the property is in.", field="ward_code")
    said = {name: getattr(building, name) for name in Building.__slots__}
    said["confidential"] = building.confidential or usual_class(building.kind)
    check_class(building.kind, said["confidential"])
    place = Property(id=uuid4(), organisation_id=organisation_id, authority_code=ward.authority_code, **said)
    session.add(place)
    flush_code(session, OF_PROPERTIES)
    note_street(session, place)
    keep_property(session, place, by=by, now=now)
    audit.record(session, by, "property.added", place, now=now)
    return place


def add_unit(*, property_id: UUID, home: Home, by: Actor, now: datetime) -> Unit:
    """Register a unit of a property; it is free from now on.

    Raises:
        NotFound: the property is not the actor's.
        Refused: it has no bedroom, fewer beds than people, or the code is taken.
    """
    insist(by, "unit.manage")
    check_home(home)
    with transaction() as session:
        place = session.get(Property, property_id)
        if place is None or place.organisation_id not in by.extent("unit.manage").organisations:
            raise NotFound("property")
        return put_unit(session, place, home, by=by, now=now)


def put_unit(session: Session, place: Property, home: Home, *, by: Actor, now: datetime) -> Unit:
    """As add_unit, inside the caller's transaction; whose the property is has been asked."""
    unit = place_unit(session, place, home, by=by, now=now)
    flush_code(session, OF_UNITS)
    return unit


def place_unit(session: Session, place: Property, home: Home, *, by: Actor, now: datetime) -> Unit:
    """As put_unit, not sent to the database yet: of many units at once, whose codes have been compared."""
    check_home(home)
    unit = Unit(id=uuid4(), property_id=place.id, authority_code=place.authority_code, **columns(home))
    session.add(unit)
    session.add(VacancyCheck(unit_id=unit.id, at=now, by=by.account_id))
    keep_unit(session, unit, by=by, now=now)
    audit.record(session, by, "unit.added", unit, now=now, facts={"property": place.id})
    return unit


def columns(home: Home) -> dict[str, Any]:
    """A unit's facts by the names of its columns."""
    return {
        "code": home.code,
        "bedrooms": [{"beds": beds, "cots": cots} for beds, cots in home.bedrooms],
        "max_people": home.max_people,
        "floor": home.floor,
        "lift": home.lift,
        "features": list(home.features),
        "weekly_charge": home.weekly_charge,
    }


def check_home(home: Home) -> None:
    """Raises Refused where a unit has no bedroom, or fewer beds and cots than people who may live there."""
    if not home.bedrooms:
        raise Refused("A unit has at least one bedroom.", field="bedrooms")
    places = sum(beds + cots for beds, cots in home.bedrooms)
    if home.max_people > places:
        beds = "bed or cot" if places == 1 else "beds and cots"
        raise Refused(f"People at most must be {places} or fewer: there are {places} {beds}", field="max_people")


def usual_class(kind: str) -> str:
    """How far a property's whereabouts may be shown before anybody has accepted, where nobody has said."""
    return "withheld" if kind == "refuge" else "area"


def check_class(kind: str, confidential: str) -> None:
    """Raises Refused where the address of a refuge would be open."""
    if kind == "refuge" and confidential == "open":
        raise Refused("Select another answer: the address of a refuge is never open", field="confidential")


def flush_code(session: Session, taken: tuple[str, str]) -> None:
    """Send what waits to the database; `taken` is the constraint that a code may break, and what to say then."""
    unique, sentence = taken
    try:
        session.flush()
    except IntegrityError as error:
        if broken_constraint(error) == unique:
            raise Refused(sentence, field="code") from error
        raise
