"""Reading closings: what is closed and what will be, for the provider and the council; one property's whole history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, defer

from housing.access import Actor, NotFound
from housing.codes import choices
from housing.places.models import Property, Unit
from housing.places.opening.models import Closing
from housing.places.queries import within

READ, MANAGE = "places.see", "unit.manage"


@dataclass(frozen=True, slots=True)
class Shown:
    """A closing as the pages show it: of which place, why in words, and how it stands on a day."""

    closing: Closing
    home: Property
    unit: Unit | None
    reason: str
    standing: str

    @property
    def code(self) -> str:
        """What everybody calls the place."""
        return self.unit.code if self.unit else self.home.code

    @property
    def may_change(self) -> bool:
        """Whether it can still be changed: it has neither been changed already nor ended."""
        return self.standing in ("closed", "to_come")


def standing(closing: Closing, today: date) -> str:
    """closed, to_come, over, or withdrawn (another row may stand in its stead)."""
    start, end = closing.during.lower, closing.during.upper
    if closing.withdrawn_at is not None:
        return "withdrawn"
    if start is not None and start > today:
        return "to_come"
    return "over" if end is not None and end <= today else "closed"


def current(session: Session, actor: Actor, *, today: date) -> list[Shown]:
    """What is closed or will be within the actor's reach, the soonest first: two queries for each council."""
    end = func.upper(Closing.during)
    query = _rows(within(actor, READ)).where(Closing.withdrawn_at.is_(None), or_(end.is_(None), end > today))
    return _shown(session, query, today)


def of_property(session: Session, actor: Actor, property_id: UUID, *, today: date) -> tuple[Property, list[Shown]]:
    """One of the actor's own properties with every closing of it and of its units, newest first. Raises NotFound."""
    query = select(Property).where(Property.id == property_id, within(actor, MANAGE))
    home = session.scalar(
        query.options(defer(Property.address, raiseload=True), defer(Property.postcode, raiseload=True))
    )
    if home is None:
        raise NotFound("property")
    shown = _shown(session, _rows(Closing.property_id == property_id), today)
    return home, sorted(shown, key=lambda each: (each.closing.recorded_at, str(each.closing.id)), reverse=True)


def one(session: Session, actor: Actor, closing_id: UUID, *, today: date) -> Shown:
    """One closing of the actor's own. Raises NotFound."""
    found = _shown(session, _rows(within(actor, MANAGE)).where(Closing.id == closing_id), today)
    if not found:
        raise NotFound("closing")
    return found[0]


def own_unit(session: Session, actor: Actor, unit_id: UUID) -> tuple[Property, Unit]:
    """One of the actor's own units with its property; no address. Raises NotFound."""
    query = select(Property, Unit).join(Unit, Unit.property_id == Property.id)
    options = (defer(Property.address, raiseload=True), defer(Property.postcode, raiseload=True))
    found = session.execute(query.where(Unit.id == unit_id, within(actor, MANAGE)).options(*options)).one_or_none()
    if found is None:
        raise NotFound("unit")
    return found.Property, found.Unit


def _rows(condition: ColumnElement[bool]) -> Select[Closing, Property, Unit]:
    return (
        select(Closing, Property, Unit)
        .join(Property, Property.id == Closing.property_id)
        .outerjoin(Unit, Unit.id == Closing.unit_id)
        .where(condition)
        .options(defer(Property.address, raiseload=True), defer(Property.postcode, raiseload=True))
        .order_by(func.lower(Closing.during).nulls_first(), Property.code, Unit.code.nulls_first(), Closing.id)
    )


def _shown(session: Session, query: Select[Closing, Property, Unit], today: date) -> list[Shown]:
    found = session.execute(query).all()
    councils = sorted({closing.authority_code for closing, _, _ in found})
    labels = {code: choices(session, "closing_reason", code) for code in councils}
    return [
        Shown(
            closing, home, unit, labels[closing.authority_code].get(closing.reason, closing.reason),
            standing(closing, today),
        )
        for closing, home, unit in found
    ]  # fmt: skip
