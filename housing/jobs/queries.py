"""The last slots of each job, for the jobs page."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from housing.jobs.models import JobRun


def latest(session: Session) -> dict[str, JobRun]:
    """Each job's newest slot by its name: one query."""
    query = select(JobRun).ext(distinct_on(JobRun.job)).order_by(JobRun.job, JobRun.due_at.desc())
    return {slot.job: slot for slot in session.scalars(query)}


def history(session: Session, job: str, *, most: int = 30) -> list[JobRun]:
    """A job's newest slots, the newest first."""
    return list(session.scalars(select(JobRun).where(JobRun.job == job).order_by(JobRun.due_at.desc()).limit(most)))
