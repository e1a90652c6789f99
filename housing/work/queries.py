"""Which tasks somebody may see, whose each is, and the worklist's rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select
from sqlalchemy.orm import Session

from housing.access import POLICY, Actor, NotFound, Role
from housing.households.models import Household
from housing.households.queries import READ as READ_HOUSEHOLD
from housing.households.queries import visible
from housing.people.models import Account, ConflictOfInterest
from housing.places.models import Unit
from housing.presentations.index.queries import stage_now
from housing.presentations.models import Presentation
from housing.tasks.models import Task

READ = "task.read"
CLOSED_SHOWN = 20
OPEN = Task.closed_at.is_(None)


class View(StrEnum):
    """Which part of the worklist: what waits for me, what is nobody's, everything of my roles, what is late."""

    FOR_ME = "for-me"
    UNALLOCATED = "unallocated"
    TEAM = "team"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; "" is everything. `stage` is that of the household now."""

    view: View = View.FOR_ME
    kind: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A task as the list shows it. `unit` and `household` are what staff call them; None where it is about none, or
    where the person does not read households. `holder` is the account whose it is, `holder_name` who that is.
    """

    task: Task
    unit: str | None
    household: str | None
    holder: UUID | None
    holder_name: str | None

    def overdue(self, now: datetime) -> bool:
        """Whether it should have been done by now."""
        return self.task.closed_at is None and self.task.due_at < now

    def late_days(self, now: datetime) -> int:
        """Whole days since it was due."""
        return max((now - self.task.due_at).days, 0)

    def age_days(self, now: datetime) -> int:
        """Whole days since it was raised."""
        return ((self.task.closed_at or now) - self.task.raised_at).days


# The worker named for the case, whose an officer's task is until somebody else takes it.
worker = (
    select(Presentation.officer_id)
    .where(Presentation.household_id == Task.household_id, Presentation.ended_at.is_(None))
    .correlate(Task)
    .scalar_subquery()
)
holder = func.coalesce(Task.claimed_by, case((Task.role == Role.OFFICER.value, worker)))
stage = (
    select(stage_now)
    .select_from(Presentation)
    .where(Presentation.household_id == Task.household_id, Presentation.ended_at.is_(None))
    .correlate(Task)
    .scalar_subquery()
)


def within(actor: Actor) -> ColumnElement[bool]:
    """THE filter: tasks of the person's roles, and those escalated to them, about households that they may know of.

    A task for a whole council is for every holder of its role there; one for an organisation for that organisation's;
    an officer's also for the worker named for the case, whatever that person's role. Whoever reads no households (a
    provider's staff, a contractor) sees tasks about any except where a conflict of interest bars them; the task's
    words name nobody.
    """
    roles = [
        or_(
            and_(
                Task.role == grant.role.value,
                or_(
                    Task.organisation_id == grant.organisation_id,
                    and_(Task.organisation_id.is_(None), Task.authority_code == grant.authority),
                ),
            ),
            and_(Task.escalated_to == grant.role.value, Task.authority_code == grant.authority),
        )
        for grant in sorted(actor.grants, key=lambda each: (each.role, str(each.organisation_id)))
        if grant.role in POLICY[READ]
    ]
    named = and_(Task.role == Role.OFFICER.value, worker == actor.account_id)
    own = named if actor.may(READ_HOUSEHOLD) else false()
    return and_(or_(false(), own, *roles), or_(Task.household_id.is_(None), _may_know(actor)))


def narrowed(actor: Actor, wanted: Wanted, now: datetime) -> Sequence[ColumnElement[bool]]:
    """The conditions of a part of the list, narrowed down."""
    parts = {
        View.FOR_ME: or_(holder.is_(None), holder == actor.account_id),
        View.UNALLOCATED: holder.is_(None),
        View.TEAM: Task.id.is_not(None),
        View.OVERDUE: Task.due_at < now,
    }
    conditions: list[ColumnElement[bool]] = [OPEN, parts[wanted.view]]
    if wanted.kind:
        conditions.append(Task.kind == wanted.kind)
    if wanted.stage:
        conditions.append(stage == wanted.stage)
    return conditions


def counts(session: Session, actor: Actor, now: datetime) -> dict[View, int]:
    """How many open tasks each part holds, in one query."""
    every = [func.count(Task.id).filter(*narrowed(actor, Wanted(view), now)) for view in View]
    return dict(zip(View, session.execute(select(*every).where(OPEN, within(actor))).one(), strict=True))


def count(session: Session, actor: Actor, wanted: Wanted, now: datetime) -> int:
    """How many the narrowed list holds."""
    return session.scalar(select(func.count(Task.id)).where(*narrowed(actor, wanted, now), within(actor))) or 0


def page(
    session: Session, actor: Actor, wanted: Wanted, now: datetime, *, offset: int = 0, limit: int | None = None
) -> list[Row]:
    """One page: the person's own first where the part has both, then urgent ones, then the soonest due."""
    query = selected(actor).where(*narrowed(actor, wanted, now))
    own = [holder.is_(None)] if wanted.view is View.FOR_ME else []
    query = query.order_by(*own, Task.urgent.desc(), Task.due_at, Task.id).offset(offset).limit(limit)
    return read(session, actor, query)


def closed(session: Session, actor: Actor) -> list[Row]:
    """What was closed last."""
    last = selected(actor).where(~OPEN).order_by(Task.closed_at.desc(), Task.id).limit(CLOSED_SHOWN)
    return read(session, actor, last)


def kinds(session: Session, actor: Actor) -> list[str]:
    """The kinds of the open tasks that this person sees."""
    query = select(Task.kind).where(OPEN, within(actor)).distinct().order_by(Task.kind)
    return list(session.scalars(query))


def one(session: Session, actor: Actor, task_id: UUID) -> Row:
    """One task.

    Raises:
        NotFound: there is none, or it is not for this person.
    """
    rows = read(session, actor, selected(actor).where(Task.id == task_id))
    if not rows:
        raise NotFound("task")
    return rows[0]


def waiting(session: Session, actor: Actor, now: datetime) -> int:
    """Open tasks that are this person's or nobody's yet."""
    return count(session, actor, Wanted(View.FOR_ME), now)


def urgent(session: Session, actor: Actor, now: datetime) -> int:
    """Of those waiting, the urgent and the overdue."""
    pressing = or_(Task.urgent, Task.due_at < now)
    conditions = narrowed(actor, Wanted(View.FOR_ME), now)
    return session.scalar(select(func.count(Task.id)).where(*conditions, pressing, within(actor))) or 0


def selected(actor: Actor) -> Select[Task, str | None, str | None, UUID | None, str | None]:
    """What a row is read from, for this person."""
    return (
        select(Task, Unit.code, Household.reference, holder, Account.name)
        .outerjoin(Unit, Unit.id == Task.unit_id)
        .outerjoin(Household, Household.id == Task.household_id)
        .outerjoin(Account, Account.id == holder)
        .where(within(actor))
    )


def read(
    session: Session, actor: Actor, query: Select[Task, str | None, str | None, UUID | None, str | None]
) -> list[Row]:
    """The rows of such a query."""
    reads = actor.may(READ_HOUSEHOLD)
    return [
        Row(task, unit, household if reads else None, whose, name)
        for task, unit, household, whose, name in session.execute(query)
    ]


def _may_know(actor: Actor) -> ColumnElement[bool]:
    if actor.may(READ_HOUSEHOLD):
        return Task.household_id.in_(select(Household.id).where(visible(actor)).correlate(None))
    return ~exists().where(
        ConflictOfInterest.household_id == Task.household_id, ConflictOfInterest.account_id == actor.account_id
    )
