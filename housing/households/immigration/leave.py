"""The clock of leave under the concession in the register of clocks: one for the grant that counts, none otherwise."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.households.immigration.models import ImmigrationStatus
from housing.households.immigration.queries import counting_row, history, standing_of
from housing.promises.models import RunningClock
from housing.promises.running import RUNS, start_clock, stop_clock
from pathway.immigration import LEAVE


def keep_clock(session: Session, household_id: UUID, *, by: Actor, now: datetime) -> None:
    """Start the clock of the grant that counts now, and stop every other; the register draws it and reminds."""
    session.flush()
    rows = history(session, household_id)
    standing, counts = standing_of(rows, day_of(now)), counting_row(rows, day_of(now))
    grant = counts if standing is not None and standing.leave is not None else None
    query = select(RunningClock).where(RunningClock.household_id == household_id, RunningClock.key == LEAVE, RUNS)
    for entry in session.scalars(query).all():
        if grant is None or entry.subject_id != grant.id:
            stop_clock(session, key=LEAVE, about=(entry.subject, entry.subject_id), because="changed", by=by, now=now)
    if grant is not None:
        start_clock(
            session, key=LEAVE, household_id=household_id, about=(ImmigrationStatus.__tablename__, grant.id),
            started_on=grant.from_on, ends_on=grant.ends_on, by=by, now=now,
        )  # fmt: skip
