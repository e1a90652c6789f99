"""The survey of a home: what it needs, room by room; and what the fire service says of a safe room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from housing.access import Actor, Role
from housing.clock import day_of
from housing.codes import choices
from housing.db import transaction
from housing.presentations.moments import following
from housing.refusals import Refused
from housing.sanctuary import days, life, telling
from housing.sanctuary.checking import LONGEST_WORDS
from housing.sanctuary.known import numbers, owed_by
from housing.sanctuary.models import SanctuaryJob, SanctuaryMeasure, SanctuarySurvey
from housing.sanctuary.opening import opened
from housing.tasks.raising import settle_tasks
from pathway.sanctuary_moves import Event

WORK = "sanctuary.work"
MEASURES, ROOMS = "sanctuary_measure", "sanctuary_room"
SAFE_ROOM = "safe_room"  # the measure on which the fire service is asked (docslib 13674135)
FIRE_ADVICE = "fire-advice"
MOST_LINES, MOST_OF_ONE = 30, 99


@dataclass(frozen=True, slots=True)
class Measured:
    """One line: what, where, how many, and the estimated cost of all of them in pounds (None: not estimated)."""

    measure: str
    room: str
    quantity: int = 1
    estimate: Decimal | None = None
    words: str | None = None


def record_survey(
    *, job_id: UUID, surveyed_on: date, lines: Sequence[Measured], words: str | None, by: Actor, now: datetime
) -> SanctuarySurvey:
    """Store what the home needs; a later survey replaces an earlier one, and asks for new quotes.

    The same survey sent again is the one that stands: nothing is stored twice, and no quote is set aside.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: nothing measured, an unknown code, a day that cannot be, or it is not the time for it.
    """
    with transaction() as session:
        job = opened(session, by, job_id, WORK)
        if not job.address:
            raise Refused("Record where her home is before it is surveyed.")
        check_lines(session, lines, job.authority_code)
        days.happened(job, surveyed_on, now, "surveyed_on")
        before = latest_survey(session, job.id)
        if before is not None and _same(before, surveyed_on, lines, words):
            return before
        survey = SanctuarySurvey(
            job_id=job.id, surveyed_on=surveyed_on, words=words,
            at=following(now, before.at if before else None), by=by.account_id, by_name=by.name,
            measures=[_row(line, position) for position, line in enumerate(lines)],
        )  # fmt: skip
        session.add(survey)
        session.flush()
        facts = {"survey": str(survey.id), "measures": [line.measure for line in lines]}
        life.happen(session, job, Event.SURVEYED, by=by, now=now, happened_on=surveyed_on, facts=facts)
        if needs_fire_advice(survey) and not has_fire_advice(job):
            _ask_fire_service(session, job, by=by, now=now)
    return survey


def record_fire_advice(*, job_id: UUID, advised_on: date, words: str, by: Actor, now: datetime) -> SanctuaryJob:
    """Record what the fire service advised on a safe room.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: no words, or a day that cannot be.
    """
    with transaction() as session:
        job = opened(session, by, job_id, WORK)
        if not words.strip():
            raise Refused("Enter what the fire service advised.", field="words")
        days.happened(job, advised_on, now, "advised_on")
        life.happen(session, job, Event.FIRE_ADVICE, by=by, now=now, happened_on=advised_on, words=words)
        settle_tasks(session, once=telling.once(job, FIRE_ADVICE), by=by, now=now, authority=job.authority_code)
    return job


def latest_survey(session: Session, job_id: UUID) -> SanctuarySurvey | None:
    """The survey that counts, with its measures; None where the home has not been surveyed."""
    query = select(SanctuarySurvey).where(SanctuarySurvey.job_id == job_id)
    return session.scalar(
        query.order_by(SanctuarySurvey.at.desc()).limit(1).options(selectinload(SanctuarySurvey.measures))
    )


def needs_fire_advice(survey: SanctuarySurvey) -> bool:
    """Whether a safe room is among what the home needs; its measures must be loaded."""
    return any(line.measure == SAFE_ROOM for line in survey.measures)


def has_fire_advice(job: SanctuaryJob) -> bool:
    """Whether the fire service has advised; its events must be loaded."""
    return any(row.event == Event.FIRE_ADVICE for row in job.events)


def check_lines(session: Session, lines: Sequence[Measured], authority: str) -> None:
    """Refuse lines that name nothing of the lists, or numbers that cannot be.

    Raises:
        Refused: with the sentence; its field names the line's question, counted from 0 ("measure_0").
    """
    if not lines:
        raise Refused("Enter at least one measure.", field="measure_0")
    if len(lines) > MOST_LINES:
        raise Refused(f"Enter {MOST_LINES} measures at most.")
    known = {"measure": choices(session, MEASURES, authority), "room": choices(session, ROOMS, authority)}
    for number, line in enumerate(lines):
        _check_line(line, number, known)


def _check_line(line: Measured, number: int, known: Mapping[str, Mapping[str, str]]) -> None:
    for name in ("measure", "room"):
        if getattr(line, name) not in known[name]:
            raise Refused("Select an answer from the list.", field=f"{name}_{number}")
    if not 1 <= line.quantity <= MOST_OF_ONE:
        raise Refused(f"How many must be between 1 and {MOST_OF_ONE}.", field=f"quantity_{number}")
    if line.estimate is not None and line.estimate < 0:
        raise Refused("The cost must not be below nought.", field=f"estimate_{number}")
    if line.measure == "other" and not (line.words or "").strip():
        raise Refused("Say in a few words what the other measure is.", field=f"words_{number}")
    if len(line.words or "") > LONGEST_WORDS:
        raise Refused(f"Use {LONGEST_WORDS:,} characters or fewer.", field=f"words_{number}")


def _same(survey: SanctuarySurvey, surveyed_on: date, lines: Sequence[Measured], words: str | None) -> bool:
    told = [Measured(each.measure, each.room, each.quantity, each.estimate, each.words) for each in survey.measures]
    return (survey.surveyed_on, told, survey.words) == (surveyed_on, list(lines), words)


def _row(line: Measured, position: int) -> SanctuaryMeasure:
    return SanctuaryMeasure(
        position=position,
        measure=line.measure,
        room=line.room,
        quantity=line.quantity,
        estimate=line.estimate,
        words=line.words,
    )


def _ask_fire_service(session: Session, job: SanctuaryJob, *, by: Actor, now: datetime) -> None:
    telling.ask(
        session,
        job,
        what=FIRE_ADVICE,
        role=Role.SANCTUARY,
        title="Ask the fire service about the safe room",
        why="The survey asks for a safe room. It is not approved before the fire service has advised.",
        due_at=owed_by(numbers(session, job.authority_code, day_of(now)).chase, now),
        by=by,
        now=now,
    )
