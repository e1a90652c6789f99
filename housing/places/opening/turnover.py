"""Whether somebody may arrive on the day on which others leave: each property's own rule, and who set it when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, defer

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.db import transaction
from housing.places.models import Property
from housing.places.opening.models import TurnoverEntry
from housing.places.queries import within

MANAGE = "unit.manage"


def set_turnover(*, property_id: UUID, same_day: bool, by: Actor, now: datetime) -> None:
    """Say whether one may arrive on the day others leave. Saying the same again changes nothing.

    What is held or planned already stays as it was promised.

    Raises:
        NotFound: the property is not the actor's.
    """
    insist(by, MANAGE)
    with transaction() as session:
        home = session.scalar(_own(by, property_id).with_for_update())
        if home is None:
            raise NotFound("property")
        if home.same_day_turnover == same_day:
            return
        home.same_day_turnover = same_day
        entry = TurnoverEntry(
            property_id=home.id, same_day=same_day, recorded_at=now, recorded_by=by.account_id, recorded_by_name=by.name
        )
        session.add(entry)
        audit.record(session, by, "property.turnover", home, now=now, facts={"same_day": same_day})


def turnover(session: Session, actor: Actor, property_id: UUID) -> tuple[Property, list[TurnoverEntry]]:
    """One of the actor's own properties, no address, and what was set before, the newest first. Raises NotFound."""
    home = session.scalar(_own(actor, property_id))
    if home is None:
        raise NotFound("property")
    query = select(TurnoverEntry).where(TurnoverEntry.property_id == property_id)
    return home, list(session.scalars(query.order_by(TurnoverEntry.recorded_at.desc(), TurnoverEntry.id)))


def _own(actor: Actor, property_id: UUID) -> Select[Property]:
    query = select(Property).where(Property.id == property_id, within(actor, MANAGE))
    return query.options(defer(Property.address, raiseload=True), defer(Property.postcode, raiseload=True))
