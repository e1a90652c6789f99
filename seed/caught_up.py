"""What the team has done of what it owed: a morning begins with a few things late, not with a year of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from housing.db import transaction
from housing.jobs import guide
from housing.presentations.assessments.reviewing import raise_reviews
from housing.tasks.models import Task
from housing.tasks.raising import settle_each
from seed.cast import Cast

DONE = ("guide", "dash-review", "reassess-after-no", "marac-referral", "suitability")
LATE = timedelta(days=1)


def catch_up(cast: Cast, *, now: datetime) -> None:
    """The jobs have run this morning, and what they found was done by the officer but for what fell due since."""
    at = now - timedelta(hours=1)
    guide.keep_every_council(at)
    raise_reviews(now=at)
    with transaction() as session:
        owed = select(Task).where(Task.kind.in_(DONE), Task.closed_at.is_(None), Task.due_at < now - LATE)
        tasks = session.scalars(owed.order_by(Task.id).with_for_update()).all()
        settle_each(session, tasks, by=cast.actors["officer"], now=at)
