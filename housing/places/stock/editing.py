"""Changing what the register says of a property or a unit; what it said before stays on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.db import transaction
from housing.places.models import Property, Unit, UnitPeriod
from housing.places.registering import (
    OF_PROPERTIES,
    OF_UNITS,
    Building,
    Home,
    check_class,
    check_home,
    columns,
    flush_code,
    put_property,
)
from housing.places.services import lock_unit
from housing.places.stock.keeping import (
    OF_UNIT,
    entries_of_property,
    entries_of_unit,
    keep_property,
    keep_unit,
)
from housing.places.stock.whereabouts import Said, locate
from housing.places.streets.keeping import note_street
from housing.rechecks import look_again
from housing.refusals import Outdated, Refused

MANAGE = "unit.manage"


@dataclass(frozen=True, slots=True)
class Register:
    """What the register says of a property besides where it is."""

    code: str
    kind: str
    sleeping: str
    preparation_days: int
    confidential: str


def register_property(
    *, organisation_id: UUID, register: Register, address: str, where: Said, by: Actor, now: datetime
) -> Property:
    """Register a property where somebody says that it is.

    Raises:
        NotFound: the organisation is not the actor's.
        NotLoaded: Haven does not know the postcode; its ward and grid reference are asked.
        Refused: the grid reference cannot be right, the code is taken, or a refuge would be open.
    """
    insist(by, MANAGE)
    if organisation_id not in by.extent(MANAGE).organisations:
        raise NotFound("organisation")
    with transaction() as session:
        found = locate(session, where, on=day_of(now))
        building = Building(
            **{name: getattr(register, name) for name in Register.__slots__},
            address=address,
            postcode=where.postcode,
            ward_code=found.ward.code,
            easting=found.easting,
            northing=found.northing,
        )
        return put_property(session, organisation_id, building, by=by, now=now)


def change_register(*, property_id: UUID, register: Register, seen: int, by: Actor, now: datetime) -> None:
    """Say something else of a property. `seen`: how many entries there were (`entries_of_property`) when it was read.

    Raises:
        NotFound: the property is not the actor's.
        Outdated: somebody recorded something of it since.
        Refused: the code is taken, or a refuge would be open.
    """
    insist(by, MANAGE)
    check_class(register.kind, register.confidential)
    with transaction() as session:
        home = open_property(session, property_id, by)
        _not_since(entries_of_property(session, property_id), seen, f"the facts of {home.code}")
        put_register(session, home, register, by=by, now=now)


def put_register(session: Session, home: Property, register: Register, *, by: Actor, now: datetime) -> None:
    """As change_register, inside the caller's transaction with the property locked; nothing new leaves no row."""
    check_class(register.kind, register.confidential)
    changed = [name for name in Register.__slots__ if getattr(home, name) != getattr(register, name)]
    if not changed:
        return
    for name in changed:
        setattr(home, name, getattr(register, name))
    flush_code(session, OF_PROPERTIES)
    keep_property(session, home, by=by, now=now)
    audit.record(session, by, "property.changed", home, now=now, facts={"changed": changed})


def correct_address(*, property_id: UUID, address: str, where: Said, seen: int, by: Actor, now: datetime) -> None:
    """Say that a property is somewhere else than was recorded; the address before stays on record.

    Whoever lives there, or is expected, is looked at again: it may be near somebody it should not be near.

    Raises:
        NotFound: the property is not the actor's.
        Outdated: somebody recorded something of it since.
        NotLoaded: Haven does not know the postcode; its ward and grid reference are asked.
        Refused: the grid reference cannot be right, or another property of that ward's council has its code.
    """
    insist(by, MANAGE)
    with transaction() as session:
        home = open_property(session, property_id, by)
        _not_since(entries_of_property(session, property_id), seen, f"the facts of {home.code}")
        put_address(session, home, address, where, by=by, now=now)


def put_address(session: Session, home: Property, address: str, where: Said, *, by: Actor, now: datetime) -> None:
    """As correct_address, inside the caller's transaction with the property locked."""
    found = locate(session, where, on=day_of(now))
    if found.ward.authority_code != home.authority_code:
        raise Refused(
            f"{found.ward.name} is in another council. Register the property there and close this one",
            field="ward_code" if where.ward_code else "postcode",
        )
    home.address, home.postcode, home.ward_code = address, where.postcode, found.ward.code
    home.easting, home.northing = found.easting, found.northing
    note_street(session, home)
    keep_property(session, home, by=by, now=now)
    for household_id in _at_home(session, home.id):
        look_again(session, household_id)
    audit.record(session, by, "property.address_corrected", home, now=now)


def change_unit(*, unit_id: UUID, home: Home, seen: int, by: Actor, now: datetime) -> None:
    """Say something else of a unit. `seen`: how many entries there were (`entries_of_unit`) when it was read.

    Raises:
        NotFound: the unit is not the actor's.
        Outdated: somebody recorded something of it since.
        Refused: the code is taken, or the beds do not fit the people.
    """
    insist(by, MANAGE)
    check_home(home)
    with transaction() as session:
        unit = lock_unit(session, unit_id)
        if unit.property.organisation_id not in by.extent(MANAGE).organisations:
            raise NotFound("unit")
        _not_since(entries_of_unit(session, unit_id), seen, f"the facts of {unit.code}")
        put_unit_facts(session, unit, home, by=by, now=now)


def put_unit_facts(session: Session, unit: Unit, home: Home, *, by: Actor, now: datetime) -> bool:
    """As change_unit, inside the caller's transaction with the unit locked; whether anything was changed."""
    said = columns(home)
    changed = [name for name in OF_UNIT if getattr(unit, name) != said[name]]
    if not changed:
        return False
    for name in changed:
        setattr(unit, name, said[name])
    flush_code(session, OF_UNITS)
    keep_unit(session, unit, by=by, now=now)
    audit.record(session, by, "unit.changed", unit, now=now, facts={"changed": changed})
    return True


def open_property(session: Session, property_id: UUID, by: Actor) -> Property:
    """One of the actor's own properties, locked against other changes of it until the transaction ends.

    Raises:
        NotFound: it is not there, or not the actor's.
    """
    query = select(Property).where(Property.id == property_id).with_for_update(key_share=True)
    home = session.scalar(query.execution_options(populate_existing=True))
    if home is None or home.organisation_id not in by.extent(MANAGE).organisations:
        raise NotFound("property")
    return home


def _at_home(session: Session, property_id: UUID) -> list[UUID]:
    """The households that live in a property or for whom a unit of it is held."""
    query = (
        select(UnitPeriod.household_id)
        .join(Unit, Unit.id == UnitPeriod.unit_id)
        .where(Unit.property_id == property_id, UnitPeriod.replaced_at.is_(None), UnitPeriod.household_id.is_not(None))
        .distinct()
    )
    return [household_id for household_id in session.scalars(query) if household_id is not None]


def _not_since(entries: int, seen: int, what: str) -> None:
    if entries != seen:
        raise Outdated(what)
