"""She was referred to this council by a service or another council, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.households.editing import EDIT
from housing.presentations import opening
from housing.presentations.elsewhere.models import ReceivedReferral, ReceivedReferralOutcome
from housing.presentations.models import Presentation
from housing.promises.arriving import counts_from
from housing.promises.running import start_clock, stop_clock
from housing.refusals import Refused
from housing.web.filters import said_moment
from pathway.referrals import OUTCOME_WORDS, RECEIVED, From, Outcome, why_not_answered

TABLE = ReceivedReferral.__tablename__
MOST = 50


@dataclass(frozen=True, slots=True)
class Received:
    """A referral to this council as entered. `agreed`: whether she agreed to it (s213B(3)), None not known."""

    kind: From
    sender: str
    received_at: datetime
    officer: str | None = None
    reference: str | None = None
    agreed: bool | None = None
    notes: str | None = None


def receive_referral(*, presentation_id: UUID, received: Received, key: UUID, by: Actor, now: datetime) -> None:
    """Record that she was referred here, and let the clock of the answer run; with the same key it is recorded once.

    Raises:
        NotFound: not there, or not for this person.
        Refused: who referred her is missing, the moment is to come, or there are too many.
    """
    insist(by, EDIT)
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id)
        rows = session.scalars(select(ReceivedReferral.id).where(ReceivedReferral.presentation_id == presentation.id))
        there = rows.all()
        if key in there:
            return
        if not received.sender.strip():
            raise Refused("Enter who referred her.", field="sender")
        if received.received_at > now:
            raise Refused("The moment must not be in the future.", field="received_on")
        if len(there) >= MOST:
            raise Refused(f"A case has {MOST} referrals at most.")
        _put(session, presentation, received, key, by=by, now=now)


def _put(
    session: Session, presentation: Presentation, received: Received, key: UUID, *, by: Actor, now: datetime
) -> None:
    clock_key = RECEIVED[received.kind].clock
    started_on = counts_from(session, clock_key, received.received_at, authority=presentation.authority_code)
    row = ReceivedReferral(
        id=key, presentation_id=presentation.id, kind=received.kind.value, sender=received.sender.strip(),
        officer=_kept(received.officer), reference=_kept(received.reference), agreed=received.agreed,
        received_at=received.received_at, started_on=started_on, notes=_kept(received.notes), at=now,
        by=by.account_id, by_name=by.name,
    )  # fmt: skip
    session.add(row)
    session.flush()
    start_clock(
        session, key=clock_key, household_id=presentation.household_id, presentation_id=presentation.id,
        about=(TABLE, row.id), started_on=started_on, arrived_at=received.received_at,
        authority=presentation.authority_code, by=by, now=now,
    )  # fmt: skip
    timeline.tell(session, presentation.household_id, "duty", "She was referred to this council.", by=by, now=now)
    audit.record(session, by, "referral.received", row, now=now, facts={"kind": received.kind.value})


def answer_referral(
    *, referral_id: UUID, outcome: Outcome, on: date, words: str | None, by: Actor, now: datetime
) -> ReceivedReferral:
    """Record what became of a referral to this council; its clock stops.

    Raises:
        NotFound: not there, or not for this person.
        Refused: it is recorded already (says by whom), why is missing, or the day cannot be.
    """
    insist(by, EDIT)
    with transaction() as session:
        of = session.scalar(select(ReceivedReferral.presentation_id).where(ReceivedReferral.id == referral_id))
        if of is None:
            raise NotFound("referral")
        presentation = opening.opened(session, by, of)
        query = select(ReceivedReferral).where(ReceivedReferral.id == referral_id)
        row = session.scalars(query.options(selectinload(ReceivedReferral.outcome))).one()
        if row.outcome is not None:
            said = OUTCOME_WORDS[Outcome(row.outcome.outcome)]
            raise Refused(f"{row.outcome.by_name} recorded “{said}” at {said_moment(row.outcome.at)}.")
        stop = why_not_answered(From(row.kind), outcome, words)
        if stop is not None:
            raise Refused(stop[1], field=stop[0])
        if not day_of(row.received_at) <= on <= day_of(now):
            raise Refused("The day must be between the day of the referral and today.", field="on")
        row.outcome = ReceivedReferralOutcome(
            outcome=outcome.value, on=on, words=_kept(words), at=now, by=by.account_id, by_name=by.name
        )
        key = RECEIVED[From(row.kind)].clock
        stop_clock(session, key=key, about=(TABLE, row.id), because=outcome.value, by=by, now=now)
        told = f"Referral to this council: {OUTCOME_WORDS[outcome].lower()}."
        timeline.tell(session, presentation.household_id, "duty", told, by=by, now=now)
        audit.record(session, by, "referral.answered", row, now=now, facts={"outcome": outcome.value})
    return row


def _kept(words: str | None) -> str | None:
    return (words or "").strip() or None
