"""What contractors ask for the measures of the survey that counts: a price for each line, good until a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from housing.access import Actor
from housing.clock import day_of
from housing.db import transaction
from housing.people.models import Organisation
from housing.refusals import Refused
from housing.sanctuary import days, life
from housing.sanctuary.models import SanctuaryQuote, SanctuaryQuoteLine, SanctuarySurvey
from housing.sanctuary.opening import opened
from housing.sanctuary.surveying import latest_survey
from pathway.sanctuary_moves import Event

WORK = "sanctuary.work"
MOST_POUNDS = Decimal(100_000)


def record_quote(
    *,
    job_id: UUID,
    organisation_id: UUID,
    received_on: date,
    valid_until: date,
    amounts: Mapping[UUID, Decimal],
    by: Actor,
    now: datetime,
) -> SanctuaryQuote:
    """Store a contractor's prices, one for each measure of the survey that counts; `amounts` by measure, in pounds.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: no such contractor, a measure without a price, days that contradict, or it is not the time for it.
    """
    with transaction() as session:
        job = opened(session, by, job_id, WORK)
        survey = latest_survey(session, job.id)
        if survey is None:
            raise Refused("Survey the home before a quote is recorded.")
        if organisation_id not in contractors(session, job.authority_code):
            raise Refused("Select a contractor from the list.", field="contractor")
        days.happened(job, received_on, now, "received_on")
        if valid_until < received_on:
            raise Refused("The last day must not be before the quote was received.", field="valid_until")
        if valid_until < day_of(now):
            raise Refused("This quote has run out. Ask for a new one.", field="valid_until")
        quote = SanctuaryQuote(
            job_id=job.id, survey_id=survey.id, organisation_id=organisation_id, received_on=received_on,
            valid_until=valid_until, at=now, by=by.account_id, by_name=by.name, lines=_lines(survey, amounts),
        )  # fmt: skip
        session.add(quote)
        session.flush()
        facts = {"quote": str(quote.id), "total": str(quote.total)}
        life.happen(session, job, Event.QUOTED, by=by, now=now, happened_on=received_on, facts=facts)
    return quote


def contractors(session: Session, authority: str) -> dict[UUID, str]:
    """The council's contractors as {id: name}, by name."""
    query = (
        select(Organisation.id, Organisation.name)
        .where(Organisation.authority_code == authority, Organisation.kind == "contractor")
        .order_by(Organisation.name, Organisation.id)
    )
    return dict(session.execute(query).all())


def quotes_of(session: Session, job_id: UUID) -> Sequence[SanctuaryQuote]:
    """Every quote of a job with its contractor and lines, the newest first."""
    query = (
        select(SanctuaryQuote)
        .where(SanctuaryQuote.job_id == job_id)
        .options(joinedload(SanctuaryQuote.organisation), selectinload(SanctuaryQuote.lines))
        .order_by(SanctuaryQuote.at.desc(), SanctuaryQuote.id)
    )
    return session.scalars(query).all()


def _lines(survey: SanctuarySurvey, amounts: Mapping[UUID, Decimal]) -> list[SanctuaryQuoteLine]:
    lines = []
    for position, measure in enumerate(survey.measures):
        amount = amounts.get(measure.id)
        if amount is None:
            raise Refused("Enter the price of each measure; nought where it costs nothing.", field=f"amount_{position}")
        if not 0 <= amount <= MOST_POUNDS:
            raise Refused(f"The price must be £{MOST_POUNDS:,} or less.", field=f"amount_{position}")
        lines.append(SanctuaryQuoteLine(measure_id=measure.id, position=position, amount=amount))
    return lines
