"""Which tasks somebody may see, and the worklist's rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from housing.access import POLICY, Actor, NotFound
from housing.households.models import Household
from housing.households.queries import READ as READ_HOUSEHOLD
from housing.households.queries import visible
from housing.people.models import Account, ConflictOfInterest
from housing.places.models import Unit
from housing.tasks.models import Task

READ = "task.read"
CLOSED_SHOWN = 20
OPEN = Task.closed_at.is_(None)


@dataclass(frozen=True, slots=True)
class Row:
    """A task as the list shows it. `unit` and `household` are what staff call them; None where it is about none, or
    where the person does not read households. `claimed` is the name of whoever has taken it.
    """

    task: Task
    unit: str | None
    household: str | None
    claimed: str | None

    def overdue(self, now: datetime) -> bool:
        """Whether it should have been done by now."""
        return self.task.closed_at is None and self.task.due_at < now


@dataclass(frozen=True, slots=True)
class Worklist:
    """What is open, urgent ones first and then the soonest due; and what was closed last."""

    mine: list[Row]
    unclaimed: list[Row]
    others: list[Row]
    closed: list[Row]


def within(actor: Actor) -> ColumnElement[bool]:
    """THE filter: tasks of the person's roles, about households that they may know of.

    A task for a whole council is for every holder of its role there; one for an organisation for that organisation's.
    Whoever reads no households (a provider's staff, a contractor) sees tasks about any except where a conflict of
    interest bars them; the task's words name nobody.
    """
    roles = [
        and_(
            Task.role == grant.role.value,
            or_(
                Task.organisation_id == grant.organisation_id,
                and_(Task.organisation_id.is_(None), Task.authority_code == grant.authority),
            ),
        )
        for grant in sorted(actor.grants, key=lambda each: (each.role, str(each.organisation_id)))
        if grant.role in POLICY[READ]
    ]
    return and_(or_(false(), *roles), or_(Task.household_id.is_(None), _may_know(actor)))


def worklist(session: Session, actor: Actor) -> Worklist:
    """The person's worklist: two queries."""
    rows = _rows(session, actor, _select(actor).where(OPEN).order_by(Task.urgent.desc(), Task.due_at, Task.id))
    last = _select(actor).where(~OPEN).order_by(Task.closed_at.desc(), Task.id).limit(CLOSED_SHOWN)
    return Worklist(
        mine=[row for row in rows if row.task.claimed_by == actor.account_id],
        unclaimed=[row for row in rows if row.task.claimed_by is None],
        others=[row for row in rows if row.task.claimed_by not in (None, actor.account_id)],
        closed=_rows(session, actor, last),
    )


def one(session: Session, actor: Actor, task_id: UUID) -> Row:
    """One task.

    Raises:
        NotFound: there is none, or it is not for this person.
    """
    rows = _rows(session, actor, _select(actor).where(Task.id == task_id))
    if not rows:
        raise NotFound("task")
    return rows[0]


def waiting(session: Session, actor: Actor, _now: datetime) -> int:
    """Open tasks that are this person's or nobody's yet."""
    mine = or_(Task.claimed_by.is_(None), Task.claimed_by == actor.account_id)
    return session.scalar(select(func.count(Task.id)).where(OPEN, mine, within(actor))) or 0


def urgent(session: Session, actor: Actor, now: datetime) -> int:
    """Of those waiting, the urgent and the overdue."""
    mine = or_(Task.claimed_by.is_(None), Task.claimed_by == actor.account_id)
    pressing = or_(Task.urgent, Task.due_at < now)
    return session.scalar(select(func.count(Task.id)).where(OPEN, mine, pressing, within(actor))) or 0


def _may_know(actor: Actor) -> ColumnElement[bool]:
    if actor.may(READ_HOUSEHOLD):
        return Task.household_id.in_(select(Household.id).where(visible(actor)).correlate(None))
    return ~exists().where(
        ConflictOfInterest.household_id == Task.household_id, ConflictOfInterest.account_id == actor.account_id
    )


def _select(actor: Actor) -> Select[Task, str | None, str | None, str | None]:
    return (
        select(Task, Unit.code, Household.reference, Account.name)
        .outerjoin(Unit, Unit.id == Task.unit_id)
        .outerjoin(Household, Household.id == Task.household_id)
        .outerjoin(Account, Account.id == Task.claimed_by)
        .where(within(actor))
    )


def _rows(session: Session, actor: Actor, query: Select[Task, str | None, str | None, str | None]) -> list[Row]:
    reads = actor.may(READ_HOUSEHOLD)
    return [
        Row(task, unit, household if reads else None, claimed)
        for task, unit, household, claimed in session.execute(query)
    ]
