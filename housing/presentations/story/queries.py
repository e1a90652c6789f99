"""Lines of a household's timeline: how many, which, and who told them. The caller has asked for reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from housing.clock import LONDON
from housing.households.models import HouseholdEvent

HAVEN = "haven"  # what Haven did by itself has no account
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the story is asked for; None leaves a question out. `person` is an account's id, or HAVEN.

    Days are London days, both included.
    """

    kind: str | None = None
    person: str | None = None
    first: date | None = None
    last: date | None = None


def count(session: Session, household_id: UUID, wanted: Wanted) -> int:
    """How many lines there are."""
    return session.scalar(select(func.count()).select_from(HouseholdEvent).where(_asked(household_id, wanted))) or 0


def lines(session: Session, household_id: UUID, wanted: Wanted, *, size: int, offset: int = 0) -> list[HouseholdEvent]:
    """The lines, newest first."""
    query = (
        select(HouseholdEvent)
        .where(_asked(household_id, wanted))
        .order_by(HouseholdEvent.at.desc(), HouseholdEvent.id)
        .offset(offset)
        .limit(size)
    )
    return list(session.scalars(query))


def tellers(session: Session, household_id: UUID) -> dict[str, str]:
    """Who told any line, as {account's id: name}, by name; HAVEN for Haven itself."""
    query = (
        select(HouseholdEvent.by, func.min(HouseholdEvent.by_name))
        .where(HouseholdEvent.household_id == household_id)
        .group_by(HouseholdEvent.by)
    )
    found = {HAVEN if by is None else str(by): "Haven" if by is None else name for by, name in session.execute(query)}
    return dict(sorted(found.items(), key=lambda each: each[1]))


def _asked(household_id: UUID, wanted: Wanted) -> ColumnElement[bool]:
    conditions = [HouseholdEvent.household_id == household_id]
    if wanted.kind is not None:
        conditions.append(HouseholdEvent.kind == wanted.kind)
    if wanted.person == HAVEN:
        conditions.append(HouseholdEvent.by.is_(None))
    elif wanted.person is not None:
        conditions.append(HouseholdEvent.by == UUID(wanted.person))
    if wanted.first is not None:
        conditions.append(HouseholdEvent.at >= _begins(wanted.first))
    if wanted.last is not None and wanted.last < date.max:
        conditions.append(HouseholdEvent.at < _begins(wanted.last + ONE_DAY))
    return and_(*conditions)


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)
