"""Who has stayed long: past the limit or near it, past the day they were to leave, or past the day of their move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from housing.access import Actor, NotFound
from housing.codes import settings
from housing.households import queries as households
from housing.households.models import Household
from housing.placements.lengths.models import StayExtension
from housing.placements.models import Stay
from housing.placements.moving.models import MoveOnEntry
from housing.places.models import Property, Unit, UnitPeriod
from housing.places.state import PLANNED
from housing.presentations.models import Presentation
from pathway.moving_on import Length, Limit, limit_of

SEE = "offer.make"
LIMITS, WARN = "stay.limit_days", "stay.warn_days"


@dataclass(frozen=True, slots=True)
class Long:
    """One stay as the list shows it. `leaving_on`: when they were to have left; `moving_on`: when a move was to be."""

    stay_id: UUID
    household_id: UUID
    reference: str
    unit: str
    kind: str
    arrived_on: date
    limit: Limit
    extended_to: date | None
    leaving_on: date | None
    moving_on: date | None

    def overdue(self, today: date) -> bool:
        """Whether a day has passed on which something was to have happened."""
        return any(day is not None and day < today for day in (self.leaving_on, self.moving_on))

    def shown(self, today: date) -> bool:
        """Whether somebody has to look."""
        return self.limit.length is not Length.WITHIN or self.overdue(today)


def long_stays(session: Session, actor: Actor, *, today: date) -> list[Long]:
    """The stays within the actor's reach that somebody has to look at, the longest past its limit first."""
    found = [each for each in _stays(session, actor, None, today) if each.shown(today)]
    return sorted(found, key=lambda each: (each.limit.days_left, each.arrived_on, each.reference))


def one(session: Session, actor: Actor, stay_id: UUID, *, today: date) -> Long:
    """One stay that goes on. Raises NotFound: it is over, not there, or not for this person."""
    found = _stays(session, actor, stay_id, today)
    if not found:
        raise NotFound("stay")
    return found[0]


def count(session: Session, actor: Actor, today: date) -> int:
    """How many that is."""
    return len(long_stays(session, actor, today=today))


def _stays(session: Session, actor: Actor, stay_id: UUID | None, today: date) -> list[Long]:
    """One query for the stays, one for the settings; no name and no address."""
    extended = (
        select(StayExtension.stay_id, StayExtension.until_on)
        .ext(distinct_on(StayExtension.stay_id))
        .order_by(StayExtension.stay_id, StayExtension.position.desc())
        .subquery()
    )
    planned = (
        select(MoveOnEntry.presentation_id, MoveOnEntry.expected_on)
        .ext(distinct_on(MoveOnEntry.presentation_id))
        .order_by(MoveOnEntry.presentation_id, MoveOnEntry.position.desc())
        .subquery()
    )
    leaving = (
        select(func.upper(UnitPeriod.during))
        .where(UnitPeriod.unit_id == Stay.unit_id, UnitPeriod.household_id == Stay.household_id)
        .where(UnitPeriod.kind == "stay", UnitPeriod.reason == PLANNED, UnitPeriod.replaced_at.is_(None))
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(Stay, Household.reference, Unit.code, Property.kind, extended.c.until_on, leaving, planned.c.expected_on)
        .join(Household, Household.id == Stay.household_id)
        .join(Unit, Unit.id == Stay.unit_id)
        .join(Property, Property.id == Unit.property_id)
        .join(Presentation, Presentation.id == Stay.presentation_id)
        .outerjoin(extended, extended.c.stay_id == Stay.id)
        .outerjoin(planned, planned.c.presentation_id == Stay.presentation_id)
        .where(households.visible(actor, SEE), ~Stay.departure.has(), Presentation.ended_at.is_(None))
    )
    if stay_id is not None:
        query = query.where(Stay.id == stay_id)
    rows = session.execute(query).all()
    local = {
        authority: settings(session, (LIMITS, WARN), authority=authority, on=today)
        for authority in sorted({row[0].authority_code for row in rows})
    }
    return [_long(row, local[row[0].authority_code], today) for row in rows]


def _long(row: Any, local: Mapping[str, Any], today: date) -> Long:
    stay, reference, unit, kind, extended_to, leaving_on, moving_on = row
    days = int(local[LIMITS].get(kind, max(local[LIMITS].values())))
    limit = limit_of(stay.arrived_on, days, extended_to, today=today, warn_days=int(local[WARN]))
    return Long(
        stay.id, stay.household_id, reference, unit, kind, stay.arrived_on, limit, extended_to, leaving_on, moving_on
    )
