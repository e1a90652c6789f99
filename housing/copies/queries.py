"""Copies of a case, and how each stands."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, defer, selectinload

from housing.access import Actor, NotFound
from housing.copies.models import SubjectCopy, SubjectCopyEvent
from housing.households.models import Household
from housing.households.queries import visible

PREPARE, APPROVE = "copy.prepare", "copy.approve"
DECISIONS = {"approved", "sent_back", "withdrawn"}
STATES = {"waiting": "Waits for a second person", "approved": "Approved", "sent_back": "Sent back",
          "withdrawn": "Withdrawn", "given": "Given to her"}  # fmt: skip
COLOURS = {"waiting": "yellow", "approved": "green", "sent_back": "red", "withdrawn": "grey", "given": "blue"}


def decision(copy: SubjectCopy) -> SubjectCopyEvent | None:
    """What was decided about it, once; its events must be loaded."""
    return next((each for each in copy.events if each.what in DECISIONS), None)


def state(copy: SubjectCopy) -> str:
    """One of STATES; its events must be loaded."""
    return copy.events[-1].what if copy.events else "waiting"


def of_household(session: Session, actor: Actor, household_id: UUID, *, size: int) -> Sequence[SubjectCopy]:
    """The newest copies, without what is in them: two queries."""
    query = _reached(actor, PREPARE).where(SubjectCopy.household_id == household_id)
    newest = query.order_by(SubjectCopy.prepared_at.desc()).limit(size).options(defer(SubjectCopy.content))
    return session.scalars(newest).all()


def one(session: Session, actor: Actor, copy_id: UUID, permission: str = PREPARE) -> SubjectCopy:
    """A copy.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    found = session.scalar(_reached(actor, permission).where(SubjectCopy.id == copy_id))
    if found is None:
        raise NotFound("copy")
    return found


def _reached(actor: Actor, permission: str) -> Select[SubjectCopy]:
    return (
        select(SubjectCopy)
        .join(Household, Household.id == SubjectCopy.household_id)
        .where(visible(actor, permission))
        .options(selectinload(SubjectCopy.events))
    )
