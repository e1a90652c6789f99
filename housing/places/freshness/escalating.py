"""When a provider stays silent: somebody of the council telephones, until somebody has confirmed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from housing.access import Actor, Role
from housing.clock import day_of
from housing.codes import settings
from housing.db import transaction
from housing.people.models import Organisation
from housing.places.freshness.looking import ESCALATED, stale_after
from housing.places.models import Property, Unit, VacancyCheck
from housing.tasks.models import Task
from housing.tasks.raising import raise_task, settle_tasks
from housing.web.filters import plural
from pathway.calendar import add_working_hours

KIND = "stale-vacancies"
OFFICE = ("council.opens", "council.closes")
WORKING_HOURS = "vacancy.telephone_working_hours"


def cause(property_id: UUID) -> str:
    """What makes a task of one property's silence one task, however often it is raised."""
    return f"{KIND}:{property_id}"


def escalate(*, authority: str, by: Actor, now: datetime) -> int:
    """Ask the homelessness team to telephone about each property that has been silent for too long (setting); how
    many properties that are. A task that stands is not raised again; one whose property has spoken is settled.
    """
    with transaction() as session:
        after = stale_after(session, authority, now, ESCALATED)
        silent = _silent(session, authority, now - after)
        settle(session, _asked_about(session, authority) - silent.keys(), by=by, now=now)
        due_at = _due_at(session, authority, now)
        for property_id, (code, provider, units) in silent.items():
            raise_task(
                session, kind=KIND, authority=authority, role=Role.HOMELESSNESS,
                title=f"Telephone {provider} about {code}",
                why=f"Nobody has confirmed {plural(units, 'unit')} of {code} for {_said(after)} or longer. Ask what is "
                f"free. A unit that is offered meanwhile is confirmed first.",
                due_at=due_at, once=cause(property_id), by=by, now=now,
            )  # fmt: skip
    return len(silent)


def settle(session: Session, property_ids: Collection[UUID], *, by: Actor, now: datetime) -> None:
    """Close the tasks about these properties, those with a unit that stays silent excepted; in a transaction."""
    if not property_ids:
        return
    open_now = session.execute(
        select(Property.id, Property.authority_code)
        .join(Task, Task.once == func.concat(f"{KIND}:", Property.id))
        .where(Property.id.in_(property_ids), Task.closed_at.is_(None))
        .order_by(Property.id)
    ).all()
    for property_id, authority in open_now:
        session.flush()
        silent = _silent(session, authority, now - stale_after(session, authority, now, ESCALATED))
        if property_id not in silent:
            settle_tasks(session, once=cause(property_id), by=by, now=now)


def _silent(session: Session, authority: str, since: datetime) -> dict[UUID, tuple[str, str, int]]:
    """Properties with units that nobody has looked at since: code, provider, how many units; by code."""
    looked_at = exists().where(VacancyCheck.unit_id == Unit.id, VacancyCheck.at >= since)
    query = (
        select(Property.id, Property.code, Organisation.name, func.count(Unit.id))
        .join(Unit, Unit.property_id == Property.id)
        .join(Organisation, Organisation.id == Property.organisation_id)
        .where(Property.authority_code == authority, ~looked_at)
        .group_by(Property.id, Property.code, Organisation.name)
        .order_by(Property.code)
    )
    return {found: (code, provider, units) for found, code, provider, units in session.execute(query)}


def _asked_about(session: Session, authority: str) -> set[UUID]:
    query = select(Task.once).where(Task.authority_code == authority, Task.kind == KIND, Task.closed_at.is_(None))
    return {UUID(once.removeprefix(f"{KIND}:")) for once in session.scalars(query) if once}


def _due_at(session: Session, authority: str, now: datetime) -> datetime:
    local = settings(session, (*OFFICE, WORKING_HOURS), authority=authority, on=day_of(now))
    opens, closes = (time.fromisoformat(local[key]) for key in OFFICE)
    return add_working_hours(now, float(local[WORKING_HOURS]), opens, closes)


def _said(after: timedelta) -> str:
    return plural(int(after / timedelta(hours=1)), "hour")
