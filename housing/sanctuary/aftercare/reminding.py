"""The job that raises what sanctuary jobs owe: deadlines, how to come, reviews, outcomes, flags, what is lent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from housing.access import Actor, system
from housing.clock import day_of
from housing.db import reading, transaction
from housing.households.models import Household
from housing.sanctuary import life
from housing.sanctuary.aftercare.reminders import Reminder, reminders
from housing.sanctuary.aftercare.standing import Local, all_after, local
from housing.sanctuary.clocks import Promises, promises
from housing.sanctuary.models import SanctuaryJob
from housing.sanctuary.queries import Standing
from housing.sanctuary.telling import SUBJECT
from housing.sanctuary.works.reach import in_force
from housing.sanctuary.works.safety import why_unusable
from housing.sanctuary.works.standing import newest_instructions
from housing.tasks.models import Task
from housing.tasks.raising import raise_task
from pathway.sanctuary import WITH_CONTRACTOR
from pathway.sanctuary_aftercare import Pressure

LOOKED_BACK = timedelta(days=500)  # an outcome is owed for a year after sign-off, and a little longer while it waits
BY = system("Sanctuary reminders")


def remind(*, now: datetime) -> int:
    """Raise every task that is owed and was never raised; how many. Whoever closed one is not asked again."""
    with reading() as session:
        found = _owed(session, now)
    for job, wanted in found:
        with transaction() as session:
            for each in wanted:
                _raise(session, job, each, by=BY, now=now)
    return sum(len(wanted) for _, wanted in found)


def _owed(session: Session, now: datetime) -> list[tuple[SanctuaryJob, list[Reminder]]]:
    jobs = _jobs(session, now)
    councils = sorted({job.authority_code for job in jobs})
    today = day_of(now)
    own: dict[str, Local] = {code: local(session, code, today) for code in councils}
    promised: dict[str, Promises] = {code: promises(session, code, now) for code in councils}
    after = all_after(session, jobs, own)
    how = newest_instructions(session, {job.id for job in jobs})
    raised = _raised(session, jobs)
    wanted = []
    for job in jobs:
        state, code = life.state(job), job.authority_code
        ordered = state.works in WITH_CONTRACTOR and state.open and in_force(job.orders) is not None
        told = reminders(
            job, state, after[job.id],
            near=near(promised[code], Standing(job, state), now),
            unusable=why_unusable(how.get(job.id), job.household.safe_contact) if ordered else None,
            instruction=how[job.id].id if job.id in how else None, ahead=timedelta(days=own[code].ahead), now=now,
        )  # fmt: skip
        wanted.append((job, [each for each in told if each.cause not in raised]))
    return [each for each in wanted if each[1]]


def near(promised: Promises, standing: Standing, now: datetime) -> Pressure | None:
    """How near the deadline is; None once the home is safe, or the job has ended before."""
    found = promised.clock(standing, now)
    return found.pressure if found is not None and found.stopped_at is None else None


def _jobs(session: Session, now: datetime) -> Sequence[SanctuaryJob]:
    return session.scalars(
        select(SanctuaryJob)
        .where(or_(SanctuaryJob.ended_at.is_(None), SanctuaryJob.ended_at > now - LOOKED_BACK))
        .options(
            selectinload(SanctuaryJob.events),
            selectinload(SanctuaryJob.orders),
            joinedload(SanctuaryJob.household).selectinload(Household.safe_contact),
        )
        .order_by(SanctuaryJob.id)
    ).all()


def _raised(session: Session, jobs: Iterable[SanctuaryJob]) -> set[str]:
    ids = [job.id for job in jobs]
    query = select(Task.once).where(Task.subject == SUBJECT, Task.subject_id.in_(ids))
    return {once for once in session.scalars(query) if once is not None}


def _raise(session: Session, job: SanctuaryJob, each: Reminder, *, by: Actor, now: datetime) -> None:
    raise_task(
        session, kind=each.kind, authority=job.authority_code, role=each.role, title=each.title, why=each.why,
        due_at=each.due_at, urgent=each.urgent, household_id=job.household_id, about=(SUBJECT, job.id),
        called=job.reference, organisation_id=each.organisation_id, once=each.cause, by=by, now=now,
    )  # fmt: skip
