"""Naming somebody for a restricted case that nobody could open: one person asks, a second one says yes or no."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit, codes, outbox
from housing.access import Actor, NotFound, Role, insist
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.households.models import CasePerson, Household
from housing.households.restriction import nameable, nobody_named
from housing.presentations.named import queries
from housing.presentations.named.models import NamingRequest
from housing.presentations.named.queries import ASK, DECIDE
from housing.refusals import Refused
from housing.tasks.raising import raise_task
from pathway.calendar import add_working_days, london_day

HOURS = "naming.approved_within_hours"
WAITS, ANSWERED, NAMED = "naming_waits", "naming_answered", "case_named"
APPROVED, REFUSED, TAKEN_BACK, LAPSED = "approved", "refused", "taken_back", "lapsed"
OPENED = "Somebody who could open this case is at work again. Nothing needs to be done."
REVIEW_DAYS = 5
REVIEW = "Say who may see this case from now on"
REVIEW_WHY = "Two people named somebody for it, since nobody who was named could open it. They have not seen the case."


def ask(*, household_id: UUID, account_id: UUID, reason: str, by: Actor, now: datetime) -> NamingRequest:
    """Ask that somebody be named. The same asked again is the request that stands.

    Raises:
        Forbidden: the person may not ask.
        NotFound: there is no such case for this person.
        Refused: that person could not see it were it open, is the one who asks, or somebody else is asked for.
    """
    insist(by, ASK)
    with transaction() as session:
        household = queries.one_closed(session, by, household_id, now, lock=True)
        if account_id == by.account_id or account_id not in nameable(session, household, now):
            raise Refused("Select somebody from the list.", field="account")
        standing = queries.open_of(session, household.id)
        if standing is not None and standing.lapses_at <= now:
            _end(session, standing, LAPSED, None, by=by, now=now)
            session.flush()
            standing = None
        if standing is not None:
            if standing.account_id == account_id:
                return standing
            raise Refused(f"{standing.asked_by_name} has asked for somebody else already. Take that back first.")
        hours = int(codes.setting(session, HOURS, authority=household.authority_code, on=day_of(now)))
        request = NamingRequest(
            authority_code=household.authority_code, household_id=household.id, account_id=account_id, reason=reason,
            asked_at=now, asked_by=by.account_id, asked_by_name=by.name, lapses_at=now + timedelta(hours=hours),
        )  # fmt: skip
        session.add(request)
        for account in queries.deciders(session, request, now):
            outbox.put(session, account_id=account, wording=WAITS, facts={}, now=now)
        _record(session, request, "naming.asked", by, now)
    return request


def approve(*, request_id: UUID, by: Actor, now: datetime) -> None:
    """The second yes: that person is named, hears of it, and owes saying who may see the case from now on.

    Raises:
        Forbidden: the person may not decide.
        NotFound: it is not there, or not for this person.
        Refused: it has ended or lapsed, is the person's own, somebody can open the case again, or the one to be named
            could not see it any more.
    """
    with transaction() as session:
        request, household = _opened(session, request_id, by)
        _still(request, now)
        if by.account_id in (request.asked_by, request.account_id):
            raise Refused("A second person decides: neither who asked, nor who is to be named.")
        if not session.scalar(select(nobody_named(day_of(now))).where(Household.id == household.id)):
            raise Refused(OPENED)
        if request.account_id not in nameable(session, household, now):
            raise Refused("They could not see this case any more. Say no, so that somebody else can be asked for.")
        kept = select(CasePerson.account_id).where(
            CasePerson.household_id == household.id, CasePerson.account_id == request.account_id
        )
        if session.scalar(kept) is None:
            session.add(CasePerson(household_id=household.id, account_id=request.account_id, named_at=now))
        _end(session, request, APPROVED, None, by=by, now=now)
        _follow(session, request, household, by=by, now=now)


def refuse(*, request_id: UUID, words: str, by: Actor, now: datetime) -> None:
    """The second person says no, and why; whoever asked takes their own request back by the same door.

    Raises:
        Forbidden: the person may not decide.
        NotFound: it is not there, or not for this person.
        Refused: it has ended or lapsed.
    """
    with transaction() as session:
        request, _ = _opened(session, request_id, by)
        _still(request, now)
        own = by.account_id == request.asked_by
        _end(session, request, TAKEN_BACK if own else REFUSED, words, by=by, now=now)
        _answer(session, request, by, now)


def _follow(session: Session, request: NamingRequest, household: Household, *, by: Actor, now: datetime) -> None:
    """Everybody concerned hears, and the one who is named owes a look at who else should be."""
    facts = {"reference": household.reference}
    outbox.put(session, account_id=request.account_id, wording=NAMED, facts=facts, now=now)
    _answer(session, request, by, now)
    raise_task(
        session, kind="naming-review", authority=household.authority_code, role=Role.HOMELESSNESS, title=REVIEW,
        why=REVIEW_WHY, due_at=london_day(add_working_days(day_of(now), REVIEW_DAYS))[1], household_id=household.id,
        once=f"naming-review:{household.id}", by=by, now=now,
    )  # fmt: skip
    words = "Somebody was named for the case, since nobody who was named could open it."
    timeline.tell(session, household.id, "safety", words, by=by, now=now)


def _answer(session: Session, request: NamingRequest, by: Actor, now: datetime) -> None:
    """Tell whoever asked, and the others who could have decided, that it is over; the words say nothing of the case."""
    concerned = {*queries.deciders(session, request, now), request.asked_by} - {by.account_id, None}
    for account in sorted(one for one in concerned if one is not None):
        outbox.put(session, account_id=account, wording=ANSWERED, facts={}, now=now)


def _opened(session: Session, request_id: UUID, by: Actor) -> tuple[NamingRequest, Household]:
    """The request and its case, locked: the household first (ADR 34)."""
    insist(by, DECIDE)
    found = queries.one(session, by, request_id).request
    query = select(Household).where(Household.id == found.household_id).with_for_update()
    household = session.scalars(query).one()
    locked = select(NamingRequest).where(NamingRequest.id == request_id).with_for_update()
    request = session.scalar(locked.execution_options(populate_existing=True))
    if request is None:
        raise NotFound("request")
    return request, household


def _still(request: NamingRequest, now: datetime) -> None:
    if request.closed_at is not None:
        raise Refused(f"{request.answered_by_name} has answered this already. What was recorded stands.")
    if request.lapses_at <= now:
        raise Refused("This was not answered in time. It has to be asked for again.")


def _end(
    session: Session, request: NamingRequest, outcome: str, words: str | None, *, by: Actor, now: datetime
) -> None:
    request.closed_at, request.outcome, request.answer_words = now, outcome, words
    request.answered_by, request.answered_by_name = by.account_id, by.name
    _record(session, request, f"naming.{outcome}", by, now)


def _record(session: Session, request: NamingRequest, action: str, by: Actor, now: datetime) -> None:
    """Two lines: of the request, and of the case, where whoever works on it later reads who opened it."""
    facts = {"household": request.household_id, "account": request.account_id}
    audit.record(session, by, action, request, now=now, facts=facts)
    audit.record(session, by, action, ("household", request.household_id), now=now, facts={"request": request.id})
