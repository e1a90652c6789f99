"""Half of the time for an answer to an offer has gone: her officer's team hears of it, once for each side.

The provider's time is that of the referral, hers that of the hold. While it is known that she cannot be reached safely
nobody is asked to press her: her offer does not lapse either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from housing.access import Actor, Role
from housing.households.models import Household, SafeContact
from housing.placements.models import Offer
from housing.placements.offers import life
from housing.tasks.models import Task
from housing.tasks.raising import raise_task, settle_each
from pathway.calendar import utc
from pathway.offers import Answer

KIND = "answer-half-gone"
PROVIDER = ("Ask the provider for its answer", "Half of the time for its answer to the referral has gone.")
HERS = (
    "Ask her what she says to the offer",
    "Half of the time for which the place is held has gone. Ask her only in the ways that are safe for her.",
)


@dataclass(frozen=True, slots=True)
class Wait:
    """One side's answer that is waited for until a moment; `once` is its cause."""

    offer: Offer
    once: str
    until: datetime
    title: str
    why: str


def remind_half_way(session: Session, *, by: Actor, now: datetime) -> int:
    """Raise what is half gone and was never raised, and settle what has been answered, inside the caller's
    transaction; how many were raised."""
    waits = list(_waits(session))
    wanted = {each.once for each in waits}
    open_tasks = select(Task).where(Task.kind == KIND, Task.closed_at.is_(None)).order_by(Task.id)
    answered = [each for each in session.scalars(open_tasks.with_for_update(skip_locked=True))
                if each.once not in wanted]  # fmt: skip
    settle_each(session, answered, by=by, now=now)
    told = set(session.scalars(select(Task.once).where(Task.kind == KIND, Task.once.in_(wanted))))
    due = [each for each in waits if each.once not in told and half_gone(each.offer.made_at, each.until, now)]
    for each in due:
        raise_task(
            session, kind=KIND, authority=each.offer.authority_code, role=Role.OFFICER,
            organisation_id=each.offer.household.organisation_id, title=each.title, why=each.why, due_at=each.until,
            by=by, now=now, household_id=each.offer.household_id, unit_id=each.offer.unit_id, once=each.once,
        )  # fmt: skip
    return len(due)


def half_gone(since: datetime, until: datetime, now: datetime) -> bool:
    """Whether half of the time from one moment to another has passed."""
    return utc(now) - utc(since) >= (utc(until) - utc(since)) / 2


def _waits(session: Session) -> Iterator[Wait]:
    query = select(Offer).where(Offer.ended_at.is_(None)).order_by(Offer.made_at, Offer.id)
    whole = joinedload(Offer.household).selectinload(Household.safe_contact)
    for offer in session.scalars(query.options(selectinload(Offer.events), whole)).all():
        state = life.state(offer)
        if state.provider is Answer.WAITING:
            yield Wait(offer, f"half:provider:{offer.id}", offer.answer_due_at, *PROVIDER)
        if state.hers is Answer.WAITING and _may_be_asked(offer.household.safe_contact):
            yield Wait(offer, f"half:hers:{offer.id}", offer.lapses_at, *HERS)


def _may_be_asked(contact: SafeContact | None) -> bool:
    """False only where it is known that there is no safe way, as for lapsing."""
    return contact is None or bool(contact.methods)
