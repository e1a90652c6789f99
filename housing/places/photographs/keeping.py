"""Adding a photograph of a property or a unit, and taking it away again: then it is erased."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.codes import setting
from housing.db import transaction
from housing.images.services import erase_image, store_image
from housing.places.models import Property, Unit
from housing.places.photographs.models import Photograph
from housing.places.stock.editing import MANAGE, open_property
from housing.refusals import Refused

MOST = "photograph.most"


def add_photograph(
    *, property_id: UUID, unit_id: UUID | None, data: bytes, words: str, by: Actor, now: datetime
) -> Photograph:
    """Keep a photograph (the file as it was sent) of a property, or of one of its units, with what it shows in words.

    Raises:
        NotFound: the property or the unit is not the actor's.
        Refused: the property has as many as it may have, or the file is no photograph that can be kept.
    """
    insist(by, MANAGE)
    with transaction() as session:
        home = session.get(Property, property_id)
        if home is None or home.organisation_id not in by.extent(MANAGE).organisations:
            raise NotFound("property")
        image_id = store_image(session, data, by=by, now=now, authority=home.authority_code)
        open_property(session, property_id, by)
        _check_room(session, home, now)
        if unit_id is not None:
            _check_unit(session, property_id, unit_id)
        row = Photograph(
            id=uuid4(),
            property_id=property_id,
            unit_id=unit_id,
            image_id=image_id,
            words=words,
            recorded_by=by.account_id,
            recorded_by_name=by.name,
            recorded_at=now,
        )
        session.add(row)
        audit.record(session, by, "photograph.added", row, now=now, facts={"property": property_id, "unit": unit_id})
        return row


def remove_photograph(*, photograph_id: UUID, by: Actor, now: datetime) -> UUID:
    """Take a photograph away: it is erased, that there was one stays on record. Twice is as once. Its property.

    Raises:
        NotFound: it is not the actor's.
    """
    insist(by, MANAGE)
    with transaction() as session:
        row = session.get(Photograph, photograph_id, with_for_update=True)
        if row is None:
            raise NotFound("photograph")
        open_property(session, row.property_id, by)
        if row.removed_at is None:
            row.removed_at, row.removed_by = now, by.account_id
            erase_image(session, row.image_id, by=by, now=now)
            audit.record(session, by, "photograph.removed", row, now=now, facts={"property": row.property_id})
        return row.property_id


def _check_room(session: Session, home: Property, now: datetime) -> None:
    most = setting(session, MOST, authority=home.authority_code, on=day_of(now))
    query = select(func.count()).where(Photograph.property_id == home.id, Photograph.removed_at.is_(None))
    if (session.scalar(query) or 0) >= most:
        raise Refused(f"{home.code} has {most} photographs. Remove one before you add another", field="photograph")


def _check_unit(session: Session, property_id: UUID, unit_id: UUID) -> None:
    unit = session.get(Unit, unit_id)
    if unit is None or unit.property_id != property_id:
        raise NotFound("unit")
