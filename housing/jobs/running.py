"""Running a slot of a job exactly once, whatever else is started, and again if it was killed in the middle."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from sqlalchemy import delete, select, text
from sqlalchemy.dialects.postgresql import insert

from housing import audit
from housing.access import system
from housing.db import engine, transaction
from housing.jobs.models import JobRun
from housing.jobs.slots import Daily, Schedule

log = logging.getLogger("haven.jobs")
LOCKS_OF_JOBS = 815002
KEEP_FREQUENT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Job:
    """Something Haven does by itself. `work(now)` answers with a sentence for the jobs page."""

    name: str
    title: str
    schedule: Schedule
    work: Callable[[datetime], str]


def run_due(job: Job, *, now: datetime) -> bool:
    """Run the job's latest slot unless it has been run; whether this call did the work.

    A session-level advisory lock is the lease: it goes with the process that held it, so a slot that was claimed and
    never finished belongs to a dead process and is run again.
    """
    due_at = job.schedule.last_due(now)
    with _lease(job) as mine:
        if not mine or not _claim(job, due_at, now):
            return False
        outcome, words = _work(job, now)
        _finish(job, due_at, outcome, words, now)
    return True


@contextmanager
def _lease(job: Job) -> Iterator[bool]:
    key = crc32(job.name.encode()) - 2**31
    with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        arguments = {"kind": LOCKS_OF_JOBS, "key": key}
        mine = connection.scalar(text("select pg_try_advisory_lock(:kind, :key)"), arguments)
        try:
            yield bool(mine)
        finally:
            if mine:
                connection.execute(text("select pg_advisory_unlock(:kind, :key)"), arguments)


def _claim(job: Job, due_at: datetime, now: datetime) -> bool:
    with transaction() as session:
        session.execute(insert(JobRun).values(job=job.name, due_at=due_at, began_at=now).on_conflict_do_nothing())
        slot = session.scalars(select(JobRun).where(JobRun.job == job.name, JobRun.due_at == due_at)).one()
        if slot.finished_at is not None:
            return False
        slot.began_at = now
        if isinstance(job.schedule, Daily):
            audit.record(session, system(job.name), "job.began", slot, now=now)
    return True


def _work(job: Job, now: datetime) -> tuple[str, str]:
    try:
        return "done", job.work(now)
    except Exception as error:  # a job's fault is shown on the page and never stops the others
        frames = "".join(traceback.format_tb(error.__traceback__))  # the places, never the values
        log.error("job %s failed: %s\n%s", job.name, type(error).__name__, frames)
        return "failed", f"It stopped with {type(error).__name__}. The log has the details."


def _finish(job: Job, due_at: datetime, outcome: str, words: str, now: datetime) -> None:
    with transaction() as session:
        slot = session.scalars(select(JobRun).where(JobRun.job == job.name, JobRun.due_at == due_at)).one()
        slot.outcome, slot.words, slot.finished_at = outcome, words, now
        if not isinstance(job.schedule, Daily):
            session.execute(delete(JobRun).where(JobRun.job == job.name, JobRun.due_at < now - KEEP_FREQUENT_FOR))
        audit.record(session, system(job.name), f"job.{outcome}", slot, now=now)
