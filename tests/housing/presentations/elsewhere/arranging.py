"""A case with a relief duty that may be referred, and what happens to the referral."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from housing import db
from housing.presentations.duties.accepting import accept_duty
from housing.presentations.duties.elsewhere import Elsewhere, refer_elsewhere
from housing.presentations.duties.models import HousingDecision, HousingDuty
from housing.presentations.elsewhere.answering import Happened, record_step
from housing.presentations.models import Presentation
from housing.promises.running import clocks_of
from housing.tasks.models import Task
from pathway.duty_endings import Duty
from pathway.referrals import Step
from tests.housing.households.factories import NOW, TODAY, Town

SAFE_THERE = Elsewhere(
    "Nextdoor", "She worked there (made up)", at_risk=False, connected_here=False, connected_there=True,
    places_checked=True,
)  # fmt: skip


def refer(people: Town, case: Presentation, since: int = 9, to: Elsewhere = SAFE_THERE) -> UUID:
    """A relief duty, owed for some days, and the referral sent today."""
    accept_duty(
        presentation_id=case.id, duty=Duty.RELIEF, started_on=TODAY - timedelta(days=since), why=None,
        by=people.officer, now=NOW,
    )  # fmt: skip
    return again(people, case, to)


def again(people: Town, case: Presentation, to: Elsewhere = SAFE_THERE) -> UUID:
    """Referred, where the duty is owed already."""
    return refer_elsewhere(presentation_id=case.id, to=to, by=people.officer, now=NOW).id


def step(
    people: Town,
    referral: UUID,
    what: Step,
    *,
    officer: str | None = None,
    words: str | None = None,
    until_on: date | None = None,
    on: date = TODAY,
) -> None:
    """Record a step."""
    happened = Happened(what, on, officer, "NX/1 (made up)", until_on, words)
    record_step(referral_id=referral, happened=happened, by=people.officer, now=NOW)


def running(case: Presentation) -> dict[str, date | None]:
    """The clocks of referrals that run, with their set end."""
    with db.reading() as session:
        found = clocks_of(session, case.household_id, case.id)
        return {each.key: each.ends_on for each in found if each.key.startswith("referral")}


def duties(case: Presentation) -> list[str]:
    """The duties still owed."""
    with db.reading() as session:
        query = select(HousingDuty.kind).where(HousingDuty.presentation_id == case.id, HousingDuty.ended_at.is_(None))
        return list(session.scalars(query))


def decided(case: Presentation) -> list[str]:
    """The decisions of the case, in order of the day they were recorded."""
    with db.reading() as session:
        query = select(HousingDecision.kind).where(HousingDecision.presentation_id == case.id)
        return sorted(session.scalars(query))


def asked(case: Presentation, kind: str) -> list[bool]:
    """For each task of that kind, whether it is open."""
    with db.reading() as session:
        query = select(Task.closed_at).where(Task.household_id == case.household_id, Task.kind == kind)
        return [closed is None for closed in session.scalars(query)]
