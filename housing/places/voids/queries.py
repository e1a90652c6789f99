"""Voids as each person may read them: a provider its own, the council's staff all of theirs without an address.

What was freely typed (reference, cost centre, notes) is opened for the provider alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVarTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, not_, select
from sqlalchemy.orm import Session, aliased, contains_eager, defer, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.places.models import Property, Unit
from housing.places.queries import within
from housing.places.voids.models import Void, VoidRevision

Columns = TypeVarTuple("Columns")
READ = "places.see"
SHOWN_OF_UNIT = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A void in a list: what is said of it now, its unit and its property."""

    void_id: UUID
    stands: VoidRevision
    unit: Unit
    home: Property


@dataclass(frozen=True, slots=True)
class Asked:
    """Which voids a list is to show; None: whichever. `when` is a key of words.WHEN."""

    when: str | None = None
    reason: str | None = None
    kind: str | None = None


def count(session: Session, actor: Actor, asked: Asked, *, today: date) -> int:
    """How many voids the list has."""
    query = _listed(select(func.count(Void.id)), actor, asked, today)
    return session.scalar(query) or 0


def listed(
    session: Session, actor: Actor, asked: Asked, *, today: date, limit: int | None = None, offset: int = 0
) -> list[Row]:
    """The voids, those that begin or began last first: one query."""
    query = _listed(select(Void.id, VoidRevision, Unit, Property), actor, asked, today).options(*_sealed())
    query = query.order_by(VoidRevision.from_on.desc(), Property.code, Unit.code, Void.id).limit(limit).offset(offset)
    return [Row(*found) for found in session.execute(query)]


def cost(session: Session, actor: Actor, asked: Asked, *, today: date) -> Decimal:
    """What the listed voids cost together, in pounds, as far as it is known."""
    query = _listed(select(func.sum(VoidRevision.cost)), actor, asked, today)
    return session.scalar(query) or Decimal(0)


def late(session: Session, actor: Actor, now: datetime) -> int:
    """Own voids that should have ended: no end, and the day by which it was expected has come."""
    today = day_of(now)
    query = _joined(select(func.count(Void.id))).where(
        within(actor, "unit.manage"), _state("now", today), VoidRevision.expected_on <= today
    )
    return session.scalar(query) or 0


def one(session: Session, actor: Actor, void_id: UUID) -> Void:
    """One void with its unit, its property and every revision.

    Raises:
        NotFound: there is none, or it is not for this person.
    """
    return _one(session, void_id, within(actor, READ))


def own(session: Session, actor: Actor, void_id: UUID) -> Void:
    """One void of the actor's own units, as `one`. Raises NotFound."""
    return _one(session, void_id, within(actor, "unit.manage"))


def _one(session: Session, void_id: UUID, reach: ColumnElement[bool]) -> Void:
    found = session.scalar(
        select(Void)
        .join(Void.unit)
        .join(Unit.property)
        .where(Void.id == void_id, reach)
        .options(
            selectinload(Void.revisions),
            contains_eager(Void.unit)
            .contains_eager(Unit.property)
            .options(defer(Property.address, raiseload=True), defer(Property.postcode, raiseload=True)),
        )
    )
    if found is None:
        raise NotFound("void")
    return found


def of_unit(session: Session, unit_id: UUID) -> Sequence[Void]:
    """A unit's voids, newest first, for a page whose reader has been let in to the unit: two queries."""
    latest = func.max(VoidRevision.from_on)
    query = (
        select(Void)
        .join(Void.revisions)
        .where(Void.unit_id == unit_id)
        .group_by(Void.id)
        .order_by(latest.desc(), Void.id)
        .limit(SHOWN_OF_UNIT)
        .options(selectinload(Void.revisions))
    )
    return session.scalars(query).all()


def is_own(actor: Actor, home: Property) -> bool:
    """Whether the actor manages that property, and so reads what was freely typed."""
    return home.organisation_id in actor.extent("unit.manage").organisations


def _listed(query: Select[*Columns], actor: Actor, asked: Asked, today: date) -> Select[*Columns]:
    found = _joined(query).where(within(actor, READ), _state(asked.when, today))
    if asked.reason is not None:
        found = found.where(VoidRevision.reason == asked.reason)
    return found if asked.kind is None else found.where(Property.kind == asked.kind)


def _joined(query: Select[*Columns]) -> Select[*Columns]:
    """Voids with what is said of each now."""
    other = aliased(VoidRevision)
    newest = select(func.max(other.position)).where(other.void_id == Void.id).scalar_subquery()
    return (
        query.select_from(Void)
        .join(VoidRevision, and_(VoidRevision.void_id == Void.id, VoidRevision.position == newest))
        .join(Unit, Unit.id == Void.unit_id)
        .join(Property, Property.id == Unit.property_id)
    )


def _sealed() -> Sequence[ORMOption]:
    """Loader options for a list: what is sealed stays so."""
    typed = (VoidRevision.works_reference, VoidRevision.cost_centre, VoidRevision.notes)
    return [defer(each, raiseload=True) for each in (*typed, Property.address, Property.postcode)]


def _state(when: str | None, today: date) -> ColumnElement[bool]:
    cancelled = VoidRevision.change == "cancelled"
    begun = VoidRevision.from_on <= today
    over = and_(VoidRevision.until_on.is_not(None), VoidRevision.until_on <= today)
    return {
        "now": and_(not_(cancelled), begun, not_(over)),
        "planned": and_(not_(cancelled), not_(begun)),
        "over": and_(not_(cancelled), over),
        "cancelled": cancelled,
    }.get(when or "", not_(cancelled))
