"""Every night: what has run out, or soon does, becomes a task of whoever manages the property."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor, Role
from housing.clock import LONDON, day_of
from housing.db import reading, transaction
from housing.people.models import Authority
from housing.places.compliance.queries import lines
from housing.places.compliance.standing import Line
from housing.places.models import Property
from housing.tasks.raising import raise_task, settle_tasks
from housing.web.filters import said_date

KIND = "compliance"


def watch_compliance(*, by: Actor, now: datetime) -> int:
    """Raise a task for each check that has run out or soon does, council by council; how many stand now.

    A task that is open already is not raised again. What was a warning gives way to what has run out.
    """
    with reading() as session:
        councils = list(session.scalars(select(Authority.code).order_by(Authority.code)))
    standing = 0
    for council in councils:
        with transaction() as session:
            found = lines(session, (Property.authority_code == council,), on=day_of(now))
            due = [line for line in found if line.state in ("overdue", "soon")]
            providers = _providers(session, council)
            for line in due:
                _raise(session, line, council, providers, by, now)
            standing += len(due)
    return standing


def _raise(session: Session, line: Line, council: str, providers: dict[UUID, UUID], by: Actor, now: datetime) -> None:
    last_day = line.valid_until
    if last_day is None:
        return
    overdue = line.state == "overdue"
    if overdue:
        warned = Line(line.property_id, line.code, line.kind, line.label, "soon")
        settle_tasks(session, once=warned.cause, by=by, now=now, authority=council)
    verb = "has run out" if overdue else "runs out soon"
    raise_task(
        session,
        kind=KIND,
        authority=council,
        role=Role.REFUGE,
        organisation_id=providers[line.property_id],
        title=f"{line.label} of {line.code} {verb}",
        why=f"Its last day {'was' if overdue else 'is'} {said_date(last_day)}. Record the new one when it is done.",
        due_at=datetime.combine(last_day + timedelta(days=1), time.min, LONDON),
        urgent=overdue,
        about=("property", line.property_id),
        once=line.cause,
        by=by,
        now=now,
    )


def _providers(session: Session, council: str) -> dict[UUID, UUID]:
    """Whose each property of a council is."""
    query = select(Property.id, Property.organisation_id).where(Property.authority_code == council)
    return dict(session.execute(query).all())
