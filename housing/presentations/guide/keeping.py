"""As the days come round: what has become due by the guide, what a recorded fact has kept, and who is settling in.

A job of a few minutes asks it for every council. It makes nothing twice: a line's task of this stage that is open, or
that somebody has done, is not made again, but for what comes round.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from housing import codes
from housing.access import Actor, system
from housing.clock import day_of
from housing.db import transaction
from housing.presentations import opening, stages
from housing.presentations.guide import owing
from housing.presentations.guide.facts import Case, cases
from housing.presentations.guide.queries import Line
from housing.presentations.models import Presentation
from housing.tasks.models import Task, TaskEvent
from housing.tasks.raising import settle_each
from pathway.calendar import london_day
from pathway.conditions import holds, kept
from pathway.guide import first_due, time_to_raise
from pathway.promises import Unit
from pathway.stages import Stage

KEEPER = system("Pathway guide")
SAME_MOMENT = timedelta(seconds=1)  # an entry of one moment with another is stored a little after it
SETTLING = "guide.settling_from_day"


@dataclass(frozen=True, slots=True)
class Made:
    """The newest task of a cause: when it was raised, whether it is open, and when a person said that it is done."""

    raised_at: datetime
    open: bool
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What one round did: tasks raised, tasks settled, households that have begun to settle."""

    raised: int = 0
    settled: int = 0
    settling: int = 0


def keep(authority: str, *, now: datetime, by: Actor = KEEPER) -> Kept:
    """One round for a council, in one transaction and a constant number of queries (but for moves of stage)."""
    with transaction() as session:
        begins_on = date.fromisoformat(codes.setting(session, owing.BEGINS, authority=authority, on=day_of(now)))
        if begins_on > day_of(now):
            return Kept()
        settling = _settle_in(session, authority, by=by, now=now)
        council = owing.council(session, authority, now)
        found = cases(session, now, authority=authority)
        made = _made(session, authority)
        since = london_day(begins_on)[0]
        rows = [row for case in found for row in _due(council, case, made, since, now)]
        raised = owing.put(session, rows, by=by, now=now, about=("authority", authority))
        settled = _needless(session, council, found, by=by, now=now)
    return Kept(raised, settled, settling)


def _due(council: owing.Council, case: Case, made: dict[str, Made], begins: datetime, now: datetime) -> list[owing.Row]:
    rows = []
    for line in council.owed(case):
        last = made.get(owing.cause(case.presentation_id, line.support.slug))
        since = None if _history(council, line, case, begins) else _since(line, case, last, begins, now)
        due_at = None if since is None else first_due(line.support, since, council.looking)
        if due_at is not None and time_to_raise(due_at, now, council.looking):
            rows.append(owing.row(council, case, line, due_at, now))
    return rows


def _since(line: Line, case: Case, last: Made | None, begins: datetime, now: datetime) -> datetime | None:
    """From when the line is counted; None where it owes no task now.

    What holds for some only is counted from the moment at which it is found to hold, and what was owed before the
    guide began from now: nobody can be late for what nobody was asked.
    """
    entered = case.entered_at - SAME_MOMENT
    if last is not None and (last.open or (last.raised_at >= entered and line.support.within.unit != Unit.EVERY)):
        return None
    if last is not None and last.raised_at >= entered:
        return last.done_at  # what comes round is counted from when it was done; what was settled is owed no more
    return now if line.support.only or case.entered_at < begins else case.entered_at


def _history(council: owing.Council, line: Line, case: Case, begins: datetime) -> bool:
    """Whether it should have been done before the guide began, and is not hers whatever the stage: it is over."""
    if case.entered_at >= begins or line.support.carries or line.support.within.unit is Unit.EVERY:
        return False
    due_at = first_due(line.support, case.entered_at, council.looking)
    return due_at is not None and due_at < begins


def _made(session: Session, authority: str) -> dict[str, Made]:
    """The newest task of each cause of the guide, in one query."""
    newest = (
        select(Task.id, Task.once, Task.raised_at, Task.closed_at)
        .where(Task.authority_code == authority, Task.kind == owing.KIND, Task.subject == owing.SUBJECT)
        .order_by(Task.once, Task.closed_at.is_(None).desc(), Task.raised_at.desc())
        .ext(distinct_on(Task.once))
        .subquery()
    )
    done = select(func.max(TaskEvent.at)).where(TaskEvent.task_id == newest.c.id, TaskEvent.event == "done")
    query = select(newest.c.once, newest.c.raised_at, newest.c.closed_at, done.scalar_subquery())
    return {
        once: Made(raised_at, closed_at is None, done_at)
        for once, raised_at, closed_at, done_at in session.execute(query)
    }


def _needless(session: Session, council: owing.Council, found: list[Case], *, by: Actor, now: datetime) -> int:
    """Settle what a recorded fact has kept, or has shown not to be owed."""
    causes = {
        owing.cause(case.presentation_id, line.support.slug)
        for case in found
        for line in council.lines
        if kept(line.support.kept_by, case.facts)
        or holds(line.support.only, case.facts) is False
        or owing.has_own_task(line, case)
    }
    query = (
        select(Task)
        .where(Task.once.in_(causes), Task.kind == owing.KIND, Task.closed_at.is_(None))
        .order_by(Task.id)
        .with_for_update()
    )
    tasks = session.scalars(query).all() if causes else []
    settle_each(session, tasks, by=by, now=now)
    return len(tasks)


def _settle_in(session: Session, authority: str, *, by: Actor, now: datetime) -> int:
    """Whoever has lived in the new place for a week is settling: day 7 counts the day of arrival as day nought."""
    days = int(codes.setting(session, SETTLING, authority=authority, on=day_of(now)))
    due = [
        case.presentation_id
        for case in cases(session, now, authority=authority)
        if case.stage is Stage.PLACED and day_of(now) >= day_of(case.entered_at) + timedelta(days=days)
    ]
    for presentation in _locked(session, due):
        stages.make(session, presentation, "settle", reason=None, by=by, now=now)
    return len(due)


def _locked(session: Session, ids: list[UUID]) -> list[Presentation]:
    if not ids:
        return []
    opening.keep_households(session, ids)
    query = select(Presentation).where(Presentation.id.in_(ids)).order_by(Presentation.id).with_for_update()
    return list(session.scalars(query))
