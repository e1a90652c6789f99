"""Who says yes to help with money: never whoever asked, two people above the limit, and never more than is left."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from housing import codes
from housing.access import Actor
from housing.clock import day_of
from housing.db import transaction
from housing.presentations.payments.asking import cause
from housing.presentations.payments.models import Payment
from housing.presentations.payments.opening import happen, one_at_a_time, opened, stands
from housing.presentations.payments.queries import ASK, DECIDE, Request, funds
from housing.refusals import Refused
from housing.tasks.raising import settle_tasks
from housing.web.filters import money
from pathway.payments import Event, NotPossible, State, financial_year, yes_of

LIMITS, NOT_APPROVED = "payments.approval_limits", "payment_refused"


def approve(*, payment_id: UUID, by: Actor, now: datetime) -> Event:
    """Say yes: approved where the role's limit allows it, else the first of two; which of the two it is.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: this person asked, or said yes already; it is decided; or not enough is left of the budget.
    """
    with transaction() as session:
        request = opened(session, by, payment_id, DECIDE)
        row = request.row
        event = _yes(session, request, by, day_of(now))
        if event is Event.APPROVED:
            one_at_a_time(session, row.authority_code, row.fund)
            year = financial_year(day_of(now))
            (fund,) = funds(session, row.authority_code, row.fund, [year])
            if fund.budget is None:
                raise Refused(f"Nobody has set a budget for {fund.title}. Set one first.")
            if not fund.allows(row.amount):
                raise Refused(f"{money(max(fund.left, Decimal(0)))} is left of the budget for {fund.title}.")
            row.year = year
            settle_tasks(session, once=cause(row), by=by, now=now, authority=row.authority_code)
        happen(session, request, event, by=by, now=now, amount=row.amount if event is Event.APPROVED else None)
    return event


def refuse(*, payment_id: UUID, reason: str | None, words: str | None, by: Actor, now: datetime) -> Payment:
    """Say no, with a reason of the list; "other" needs words.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: no reason, it is decided already, or this person asked for it.
    """
    with transaction() as session:
        request = opened(session, by, payment_id, DECIDE)
        if request.asked.by == by.account_id and request.state in (State.ASKED, State.ABOVE_LIMIT):
            raise Refused("You asked for this yourself. Withdraw it, or let somebody else decide.")
        if not reason or reason not in codes.choices(session, NOT_APPROVED, request.row.authority_code):
            raise Refused("Select a reason from the list.", field="reason")
        if reason == "other" and not (words or "").strip():
            raise Refused("Say in a few words what the other reason is.", field="words")
        happen(session, request, Event.REFUSED, by=by, now=now, reason=reason, words=words)
        settle_tasks(session, once=cause(request.row), by=by, now=now, authority=request.row.authority_code)
    return request.row


def withdraw(*, payment_id: UUID, words: str, by: Actor, now: datetime) -> Payment:
    """Take a request back before it is paid; what was committed for it is free again.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it was paid or refused already, or no reason was written.
    """
    with transaction() as session:
        request = opened(session, by, payment_id, ASK)
        if not words.strip():
            raise Refused("Say why it is withdrawn.", field="words")
        happen(session, request, Event.WITHDRAWN, by=by, now=now, words=words)
        settle_tasks(session, once=cause(request.row), by=by, now=now, authority=request.row.authority_code)
    return request.row


def pay(*, payment_id: UUID, amount: Decimal, paid_on: date, reference: str, by: Actor, now: datetime) -> Payment:
    """Record that it was paid: what was approved or less, on a day, with the council's own reference.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it is not approved, or was paid already; more than was approved, a day to come, or before the yes.
    """
    with transaction() as session:
        request = opened(session, by, payment_id, DECIDE)
        if request.state is not State.APPROVED:
            raise Refused(stands(request))
        approved = request.row.events[-1]
        if not 0 < amount <= request.row.amount:
            raise Refused(f"The amount must be more than nothing, and {money(request.row.amount)} or less.",
                          field="amount")  # fmt: skip
        if not day_of(approved.at) <= paid_on <= day_of(now):
            raise Refused("The day must be the day of the approval or later, and not to come.", field="paid_on")
        if not reference.strip():
            raise Refused("Enter the reference of the payment.", field="reference")
        happen(session, request, Event.PAID, by=by, now=now, amount=amount, happened_on=paid_on, reference=reference)
    return request.row


def _yes(session: Session, request: Request, by: Actor, on: date) -> Event:
    limits = codes.setting(session, LIMITS, authority=request.row.authority_code, on=on)
    try:
        return yes_of(
            request.state, request.row.amount, limits={role: Decimal(str(most)) for role, most in limits.items()},
            roles=[role.value for role in by.roles], asked=request.asked.by == by.account_id,
            first=request.was_first(by.account_id),
        )  # fmt: skip
    except NotPossible as error:
        raise Refused(str(error) if request.state in (State.ASKED, State.ABOVE_LIMIT) else stands(request)) from error
