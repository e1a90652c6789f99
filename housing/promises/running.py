"""Starting and stopping a clock inside the change that causes it; which ones run.

    start_clock(session, key="mvdac-leave", household_id=..., about=("leave", leave.id), started_on=granted_on,
                ends_on=date_on_the_letter, by=by, now=now)
    stop_clock(session, key="mvdac-leave", about=("leave", leave.id), because="settled", by=by, now=now)

The panel of the household's page, the picture of its clocks and the nightly job read the register; nobody who enters a
clock has to draw it or to remind anybody. What the clock is about must be stored (flushed) before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.promises.law import own_terms
from housing.promises.models import RunningClock
from housing.tasks.models import Task
from housing.tasks.raising import settle_tasks
from pathway.clocks import Running, last_day, running
from pathway.duties import Clock, Counting, clock
from pathway.versions import changed

RUNS = RunningClock.stopped_at.is_(None)


def start_clock(
    session: Session,
    *,
    key: str,
    household_id: UUID,
    about: tuple[str, UUID],
    started_on: date,
    by: Actor,
    now: datetime,
    presentation_id: UUID | None = None,
    ends_on: date | None = None,
    arrived_at: datetime | None = None,
    authority: str | None = None,
) -> None:
    """Enter a clock; nothing happens where the same one runs already. To change its end, stop it and start it anew.

    `authority`: the council whose own version of the clock counts; None where it can have none.

    Raises:
        LookupError: pathway.duties has no such clock on that day.
        ValueError: it would end before it starts.
    """
    own = None if authority is None else own_terms(session, authority, key, started_on)
    row = _in_terms(clock(key, started_on), own)
    if row.counting not in (Counting.NIGHTS, Counting.HOURS):
        last_day(row, started_on, ends_on=ends_on)
    entered = session.scalar(
        insert(RunningClock)
        .values(
            household_id=household_id, presentation_id=presentation_id, key=key, subject=about[0], subject_id=about[1],
            started_on=started_on, ends_on=ends_on, arrived_at=arrived_at, entered_at=now, entered_by=by.account_id,
            terms=own,
        )
        .on_conflict_do_nothing(
            index_elements=[RunningClock.key, RunningClock.subject, RunningClock.subject_id], index_where=RUNS
        )
        .returning(RunningClock)
    )  # fmt: skip
    if entered is not None:
        audit.record(session, by, "clock.started", entered, now=now, facts={"key": key, "household": household_id})


def stop_clock(session: Session, *, key: str, about: tuple[str, UUID], because: str, by: Actor, now: datetime) -> bool:
    """Stop a clock, and settle what its warnings asked for; whether it was running. `because` is a slug ("ended")."""
    subject, subject_id = about
    found = session.scalar(
        select(RunningClock)
        .where(RunningClock.key == key, RunningClock.subject == subject, RunningClock.subject_id == subject_id, RUNS)
        .with_for_update()
    )
    if found is None:
        return False
    found.stopped_at, found.stopped_because = now, because
    session.flush()
    for once in _reminders(session, found):
        settle_tasks(session, once=once, by=by, now=now)
    audit.record(session, by, "clock.stopped", found, now=now, facts={"key": key, "because": because})
    return True


def clocks_of(session: Session, household_id: UUID, presentation_id: UUID | None) -> Sequence[RunningClock]:
    """What runs for a household that the caller may see, and for one of its presentations: one query."""
    ours = or_(RunningClock.presentation_id.is_(None), RunningClock.presentation_id == presentation_id)
    query = select(RunningClock).where(RunningClock.household_id == household_id, ours, RUNS)
    return session.scalars(query.order_by(RunningClock.started_on, RunningClock.key, RunningClock.id)).all()


def _reminders(session: Session, entry: RunningClock) -> Sequence[str]:
    """The causes of the open tasks that remind of a clock."""
    about = (Task.subject == RunningClock.__tablename__, Task.subject_id == entry.id)
    query = select(Task.once).where(*about, Task.closed_at.is_(None), Task.once.is_not(None))
    return [once for once in session.scalars(query) if once is not None]


def clock_of(entry: RunningClock) -> Clock:
    """The clock as it was when the entry was begun, in the council's own version where it had one."""
    return _in_terms(clock(entry.key, entry.started_on), entry.terms)


def _in_terms(row: Clock, own: dict[str, Any] | None) -> Clock:
    return row if own is None else changed(row, own)


def standing(entry: RunningClock, today: date) -> Running | None:
    """How an entry stands on a day; None for nights and hours, which are not counted from a day on."""
    row = clock_of(entry)
    if row.counting in (Counting.NIGHTS, Counting.HOURS):
        return None
    return running(row, entry.started_on, today, ends_on=entry.ends_on, arrived_at=entry.arrived_at)
