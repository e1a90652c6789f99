"""Panels that the household's page gives itself: the clocks as a picture, and what is due."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing.access import ROLE_TITLES, Actor, Role
from housing.clock import day_of
from housing.people.models import Account
from housing.presentations.duties.panel import running_in
from housing.presentations.models import Presentation
from housing.presentations.page.clock_picture import clock_picture
from housing.presentations.panels import Panel, Part
from housing.tasks.models import Task

SHOWN = 6  # tasks; all of them are in the worklist


def clocks_panel(session: Session, _actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """The clocks that run, on one scale of days: two queries at most. Nothing where none runs."""
    today = day_of(now)
    picture = clock_picture(running_in(session, presentation, today), today)
    if picture is None:
        return None
    facts = {"picture": picture, "today": today}
    return Panel("presentations/page/clocks.html", facts, heading="Clocks", part=Part.NOW, order=20)


def due_panel(session: Session, _actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """What is owed to the household, by whom, the most pressing first: one query. The words of a task name nobody."""
    query = (
        select(Task, Account.name, func.count().over(), func.count().filter(Task.due_at < now).over())
        .outerjoin(Account, Account.id == Task.claimed_by)
        .where(Task.household_id == presentation.household_id, Task.closed_at.is_(None))
        .order_by(Task.due_at >= now, Task.urgent.desc(), Task.due_at, Task.id)
        .limit(SHOWN)
    )
    rows = session.execute(query).all()
    if not rows and presentation.ended_at is not None:
        return None
    due = [(task, ROLE_TITLES[Role(task.role)], name, task.due_at < now) for task, name, _, _ in rows]
    total, late = (rows[0][2], rows[0][3]) if rows else (0, 0)
    facts = {"due": due, "total": total, "late": late}
    return Panel("presentations/page/due.html", facts, heading="Due and overdue", part=Part.NOW, order=15)
