"""What is not done climbs the ladder frozen on its task: an event, and a message to whoever hears of it now."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, exists, or_, select

from housing import outbox
from housing.access import Actor, system
from housing.clock import day_of
from housing.db import transaction
from housing.households.models import CasePerson, Household
from housing.people.models import Account, ConflictOfInterest, Membership, Organisation
from housing.people.queries import in_force
from housing.tasks.models import Task
from housing.tasks.raising import happen
from pathway.ladders import passed

WORDING = "task_escalated"
ESCALATOR = system("Escalation")
AT_ONCE = 200  # as many in one transaction; the rest with the next round


def escalate(*, now: datetime, by: Actor = ESCALATOR) -> int:
    """Take every step whose moment has come; how many tasks moved. One that nobody holds a role for still moves.

    A task that several steps have passed while nothing ran climbs them all, and each is an event of its own. A task
    that somebody is changing at this moment is left for the next round.
    """
    with transaction() as session:
        due = select(Task).where(Task.closed_at.is_(None), Task.escalates_at <= now)
        tasks = session.scalars(due.order_by(Task.id).limit(AT_ONCE).with_for_update(skip_locked=True)).all()
        told: set[UUID] = set()
        for task in tasks:
            for step in passed(task.ladder, task.climbed, now):
                happen(session, task, "escalated", by=by, now=now, to_role=step.to)
                told |= set(session.scalars(_hearers(task, step.to, now)))
        for account_id in sorted(told):
            outbox.put(session, account_id=account_id, wording=WORDING, facts={}, now=now)
    return len(tasks)


def _hearers(task: Task, role: str, now: datetime) -> Select[UUID]:
    """Who holds the role in the council, or in the task's organisation where the role is the task's own.

    Never whom a conflict of interest bars; of a restricted case only those named for it, whatever their role, since
    somebody must hear of it.
    """
    barred = exists().where(
        ConflictOfInterest.account_id == Account.id, ConflictOfInterest.household_id == task.household_id
    )
    named = exists().where(CasePerson.account_id == Account.id, CasePerson.household_id == task.household_id)
    restricted = exists().where(Household.id == task.household_id, Household.restricted)
    own = Membership.organisation_id == task.organisation_id
    holds = and_(
        Membership.role == role,
        Organisation.authority_code == task.authority_code,
        *([own] if role == task.role and task.organisation_id else []),
    )
    return (
        select(Account.id)
        .join(Membership, Membership.account_id == Account.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Account.closed_at.is_(None), in_force(day_of(now)), ~barred)
        .where(or_(and_(holds, ~restricted), and_(named, restricted)))
        .distinct()
    )
