"""Putting her own copy together, leaving lines out of it, and asking a second person to read what is given."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, Role, insist
from housing.clock import LONDON, day_of
from housing.copies import queries
from housing.copies.asking import Request, request_of
from housing.copies.composing import compose, saying_places
from housing.copies.content import from_json, to_json, without
from housing.copies.gathering import Wished
from housing.copies.models import SubjectCopy, SubjectCopyEvent, SubjectCopyMark, SubjectCopyVersion, SubjectRequest
from housing.db import transaction
from housing.households import timeline
from housing.households.models import Household
from housing.presentations.queries import latest_of
from housing.refusals import Refused
from housing.tasks.raising import raise_task
from pathway.leaving_out import PLACE, reasons

NOT_PREPARED = "It is not being prepared any more: {state}"
SAYS_PLACE = "A line that says where a home or another secret place is stays left out"


def begin_copy(*, household_id: UUID, asked: Request, wished: Wished, by: Actor, now: datetime) -> UUID:
    """Put her copy together for somebody to go through; the one that is open, where one is.

    What was left out of a copy that was sent back stays left out. Lines that say where a home is are left out at once.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: the day is yet to come, or it is not said how it is known who asks.
    """
    insist(by, queries.PREPARE)
    with transaction() as session:
        presentation = latest_of(session, by, household_id, queries.PREPARE)
        household = queries.locked(session, by, household_id, queries.PREPARE)
        before = next(iter(queries.of_household(session, by, household_id, size=1)), None)
        if before is not None and queries.state(before) in queries.OPEN:
            return before.id
        request = request_of(session, household, asked, by=by, now=now)
        content = compose(session, presentation, wished, day_of(now))
        copy = SubjectCopy(
            id=uuid4(), household_id=household_id, request_id=request.id, asked_on=request.asked_on,
            identity=request.identity, content=to_json(content), left_out=content.left_out, prepared_at=now,
            prepared_by=by.account_id, prepared_by_name=by.name,
        )  # fmt: skip
        session.add(copy)
        session.flush()
        keys = {line.key for line in content.lines()}
        kept = _left_before(session, before, keys) | dict.fromkeys(saying_places(session, household_id, content), PLACE)
        _mark(session, copy.id, kept, by=by, now=now)
        happen(session, copy, "begun", by=by, now=now)
        return copy.id


def leave_out(
    *, copy_id: UUID, shown: Collection[str], ticked: Collection[str], reason: str | None, by: Actor, now: datetime
) -> None:
    """Of the lines `shown` on a page leave out those `ticked`, and no others; the newly ticked ones for this reason.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it is not being prepared any more, a reason is missing, or a place would be told.
    """
    insist(by, queries.PREPARE)
    with transaction() as session:
        copy = locked_copy(session, copy_id, by, queries.PREPARE)
        _preparing(copy)
        known = {line.key for line in from_json(copy.content).lines()}
        marks = queries.marks(session, copy.id)
        new = [key for key in shown if key in ticked and key in known and key not in marks]
        again = [key for key in shown if key not in ticked and key in marks]
        if new and reason not in reasons(day_of(now)):
            raise Refused("Select why the lines are left out", field="reason")
        if any(marks[key] == PLACE for key in again):
            raise Refused(SAYS_PLACE, field="lines")
        _mark(session, copy.id, {**dict.fromkeys(new, reason), **dict.fromkeys(again, None)}, by=by, now=now)
        if new or again:
            facts = {"copy": copy.id, "left_out": len(new), "given_again": len(again)}
            audit.record(session, by, "copy.lines", ("household", copy.household_id), now=now, facts=facts)


def hand_on(*, copy_id: UUID, by: Actor, now: datetime) -> None:
    """Freeze what is given and ask a second person to read it; done twice is done once.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it was withdrawn or decided on.
    """
    insist(by, queries.PREPARE)
    with transaction() as session:
        copy = locked_copy(session, copy_id, by, queries.PREPARE)
        if queries.state(copy) == "waiting":
            return
        _preparing(copy)
        marks = queries.marks(session, copy.id)
        given = without(from_json(copy.content), marks)
        session.add(
            SubjectCopyVersion(
                copy_id=copy.id, content=to_json(given), not_given=len(marks), at=now, by=by.account_id,
                by_name=by.name,
            )
        )  # fmt: skip
        happen(session, copy, "ready", by=by, now=now)
        _ask(session, copy, by=by, now=now)
        timeline.tell(session, copy.household_id, "copy", "Her own copy was prepared.", by=by, now=now)


def locked_copy(session: Session, copy_id: UUID, by: Actor, permission: str) -> SubjectCopy:
    """The copy, its household locked so that it is decided on once."""
    household_id = queries.one(session, by, copy_id, permission).household_id
    queries.locked(session, by, household_id, permission)
    session.expire_all()
    return queries.one(session, by, copy_id, permission)


def happen(
    session: Session,
    copy: SubjectCopy,
    what: str,
    words: str | None = None,
    *,
    by: Actor,
    now: datetime,
    way: str | None = None,
) -> None:
    """Write down what became of a copy, in the case and in the trail, inside the caller's transaction."""
    session.add(
        SubjectCopyEvent(copy_id=copy.id, at=now, by=by.account_id, by_name=by.name, what=what, words=words, way=way)
    )
    audit.record(session, by, f"copy.{what}", ("household", copy.household_id), now=now, facts={"copy": copy.id})


def cause(household_id: UUID) -> str:
    """What the second person's task is known by."""
    return f"subject-copy:{household_id}"


def _preparing(copy: SubjectCopy) -> None:
    state = queries.state(copy)
    if state != "preparing":
        last = copy.events[-1].by_name if copy.events else copy.prepared_by_name
        raise Refused(NOT_PREPARED.format(state=f"{queries.STATES[state].lower()}, by {last}"))


def _left_before(session: Session, before: SubjectCopy | None, keys: Collection[str]) -> dict[str, str | None]:
    """What was left out of the copy before, where it was sent back."""
    if before is None or queries.state(before) != "sent_back":
        return {}
    return {key: reason for key, reason in queries.marks(session, before.id).items() if key in keys}


def _mark(session: Session, copy_id: UUID, marks: dict[str, str | None], *, by: Actor, now: datetime) -> None:
    last = session.scalar(select(func.max(SubjectCopyMark.number)).where(SubjectCopyMark.copy_id == copy_id)) or 0
    session.add_all(
        SubjectCopyMark(
            copy_id=copy_id, number=number, line=key, reason=reason, at=now, by=by.account_id, by_name=by.name
        )
        for number, (key, reason) in enumerate(marks.items(), start=last + 1)
    )


def _ask(session: Session, copy: SubjectCopy, *, by: Actor, now: datetime) -> None:
    request = session.get_one(SubjectRequest, copy.request_id)
    household = session.get_one(Household, copy.household_id)
    raise_task(
        session,
        kind="subject-copy",
        authority=household.authority_code,
        role=Role.HOMELESSNESS,
        title="Read a copy of a case for the person herself, and approve it",
        why="She asked for a copy of what we hold. Somebody who did not prepare it reads it before it is given.",
        due_at=datetime.combine(request.due_on, time(12), LONDON),
        by=by,
        now=now,
        household_id=household.id,
        about=(SubjectCopy.__tablename__, copy.id),
        once=cause(household.id),
    )
