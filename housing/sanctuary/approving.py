"""Who says yes to the cost: the coordinator up to the council's limit, above it a second person as well."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing.access import Actor, Role, insist
from housing.clock import day_of
from housing.codes import choices
from housing.db import transaction
from housing.refusals import Refused
from housing.sanctuary import life, telling
from housing.sanctuary.known import numbers, owed_by
from housing.sanctuary.models import SanctuaryEvent, SanctuaryJob, SanctuaryQuote
from housing.sanctuary.opening import opened
from housing.sanctuary.quoting import quotes_of
from housing.sanctuary.surveying import has_fire_advice, latest_survey, needs_fire_advice
from housing.tasks.raising import settle_tasks
from housing.web.filters import money
from pathway.sanctuary_moves import Event, Stage

WORK, ABOVE = "sanctuary.work", "sanctuary.approve_above"
NOT_APPROVED = "sanctuary_not_approved"
APPROVE = "approve"


def approve(*, job_id: UUID, quote_id: UUID, by: Actor, now: datetime) -> bool:
    """Approve a quote within the limit, or put one above it to a second person; whether it is approved now.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: the quote has run out or is for another survey, advice is missing, or it is not the time for it.
    """
    with transaction() as session:
        job = opened(session, by, job_id, WORK)
        quote = _quote(session, job, quote_id, now)
        facts = {"quote": str(quote.id), "total": str(quote.total)}
        local = numbers(session, job.authority_code, day_of(now))
        if quote.total <= local.approval_limit:
            life.happen(session, job, Event.APPROVED, by=by, now=now, facts=facts)
            return True
        life.happen(session, job, Event.PUT_FORWARD, by=by, now=now, facts=facts)
        telling.ask(
            session,
            job,
            what=APPROVE,
            role=Role.HOMELESSNESS,
            title="Approve the cost of making a home safe",
            why=f"The quote is {money(quote.total)}, above the limit of {money(local.approval_limit)}. "
            "Somebody other than the person who asks has to approve it.",
            due_at=owed_by(local.find_out, now),
            by=by,
            now=now,
        )
    return False


def decide(*, job_id: UUID, yes: bool, reason: str | None, words: str | None, by: Actor, now: datetime) -> SanctuaryJob:
    """A second person's word on a cost above the limit; a no needs a reason of the list, "other" needs words.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it is the same person who asked, the quote has run out, no reason, or it is not the time for it.
    """
    with transaction() as session:
        job = opened(session, by, job_id, ABOVE)
        asked = put_forward(job)
        if asked is None or life.state(job).paper is not Stage.AWAITING_APPROVAL:
            raise Refused("Nothing of this job waits for a second person.")
        if asked.by == by.account_id:
            raise Refused("You asked for this approval yourself. Somebody else has to decide.")
        if yes:
            _quote(session, job, UUID(asked.facts["quote"]), now)
            life.happen(session, job, Event.APPROVED, by=by, now=now, facts=asked.facts)
        else:
            _reason(session, job, reason, words)
            life.happen(session, job, Event.NOT_APPROVED, by=by, now=now, reason=reason, words=words)
        settle_tasks(session, once=telling.once(job, APPROVE), by=by, now=now, authority=job.authority_code)
        telling.tell_coordinators(session, job, "sanctuary_moved", now=now)
    return job


def refuse_cost(*, job_id: UUID, reason: str | None, words: str | None, by: Actor, now: datetime) -> SanctuaryJob:
    """The coordinator's own no to the quotes there are.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: no reason, or it is not the time for it.
    """
    insist(by, WORK)
    with transaction() as session:
        job = opened(session, by, job_id, WORK)
        _reason(session, job, reason, words)
        life.happen(session, job, Event.NOT_APPROVED, by=by, now=now, reason=reason, words=words)
        settle_tasks(session, once=telling.once(job, APPROVE), by=by, now=now, authority=job.authority_code)
    return job


def put_forward(job: SanctuaryJob) -> SanctuaryEvent | None:
    """The event that asked a second person last; its events must be loaded."""
    return next((row for row in reversed(job.events) if row.event == Event.PUT_FORWARD), None)


def approved_quote(job: SanctuaryJob) -> UUID | None:
    """The quote that was approved last; its events must be loaded."""
    approved = next((row for row in reversed(job.events) if row.event == Event.APPROVED), None)
    return UUID(approved.facts["quote"]) if approved else None


def still_good(session: Session, job: SanctuaryJob, quote_id: UUID, now: datetime) -> SanctuaryQuote:
    """A quote that can be acted on.

    Raises:
        Refused: it is not of this job or of the survey that counts, or it has run out.
    """
    quote = next((each for each in quotes_of(session, job.id) if each.id == quote_id), None)
    survey = latest_survey(session, job.id)
    if quote is None or survey is None or quote.survey_id != survey.id:
        raise Refused("Select a quote for the survey that counts now.", field="quote")
    if quote.valid_until < day_of(now):
        raise Refused("This quote has run out. Record a new one.", field="quote")
    return quote


def _quote(session: Session, job: SanctuaryJob, quote_id: UUID, now: datetime) -> SanctuaryQuote:
    quote = still_good(session, job, quote_id, now)
    survey = latest_survey(session, job.id)
    if survey is not None and needs_fire_advice(survey) and not has_fire_advice(job):
        raise Refused("A safe room is not approved before the fire service has advised. Record its advice first.")
    return quote


def _reason(session: Session, job: SanctuaryJob, reason: str | None, words: str | None) -> None:
    if not reason or reason not in choices(session, NOT_APPROVED, job.authority_code):
        raise Refused("Select a reason from the list.", field="reason")
    if reason == "other" and not (words or "").strip():
        raise Refused("Say in a few words what the other reason is.", field="words")
