"""Referrals to other services: sent with her agreement, chased by a task, answered, ended with an outcome."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from housing import audit, codes
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.db import transaction
from housing.households import editing, timeline
from housing.households.adding import made_before
from housing.households.models import Household
from housing.presentations.marac.owing import whose
from housing.presentations.support.models import ReferralOut, ReferralOutEvent
from housing.refusals import Refused
from housing.tasks.raising import raise_task, settle_tasks
from pathway.calendar import add_working_days, london_day

KIND = "referral-out"
DAYS = "referral_out.answer_working_days"
SERVICES, OUTCOMES = "referral_service", {"answered": "referral_answer", "ended": "referral_outcome"}
TITLE = "Ask what became of a referral"
WHY = "Another service was asked to help her, and has not answered. Ring the service; do not ask her to."
MOST = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral as entered; without her consent, `without` says on what ground."""

    service: str
    asked_for: str
    sent_on: date
    consent: bool
    without: str | None = None
    to_name: str | None = None


def send_referral(*, household_id: UUID, sent: Sent, key: UUID, by: Actor, now: datetime) -> None:
    """Record that another service was asked, and owe the chasing; with the same key it is recorded once.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: the service is not of the list, the day is to come, or there is neither consent nor a ground.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        if made_before(session, ReferralOut, key, household.id) is not None:
            return
        today = day_of(now)
        _check(session, household, sent, today)
        days = int(codes.setting(session, DAYS, authority=household.authority_code, on=today))
        answer_by = add_working_days(sent.sent_on, days)
        session.add(
            ReferralOut(
                id=key, household_id=household.id, answer_by=answer_by, at=now, by=by.account_id, by_name=by.name,
                **asdict(sent),
            )
        )  # fmt: skip
        session.flush()
        _owe_chasing(session, household, key, answer_by, by=by, now=now)
        timeline.tell(session, household.id, "note", "Another service was asked to help.", by=by, now=now)
        facts = {"referral": key, "service": sent.service, "consent": sent.consent}
        audit.record(session, by, "referral_out.sent", household, now=now, facts=facts)


def move_referral(
    *,
    household_id: UUID,
    referral_id: UUID,
    event: str,
    outcome: str | None,
    words: str | None,
    by: Actor,
    now: datetime,
) -> None:
    """Record that a referral was chased, answered or ended. The same again as what stands changes nothing.

    Raises:
        NotFound: the household or the referral is not there, or not for this person.
        Refused: it has ended, or the outcome is not of its list.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        referral = one(session, household.id, referral_id)
        last = referral.events[-1] if referral.events else None
        if last is not None and (last.event, last.outcome, last.words) == (event, outcome, words):
            return
        if referral.ended_at is not None and last is not None:
            raise Refused(f"This referral has ended: {last.by_name} recorded it.", field="event")
        _check_outcome(session, household, event, outcome)
        session.add(
            ReferralOutEvent(
                referral_id=referral.id, position=len(referral.events), event=event, outcome=outcome, words=words,
                at=now, by=by.account_id, by_name=by.name,
            )
        )  # fmt: skip
        if event != "chased":
            settle_tasks(session, once=_once(referral.id), by=by, now=now)
        if event == "ended":
            referral.ended_at = now
        facts = {"referral": referral.id, "event": event, "outcome": outcome}
        audit.record(session, by, "referral_out.moved", household, now=now, facts=facts)


def referrals_of(session: Session, household_id: UUID) -> list[ReferralOut]:
    """Those that are open first, then the newest; who may know of the case is the caller's to have asked."""
    query = select(ReferralOut).where(ReferralOut.household_id == household_id)
    order = ReferralOut.ended_at.is_not(None), ReferralOut.sent_on.desc(), ReferralOut.at.desc()
    return list(session.scalars(query.order_by(*order).limit(MOST).options(selectinload(ReferralOut.events))))


def one(session: Session, household_id: UUID, referral_id: UUID) -> ReferralOut:
    """One referral of a household, with its events.

    Raises:
        NotFound: not of this household.
    """
    query = select(ReferralOut).where(ReferralOut.id == referral_id, ReferralOut.household_id == household_id)
    found = session.scalar(query.options(selectinload(ReferralOut.events)))
    if found is None:
        raise NotFound("referral")
    return found


def _check(session: Session, household: Household, sent: Sent, today: date) -> None:
    if sent.service not in codes.choices(session, SERVICES, household.authority_code):
        raise Refused("Select an answer from the list.", field="service")
    if sent.sent_on > today:
        raise Refused("The day must be today or in the past.", field="sent_on")
    if not sent.consent and not sent.without:
        raise Refused("Enter on what ground she is referred without her agreement.", field="without")


def _check_outcome(session: Session, household: Household, event: str, outcome: str | None) -> None:
    if event == "chased" and outcome is None:
        return
    listed = OUTCOMES.get(event)
    if listed is None or outcome not in codes.choices(session, listed, household.authority_code):
        raise Refused("Select an answer from the list.", field=event if event in OUTCOMES else "event")


def _owe_chasing(
    session: Session, household: Household, key: UUID, answer_by: date, *, by: Actor, now: datetime
) -> None:
    role, organisation_id = whose(session, household, day_of(now))
    raise_task(
        session, kind=KIND, authority=household.authority_code, role=role, organisation_id=organisation_id,
        title=TITLE, why=WHY, due_at=london_day(answer_by)[1], household_id=household.id, once=_once(key), by=by,
        now=now,
    )  # fmt: skip


def _once(referral_id: UUID) -> str:
    return f"{KIND}:{referral_id}"
