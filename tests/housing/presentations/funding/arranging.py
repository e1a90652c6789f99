"""A household and the nights it lives somewhere, for the tests of who pays."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from housing import db
from housing.access import Actor
from housing.places.models import Property, Unit, UnitPeriod
from housing.places.state import PLANNED
from housing.presentations.funding.lines import Terms, add_line
from housing.presentations.funding.models import FundingLine
from housing.presentations.funding.planning import KINDS
from housing.tasks.models import Task
from pathway.funding import Event
from tests.housing.households.factories import COUNCIL, NOW, TODAY, WARD, organisation

UNTIL = TODAY + timedelta(days=20)
PAYER = "Made-up children's services"


def lives(household_id: UUID, *, from_on: date = TODAY, until_on: date | None = None, kind: str = "stay") -> None:
    """The household lives in a made-up home, or has one held for it; `until_on` is the day on which it is to leave."""
    provider = organisation(f"Made-up provider {uuid4().hex[:6]}", kind="provider")
    with db.engine().begin() as connection:
        home = connection.execute(
            insert(Property)
            .values(
                authority_code=COUNCIL, organisation_id=provider, code=uuid4().hex[:6], kind="refuge",
                address="1 Made-up Street", postcode="ZZ99 9ZZ", ward_code=WARD, easting=440_000, northing=390_000,
                sleeping="room_standard", confidential="withheld",
            )
            .returning(Property.id)
        ).scalar_one()  # fmt: skip
        unit = connection.execute(
            insert(Unit)
            .values(property_id=home, authority_code=COUNCIL, code=uuid4().hex[:6], bedrooms=[{"beds": 2}],
                    max_people=4, floor=0, features=[])
            .returning(Unit.id)
        ).scalar_one()  # fmt: skip
        connection.execute(
            insert(UnitPeriod).values(
                unit_id=unit, authority_code=COUNCIL, kind=kind, during=Range(from_on, until_on),
                household_id=household_id, recorded_at=NOW, reason=PLANNED if until_on else None,
                lapses_at=NOW + timedelta(days=1) if kind == "hold" else None,
            )
        )  # fmt: skip


def pays(household_id: UUID, by: Actor, *, route: str = "section_17", until_on: date | None = UNTIL) -> FundingLine:
    """A confirmed line from today on."""
    return add_line(
        household_id=household_id, route=route, payer=PAYER, event=Event.CONFIRMED,
        terms=Terms(TODAY, until_on, Decimal("61.50")), once=uuid4(), by=by, now=NOW,
    )  # fmt: skip


def tasks(household_id: UUID, *, opened: bool = True) -> dict[str, Task]:
    """The household's tasks about money by kind: open ones, or closed ones."""
    query = select(Task).where(Task.household_id == household_id, Task.kind.in_(KINDS))
    with Session(db.engine()) as session:
        found = session.scalars(query.where(Task.closed_at.is_(None) if opened else Task.closed_at.is_not(None)))
        return {task.kind: task for task in found}
