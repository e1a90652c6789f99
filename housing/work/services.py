"""Taking a task, giving it to a colleague, letting it go, saying that it is done.

Two people cannot take one: the second is told who has it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import outbox
from housing.access import Actor, NotFound, insist
from housing.db import transaction
from housing.people.models import Account
from housing.refusals import Refused
from housing.tasks.models import Task
from housing.tasks.raising import happen
from housing.work.colleagues import able
from housing.work.queries import READ, within

GIVEN = "task_given"


def claim_task(*, task_id: UUID, by: Actor, now: datetime) -> None:
    """Take a task; taking one's own again changes nothing.

    Raises:
        NotFound: there is none, or it is not for this person.
        Refused: somebody else has it, or it is closed.
    """
    with transaction() as session:
        task = _locked(session, task_id, by)
        _still_open(task)
        if task.claimed_by not in (None, by.account_id):
            raise Refused(f"{session.get_one(Account, task.claimed_by).name} has taken this task.")
        if task.claimed_by is None:
            happen(session, task, "claimed", by=by, now=now)


def let_go_of_task(*, task_id: UUID, by: Actor, now: datetime) -> None:
    """Give a task back to the team; one that is not the person's stays as it is.

    Raises:
        NotFound: there is none, or it is not for this person.
        Refused: it is closed.
    """
    with transaction() as session:
        task = _locked(session, task_id, by)
        _still_open(task)
        if task.claimed_by == by.account_id:
            happen(session, task, "let_go", by=by, now=now)


def finish_task(*, task_id: UUID, words: str, by: Actor, now: datetime) -> None:
    """Say that a task is done, and what was done.

    Raises:
        NotFound: there is none, or it is not for this person.
        Refused: somebody else has it, or it is closed already.
    """
    with transaction() as session:
        task = _locked(session, task_id, by)
        _still_open(task)
        if task.claimed_by not in (None, by.account_id):
            name = session.get_one(Account, task.claimed_by).name
            raise Refused(f"{name} has taken this task. Ask them to finish it or let it go.", field="words")
        happen(session, task, "done", by=by, now=now, words=words)


def give_task(*, task_id: UUID, to: UUID, by: Actor, now: datetime) -> str:
    """Give a task to a colleague who could take it; the colleague's name. Giving it to whoever has it changes nothing.

    Raises:
        NotFound: there is none, or it is not for this person.
        Refused: it is closed, or that colleague could not take it.
    """
    with transaction() as session:
        task = _locked(session, task_id, by)
        _still_open(task, "to")
        people = able(session, task, now)
        if to not in people:
            raise Refused("Select a colleague from the list.", field="to")
        if task.claimed_by != to:
            happen(session, task, "given", by=by, now=now, given_to=to)
            if to != by.account_id:
                outbox.put(session, account_id=to, wording=GIVEN, facts={}, now=now)
        return people[to]


def _locked(session: Session, task_id: UUID, by: Actor) -> Task:
    insist(by, READ)
    task = session.scalar(select(Task).where(Task.id == task_id, within(by)).with_for_update(of=Task))
    if task is None:
        raise NotFound("task")
    return task


def _still_open(task: Task, field: str = "words") -> None:
    if task.closed_at is not None:
        raise Refused("This task is closed already. What was recorded stands.", field=field)
