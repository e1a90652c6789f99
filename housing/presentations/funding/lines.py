"""Recording funding lines: a way of paying that is asked for, and every answer to it as a new event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor
from housing.clock import day_of
from housing.db import transaction
from housing.households import editing
from housing.households.immigration.queries import history, standing_of
from housing.households.models import Household
from housing.presentations.funding.models import FundingEvent, FundingLine
from housing.presentations.funding.planning import watch
from housing.presentations.funding.reading import Line, one_line
from housing.refusals import Refused
from housing.web.filters import said_date
from pathway.funding import WORDS, Event
from pathway.immigration import benefits_until

ROUTES = "funding_route"
BENEFITS = frozenset({"housing_benefit", "universal_credit", "mvdac"})  # public funds, which end with the leave
MOST_A_NIGHT = Decimal(1_000)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is said of a line: nights `[from_on, until_on)`, None until further notice; pounds a night.

    `decision_by`: the day by which the payer is to answer. `words`: why it was refused, or anything to add.
    """

    from_on: date | None = None
    until_on: date | None = None
    per_night: Decimal | None = None
    decision_by: date | None = None
    reference: str | None = None
    words: str | None = None


def add_line(
    *, household_id: UUID, route: str, payer: str, event: Event, terms: Terms, once: UUID, by: Actor, now: datetime
) -> FundingLine:
    """Write down a way of paying that was asked for or is confirmed; `once` comes with the form.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: a route that is not of the list, nobody who pays, or terms that contradict.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        sent = session.scalar(select(FundingLine).where(FundingLine.household_id == household_id,
                                                        FundingLine.once == once))  # fmt: skip
        if sent is not None:
            return sent
        if route not in codes.choices(session, ROUTES, household.authority_code):
            raise Refused("Select how it is paid.", field="route")
        if event not in (Event.ASKED, Event.CONFIRMED):
            raise Refused("Select whether it is asked for or confirmed.", field="event")
        if not payer.strip():
            raise Refused("Enter who pays.", field="payer")
        _check(session, household, route, event, terms, day_of(now))
        line = FundingLine(
            household_id=household_id, route=route, payer=payer, once=once, recorded_at=now,
            events=[_event(0, event, terms, by, now)],
        )  # fmt: skip
        session.add(line)
        audit.record(session, by, "funding.added", line, now=now, facts={"household": household_id, "event": event})
        watch(session, household, by=by, now=now)
    return line


def record_line(
    *, household_id: UUID, line_id: UUID, event: Event, terms: Terms, by: Actor, now: datetime
) -> FundingLine:
    """Write down what happened to a line; the same said twice is written once.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it does not follow, which says where the line stands and who said so, or terms that contradict.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        line = one_line(session, by, household_id, line_id, editing.EDIT)
        kept = replace(terms, from_on=None) if event is Event.ENDED else terms
        if event is line.state and _said(line.last) == kept:
            return line.row
        if event not in line.may_follow:
            raise Refused(_stands(line), field="event")
        _check(session, household, line.row.route, event, kept, day_of(now))
        if event is Event.ENDED and line.terms and line.terms.from_on and kept.until_on:
            kept = replace(kept, until_on=max(kept.until_on, line.terms.from_on))
        line.row.events.append(_event(len(line.row.events), event, kept, by, now))
        audit.record(session, by, f"funding.{event}", line.row, now=now, facts={"household": household_id})
        session.flush()
        watch(session, household, by=by, now=now)
    return line.row


def _event(position: int, event: Event, terms: Terms, by: Actor, now: datetime) -> FundingEvent:
    return FundingEvent(
        position=position, event=event, from_on=terms.from_on, until_on=terms.until_on, per_night=terms.per_night,
        decision_by=terms.decision_by, reference=terms.reference, words=terms.words, at=now, by=by.account_id,
        by_name=by.name,
    )  # fmt: skip


def _said(event: FundingEvent) -> Terms:
    return Terms(event.from_on, event.until_on, event.per_night, event.decision_by, event.reference, event.words)


def _stands(line: Line) -> str:
    last = line.last
    return f"{last.by_name} recorded on {said_date(last.at)} that it stands at “{WORDS[line.state]}”."


def _check(session: Session, household: Household, route: str, event: Event, terms: Terms, today: date) -> None:
    if event is Event.CONFIRMED and terms.from_on is None:
        raise Refused("Enter the first night that is paid for.", field="from_on")
    if event is Event.REFUSED and not terms.words:
        raise Refused("Say why it was refused.", field="words")
    if event is Event.ENDED and terms.until_on is None:
        raise Refused("Enter the first night that is not paid for any more.", field="until_on")
    if terms.from_on and terms.until_on and terms.until_on <= terms.from_on:
        raise Refused("The first night that is not paid for must be after the first that is.", field="until_on")
    if terms.per_night is not None and terms.per_night > MOST_A_NIGHT:
        raise Refused(f"The amount for a night must be £{MOST_A_NIGHT:,} or less.", field="per_night")
    if event is Event.CONFIRMED and route in BENEFITS:
        _within_leave(session, household, terms, today)


def _within_leave(session: Session, household: Household, terms: Terms, today: date) -> None:
    """Benefits end with her leave: nobody should count on nights after it."""
    ends = benefits_until(standing_of(history(session, household.id), today))
    if ends is not None and (terms.until_on is None or terms.until_on > ends):
        raise Refused(
            f"Her leave is over on {said_date(ends)}, and benefits with it. Enter that day or an earlier one; once "
            "settlement has been applied for, write that down first.",
            field="until_on",
        )
