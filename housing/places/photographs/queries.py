"""Reading photographs: which there are, and one of them for somebody who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from housing.access import Actor, NotFound
from housing.images.services import read_image
from housing.places.models import Property, Unit
from housing.places.photographs.models import Photograph
from housing.places.queries import within

MANAGE = "unit.manage"


@dataclass(frozen=True, slots=True)
class Picture:
    """One photograph as a page shows it: what it shows in words, and of which unit, "" where of the property."""

    id: UUID
    words: str
    unit: str


def of_property(session: Session, property_id: UUID) -> list[Picture]:
    """The photographs of a property and its units, the property's own first; the caller has asked for reach."""
    return _pictures(session, Photograph.property_id == property_id)


def of_unit(session: Session, property_id: UUID, unit_id: UUID) -> list[Picture]:
    """The photographs of a property and of one of its units, not of others; the caller has asked for reach."""
    ours = or_(Photograph.unit_id.is_(None), Photograph.unit_id == unit_id)
    return _pictures(session, (Photograph.property_id == property_id) & ours)


def count_of(session: Session, property_id: UUID) -> int:
    """How many photographs a property and its units have."""
    query = select(func.count()).where(Photograph.property_id == property_id, Photograph.removed_at.is_(None))
    return session.scalar(query) or 0


def own(session: Session, actor: Actor, photograph_id: UUID) -> Photograph:
    """One photograph of the actor's own stock.

    Raises:
        NotFound: there is none, it was removed, or it is somebody else's.
    """
    found = session.scalar(_standing(within(actor, MANAGE)).where(Photograph.id == photograph_id))
    if found is None:
        raise NotFound("photograph")
    return found


def own_bytes(session: Session, actor: Actor, photograph_id: UUID) -> bytes:
    """One photograph of the actor's own stock, as a JPEG. Raises NotFound."""
    return read_image(session, own(session, actor, photograph_id).image_id)


def bytes_of_unit(session: Session, property_id: UUID, unit_id: UUID, photograph_id: UUID) -> bytes:
    """One photograph of a unit or of its property, as a JPEG; the caller has asked for reach.

    Raises:
        NotFound: there is none of that unit, or it was removed.
    """
    of_it = or_(Photograph.unit_id.is_(None), Photograph.unit_id == unit_id)
    query = _standing(Photograph.property_id == property_id, of_it).where(Photograph.id == photograph_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound("photograph")
    return read_image(session, found.image_id)


def _standing(*which: ColumnElement[bool]) -> Select[Photograph]:
    return (
        select(Photograph)
        .join(Property, Property.id == Photograph.property_id)
        .where(Photograph.removed_at.is_(None), *which)
    )


def _pictures(session: Session, which: ColumnElement[bool]) -> list[Picture]:
    query = (
        select(Photograph.id, Photograph.words, Unit.code)
        .outerjoin(Unit, Unit.id == Photograph.unit_id)
        .where(which, Photograph.removed_at.is_(None))
        .order_by(Unit.code.nulls_first(), Photograph.recorded_at, Photograph.id)
    )
    return [Picture(found, words, code or "") for found, words, code in session.execute(query)]
