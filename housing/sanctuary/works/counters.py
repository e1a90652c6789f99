"""What waits for a sanctuary coordinator, counted for the home page: read once, however many counts are asked for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.sanctuary import queries
from housing.sanctuary.aftercare.standing import OUTCOMES, REVIEWS, local, owed_by_events
from housing.sanctuary.queries import Standing
from housing.sanctuary.works.reach import COORDINATE
from pathway.sanctuary_aftercare import DueState
from pathway.sanctuary_moves import Stage

KEPT = "sanctuary counted"  # in a session's info: the actor's jobs
PRESSING = (DueState.OPEN, DueState.OVERDUE)


def late(session: Session, actor: Actor, now: datetime) -> int:
    """Homes that should be safe by now and are not."""
    return sum(standing.late(now) for standing in _jobs(session, actor))


def to_sign_off(session: Session, actor: Actor, _now: datetime) -> int:
    """Works that are reported done and that nobody has signed off."""
    return sum(standing.state.stage is Stage.DONE for standing in _jobs(session, actor))


def reviews_owed(session: Session, actor: Actor, now: datetime) -> int:
    """Reviews and outcomes of open jobs that can be recorded now, or should have been."""
    authorities = sorted(actor.extent(COORDINATE).authorities)
    numbers = {code: local(session, code, day_of(now)) for code in authorities}
    owed = 0
    for standing in _jobs(session, actor):
        own = numbers[standing.job.authority_code]
        for events, months in ((REVIEWS, own.reviews), (OUTCOMES, own.outcomes)):
            dues = owed_by_events(standing.job, events, months, own.ahead)
            owed += sum(due.state(day_of(now)) in PRESSING for due in dues)
    return owed


def _jobs(session: Session, actor: Actor) -> list[Standing]:
    kept: list[Standing] | None = session.info.get(KEPT)
    if kept is None:
        kept = session.info[KEPT] = queries.jobs(session, actor, ended=False, permission=COORDINATE)
    return kept
