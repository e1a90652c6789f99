"""The clock of a repeat in the register: from the last hearing, while further abuse would be heard again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.db import reading, transaction
from housing.presentations.marac.queries import heard_on
from housing.promises.models import RunningClock
from housing.promises.running import RUNS, standing, start_clock, stop_clock

KEY = "marac-repeat"


def restart_repeat(session: Session, household_id: UUID, *, by: Actor, now: datetime) -> None:
    """Run the clock from the last hearing, in the caller's transaction."""
    about = ("household", household_id)
    stop_clock(session, key=KEY, about=about, because="heard", by=by, now=now)
    last = heard_on(session, household_id)
    if last is not None:
        start_clock(session, key=KEY, household_id=household_id, about=about, started_on=last, by=by, now=now)


def stop_lapsed(*, by: Actor, now: datetime) -> int:
    """Stop every such clock whose last day has passed; how many."""
    today = day_of(now)
    with reading() as session:
        running = session.scalars(select(RunningClock).where(RunningClock.key == KEY, RUNS)).all()
        over = [each for each in running if (found := standing(each, today)) is not None and found.over]
    for each in over:
        with transaction() as session:
            stop_clock(session, key=KEY, about=(each.subject, each.subject_id), because="lapsed", by=by, now=now)
    return len(over)
