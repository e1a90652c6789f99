"""Ordering the works: of the approved quote, as her choice to stay; or emergency works, before the paperwork."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.db import transaction
from housing.refusals import Refused
from housing.sanctuary import life, telling
from housing.sanctuary.approving import approved_quote, still_good
from housing.sanctuary.known import facts_of, found, numbers
from housing.sanctuary.models import SanctuaryJob, SanctuaryOrder, SanctuaryOrderLine, SanctuaryQuote
from housing.sanctuary.opening import opened
from housing.sanctuary.quoting import contractors
from housing.sanctuary.surveying import Measured, check_lines, latest_survey
from housing.web.filters import money
from pathway.sanctuary_eligibility import Answer
from pathway.sanctuary_moves import Event

WORK = "sanctuary.work"
ACTIVITY = "sanctuary_or_security_measures"  # as H-CLIC calls it, under prevention and under relief (domain.md 3.4)


def place(session: Session, job: SanctuaryJob, *, by: Actor, now: datetime) -> SanctuaryOrder:
    """Order the works of the approved quote, inside the caller's transaction; the job is locked.

    Raises:
        Refused: nothing is approved, the quote has run out, her home or a safe way to reach her is not recorded, or the
            facts as they are now stand against it (each with its sentence).
    """
    _ready(job)
    against = [each for each in found(job, now).findings if each.answer is not Answer.ACCEPT]
    if against:
        raise Refused(f"Not yet: {'; '.join(each.because[:1].lower() + each.because[1:] for each in against)}.")
    quote_id = approved_quote(job)
    if quote_id is None or not life.state(job).may(Event.ORDERED):
        raise Refused(f"The works cannot be ordered now: {life.state(job).stage.words}.")
    quote = still_good(session, job, quote_id, now)
    order = _order(job, quote.organisation_id, quote.total, by=by, now=now)
    order.quote_id, order.lines = quote.id, _quoted(session, job, quote)
    _send(session, job, order, Event.ORDERED, by=by, now=now)
    return order


def order_emergency(
    *,
    job_id: UUID,
    organisation_id: UUID,
    lines: Sequence[Measured],
    limit: Decimal,
    words: str,
    by: Actor,
    now: datetime,
) -> SanctuaryOrder:
    """Order works that cannot wait for consent, survey or quotes, up to a cost; recorded as that, with the reason.

    It does not say that she stays: an offer of another home is not touched.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: above the council's limit for emergencies, no reason, she does not want to stay, the person of concern
            is recorded to have a right to enter, or it is not the time for it.
    """
    with transaction() as session:
        job = opened(session, by, job_id, WORK)
        _ready(job)
        most = numbers(session, job.authority_code, day_of(now)).emergency_limit
        if not 0 < limit <= most:
            raise Refused(f"Emergency works may cost {money(most)} at most. Have anything dearer surveyed and quoted.",
                          field="limit")  # fmt: skip
        if not words.strip():
            raise Refused("Say why the works cannot wait.", field="words")
        if organisation_id not in contractors(session, job.authority_code):
            raise Refused("Select a contractor from the list.", field="contractor")
        check_lines(session, lines, job.authority_code)
        order = _order(job, organisation_id, limit, by=by, now=now)
        order.lines = [_line(each, position) for position, each in enumerate(lines)]
        _send(session, job, order, Event.EMERGENCY_ORDERED, by=by, now=now, words=words)
    return order


def _ready(job: SanctuaryJob) -> None:
    """What anybody who goes there needs."""
    if not job.address:
        raise Refused("Record where her home is before works are ordered.")
    if not facts_of(job).safe_to_contact:
        raise Refused("No safe way to reach her is agreed. Agree one with her before a contractor is sent to her home.")


def _order(job: SanctuaryJob, organisation_id: UUID, limit: Decimal, *, by: Actor, now: datetime) -> SanctuaryOrder:
    return SanctuaryOrder(
        job_id=job.id,
        organisation_id=organisation_id,
        emergency=True,
        limit=limit,
        placed_at=now,
        placed_by=by.account_id,
        placed_by_name=by.name,
    )


def _send(
    session: Session,
    job: SanctuaryJob,
    order: SanctuaryOrder,
    event: Event,
    *,
    by: Actor,
    now: datetime,
    words: str | None = None,
) -> None:
    order.emergency = event is Event.EMERGENCY_ORDERED
    session.add(order)
    session.flush()
    job.orders.append(order)
    facts = {"limit": str(order.limit), "activity": ACTIVITY}
    life.happen(session, job, event, by=by, now=now, facts=facts, words=words, order_id=order.id)
    telling.tell_contractor(session, job, order.organisation_id, "sanctuary_ordered", now=now)
    telling.tell_officer(session, job, "sanctuary_moved", now=now)


def _quoted(session: Session, job: SanctuaryJob, quote: SanctuaryQuote) -> list[SanctuaryOrderLine]:
    survey = latest_survey(session, job.id)
    measures = {each.id: each for each in survey.measures} if survey else {}
    return [
        SanctuaryOrderLine(
            position=line.position,
            measure=measures[line.measure_id].measure,
            room=measures[line.measure_id].room,
            quantity=measures[line.measure_id].quantity,
            words=measures[line.measure_id].words,
            amount=line.amount,
        )
        for line in quote.lines
    ]


def _line(each: Measured, position: int) -> SanctuaryOrderLine:
    return SanctuaryOrderLine(
        position=position, measure=each.measure, room=each.room, quantity=each.quantity, words=each.words, amount=None
    )
