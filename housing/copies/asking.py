"""She asked for a copy: by when it is answered, longer with a reason that she was told, or taken back by her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, insist
from housing.clock import day_of
from housing.codes import choices, settings
from housing.copies import queries
from housing.copies.models import SubjectRequest, SubjectRequestEvent
from housing.db import transaction
from housing.households import timeline
from housing.households.models import Household
from housing.promises.running import start_clock, stop_clock
from housing.refusals import Refused
from housing.web.filters import said_date
from pathway.calendar import add_months
from pathway.leaving_out import ANSWER, LONGER, LONGER_REASONS, reasons

IDENTITY, MONTHS = "copy_identity", "copy.months"
NOBODY_ASKED = "There is no request that waits for an answer"


@dataclass(frozen=True, slots=True)
class Request:
    """That she asked, when, and how it is known that it is she (list "copy_identity")."""

    asked_on: date
    identity: str


@dataclass(frozen=True, slots=True)
class Later:
    """That the answer comes later: why (pathway.leaving_out.LONGER_REASONS), the day she was told, words."""

    reason: str
    told_on: date
    words: str | None = None


def request_of(session: Session, household: Household, asked: Request, *, by: Actor, now: datetime) -> SubjectRequest:
    """The open request, or a new one whose clock starts; inside the caller's transaction, the household locked.

    Raises:
        Refused: the day is yet to come, or it is not said how it is known who asks.
    """
    found = queries.open_request(session, household.id)
    if found is not None:
        return found
    if asked.asked_on > day_of(now):
        raise Refused("The day she asked must be today or in the past", field="asked_on")
    if asked.identity not in choices(session, IDENTITY, household.authority_code):
        raise Refused("Select how you know that it is she who asks", field="identity")
    months = int(settings(session, (MONTHS,), authority=household.authority_code, on=day_of(now))[MONTHS])
    request = SubjectRequest(
        id=uuid4(), household_id=household.id, asked_on=asked.asked_on, identity=asked.identity,
        due_on=add_months(asked.asked_on, months), at=now, by=by.account_id, by_name=by.name,
    )  # fmt: skip
    session.add(request)
    session.flush()
    _clock(session, request, by=by, now=now)
    timeline.tell(session, household.id, "copy", "She asked for her own copy.", by=by, now=now)
    audit.record(session, by, "copy.asked", ("household", household.id), now=now, facts={"request": request.id})
    return request


def answer_later(*, household_id: UUID, later: Later, by: Actor, now: datetime) -> date:
    """Make the time longer by two months, once, where she was told within the time; says the last day.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: no request is open, it was made longer before, the time is over, or an answer is missing.
    """
    insist(by, queries.PREPARE)
    with transaction() as session:
        household = queries.locked(session, by, household_id, queries.PREPARE)
        request = _open(session, household.id)
        before = next((each for each in request.events if each.what == "longer"), None)
        if before is not None:
            raise Refused(f"{before.by_name} has made it longer already: until {said_date(request.due_on)}")
        _check_later(request, later, day_of(now))
        request.due_on = add_months(request.asked_on, LONGER + _months(request))
        session.add(
            SubjectRequestEvent(
                request_id=request.id, what="longer", until_on=request.due_on, reason=later.reason,
                told_on=later.told_on, words=later.words, at=now, by=by.account_id, by_name=by.name,
            )
        )  # fmt: skip
        stop_clock(session, key=ANSWER, about=_about(request), because="longer", by=by, now=now)
        session.flush()
        _clock(session, request, by=by, now=now)
        words = f"Her copy may come later: until {said_date(request.due_on)}."
        timeline.tell(session, household.id, "copy", words, by=by, now=now)
        audit.record(session, by, "copy.longer", ("household", household.id), now=now, facts={"request": request.id})
        return request.due_on


def take_request_back(*, household_id: UUID, words: str, by: Actor, now: datetime) -> None:
    """She does not want a copy any more; its clock stops.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: no request is open, or a copy for it is being prepared.
    """
    insist(by, queries.PREPARE)
    with transaction() as session:
        household = queries.locked(session, by, household_id, queries.PREPARE)
        request = _open(session, household.id)
        newest = queries.of_household(session, by, household.id, size=1)
        if newest and queries.state(newest[0]) in queries.OPEN:
            raise Refused("A copy is being prepared. Withdraw it first")
        end_request(session, request, "taken_back", words, by=by, now=now)


def end_request(
    session: Session, request: SubjectRequest, what: str, words: str | None, *, by: Actor, now: datetime
) -> None:
    """Write down how it ended and stop its clock, inside the caller's transaction."""
    request.ended_at = now
    session.add(
        SubjectRequestEvent(request_id=request.id, what=what, words=words, at=now, by=by.account_id, by_name=by.name)
    )
    stop_clock(session, key=ANSWER, about=_about(request), because=what.replace("_", "-"), by=by, now=now)
    audit.record(
        session, by, f"copy.{what}", ("household", request.household_id), now=now, facts={"request": request.id}
    )


def _open(session: Session, household_id: UUID) -> SubjectRequest:
    found = queries.open_request(session, household_id)
    if found is None:
        raise Refused(NOBODY_ASKED)
    return found


def _check_later(request: SubjectRequest, later: Later, today: date) -> None:
    if later.reason not in reasons(today, LONGER_REASONS):
        raise Refused("Select why it takes longer", field="reason")
    if today > request.due_on:
        raise Refused(f"The time was over on {said_date(request.due_on)}: it cannot be made longer any more")
    if not request.asked_on <= later.told_on <= today:
        raise Refused("The day she was told must be between the day she asked and today", field="told_on")


def _months(request: SubjectRequest) -> int:
    """How many months it had: the council may have set fewer than the law allows."""
    return next(months for months in range(1, 13) if add_months(request.asked_on, months) >= request.due_on)


def _clock(session: Session, request: SubjectRequest, *, by: Actor, now: datetime) -> None:
    start_clock(
        session, key=ANSWER, household_id=request.household_id, about=_about(request), started_on=request.asked_on,
        ends_on=request.due_on, by=by, now=now,
    )  # fmt: skip


def _about(request: SubjectRequest) -> tuple[str, UUID]:
    return SubjectRequest.__tablename__, request.id
