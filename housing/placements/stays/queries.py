"""Reading stays: who lives in a provider's unit, and the stays of one presentation for the council."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, contains_eager, defer, selectinload, with_loader_criteria

from housing.access import Actor, NotFound
from housing.households import queries as households
from housing.households.models import Household
from housing.placements import reach
from housing.placements.models import Stay
from housing.places.models import Property, Unit, UnitPeriod
from housing.places.state import PLANNED

RECORD = "stay.record"


@dataclass(frozen=True, slots=True)
class Living:
    """A stay as the pages show it. `leaving_on`: the first day on which they are expected to have left, if one is."""

    stay: Stay
    leaving_on: date | None

    def is_overdue(self, today: date) -> bool:
        """Whether they were expected to have left, and nobody has recorded that they have."""
        return self.leaving_on is not None and self.leaving_on <= today


def of_unit(session: Session, actor: Actor, unit_id: UUID) -> Living:
    """Who lives in one of the provider's own units. Raises NotFound: nobody, or not for this person."""
    query = _stays(reach.of_provider(actor, RECORD)).where(Stay.unit_id == unit_id, ~Stay.departure.has())
    return _living(session.scalar(query))


def one(session: Session, actor: Actor, stay_id: UUID) -> Living:
    """One stay in one of the provider's own units, ended or not. Raises NotFound."""
    return _living(session.scalar(_stays(reach.of_provider(actor, RECORD)).where(Stay.id == stay_id)))


def of_presentation(session: Session, actor: Actor, presentation_id: UUID) -> list[Living]:
    """The stays of one presentation within the actor's reach, newest first."""
    query = _stays(households.visible(actor)).where(Stay.presentation_id == presentation_id)
    return [_living(stay) for stay in session.scalars(query.order_by(Stay.arrived_on.desc(), Stay.recorded_at.desc()))]


def _stays(within: ColumnElement[bool]) -> Select[Stay]:
    home = contains_eager(Stay.unit).contains_eager(Unit.property)
    return (
        select(Stay)
        .join(Stay.household)
        .join(Stay.unit)
        .join(Unit.property)
        .where(within)
        .options(
            contains_eager(Stay.household).load_only(Household.reference),
            home.options(defer(Property.address, raiseload=True), defer(Property.postcode, raiseload=True)),
            contains_eager(Stay.unit).selectinload(Unit.periods),
            with_loader_criteria(UnitPeriod, UnitPeriod.replaced_at.is_(None)),
            selectinload(Stay.departure),
        )
    )


def _living(stay: Stay | None) -> Living:
    if stay is None:
        raise NotFound("stay")
    planned = [
        line.during.upper
        for line in stay.unit.periods
        if line.household_id == stay.household_id and line.kind == "stay" and line.reason == PLANNED
    ]
    return Living(stay, planned[0] if planned and stay.departure is None else None)
