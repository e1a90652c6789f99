"""The owner's consent: asked of the right person, reminded, answered. A person of concern is never asked."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing.access import Actor, Role
from housing.clock import day_of
from housing.codes import choices
from housing.db import transaction
from housing.refusals import Refused
from housing.sanctuary import days, life, telling
from housing.sanctuary.checking import LONGEST_WORDS
from housing.sanctuary.known import facts_of, numbers, owed_by
from housing.sanctuary.models import SanctuaryJob
from housing.sanctuary.opening import opened
from housing.tasks.raising import settle_tasks
from pathway.sanctuary_eligibility import Tenure, may_ask_owner
from pathway.sanctuary_moves import Event

WORK = "sanctuary.work"
CONSENT = "consent"
REFUSALS = "sanctuary_consent_refusal"


def ask_owner(*, job_id: UUID, asked_on: date, words: str, she_agrees: bool, by: Actor, now: datetime) -> SanctuaryJob:
    """Record that the owner has been asked; `words` say whom, how, and what they were told of the works.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: she has not agreed to it, the owner is (or may be) a person of concern, or it is not the time for it.
    """
    with transaction() as session:
        job = opened(session, by, job_id, WORK)
        facts = facts_of(job)
        if not she_agrees:
            raise Refused("Ask her first whether the owner may be asked: they may know the person of concern.",
                          field="she_agrees")  # fmt: skip
        if facts.tenure is None:
            raise Refused("Record how she holds her home first: it decides who is asked.")
        if not may_ask_owner(facts):
            raise Refused("Nobody is asked here: the other owner is, or may be, a person of concern.")
        _typed(words)
        days.happened(job, asked_on, now, "asked_on")
        of = {"of": facts.tenure.value}
        life.happen(session, job, Event.CONSENT_ASKED, by=by, now=now, happened_on=asked_on, words=words, facts=of)
        _chase(session, job, by=by, now=now)
    return job


def remind_owner(*, job_id: UUID, reminded_on: date, words: str | None, by: Actor, now: datetime) -> SanctuaryJob:
    """Record that the owner has been reminded; the next reminder is owed after the same time again.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: nobody has been asked, or they have answered.
    """
    with transaction() as session:
        job = opened(session, by, job_id, WORK)
        days.happened(job, reminded_on, now, "reminded_on")
        life.happen(session, job, Event.CONSENT_CHASED, by=by, now=now, happened_on=reminded_on, words=words)
        _settle(session, job, by=by, now=now)
        _chase(session, job, by=by, now=now)
    return job


def record_consent(
    *, job_id: UUID, given: bool, answered_on: date, reason: str | None, words: str | None, by: Actor, now: datetime
) -> SanctuaryJob:
    """Record the owner's answer; a refusal needs a reason of the list, "other" needs words.

    Also records that a consent no longer holds. Where the other owner is a person of concern, the answer is what legal
    advice says that she may do alone.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it is not the time for it, no reason, or the day is before they were asked.
    """
    with transaction() as session:
        job = opened(session, by, job_id, WORK)
        facts = facts_of(job)
        if facts.tenure is None:
            raise Refused("Record how she holds her home first: it decides whose consent counts.")
        days.happened(job, answered_on, now, "answered_on")
        _after_asking(job, answered_on)
        of = {"of": facts.tenure.value}
        if given:
            if facts.tenure is Tenure.OWNER_JOINT and facts.joint_with_concern is None:
                raise Refused("Record first whether the other owner is a person of concern.")
            life.happen(
                session, job, Event.CONSENT_GIVEN, by=by, now=now, happened_on=answered_on, words=words, facts=of
            )
        else:
            _reason(session, job, reason, words)
            life.happen(
                session, job, Event.CONSENT_REFUSED, by=by, now=now, happened_on=answered_on, reason=reason,
                words=words, facts=of,
            )  # fmt: skip
            telling.tell_officer(session, job, "sanctuary_moved", now=now)
        _settle(session, job, by=by, now=now)
    return job


def _chase(session: Session, job: SanctuaryJob, *, by: Actor, now: datetime) -> None:
    telling.ask(
        session,
        job,
        what=CONSENT,
        role=Role.SANCTUARY,
        title="Remind the owner of the home",
        why="The owner has been asked for consent to the works and has not answered.",
        due_at=owed_by(numbers(session, job.authority_code, day_of(now)).chase, now),
        by=by,
        now=now,
    )


def _settle(session: Session, job: SanctuaryJob, *, by: Actor, now: datetime) -> None:
    settle_tasks(session, once=telling.once(job, CONSENT), by=by, now=now, authority=job.authority_code)


def _reason(session: Session, job: SanctuaryJob, reason: str | None, words: str | None) -> None:
    if not reason or reason not in choices(session, REFUSALS, job.authority_code):
        raise Refused("Select a reason from the list.", field="reason")
    if reason == "other" and not (words or "").strip():
        raise Refused("Say in a few words what the other reason is.", field="words")


def _typed(words: str) -> None:
    if not words.strip():
        raise Refused("Say whom you asked, and how.", field="words")
    if len(words) > LONGEST_WORDS:
        raise Refused(f"Use {LONGEST_WORDS:,} characters or fewer.", field="words")


def _after_asking(job: SanctuaryJob, day: date) -> None:
    asked = [row.happened_on for row in job.events if row.event == Event.CONSENT_ASKED and row.happened_on]
    if asked and day < asked[-1]:
        raise Refused("The day of the answer must not be before the owner was asked.", field="answered_on")
