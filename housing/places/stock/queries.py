"""Reading what was said of stock: a provider's staff their own, and nothing that is sealed without need."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer, joinedload

from housing.access import Actor, NotFound
from housing.codes import choices
from housing.people.models import Organisation
from housing.places.models import Property, Unit
from housing.places.queries import within
from housing.places.stock.describing import MEASURES, TENURES
from housing.places.stock.editing import MANAGE
from housing.places.stock.models import PropertyDescription, PropertyEntry, UnitEntry


def home_of(session: Session, actor: Actor, property_id: UUID, permission: str = MANAGE) -> Property:
    """One property within the actor's reach, without its address.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    query = select(Property).where(Property.id == property_id, within(actor, permission))
    address, postcode = (defer(each, raiseload=True) for each in (Property.address, Property.postcode))
    found = session.scalar(query.options(address, postcode, joinedload(Property.ward)))
    if found is None:
        raise NotFound("property")
    return found


@dataclass(frozen=True, slots=True)
class Home:
    """One property in the list of a provider's own; `units` is how many it has."""

    id: UUID
    code: str
    kind: str
    confidential: str
    units: int


def own_homes(session: Session, actor: Actor) -> list[Home]:
    """The actor's own properties by code, those without a unit too; one query."""
    query = (
        select(Property.id, Property.code, Property.kind, Property.confidential, func.count(Unit.id))
        .outerjoin(Unit, Unit.property_id == Property.id)
        .where(within(actor, MANAGE))
        .group_by(Property.id)
        .order_by(Property.code, Property.id)
    )
    return [Home(*row) for row in session.execute(query)]


def unit_of(session: Session, actor: Actor, unit_id: UUID) -> Unit:
    """One unit of the actor's own, with its property.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    home = joinedload(Unit.property).defer(Property.address, raiseload=True).defer(Property.postcode, raiseload=True)
    query = select(Unit).join(Unit.property).where(Unit.id == unit_id, within(actor, MANAGE))
    found = session.scalar(query.options(home))
    if found is None:
        raise NotFound("unit")
    return found


def descriptions(session: Session, property_id: UUID) -> list[PropertyDescription]:
    """Every description of a property, in the order in which they were recorded."""
    query = select(PropertyDescription).where(PropertyDescription.property_id == property_id)
    return list(session.scalars(query.order_by(PropertyDescription.recorded_at, PropertyDescription.id)))


def entries(session: Session, property_id: UUID) -> list[PropertyEntry]:
    """Every register entry of a property, in the order in which they were recorded; no address is opened."""
    query = select(PropertyEntry).where(PropertyEntry.property_id == property_id)
    return list(session.scalars(query.order_by(PropertyEntry.recorded_at, PropertyEntry.id)))


def unit_entries(session: Session, unit_id: UUID) -> list[UnitEntry]:
    """Every entry of a unit, in the order in which they were recorded."""
    query = select(UnitEntry).where(UnitEntry.unit_id == unit_id)
    return list(session.scalars(query.order_by(UnitEntry.recorded_at, UnitEntry.id)))


def lists(session: Session, authority: str) -> dict[str, dict[str, str]]:
    """The council's code lists that a description is made of, by name."""
    return {name: choices(session, name, authority) for name in (TENURES, MEASURES)}


def own_organisations(session: Session, actor: Actor) -> dict[str, str]:
    """The organisations for which the actor may register stock, {id: name}, by name."""
    query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(actor.extent(MANAGE).organisations))
    return {str(found): name for found, name in session.execute(query.order_by(Organisation.name, Organisation.id))}
