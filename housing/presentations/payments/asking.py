"""Asking for help with money: what for, how much, whom it goes to, and a way of paying that is safe for her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from housing import audit, codes
from housing.access import Actor, NotFound, Role, insist
from housing.clock import day_of
from housing.db import transaction
from housing.households import references, timeline
from housing.households.models import Household
from housing.households.queries import visible
from housing.presentations.models import Presentation
from housing.presentations.payments.models import Payment, PaymentEvent
from housing.presentations.payments.opening import SUBJECT
from housing.presentations.payments.queries import ASK
from housing.refusals import Refused
from housing.tasks.raising import raise_task
from housing.web.filters import money
from pathway.calendar import add_working_hours
from pathway.payments import Event

FUND, PURPOSE, PAYEE, WAY = "payment_fund", "payment_purpose", "payment_payee", "payment_way"
LISTS = {"fund": FUND, "purpose": PURPOSE, "payee_kind": PAYEE, "way": WAY}
EMERGENCY, HERSELF, DIRECT = "emergency", "herself", "direct"
KEYS = ("payments.most_pounds", "payments.decide_working_hours", "council.opens", "council.closes")
TITLE = "Decide a request for help with money"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: slugs of the code lists, pounds, why in words, and whether it is for her move on."""

    fund: str
    purpose: str
    amount: Decimal
    payee_kind: str
    way: str
    why: str
    for_move: bool = False


def ask(*, household_id: UUID, asked: Asked, once: UUID, by: Actor, now: datetime) -> Payment:
    """Ask for help with money; somebody else decides. `once` comes with the form.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: the presentation has ended, or an answer cannot be.
    """
    insist(by, ASK)
    with transaction() as session:
        presentation = _presentation(session, by, household_id)
        sent = session.scalar(select(Payment).where(Payment.household_id == household_id, Payment.once == once))
        if sent is not None:
            return sent
        if presentation.ended_at is not None:
            raise Refused("This presentation has ended. Start a new one before you ask for help with money.")
        household = presentation.household
        local = codes.settings(session, KEYS, authority=household.authority_code, on=day_of(now))
        _check(session, household.authority_code, asked, Decimal(str(local[KEYS[0]])))
        payment = _row(session, presentation, asked, once, by=by, now=now)
        session.add(payment)
        session.flush()
        audit.record(session, by, "payment.asked", payment, now=now, facts={"household": household_id})
        said = codes.choices(session, PURPOSE, household.authority_code)[asked.purpose].lower()
        timeline.tell(session, household_id, "note", f"Help with money was asked for: {said}.", by=by, now=now)
        opens, closes = (time.fromisoformat(local[key]) for key in KEYS[2:])
        raise_task(
            session, kind=SUBJECT, authority=household.authority_code, role=Role.HOMELESSNESS, title=TITLE,
            why=f"{money(asked.amount)} is asked for: {said}. Whoever asked cannot approve it.",
            due_at=add_working_hours(now, float(local[KEYS[1]]), opens, closes), urgent=asked.fund == EMERGENCY,
            household_id=household_id, about=(SUBJECT, payment.id), called=payment.reference,
            once=cause(payment), by=by, now=now,
        )  # fmt: skip
    return payment


def cause(payment: Payment) -> str:
    """The cause of the task that asks for a decision on a request."""
    return f"{SUBJECT}:{payment.id}"


def _presentation(session: Session, by: Actor, household_id: UUID) -> Presentation:
    """The household's newest presentation, the household being locked."""
    lock = select(Household.id).where(Household.id == household_id, visible(by, ASK))
    if session.scalar(lock.with_for_update(key_share=True)) is None:
        raise NotFound("household")
    query = (
        select(Presentation)
        .where(Presentation.household_id == household_id)
        .order_by(Presentation.ended_at.is_not(None), Presentation.presented_at.desc())
        .options(joinedload(Presentation.household).selectinload(Household.people))
        .limit(1)
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound("presentation")
    return found


def _check(session: Session, authority: str, asked: Asked, most: Decimal) -> None:
    for field, name in LISTS.items():
        if getattr(asked, field) not in codes.choices(session, name, authority):
            raise Refused("Select an answer from the list.", field=field)
    if not 0 < asked.amount <= most:
        raise Refused(f"The amount must be more than nothing, and {money(most)} or less.", field="amount")
    if asked.payee_kind == HERSELF and asked.way == DIRECT:
        raise Refused("Select how it reaches her: straight to a supplier does not.", field="way")
    if not asked.why.strip():
        raise Refused("Say what it is for.", field="why")


def _row(
    session: Session, presentation: Presentation, asked: Asked, once: UUID, *, by: Actor, now: datetime
) -> Payment:
    people = presentation.household.people
    children = sum(person.role == "child" for person in people)
    first = PaymentEvent(position=0, event=Event.ASKED, at=now, by=by.account_id, by_name=by.name)
    return Payment(
        reference=references.fresh(session, Payment.reference, "F"), authority_code=presentation.authority_code,
        household_id=presentation.household_id, presentation_id=presentation.id, fund=asked.fund,
        purpose=asked.purpose, amount=asked.amount, payee_kind=asked.payee_kind, way=asked.way, why=asked.why,
        adults=len(people) - children, children=children, for_move=asked.for_move, once=once, asked_at=now,
        events=[first],
    )  # fmt: skip
