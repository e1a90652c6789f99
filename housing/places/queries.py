"""What each person may see of the stock: a provider's staff their own, the council's staff its vacancies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, contains_eager, defer, selectinload, with_loader_criteria

from housing import intentions
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.places.availability.reading import terms_by_unit
from housing.places.freshness.looking import Look, last_looks
from housing.places.lapsing import in_force
from housing.places.models import AcceptancePolicy, Property, Unit, UnitPeriod, Ward
from housing.places.policies import as_policy, intended
from housing.places.state import UnitState, state_of


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as the pages show it; `look` is the last time that somebody said that it is right."""

    unit: Unit
    property: Property
    state: UnitState
    look: Look | None


def within(actor: Actor, permission: str) -> ColumnElement[bool]:
    """The properties that a permission covers for this person: own organisation's, or the whole council's."""
    extent = actor.extent(permission)
    return or_(Property.organisation_id.in_(extent.organisations), Property.authority_code.in_(extent.authorities))


def units_with_diaries(now: datetime | None = None) -> Select[Unit]:
    """Units with their property, its ward and the lines in force, for any list that shows states; no address.

    With `now`, a hold whose time is over by then is left out, though the job that ends it has not run (places.lapsing).
    """
    lines = UnitPeriod.replaced_at.is_(None) if now is None else in_force(now)
    home = contains_eager(Unit.property)
    return (
        select(Unit)
        .join(Unit.property)
        .options(
            home.defer(Property.address, raiseload=True),
            home.defer(Property.postcode, raiseload=True),
            home.joinedload(Property.ward),
            selectinload(Unit.periods),
            with_loader_criteria(UnitPeriod, lines),
        )
        .order_by(Property.code, Unit.code)
    )


def unit_states(session: Session, units: list[Unit], *, today: date) -> dict[UUID, UnitState]:
    """Each unit's state by its id, with one query for all closings; the units come from `units_with_diaries`."""
    terms = terms_by_unit(session, units)
    return {unit.id: state_of(unit.periods, today=today, terms=terms[unit.id]) for unit in units}


def own_units(session: Session, actor: Actor, *, now: datetime) -> list[UnitRow]:
    """A provider's units, by property and code, with state and the last check: three queries."""
    return _rows(session, units_with_diaries(now).where(within(actor, "unit.manage")), now)


def vacancies(session: Session, actor: Actor, *, now: datetime) -> list[UnitRow]:
    """The council's units for its own staff: states, kinds and codes, never an address."""
    return _rows(session, units_with_diaries(now).where(within(actor, "vacancy.see")), now)


def own_unit(session: Session, actor: Actor, unit_id: UUID, *, now: datetime) -> UnitRow:
    """One unit of the provider's own.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    rows = _rows(session, units_with_diaries(now).where(within(actor, "unit.manage"), Unit.id == unit_id), now)
    if not rows:
        raise NotFound("unit")
    return rows[0]


def own_property(session: Session, actor: Actor, property_id: UUID) -> Property:
    """One property of the provider's own, with its units and its acceptance policies, newest last; no address.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    found = session.scalar(
        select(Property)
        .where(within(actor, "unit.manage"), Property.id == property_id)
        .options(
            selectinload(Property.units),
            selectinload(Property.policies),
            selectinload(Property.ward),
            defer(Property.address, raiseload=True),
            defer(Property.postcode, raiseload=True),
        )
    )
    if found is None:
        raise NotFound("property")
    return found


def policy_on(policies: list[AcceptancePolicy], day: date) -> AcceptancePolicy | None:
    """The acceptance policy in force on a day: of those not later, the newest, and of one day the last recorded."""
    begun = [policy for policy in policies if policy.from_on <= day]
    return max(begun, key=lambda policy: (policy.from_on, policy.recorded_at), default=None)


def begun(session: Session, actor: Actor, property_id: UUID, asked: str) -> AcceptancePolicy | None:
    """What the actor was about to record of a property, as a row in no session; None where there is no such intention.

    `asked` is its id as it stands in the address.
    """
    document = intentions.begun(session, actor, asked, intentions.ACCEPTANCE)
    if document.get("property") != str(property_id):
        return None
    _, from_on, acceptance = intended(document)
    return as_policy(acceptance, property_id=property_id, from_on=from_on)


def wards(session: Session, authority: str | None = None) -> list[Ward]:
    """Wards by name, of one council or of all."""
    query = select(Ward).order_by(Ward.name)
    if authority is not None:
        query = query.where(Ward.authority_code == authority)
    return list(session.scalars(query))


def _rows(session: Session, query: Select[Unit], now: datetime) -> list[UnitRow]:
    units = list(session.scalars(query))
    states = unit_states(session, units, today=day_of(now))
    looks = last_looks(session, [unit.id for unit in units])
    return [UnitRow(unit, unit.property, states[unit.id], looks.get(unit.id)) for unit in units]
