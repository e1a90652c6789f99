"""The nights that households spent in a place, for counting those that nobody paid for; never shown by household."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.placements.models import Departure, Stay

READ = "report.read"
ONE_DAY = timedelta(days=1)


def councils(actor: Actor) -> list[str]:
    """The councils whose figures the actor may see."""
    return sorted(actor.extent(READ).authorities)


def nights_between(session: Session, actor: Actor, from_on: date, until_on: date) -> dict[UUID, set[date]]:
    """The nights of `[from_on, until_on)` in a place, by household, in one query."""
    ends = func.coalesce(Departure.left_on, until_on)
    query = (
        select(Stay.household_id, Stay.arrived_on, ends)
        .outerjoin(Departure, Departure.stay_id == Stay.id)
        .where(Stay.authority_code.in_(councils(actor)), Stay.arrived_on < until_on)
        .where(ends > from_on)
    )
    found: defaultdict[UUID, set[date]] = defaultdict(set)
    for household_id, arrived_on, left_on in session.execute(query):
        first, after = max(arrived_on, from_on), min(left_on, until_on)
        found[household_id] |= {first + ONE_DAY * number for number in range((after - first).days)}
    return dict(found)
