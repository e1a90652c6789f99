"""What is closed: a whole property or one unit of it, every unit of it locked, and the lines of their diaries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from housing.access import Actor, NotFound, insist
from housing.places.models import Property, Unit, UnitPeriod
from housing.places.opening.models import Closing
from housing.places.services import lock_unit

MANAGE = "unit.manage"


@dataclass(frozen=True, slots=True)
class Scope:
    """A property, or one unit of it (`unit`), with the units that it is about and each one's lines in force."""

    home: Property
    unit: Unit | None
    units: tuple[Unit, ...]
    lines: dict[UUID, list[UnitPeriod]]

    @property
    def code(self) -> str:
        """What everybody calls it."""
        return self.unit.code if self.unit else self.home.code


def of_property(session: Session, by: Actor, property_id: UUID) -> Scope:
    """A property of the actor's with all its units, locked by id (docs/adr/0034). Raises NotFound."""
    insist(by, MANAGE)
    home = session.get(Property, property_id)
    if home is None or home.organisation_id not in by.extent(MANAGE).organisations:
        raise NotFound("property")
    units = [lock_unit(session, each) for each in session.scalars(_units(property_id))]
    return Scope(home, None, tuple(units), _lines(session, units))


def of_unit(session: Session, by: Actor, unit_id: UUID) -> Scope:
    """A unit of the actor's, locked. Raises NotFound."""
    insist(by, MANAGE)
    unit = lock_unit(session, unit_id)
    if unit.property.organisation_id not in by.extent(MANAGE).organisations:
        raise NotFound("unit")
    return Scope(unit.property, unit, (unit,), _lines(session, [unit]))


def of_closing(session: Session, by: Actor, closing_id: UUID) -> tuple[Closing, Scope]:
    """A closing of the actor's as it is once everybody before has finished, and what it closes. Raises NotFound."""
    known = session.execute(select(Closing.property_id, Closing.unit_id).where(Closing.id == closing_id)).one_or_none()
    if known is None:
        raise NotFound("closing")
    scope = of_unit(session, by, known.unit_id) if known.unit_id else of_property(session, by, known.property_id)
    query = select(Closing).where(Closing.id == closing_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one(), scope


def _units(property_id: UUID) -> Select[UUID]:
    return select(Unit.id).where(Unit.property_id == property_id).order_by(Unit.id)


def _lines(session: Session, units: list[Unit]) -> dict[UUID, list[UnitPeriod]]:
    query = select(UnitPeriod).where(
        UnitPeriod.unit_id.in_([unit.id for unit in units]), UnitPeriod.replaced_at.is_(None)
    )
    found: defaultdict[UUID, list[UnitPeriod]] = defaultdict(list)
    for line in session.scalars(query.order_by(UnitPeriod.during)):
        found[line.unit_id].append(line)
    return found
