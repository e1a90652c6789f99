"""Raising a task, and settling it when what happened makes it needless; inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, Role
from housing.tasks.escalation import columns, ladder_of, ladders
from housing.tasks.models import Task, TaskEvent
from pathway.ladders import next_climb

OPEN = Task.closed_at.is_(None)
UNLESS_OPEN = insert(Task).on_conflict_do_nothing(
    index_elements=[Task.authority_code, Task.once], index_where=OPEN & Task.once.is_not(None)
)


def raise_task(
    session: Session,
    *,
    kind: str,
    authority: str,
    role: Role,
    title: str,
    why: str,
    due_at: datetime,
    by: Actor,
    now: datetime,
    urgent: bool = False,
    household_id: UUID | None = None,
    unit_id: UUID | None = None,
    about: tuple[str, UUID] | None = None,
    called: str | None = None,
    organisation_id: UUID | None = None,
    once: str | None = None,
) -> Task:
    """Write down what a role owes by a moment; the task that stands, where one with this cause is open already.

    `kind` is a slug ("re-placement"); `title` and `why` are sentences without a person's name or an address. `role`
    owes it in the whole council, or in `organisation_id` where one is given. `once` is the cause, as
    "unsafe:unit-id:household-id". `about` is a (table, id) pair of what it is about, besides household and unit, and
    `called` what staff call that. The ladder of escalation in force today is frozen on it (housing.tasks.escalation).
    """
    table, identity = about or (None, None)
    row = {
        "id": uuid4(), "authority_code": authority, "organisation_id": organisation_id, "role": role.value,
        "kind": kind, "title": title, "why": why, "urgent": urgent, "due_at": due_at,
        "household_id": household_id, "unit_id": unit_id, "subject": table, "subject_id": identity, "called": called,
        "once": once, "raised_at": now, "raised_by": by.account_id, "raised_by_name": by.name,
        **columns(ladder_of(ladders(session, authority, now), kind, urgent=urgent), due_at),
    }  # fmt: skip
    task: Task | None = session.scalar(UNLESS_OPEN.returning(Task), row)
    if task is None:
        return session.scalars(select(Task).where(Task.authority_code == authority, Task.once == once, OPEN)).one()
    audit.record(session, by, "task.raised", task, now=now, facts={"kind": kind, "household": household_id})
    return task


def settle_tasks(session: Session, *, once: str, by: Actor, now: datetime, authority: str | None = None) -> int:
    """Close every open task with this cause, since what it asked for has happened; how many there were."""
    query = select(Task).where(Task.once == once, OPEN).order_by(Task.id).with_for_update()
    if authority is not None:
        query = query.where(Task.authority_code == authority)
    found = session.scalars(query).all()
    settle_each(session, found, by=by, now=now)
    return len(found)


def settle_each(session: Session, tasks: Sequence[Task], *, by: Actor, now: datetime) -> None:
    """Close tasks that are open and locked, in as many statements for many as for one."""
    ids = [task.id for task in tasks]
    counted = select(TaskEvent.task_id, func.count()).where(TaskEvent.task_id.in_(ids)).group_by(TaskEvent.task_id)
    positions: dict[UUID, int] = dict(session.execute(counted).all()) if ids else {}
    for task in tasks:
        session.add(
            TaskEvent(
                task_id=task.id, position=positions.get(task.id, 0), event="settled", at=now, by=by.account_id,
                by_name=by.name,
            )
        )  # fmt: skip
        task.closed_at = max(now, task.raised_at)
        audit.record(session, by, "task.settled", task, now=now)


def happen(
    session: Session,
    task: Task,
    event: str,
    *,
    by: Actor,
    now: datetime,
    words: str | None = None,
    given_to: UUID | None = None,
    to_role: str | None = None,
) -> None:
    """Add an event to a task that is locked; "done" and "settled" close it. `given_to` goes with "given" and `to_role`
    with "escalated", which climbs one step of the task's own ladder."""
    position = session.scalar(select(func.count()).where(TaskEvent.task_id == task.id)) or 0
    session.add(
        TaskEvent(
            task_id=task.id, position=position, event=event, words=words, at=now, by=by.account_id, by_name=by.name,
            given_to=given_to, to_role=to_role,
        )
    )  # fmt: skip
    holder = {"claimed": by.account_id, "given": given_to, "let_go": None}
    task.claimed_by = holder.get(event, task.claimed_by)
    if event == "escalated":
        task.climbed, task.escalated_to = task.climbed + 1, to_role
        task.escalates_at = next_climb(task.ladder, task.climbed)
    if event in ("done", "settled"):
        task.closed_at = max(now, task.raised_at)
    audit.record(session, by, f"task.{event}", task, now=now)
