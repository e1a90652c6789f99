"""The conditions of a job: facts as they become known, what they add up to, and what has to be found out."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing.access import Actor, Role
from housing.clock import day_of
from housing.db import transaction
from housing.refusals import Refused
from housing.sanctuary import life, telling
from housing.sanctuary.known import Answers, consent_of, facts_of, found, numbers, owed_by
from housing.sanctuary.models import SanctuaryCheck, SanctuaryJob
from housing.sanctuary.opening import opened
from housing.tasks.raising import settle_tasks
from pathway.sanctuary_eligibility import Answer, Consent, Eligibility, RightToEnter, Tenure
from pathway.sanctuary_moves import Event, Stage

TELL = "sanctuary.tell"
LONGEST_WORDS = 2000
FACTS = "facts"


def record_facts(*, job_id: UUID, answers: Answers, words: str | None, by: Actor, now: datetime) -> SanctuaryJob:
    """Store what is known now, as a new check; the job moves where that decides whether it is possible.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: the job has ended, an answer contradicts another, or the words are too many.
    """
    with transaction() as session:
        job = opened(session, by, job_id, TELL)
        if _same(job, answers) and not words:
            raise Refused("Nothing here differs from what is recorded.")
        _keep_owner(job, answers)
        add_check(session, job, answers, words, by=by, now=now)
        life.happen(session, job, Event.CHECKED, by=by, now=now)
        judge(session, job, by=by, now=now)
    return job


def add_check(
    session: Session, job: SanctuaryJob, answers: Answers, words: str | None, *, by: Actor, now: datetime
) -> Eligibility:
    """Add a check to a locked job; every condition with its answer.

    Raises:
        Refused: an answer contradicts another, or the words are too many.
    """
    contradictions(answers)
    if len(words or "") > LONGEST_WORDS:
        raise Refused(f"Use {LONGEST_WORDS:,} characters or fewer.", field="words")
    row = SanctuaryCheck(
        position=len(job.checks), at=now, by=by.account_id, by_name=by.name, words=words, **asdict(answers)
    )
    job.checks.append(row)
    what = found(job, now)
    row.answer = what.answer.value
    session.flush()
    return what


def contradictions(answers: Answers) -> None:
    """Refuse answers that cannot be true together.

    Raises:
        Refused: with the question that it concerns.
    """
    if answers.order_until is not None and answers.right_to_enter is not RightToEnter.NONE_ORDER:
        raise Refused("Only an order has a last day.", field="order_until")
    if answers.tenure is Tenure.OWNER_ALONE and answers.right_to_enter is RightToEnter.HAS:
        raise Refused(
            "If she owns the home alone, the person of concern has no right to enter unless something else gives it. "
            "Check who owns the home.",
            field="right_to_enter",
        )
    if answers.joint_with_concern is not None and answers.tenure is not Tenure.OWNER_JOINT:
        raise Refused("This is asked only where she owns the home together with somebody.", field="joint_with_concern")


def judge(session: Session, job: SanctuaryJob, *, by: Actor, now: datetime) -> Eligibility:
    """Move a job where its facts decide it, and raise or settle the task of finding out what they leave open."""
    what, standing = found(job, now), life.state(job)
    if what.before_consent is Answer.ACCEPT and standing.may(Event.FOUND_ELIGIBLE):
        life.happen(session, job, Event.FOUND_ELIGIBLE, by=by, now=now)
        _consent_stands(session, job, by=by, now=now)
    elif what.before_consent is Answer.REFUSE and standing.may(Event.FOUND_NOT_ELIGIBLE):
        facts = {"conditions": [each.condition for each in what.refusals]}
        life.happen(session, job, Event.FOUND_NOT_ELIGIBLE, by=by, now=now, facts=facts)
        telling.tell_officer(session, job, "sanctuary_moved", now=now)
        telling.tell_coordinators(session, job, "sanctuary_moved", now=now)
    settle_tasks(session, once=telling.once(job, FACTS), by=by, now=now, authority=job.authority_code)
    if what.before_consent is Answer.ASK and job.ended_at is None:
        _ask(session, job, what, by=by, now=now)
    return what


def _consent_stands(session: Session, job: SanctuaryJob, *, by: Actor, now: datetime) -> None:
    """Where nobody has to be asked, or the owner has said yes already, the job goes on at once."""
    facts = facts_of(job)
    hers = facts.tenure is Tenure.OWNER_ALONE
    if hers or facts.consent is Consent.GIVEN:
        of = {"of": facts.tenure.value if facts.tenure else None, "again": not hers}
        life.happen(session, job, Event.CONSENT_GIVEN, by=by, now=now, facts=of, happened_on=day_of(now))


def _ask(session: Session, job: SanctuaryJob, what: Eligibility, *, by: Actor, now: datetime) -> None:
    telling.ask(
        session,
        job,
        what=FACTS,
        role=Role.OFFICER,
        organisation_id=job.household.organisation_id,
        title="Find out what decides whether her home can be made safe",
        why=" ".join(f"{each.because}." for each in what.asks if each.condition != "owner-consents"),
        due_at=owed_by(numbers(session, job.authority_code, day_of(now)).find_out, now),
        by=by,
        now=now,
    )


def _keep_owner(job: SanctuaryJob, answers: Answers) -> None:
    """How she holds her home decides whose consent counts: it is not changed under a consent that stands."""
    kept = job.checks[-1].tenure if job.checks else None
    if kept is None or answers.tenure is None or answers.tenure.value == kept:
        return
    given = consent_of(job) is Consent.GIVEN and life.state(job).paper is not Stage.NOT_ELIGIBLE
    if given:
        raise Refused(
            "The owner’s consent has been recorded for how she holds her home now. Record that it no longer holds, "
            "then change this.",
            field="tenure",
        )


def _same(job: SanctuaryJob, answers: Answers) -> bool:
    if not job.checks:
        return False
    kept = job.checks[-1]
    return all(getattr(kept, name) == value for name, value in asdict(answers).items())
