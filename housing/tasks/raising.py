"""Raising a task, and settling it when what happened makes it needless; inside the caller's transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, selectinload

from housing import audit
from housing.access import Actor, Role
from housing.tasks.models import Task, TaskEvent

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
    `called` what staff call that.
    """
    table, identity = about or (None, None)
    row = {
        "id": uuid4(), "authority_code": authority, "organisation_id": organisation_id, "role": role.value,
        "kind": kind, "title": title, "why": why, "urgent": urgent, "due_at": due_at,
        "household_id": household_id, "unit_id": unit_id, "subject": table, "subject_id": identity, "called": called,
        "once": once, "raised_at": now, "raised_by": by.account_id, "raised_by_name": by.name,
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
    found = session.scalars(query.options(selectinload(Task.events))).all()
    for task in found:
        happen(session, task, "settled", by=by, now=now)
    return len(found)


def happen(session: Session, task: Task, event: str, *, by: Actor, now: datetime, words: str | None = None) -> None:
    """Add an event to a task that is locked; "done" and "settled" close it."""
    position = session.scalar(select(func.count()).where(TaskEvent.task_id == task.id)) or 0
    session.add(
        TaskEvent(
            task_id=task.id, position=position, event=event, words=words, at=now, by=by.account_id, by_name=by.name
        )
    )
    task.claimed_by = by.account_id if event == "claimed" else None if event == "let_go" else task.claimed_by
    if event in ("done", "settled"):
        task.closed_at = now
    audit.record(session, by, f"task.{event}", task, now=now)
