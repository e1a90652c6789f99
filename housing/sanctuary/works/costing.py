"""Money between the order and the payment: extra work that somebody approves first, and invoices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor, NotFound, Role
from housing.clock import day_of
from housing.codes import choices
from housing.db import transaction
from housing.refusals import Refused
from housing.sanctuary.known import numbers
from housing.sanctuary.life import happen
from housing.sanctuary.models import SanctuaryOrderLine
from housing.sanctuary.telling import ask, once, tell_contractor
from housing.sanctuary.works.measuring import finish_if_reported
from housing.sanctuary.works.models import Extra, Invoice
from housing.sanctuary.works.reach import FIT, Site, for_contractor, for_coordinator, site
from housing.tasks.raising import settle_tasks
from housing.web.filters import money, said_date
from pathway.sanctuary_moves import Event, Stage

EXTRA = "extra-work"
KINDS = {"invoice": "Invoice", "credit": "Credit note"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Extra work as it is asked for; `amount` in pounds for all of it."""

    measure: str
    room: str
    quantity: int
    amount: Decimal
    why: str


def ask_extra(*, job_id: UUID, wanted: Wanted, by: Actor, now: datetime) -> Extra:
    """The contractor asks for work beyond the order. Nothing of it is done before somebody has decided.

    Sent twice it is asked for once, for as long as nobody has decided.

    Raises:
        NotFound: the job is not within the actor's reach.
        Refused: the order is not accepted, the works are done, or the answers are not of the lists.
    """
    with transaction() as session:
        found = for_contractor(session, by, job_id)
        _refuse_extra(session, found, wanted)
        before = next((each for each in found.works.undecided if _asks_for(each) == wanted), None)
        if before is not None:
            return before
        row = Extra(
            order_id=found.order.id, measure=wanted.measure, room=wanted.room, quantity=wanted.quantity,
            why=wanted.why, amount=wanted.amount, asked_at=now, asked_by=by.account_id, asked_by_name=by.name,
        )  # fmt: skip
        session.add(row)
        session.flush()
        facts = {"extra": str(row.id), "amount": str(row.amount)}
        happen(session, found.job, Event.EXTRA_ASKED, order_id=found.order.id, facts=facts, by=by, now=now)
        ask(
            session, found.job, what=EXTRA, role=Role.SANCTUARY, title="Decide about extra work",
            why="A contractor has asked for work beyond the order, and waits.",
            due_at=max(now, found.job.due_at), by=by, now=now,
        )  # fmt: skip
    return row


def decide_extra(*, job_id: UUID, extra_id: UUID, approve: bool, words: str | None, by: Actor, now: datetime) -> None:
    """Approve extra work, which becomes a measure of the order, or refuse it with a reason.

    Raises:
        NotFound: the job or the extra work is not within the actor's reach.
        Refused: decided before (and by whom), no reason for a no, or above what one person may approve alone.
    """
    with transaction() as session:
        found = for_coordinator(session, by, job_id)
        extra = next((each for each in found.works.extras if each.id == extra_id), None)
        if extra is None:
            raise NotFound("extra work")
        if extra.approved is not None:
            raise Refused(f"{extra.decided_by_name} has decided about this already")
        if not approve and not words:
            raise Refused("Say why it is refused", field="words")
        if approve:
            _refuse_above_limit(session, found, extra, by=by, now=now)
            extra.line_id = _add_line(session, found, extra)
        extra.approved, extra.words = approve, words
        extra.decided_at, extra.decided_by, extra.decided_by_name = now, by.account_id, by.name
        session.flush()
        event = Event.EXTRA_APPROVED if approve else Event.EXTRA_REFUSED
        facts = {"extra": str(extra.id), "amount": str(extra.amount)}
        happen(session, found.job, event, order_id=found.order.id, facts=facts, by=by, now=now)
        if len(found.works.undecided) == 0:
            settle_tasks(session, once=once(found.job, EXTRA), by=by, now=now)
        tell_contractor(session, found.job, found.order.organisation_id, "sanctuary_ordered", now=now)
        finish_if_reported(session, found, by=by, now=now)


