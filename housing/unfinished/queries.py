"""Reading unfinished answers: always one account's own, and never after their day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.unfinished.models import UnfinishedAnswers

NEWEST_FIRST = (UnfinishedAnswers.left_at.desc(), UnfinishedAnswers.id)


def own(actor: Actor, today: date) -> ColumnElement[bool]:
    """THE filter: what of `UnfinishedAnswers` the actor typed and may still find."""
    return and_(UnfinishedAnswers.account_id == actor.account_id, UnfinishedAnswers.until_on > today)


def on_page(session: Session, actor: Actor, path: str, today: date) -> UnfinishedAnswers | None:
    """What the actor left on a page."""
    return session.scalar(select(UnfinishedAnswers).where(own(actor, today), UnfinishedAnswers.path == path))


def of_household(session: Session, actor: Actor, household_id: UUID, today: date) -> list[UnfinishedAnswers]:
    """What the actor left on pages of one case, the newest first; whoever calls has checked that they see it."""
    query = select(UnfinishedAnswers).where(own(actor, today), UnfinishedAnswers.household_id == household_id)
    return list(session.scalars(query.order_by(*NEWEST_FIRST)))
