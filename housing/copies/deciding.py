"""A second person approves a copy or sends it back; it is withdrawn, or given to her as she can be reached."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing.access import Actor, insist
from housing.codes import choices
from housing.copies import queries
from housing.copies.asking import end_request
from housing.copies.models import SubjectCopy
from housing.copies.services import cause, happen, locked_copy
from housing.db import transaction
from housing.households import timeline
from housing.households.models import Household
from housing.households.sending import Channel, NotAllowed, may_send
from housing.refusals import Refused
from housing.tasks.raising import settle_tasks

WAY = "copy_way"
CHANNELS = {"in_person": Channel.IN_PERSON, "read_here": Channel.IN_PERSON, "solicitor": Channel.COLLECTED,
            "secure_link": Channel.EMAIL}  # fmt: skip
NOT_BY_YOURSELF = "You prepared this copy, so somebody else reads it and approves it"
STILL_PREPARED = "It is still being prepared: nobody has asked for a second person yet"


def approve_copy(*, copy_id: UUID, by: Actor, now: datetime) -> None:
    """Approve a copy that somebody else prepared; approved twice is approved once.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: the person prepared it, it is still being prepared, or it was decided on otherwise.
    """
    _decide(copy_id, "approved", None, by=by, now=now)


def send_copy_back(*, copy_id: UUID, words: str, by: Actor, now: datetime) -> None:
    """Send a copy back with what is to be left out or put right; another is prepared then.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: the person prepared it, it is still being prepared, or it was decided on otherwise.
    """
    _decide(copy_id, "sent_back", words, by=by, now=now)


def withdraw_copy(*, copy_id: UUID, by: Actor, now: datetime) -> None:
    """Take back a copy that is being prepared or waits.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it was decided on otherwise.
    """
    _decide(copy_id, "withdrawn", None, by=by, now=now)


def give_copy(*, copy_id: UUID, way: str, by: Actor, now: datetime) -> None:
    """Record that she was given it; asked at this moment whether she may be reached so. Given twice is given once.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it is not approved, the way is not known, or she may not be reached so now.
    """
    insist(by, queries.PREPARE)
    with transaction() as session:
        copy = locked_copy(session, copy_id, by, queries.PREPARE)
        household = session.get_one(Household, copy.household_id)
        if queries.state(copy) not in ("approved", "given"):
            raise Refused("A second person has not approved this copy", field="way")
        if way not in choices(session, WAY, household.authority_code):
            raise Refused("Select how she was given it", field="way")
        answer = may_send(session, household.id, CHANNELS.get(way, Channel.IN_PERSON), now)
        if isinstance(answer, NotAllowed):
            raise Refused(answer.sentence, field="way")
        if queries.state(copy) == "given":
            return
        happen(session, copy, "given", by=by, now=now, way=way)
        _answered(session, copy, by=by, now=now)
        timeline.tell(session, household.id, "copy", "She was given her own copy.", by=by, now=now)


def _answered(session: Session, copy: SubjectCopy, *, by: Actor, now: datetime) -> None:
    request = queries.open_request(session, copy.household_id)
    if request is not None and request.id == copy.request_id:
        end_request(session, request, "answered", None, by=by, now=now)


def _decide(copy_id: UUID, what: str, words: str | None, *, by: Actor, now: datetime) -> None:
    permission = queries.PREPARE if what == "withdrawn" else queries.APPROVE
    insist(by, permission)
    with transaction() as session:
        copy = locked_copy(session, copy_id, by, permission)
        decided = queries.decision(copy)
        if decided is not None and decided.what == what:
            return
        _check(session, copy, what, by)
        happen(session, copy, what, words, by=by, now=now)
        settle_tasks(session, once=cause(copy.household_id), by=by, now=now)


def _check(session: Session, copy: SubjectCopy, what: str, by: Actor) -> None:
    decided = queries.decision(copy)
    if decided is not None:
        said = queries.STATES[decided.what].lower()
        raise Refused(f"{decided.by_name} has decided already: {said}", field="words")
    if what == "withdrawn":
        return
    if queries.state(copy) == "preparing":
        raise Refused(STILL_PREPARED, field="words")
    had_a_hand = by.account_id in {copy.prepared_by, *(each.by for each in copy.events)}
    if had_a_hand or queries.has_marked(session, copy.id, by.account_id):
        raise Refused(NOT_BY_YOURSELF, field="words")
