"""The job that looks ahead: places that nobody will pay for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, exists, or_, select

from housing.access import system
from housing.db import reading, transaction
from housing.households.immigration.models import ImmigrationStatus
from housing.households.models import Household
from housing.places.models import UnitPeriod
from housing.presentations.funding.models import FundingLine
from housing.presentations.funding.planning import KINDS, watch
from housing.presentations.models import Presentation
from housing.tasks.models import Task
from housing.tasks.raising import OPEN
from pathway.immigration import Status

BY = system("Funding reminders")
SETTLED = (Status.RECOURSE.value, Status.SETTLEMENT_GRANTED.value, Status.NOT_KNOWN.value)  # nothing runs out


def watch_funding(*, now: datetime) -> int:
    """Raise and settle for every household that may owe something, each in its own transaction; how many raised."""
    with reading() as session:
        ids = list(session.scalars(_candidates()))
    return sum(_watch(household_id, now) for household_id in ids)


def _watch(household_id: UUID, now: datetime) -> int:
    with transaction() as session:
        query = select(Household).where(Household.id == household_id)
        household = session.scalars(query.with_for_update(read=True, key_share=True)).one()
        return watch(session, household, by=BY, now=now)


def _candidates() -> Select[UUID]:
    """Households whose case is open, or that live somewhere, and of which something about money is on record."""
    of_household = Household.id
    case = exists().where(Presentation.household_id == of_household, Presentation.ended_at.is_(None))
    home = exists().where(UnitPeriod.household_id == of_household, UnitPeriod.replaced_at.is_(None))
    line = exists().where(FundingLine.household_id == of_household)
    status = exists().where(ImmigrationStatus.household_id == of_household, ImmigrationStatus.status.not_in(SETTLED))
    owed = exists().where(Task.household_id == of_household, Task.kind.in_(KINDS), OPEN)
    return select(Household.id).where(or_(and_(or_(case, home), or_(line, status)), owed)).order_by(Household.id)
