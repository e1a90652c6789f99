"""Two records of one person go on as one, by a lead. The other record stays as it was, says where it goes on, and can
be taken up again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.db import transaction
from housing.households import editing, timeline
from housing.households.alike.models import Alias
from housing.households.alike.queries import DECIDE
from housing.households.models import Household
from housing.households.queries import visible
from housing.people.conflicts.queries import tidy
from housing.presentations.parting import copying
from housing.presentations.parting.models import MERGE, HouseholdLink, HouseholdLinkUndone
from housing.presentations.parting.services import LONGEST, WHOLE, end
from housing.refusals import Refused
from housing.web.filters import said_moment


def merge(*, household_id: UUID, reference: str, reason: str, by: Actor, now: datetime) -> HouseholdLink:
    """The record called `reference` goes on in this one: its danger, areas, marks and names come here, its presentation
    ends, and both say so.

    Raises:
        Forbidden: the person is no lead.
        NotFound: the household is not there, or not for this person.
        Refused: there is no such record within reach, it is this one, it has a place, it was joined already (says who
            and when), or no reason is given.
    """
    insist(by, DECIDE)
    _check(reason)
    with transaction() as session:
        other_id = _called(session, by, reference)
        if other_id == household_id:
            raise Refused("Enter the reference of another record: this is the same one.", field="reference")
        opened = {
            each: editing.opened(session, by, each, *WHOLE, permission=DECIDE)
            for each in sorted((household_id, other_id))
        }
        kept, other = opened[household_id], opened[other_id]
        _first(session, kept, other)
        end(session, by, other.id, now=now)
        copied = copying.keep_safe(session, other, kept)
        _names(session, other, kept, by=by, now=now)
        link = HouseholdLink(
            id=uuid4(), kind=MERGE, from_household_id=other.id, to_household_id=kept.id, words=reason.strip(),
            copied=copied, at=now, by=by.account_id, by_name=by.name, moves=[],
        )  # fmt: skip
        session.add(link)
        timeline.tell(
            session, kept.id, "presentation", "Another record of the same person goes on here.", by=by, now=now
        )
        timeline.tell(session, other.id, "presentation", "This record goes on in another.", by=by, now=now)
        audit.record(session, by, "household.merged", kept, now=now, facts={"from": other.id, "copied": copied})
    return link


def undo(*, link_id: UUID, reason: str, by: Actor, now: datetime) -> HouseholdLink:
    """Two records that were joined are of two people after all. What was copied stays until somebody takes it away.

    Raises:
        Forbidden: the person is no lead.
        NotFound: they were not joined, or one of them is not for this person.
        Refused: no reason, or somebody has undone it: says who and when.
    """
    insist(by, DECIDE)
    _check(reason)
    with transaction() as session:
        link = session.scalar(select(HouseholdLink).where(HouseholdLink.id == link_id, HouseholdLink.kind == MERGE))
        if link is None:
            raise NotFound("link")
        for each in sorted((link.from_household_id, link.to_household_id)):
            editing.opened(session, by, each, permission=DECIDE)
        session.refresh(link)
        if link.undone_at is not None:
            first = session.get_one(HouseholdLinkUndone, link.id)
            raise Refused(f"{first.by_name} took these two apart at {said_moment(first.at)}.")
        link.undone_at = now
        session.add(
            HouseholdLinkUndone(link_id=link.id, reason=reason.strip(), at=now, by=by.account_id, by_name=by.name)
        )
        for each in (link.from_household_id, link.to_household_id):
            timeline.tell(session, each, "presentation", "Two records were taken apart again.", by=by, now=now)
        audit.record(session, by, "household.merge_undone", link, now=now)
    return link


def _check(reason: str) -> None:
    if not reason.strip():
        raise Refused("Enter the reason.", field="reason")
    if len(reason) > LONGEST:
        raise Refused(f"The reason must be {LONGEST:,} characters or fewer.", field="reason")


def _called(session: Session, by: Actor, reference: str) -> UUID:
    found = session.scalar(select(Household.id).where(Household.reference == tidy(reference), visible(by, DECIDE)))
    if found is None:
        raise Refused("Enter the reference of a household that you may see, like H-7K3M9Q.", field="reference")
    return found


def _first(session: Session, kept: Household, other: Household) -> None:
    """Neither has been joined to another: whoever did so is named."""
    if kept.authority_code != other.authority_code:
        raise Refused("The two records are of two councils.", field="reference")
    joined = select(HouseholdLink).where(HouseholdLink.kind == MERGE, HouseholdLink.undone_at.is_(None))
    first = session.scalar(joined.where(HouseholdLink.from_household_id.in_([kept.id, other.id])).limit(1))
    if first is not None:
        raise Refused(f"{first.by_name} joined one of these to another record at {said_moment(first.at)}.")


def _names(session: Session, other: Household, kept: Household, *, by: Actor, now: datetime) -> None:
    """The name by which she was known in the other record is a name of hers here."""
    if not (other.people and kept.people):
        return
    there, here = other.people[0], kept.people[0]
    if there.name is None or there.name_index is None or there.name_index == here.name_index:
        return
    known = select(Alias.id).where(
        Alias.person_id == here.id, Alias.name_index == there.name_index, Alias.ended_at.is_(None)
    )
    if session.scalar(known) is None:
        session.add(
            Alias(
                household_id=kept.id, person_id=here.id, kind="known_as", name=there.name,
                name_index=there.name_index, made_at=now, made_by=by.account_id, made_by_name=by.name,
            )
        )  # fmt: skip
