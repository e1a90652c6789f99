"""The rows behind the report on help with money: what was paid, for what, and how many people it helped."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.presentations.payments.models import Payment, PaymentEvent
from pathway.payments import Event

READ = "report.read"


@dataclass(frozen=True, slots=True)
class PaidRow:
    """One request that was paid. The household's id is for counting it once, and is never shown."""

    fund: str
    purpose: str
    household: UUID
    adults: int
    children: int
    pounds: Decimal


def paid_in(session: Session, actor: Actor, year: int) -> list[PaidRow]:
    """What was paid of requests that were approved in a financial year."""
    query = (
        select(
            Payment.fund, Payment.purpose, Payment.household_id, Payment.adults, Payment.children, PaymentEvent.amount
        )
        .join(PaymentEvent, PaymentEvent.payment_id == Payment.id)
        .where(Payment.authority_code.in_(sorted(actor.extent(READ).authorities)), Payment.year == year)
        .where(PaymentEvent.event == Event.PAID.value)
        .order_by(Payment.id)
    )  # fmt: skip
    return [
        PaidRow(fund, purpose, household, adults, children, amount)
        for fund, purpose, household, adults, children, amount in session.execute(query)
        if amount is not None
    ]


def first_year(session: Session, actor: Actor) -> int | None:
    """The first financial year in which anything was approved."""
    query = select(func.min(Payment.year)).where(Payment.authority_code.in_(sorted(actor.extent(READ).authorities)))
    return session.scalar(query)
