"""Requests for a copy, copies of a case, how each stands, and which lines are left out."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, defer, selectinload

from housing.access import Actor, NotFound
from housing.copies.content import Content, from_json, without
from housing.copies.models import SubjectCopy, SubjectCopyEvent, SubjectCopyMark, SubjectCopyVersion, SubjectRequest
from housing.households.models import Household
from housing.households.queries import visible

PREPARE, APPROVE = "copy.prepare", "copy.approve"
DECISIONS = {"approved", "sent_back", "withdrawn"}
STATES = {"preparing": "Being prepared", "waiting": "Waits for a second person", "approved": "Approved",
          "sent_back": "Sent back", "withdrawn": "Withdrawn", "given": "Given to her"}  # fmt: skip
COLOURS = {"preparing": "light-blue", "waiting": "yellow", "approved": "green", "sent_back": "red",
           "withdrawn": "grey", "given": "blue"}  # fmt: skip
# What happened to a copy, the last that can happen first, and how it stands then.
AFTER = {"given": "given", "approved": "approved", "sent_back": "sent_back", "withdrawn": "withdrawn",
         "ready": "waiting", "begun": "preparing"}  # fmt: skip
OPEN = ("preparing", "waiting")


def decision(copy: SubjectCopy) -> SubjectCopyEvent | None:
    """What was decided about it, once; its events must be loaded."""
    return next((each for each in copy.events if each.what in DECISIONS), None)


def state(copy: SubjectCopy) -> str:
    """One of STATES; its events must be loaded."""
    happened = {each.what for each in copy.events}
    return next((stands for what, stands in AFTER.items() if what in happened), "waiting")


def of_household(session: Session, actor: Actor, household_id: UUID, *, size: int) -> Sequence[SubjectCopy]:
    """The newest copies, without what is in them: two queries."""
    query = _reached(actor, PREPARE).where(SubjectCopy.household_id == household_id)
    newest = query.order_by(SubjectCopy.prepared_at.desc(), SubjectCopy.id).limit(size)
    return session.scalars(newest.options(defer(SubjectCopy.content))).all()


def one(session: Session, actor: Actor, copy_id: UUID, permission: str = PREPARE) -> SubjectCopy:
    """A copy.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    found = session.scalar(_reached(actor, permission).where(SubjectCopy.id == copy_id))
    if found is None:
        raise NotFound("copy")
    return found


def locked(session: Session, actor: Actor, household_id: UUID, permission: str) -> Household:
    """The household, locked, so that two who act on its copies act one after the other.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    query = select(Household).where(Household.id == household_id, visible(actor, permission))
    found = session.scalar(query.with_for_update(of=Household))
    if found is None:
        raise NotFound("household")
    return found


def has_marked(session: Session, copy_id: UUID, account_id: UUID | None) -> bool:
    """Whether somebody left lines out of a copy."""
    query = select(SubjectCopyMark.id).where(SubjectCopyMark.copy_id == copy_id, SubjectCopyMark.by == account_id)
    return session.scalar(query.limit(1)) is not None


def marks(session: Session, copy_id: UUID) -> dict[str, str]:
    """The lines that are left out of a copy that the caller may see, each with its reason, in the order of marking."""
    query = select(SubjectCopyMark).where(SubjectCopyMark.copy_id == copy_id)
    found: dict[str, str] = {}
    for mark in session.scalars(query.order_by(SubjectCopyMark.number)):
        found.pop(mark.line, None)
        if mark.reason is not None:
            found[mark.line] = mark.reason
    return found


def given_of(session: Session, copy: SubjectCopy) -> Content:
    """What is given of a copy that the caller may see: as it was frozen, or as it would be now while it is prepared."""
    frozen = session.get(SubjectCopyVersion, copy.id)
    if frozen is not None:
        return from_json(frozen.content)
    return without(from_json(copy.content), marks(session, copy.id))


def open_request(session: Session, household_id: UUID) -> SubjectRequest | None:
    """The request that has not been answered, of a household that the caller may see."""
    query = select(SubjectRequest).where(SubjectRequest.household_id == household_id, SubjectRequest.ended_at.is_(None))
    return session.scalar(query.options(selectinload(SubjectRequest.events)).execution_options(populate_existing=True))


def _reached(actor: Actor, permission: str) -> Select[SubjectCopy]:
    return (
        select(SubjectCopy)
        .join(Household, Household.id == SubjectCopy.household_id)
        .where(visible(actor, permission))
        .options(selectinload(SubjectCopy.events))
    )
