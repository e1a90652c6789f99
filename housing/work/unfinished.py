"""Where somebody's unfinished answers are listed: only of pages that are still there for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, true
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.households.models import Household
from housing.households.queries import READ, visible
from housing.unfinished.models import UnfinishedAnswers
from housing.unfinished.queries import NEWEST_FIRST, own


@dataclass(frozen=True, slots=True)
class Line:
    """One page of the list; `household` is its case's reference, "" for a page that is of no case they see."""

    answers: UnfinishedAnswers
    household: str


def waiting(session: Session, actor: Actor, now: datetime) -> int:
    """How many pages the actor left unfinished: for the home page."""
    of_cases = or_(UnfinishedAnswers.household_id.is_(None), visible(actor)) if actor.may(READ) else true()
    query = (
        select(func.count())
        .select_from(UnfinishedAnswers)
        .outerjoin(Household, Household.id == UnfinishedAnswers.household_id)
        .where(own(actor, day_of(now)), of_cases)
    )
    return session.scalar(query) or 0


def lines(session: Session, actor: Actor, now: datetime, still_there: Callable[[str], bool]) -> list[Line]:
    """The pages that the actor left, the newest first, in one query for those of cases that they see.

    `still_there` asks a page itself whether it is there for them: for pages of a case that they do not see as
    a whole (a referral, a job), and of one that they see no longer.
    """
    seen = visible(actor) if actor.may(READ) else Household.id.is_(None)
    query = (
        select(UnfinishedAnswers, Household.reference)
        .outerjoin(Household, (Household.id == UnfinishedAnswers.household_id) & seen)
        .where(own(actor, day_of(now)))
        .order_by(*NEWEST_FIRST)
    )
    return [
        Line(row, reference or "")
        for row, reference in session.execute(query)
        if reference or row.household_id is None or still_there(row.path)
    ]
