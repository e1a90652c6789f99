"""What answers to offers lead to as the days come round: one job, in one transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from housing.access import Actor, system
from housing.db import transaction
from housing.placements.offers.halfway import remind_half_way
from housing.placements.reasons import parking
from housing.placements.suitability.asking import ask_where_missing
from housing.placements.suitability.services import KIND
from housing.presentations.models import Presentation
from housing.tasks.models import Task
from housing.tasks.raising import settle_each

BY = "What follows from offers"
KINDS = (KIND, "reassess-after-no", "parking-over", "place-free-late", "welfare-check")


def follow_offers(*, now: datetime) -> tuple[int, int, int]:
    """Bring back who waited until today, ask for what is missing (a reasoning, an answer whose time is half gone), and
    settle what nobody owes any more.

    Returns how many of each.
    """
    by = system(BY)
    with transaction() as session:
        over = settle_over(session, by=by, now=now)
        back = parking.end_those_whose_day_has_come(session, by=by, now=now)
        asked = ask_where_missing(session, by=by, now=now) + remind_half_way(session, by=by, now=now)
    return back, asked, over


def settle_over(session: Session, *, by: Actor, now: datetime) -> int:
    """Close the tasks of households that nobody is helping any more, inside the caller's transaction."""
    helped = exists().where(Presentation.household_id == Task.household_id, Presentation.ended_at.is_(None))
    query = (
        select(Task)
        .where(Task.kind.in_(KINDS), Task.closed_at.is_(None), Task.household_id.is_not(None), ~helped)
        .order_by(Task.id)
        .with_for_update(skip_locked=True)
    )
    tasks = session.scalars(query).all()
    settle_each(session, tasks, by=by, now=now)
    return len(tasks)
