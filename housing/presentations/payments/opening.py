"""A request about to be changed: within the actor's reach, locked after its household; and what happened, added."""

from __future__ import annotations

import zlib
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.households.models import Household
from housing.households.queries import visible
from housing.presentations.payments.models import Payment, PaymentEvent
from housing.presentations.payments.queries import Request
from housing.refusals import Refused
from housing.web.filters import said_moment
from pathway.payments import MOVES, STATES, Event

TURN = 815_021  # an advisory lock: one change of what is left of a fund at a time
SUBJECT = "payment"


def opened(session: Session, by: Actor, payment_id: UUID, permission: str) -> Request:
    """The request with its events, locked until the transaction ends, as it is once others have finished.

    Raises:
        Forbidden: the person's roles do not carry the permission.
        NotFound: it is not there, or its household is not for this person.
    """
    insist(by, permission)
    query = (
        select(Payment.household_id)
        .join(Household, Household.id == Payment.household_id)
        .where(Payment.id == payment_id, visible(by, permission))
    )
    household_id = session.scalar(query)
    if household_id is None:
        raise NotFound("payment")
    kept = select(Household.id).where(Household.id == household_id)
    session.execute(kept.with_for_update(read=True, key_share=True))
    locked = (
        select(Payment)
        .where(Payment.id == payment_id)
        .options(selectinload(Payment.events), joinedload(Payment.household))
        .with_for_update(of=Payment)
        .execution_options(populate_existing=True)
    )
    return Request(session.scalars(locked).one())


def one_at_a_time(session: Session, authority: str, fund: str) -> None:
    """Wait for whoever is changing what is left of this fund; kept until the transaction ends."""
    key = zlib.crc32(f"{authority}:{fund}".encode()) & 0x7FFFFFFF
    session.execute(select(func.pg_advisory_xact_lock(TURN, key)))


def happen(
    session: Session,
    request: Request,
    event: Event,
    *,
    by: Actor,
    now: datetime,
    amount: Decimal | None = None,
    happened_on: date | None = None,
    reason: str | None = None,
    reference: str | None = None,
    words: str | None = None,
) -> PaymentEvent:
    """Add an event to a request that is locked.

    Raises:
        Refused: it does not follow; the sentence says where it stands, and who did that when.
    """
    if event not in MOVES[request.state]:
        raise Refused(stands(request))
    row = PaymentEvent(
        position=len(request.row.events), event=event, amount=amount, happened_on=happened_on, reason=reason,
        reference=reference, words=words, at=now, by=by.account_id, by_name=by.name,
    )  # fmt: skip
    request.row.events.append(row)
    audit.record(session, by, f"payment.{event}", request.row, now=now, facts={"household": request.row.household_id})
    return row


def stands(request: Request) -> str:
    """Where a request stands and who said so last, as a sentence."""
    last = request.row.events[-1]
    return f"This request stands at “{STATES[request.state]}”: {last.by_name}, {said_moment(last.at)}."
