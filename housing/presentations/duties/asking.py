"""Tasks about what is owed to one household: whose they are, and how they are raised."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from housing.access import Actor, Role
from housing.clock import day_of
from housing.households.models import Household
from housing.people.models import Membership
from housing.people.queries import in_force
from housing.presentations.models import Presentation
from housing.tasks.models import Task
from housing.tasks.raising import raise_task
from pathway.calendar import london_day


def owed_by(session: Session, household: Household, on: date) -> tuple[Role, UUID | None]:
    """The role that owes her: the officers of her team, or, where it has none, the council's homelessness team."""
    officer = exists().where(
        Membership.organisation_id == household.organisation_id, Membership.role == Role.OFFICER.value, in_force(on)
    )
    if session.scalar(select(officer)):
        return Role.OFFICER, household.organisation_id
    return Role.HOMELESSNESS, None


def ask(
    session: Session,
    presentation: Presentation,
    *,
    kind: str,
    title: str,
    why: str,
    due_on: date,
    once: str,
    by: Actor,
    now: datetime,
    urgent: bool = False,
    of_team: bool = False,
) -> Task:
    """Raise a task about a case, due by the end of a day; `of_team`: it is the homelessness team's.

    Its words name nobody and no address.
    """
    role, organisation = owed_by(session, presentation.household, day_of(now))
    if of_team:
        role, organisation = Role.HOMELESSNESS, None
    return raise_task(
        session, kind=kind, authority=presentation.authority_code, role=role, organisation_id=organisation,
        title=title, why=why, due_at=london_day(due_on)[1], urgent=urgent, household_id=presentation.household_id,
        once=once, by=by, now=now,
    )  # fmt: skip
