"""The referral to the MARAC as a task, with its day: raised with the risk that asks for it, settled by the hearing.

Works inside the caller's transaction; the presentation's household must be loaded.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from housing.access import Actor, Role
from housing.clock import day_of
from housing.codes import setting
from housing.households.models import Household
from housing.people.models import Membership
from housing.presentations.guide.facts import MARAC_TASK
from housing.presentations.guide.owing import MARAC_SLUG
from housing.presentations.guide.owing import cause as guide_cause
from housing.presentations.marac.queries import heard_on
from housing.presentations.models import Presentation, RiskEntry
from housing.presentations.recording import marac_owed
from housing.tasks.models import Task
from housing.tasks.raising import raise_task, settle_tasks
from pathway.calendar import add_working_days, london_day
from pathway.risk import is_repeat
from pathway.thresholds import value_on

KIND = MARAC_TASK
WORKING_DAYS = "marac.referral_working_days"
TITLE, AGAIN = "Refer to the MARAC and an IDVA", "Refer to the MARAC again: a repeat"


def raise_referral(
    session: Session, presentation: Presentation, risk: RiskEntry, *, by: Actor, now: datetime
) -> Task | None:
    """Write the referral down as owed, where the risk asks for one; the task that stands where one is open already."""
    heard = heard_on(session, presentation.household_id)
    owed = marac_owed(risk, now, heard)
    if not owed.owed:
        return None
    return _raise(session, presentation, repeats(heard, risk.further_abuse_on, now), " ".join(owed.because), by, now)


def raise_repeat(
    session: Session, presentation: Presentation, further_abuse_on: date, *, by: Actor, now: datetime
) -> Task | None:
    """The same after a new incident, before anybody has assessed the risk again; None where no hearing is so recent."""
    heard = heard_on(session, presentation.household_id)
    if not repeats(heard, further_abuse_on, now):
        return None
    why = f"There was further abuse within {_months(now)} months of the last MARAC, so it is heard again."
    return _raise(session, presentation, True, why, by, now)


def settle_referral(session: Session, presentation: Presentation, *, by: Actor, now: datetime) -> int:
    """Close the task, and the guide's that asks for the same: the MARAC has heard her case."""
    causes = (cause(presentation.id), guide_cause(presentation.id, MARAC_SLUG))
    return sum(settle_tasks(session, once=each, by=by, now=now) for each in causes)


def cause(presentation_id: UUID) -> str:
    """The cause of the task: while it is open, another assessment raises no second one."""
    return f"{KIND}:{presentation_id}"


def repeats(heard: date | None, further_abuse_on: date | None, now: datetime) -> bool:
    """Whether that abuse makes it a repeat."""
    return is_repeat(heard_on=heard, further_abuse_on=further_abuse_on, repeat_months=_months(now))


def whose(session: Session, household: Household, on: date) -> tuple[Role, UUID | None]:
    """Who owes what is owed for a household: its own team's officers, else the homelessness team of the council."""
    officers = exists().where(
        Membership.organisation_id == household.organisation_id,
        Membership.role == Role.OFFICER.value,
        or_(Membership.until_on.is_(None), Membership.until_on > on),
    )
    if session.scalar(select(officers)):
        return Role.OFFICER, household.organisation_id
    return Role.HOMELESSNESS, None


def _raise(session: Session, presentation: Presentation, again: bool, why: str, by: Actor, now: datetime) -> Task:
    today, authority = day_of(now), presentation.authority_code
    settle_tasks(session, once=guide_cause(presentation.id, MARAC_SLUG), by=by, now=now)  # one obligation, one task
    days = int(setting(session, WORKING_DAYS, authority=authority, on=today))
    role, organisation_id = whose(session, presentation.household, today)
    return raise_task(
        session, kind=KIND, authority=authority, role=role, organisation_id=organisation_id, urgent=True,
        title=AGAIN if again else TITLE, why=why, due_at=london_day(add_working_days(today, days))[1],
        household_id=presentation.household_id, about=("marac", presentation.household_id),
        once=cause(presentation.id), by=by, now=now,
    )  # fmt: skip


def _months(now: datetime) -> int:
    return value_on("marac-repeat", day_of(now))