def record_invoice(
    *,
    job_id: UUID,
    kind: str,
    reference: str,
    amount: Decimal,
    invoiced_on: date,
    permission: str,
    by: Actor,
    now: datetime,
) -> Invoice:
    """Record what a contractor asks to be paid; `kind` is one of KINDS, `amount` in pounds.

    Raises:
        NotFound: the job is not within the actor's reach.
        Refused: the number was used before, the day cannot be, or it is more than was ordered (for the contractor).
    """
    with transaction() as session:
        found = site(session, by, job_id, permission, late=True)
        _refuse_invoice(session, found, kind, reference, invoiced_on, now=now)
        row = Invoice(
            order_id=found.order.id, organisation_id=found.order.organisation_id, kind=kind, reference=reference,
            amount=amount, invoiced_on=invoiced_on, recorded_at=now, recorded_by=by.account_id,
            recorded_by_name=by.name,
        )  # fmt: skip
        _refuse_sum(found, row, permission)
        session.add(row)
        session.flush()
        facts = {"invoice": str(row.id), "amount": str(row.counts)}
        happen(
            session, found.job, Event.INVOICED, order_id=found.order.id, happened_on=invoiced_on, facts=facts, by=by,
            now=now,
        )  # fmt: skip
    return row


def _asks_for(extra: Extra) -> Wanted:
    return Wanted(extra.measure, extra.room, extra.quantity, extra.amount, extra.why)


def _refuse_extra(session: Session, found: Site, wanted: Wanted) -> None:
    if not found.accepted:
        raise Refused("Accept the order before you ask for extra work")
    if found.state.stage is Stage.DONE:
        raise Refused("The works are reported done. Telephone the council about anything more")
    for name, value in (("measure", wanted.measure), ("room", wanted.room)):
        if value not in choices(session, f"sanctuary_{name}", found.job.authority_code):
            raise Refused("Select an answer from the list", field=name)


def _refuse_above_limit(session: Session, found: Site, extra: Extra, *, by: Actor, now: datetime) -> None:
    """Above the limit whoever placed the order does not approve more of it alone."""
    limit = numbers(session, found.job.authority_code, day_of(now)).approval_limit
    total = found.works.committed + extra.amount
    if total <= limit:
        return
    if found.order.placed_by == by.account_id:
        raise Refused(
            f"With this the works cost {money(total)}, above {money(limit)}: somebody else than "
            f"{found.order.placed_by_name}, who placed the order, has to approve it"
        )


def _add_line(session: Session, found: Site, extra: Extra) -> UUID:
    last = max((line.row.position for line in found.works.lines), default=-1)
    line = SanctuaryOrderLine(
        order_id=found.order.id, position=last + 1, measure=extra.measure, room=extra.room,
        quantity=extra.quantity, amount=extra.amount, words=extra.why,
    )  # fmt: skip
    session.add(line)
    session.flush()
    return line.id


def _refuse_invoice(
    session: Session, found: Site, kind: str, reference: str, invoiced_on: date, *, now: datetime
) -> None:
    if kind not in KINDS:
        raise Refused("Select whether it is an invoice or a credit note", field="kind")
    placed_on = day_of(found.order.placed_at)
    if not placed_on <= invoiced_on <= day_of(now):
        sentence = f"The day must be between {said_date(placed_on)}, when the works were ordered, and today"
        raise Refused(sentence, field="invoiced_on")
    query = select(Invoice.recorded_by_name).where(
        Invoice.organisation_id == found.order.organisation_id, Invoice.reference == reference
    )
    who = session.scalar(query)
    if who is not None:
        raise Refused(f"An invoice with this number was recorded already, by {who}", field="reference")


def _refuse_sum(found: Site, row: Invoice, permission: str) -> None:
    """A contractor asks for no more than was ordered; nobody is credited more than was asked for."""
    total = found.works.invoiced + row.counts
    if permission == FIT and total > found.works.committed:
        raise Refused(
            f"With this, {money(total)} would be asked for, and {money(found.works.committed)} is ordered. "
            "Ask the council about the difference",
            field="amount",
        )
    if total < 0:
        raise Refused("More would be credited than was asked for", field="amount")
