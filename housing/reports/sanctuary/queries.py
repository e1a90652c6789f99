"""The rows behind the sanctuary report: jobs by event, tenure and promise, never a person or a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.sanctuary.models import SanctuaryCheck, SanctuaryEvent, SanctuaryJob
from pathway.calendar import london_day
from pathway.sanctuary import SanctuaryState, state_of
from pathway.sanctuary_moves import Event

READ = "report.read"


@dataclass(frozen=True, slots=True)
class EventRow:
    """One thing that happened to a job of a tenure (None where nobody has recorded one), on a London day."""

    event: Event
    on: date
    tenure: str | None
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SafeRow:
    """A home whose works were first reported done, and when that had been promised."""

    priority: str
    tenure: str | None
    referred_at: datetime
    due_at: datetime
    done_at: datetime


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A job that has not ended, and where it stands."""

    due_at: datetime
    state: SanctuaryState


def councils(actor: Actor) -> Sequence[str]:
    """The councils whose figures the actor may see."""
    return sorted(actor.extent(READ).authorities)


def events_between(session: Session, actor: Actor, from_on: date, until_on: date) -> list[EventRow]:
    """What happened in `[from_on, until_on)`, by the moment at which it was recorded."""
    query = (
        select(SanctuaryEvent.event, SanctuaryEvent.at, _tenure(), SanctuaryEvent.facts)
        .join(SanctuaryJob, SanctuaryJob.id == SanctuaryEvent.job_id)
        .where(SanctuaryJob.authority_code.in_(councils(actor)))
        .where(SanctuaryEvent.at >= london_day(from_on)[0], SanctuaryEvent.at < london_day(until_on)[0])
        .order_by(SanctuaryEvent.at, SanctuaryEvent.id)
    )
    return [EventRow(Event(event), day_of(at), tenure, facts) for event, at, tenure, facts in session.execute(query)]


def made_safe_between(session: Session, actor: Actor, from_on: date, until_on: date) -> list[SafeRow]:
    """Homes whose works were first reported done in `[from_on, until_on)`."""
    first = func.min(SanctuaryEvent.at)
    query = (
        select(SanctuaryJob.priority, _tenure(), SanctuaryJob.referred_at, SanctuaryJob.due_at, first)
        .join(SanctuaryEvent, SanctuaryEvent.job_id == SanctuaryJob.id)
        .where(SanctuaryJob.authority_code.in_(councils(actor)), SanctuaryEvent.event == Event.WORK_DONE.value)
        .group_by(SanctuaryJob.id)
        .having(first >= london_day(from_on)[0], first < london_day(until_on)[0])
        .order_by(SanctuaryJob.id)
    )
    return [SafeRow(*row) for row in session.execute(query)]


def open_jobs(session: Session, actor: Actor) -> list[OpenRow]:
    """Every job that has not ended."""
    query = (
        select(SanctuaryJob.id, SanctuaryJob.due_at, SanctuaryEvent.event)
        .join(SanctuaryEvent, SanctuaryEvent.job_id == SanctuaryJob.id)
        .where(SanctuaryJob.authority_code.in_(councils(actor)), SanctuaryJob.ended_at.is_(None))
        .order_by(SanctuaryJob.id, SanctuaryEvent.position)
    )
    told: dict[tuple[UUID, datetime], list[Event]] = defaultdict(list)
    for job_id, due_at, event in session.execute(query):
        told[(job_id, due_at)].append(Event(event))
    return [OpenRow(due_at, state_of(events)) for (_, due_at), events in told.items()]


def first_day_known(session: Session, actor: Actor) -> date | None:
    """The day of the first referral on record."""
    query = select(func.min(SanctuaryJob.referred_at)).where(SanctuaryJob.authority_code.in_(councils(actor)))
    first = session.scalar(query)
    return day_of(first) if first is not None else None


def _tenure() -> Any:
    return (
        select(SanctuaryCheck.tenure)
        .where(SanctuaryCheck.job_id == SanctuaryJob.id)
        .order_by(SanctuaryCheck.position.desc())
        .limit(1)
        .correlate(SanctuaryJob)
        .scalar_subquery()
    )
