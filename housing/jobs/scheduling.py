"""The scheduler process: APScheduler with its store in memory; what is due is decided by the slots in the database.

Any number of these processes may run: `running.run_due` runs each slot once. A process that starts late runs the
daily slot that was missed, once.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Sequence
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from housing import clock
from housing.jobs.running import Job, run_due
from housing.jobs.slots import Daily, Schedule

log = logging.getLogger("haven.jobs")


def run_for_ever(jobs: Sequence[Job]) -> None:
    """Run the jobs when they are due, until the process is told to stop."""
    scheduler = BackgroundScheduler(timezone=clock.LONDON)
    for job in jobs:
        scheduler.add_job(
            _tick,
            _trigger(job.schedule),
            args=[job],
            id=job.name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    scheduler.start()
    try:
        for job in jobs:
            _tick(job)
        _wait_for_the_end()
    finally:
        scheduler.shutdown(wait=True)


def _tick(job: Job) -> None:
    try:
        run_due(job, now=clock.now())
    except Exception as error:  # the database may be away for a while: the next tick tries again
        log.error("job %s could not be run: %s", job.name, type(error).__name__)


def _trigger(schedule: Schedule) -> CronTrigger:
    if isinstance(schedule, Daily):
        return CronTrigger(hour=schedule.at.hour, minute=schedule.at.minute, second=0, timezone=clock.LONDON)
    return CronTrigger(minute=f"*/{schedule.minutes}", second=0, timezone=clock.LONDON)


def _wait_for_the_end() -> None:
    told: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    while not told:
        signal.sigtimedwait([], 1.0)
