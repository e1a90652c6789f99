"""Reading replays: the newest of a run, what gives alarm, and which runs are next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from housing.placements.matching.replay import Outcome
from housing.placements.matching.replays.models import MatchReplay
from housing.placements.models import MatchRun

ALARMING = (Outcome.DIFFERENT, Outcome.UNREADABLE)


@dataclass(frozen=True, slots=True)
class Alarm:
    """A run that did not come out the same the last time that it was made again, and no rule explains it."""

    run_id: UUID
    number: int
    at: datetime
    outcome: str


def last(session: Session, run_id: UUID) -> MatchReplay | None:
    """The newest replay of a run."""
    of_run = select(MatchReplay).where(MatchReplay.run_id == run_id)
    return session.scalar(of_run.order_by(MatchReplay.at.desc(), MatchReplay.id).limit(1))


def alarms(session: Session, councils: Collection[str]) -> list[Alarm]:
    """The runs of these councils whose newest replay gives alarm, the newest run first: one query."""
    newest = (
        select(MatchReplay.run_id, MatchReplay.at, MatchReplay.outcome)
        .ext(distinct_on(MatchReplay.run_id))
        .order_by(MatchReplay.run_id, MatchReplay.at.desc(), MatchReplay.id)
        .subquery()
    )
    query = (
        select(MatchRun.id, MatchRun.number, newest.c.at, newest.c.outcome)
        .join(newest, newest.c.run_id == MatchRun.id)
        .where(MatchRun.authority_code.in_(councils), newest.c.outcome.in_(ALARMING))
        .order_by(MatchRun.number.desc())
    )
    return [Alarm(*row) for row in session.execute(query)]


def sample(session: Session, authority: str, size: int) -> list[tuple[UUID, int]]:
    """The runs of a council to make again next, as (id, number): the newest, then those made again longest ago.

    A run never made again comes before all others, so that each is met: with two or more a day every run comes round,
    however many there are.
    """
    made_again = select(func.max(MatchReplay.at)).where(MatchReplay.run_id == MatchRun.id).scalar_subquery()
    ours = select(MatchRun.id, MatchRun.number).where(MatchRun.authority_code == authority)
    newest = session.execute(ours.order_by(MatchRun.number.desc()).limit(1)).all()
    older = ours.where(MatchRun.id.not_in([run_id for run_id, _ in newest])).order_by(
        made_again.asc().nulls_first(), MatchRun.number
    )
    chosen = [*newest, *session.execute(older.limit(max(0, size - 1)))]
    return [(run_id, number) for run_id, number in chosen]
