"""Before the money ends: the task that asks for a plan, the plan in words, and what settles both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor, Role
from housing.clock import day_of
from housing.db import transaction
from housing.households import editing, timeline
from housing.households.immigration.queries import history, standing_of
from housing.households.models import Household
from housing.presentations.funding.models import FundingPlan
from housing.presentations.funding.nights import Planned, covered, planned_of
from housing.presentations.funding.reading import Line, lines_of
from housing.refusals import Refused
from housing.tasks.models import Task
from housing.tasks.raising import raise_task, settle_tasks
from housing.web.filters import said_date
from pathway.calendar import london_day
from pathway.immigration import Standing

CLIFF, NEAR = "funding-cliff", "funding-near"
KINDS = (CLIFF, NEAR)
SETTINGS = ("funding.look_ahead_days", "funding.plan_days_before", "funding.urgent_days")
TITLES = {
    CLIFF: "Plan before the money for a place ends",
    NEAR: "Nobody pays for a place in a few days",
}


@dataclass(frozen=True, slots=True)
class Owed:
    """A task that is owed now: its kind, cause, reason and day."""

    kind: str
    once: str
    why: str
    due_on: date
    urgent: bool = False


def first_unpaid(lines: list[Line], planned: Planned | None, standing: Standing | None, today: date) -> date | None:
    """The first night of a stay that nobody is recorded as paying for; None where nothing has to be planned.

    Where there is no line it is looked at only for somebody without public funds: for everybody else the benefit
    that she named pays, and nobody writes its nights down.
    """
    if planned is None or (not lines and (standing is None or standing.funds is not False)):
        return None
    gap = covered(lines, planned).next_gap(today)
    return None if gap is None else gap.from_on


def record_plan(*, household_id: UUID, words: str, by: Actor, now: datetime) -> FundingPlan:
    """Write down what happens before the first night that nobody pays for; the task that asked for it is settled.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: every night is paid for, or nothing was written.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        today = day_of(now)
        lines = lines_of(session, [household_id]).get(household_id, [])
        planned = planned_of(session, [household_id], now).get(household_id)
        uncovered = first_unpaid(lines, planned, standing_of(history(session, household_id), today), today)
        if uncovered is None:
            raise Refused("Every night that is planned is paid for: there is nothing to plan.")
        if not words.strip():
            raise Refused("Say what will happen, by whom and by when.", field="words")
        last = latest_plan(session, household_id)
        if last is not None and (last.uncovered_on, last.words) == (uncovered, words):
            return last
        plan = FundingPlan(
            household_id=household_id, uncovered_on=uncovered, words=words, at=now, by=by.account_id, by_name=by.name
        )
        session.add(plan)
        said = f"A plan was made for the nights from {said_date(uncovered)} that nobody pays for."
        timeline.tell(session, household_id, "note", said, by=by, now=now)
        audit.record(session, by, "funding.planned", plan, now=now, facts={"household": household_id})
        session.flush()
        watch(session, household, by=by, now=now)
    return plan


def latest_plan(session: Session, household_id: UUID) -> FundingPlan | None:
    """The plan recorded last."""
    query = select(FundingPlan).where(FundingPlan.household_id == household_id)
    return session.scalar(query.order_by(FundingPlan.at.desc(), FundingPlan.id).limit(1))


def watch(session: Session, household: Household, *, by: Actor, now: datetime) -> int:
    """Raise what is owed for a household now and was never raised, and settle what is owed no more; how many raised.

    Inside the caller's transaction, whatever the change was.
    """
    owed = {each.once: each for each in _owed(session, household, now)}
    tasks = select(Task.once, Task.closed_at).where(Task.household_id == household.id, Task.kind.in_(KINDS))
    raised = {once: closed_at is None for once, closed_at in session.execute(tasks) if once is not None}
    for once, still_open in raised.items():
        if still_open and once not in owed:
            settle_tasks(session, once=once, by=by, now=now, authority=household.authority_code)
    new = [each for once, each in owed.items() if once not in raised]
    for each in new:
        raise_task(
            session, kind=each.kind, authority=household.authority_code, role=Role.OFFICER,
            organisation_id=household.organisation_id, title=TITLES[each.kind], why=each.why, urgent=each.urgent,
            due_at=london_day(each.due_on)[1], household_id=household.id, about=("funding", household.id),
            once=each.once, by=by, now=now,
        )  # fmt: skip
    return len(new)


def _owed(session: Session, household: Household, now: datetime) -> list[Owed]:
    today, household_id = day_of(now), household.id
    ahead, before, urgent = (int(value) for value in _numbers(session, household.authority_code, today))
    standing = standing_of(history(session, household_id), today)
    lines = lines_of(session, [household_id]).get(household_id, [])
    planned = planned_of(session, [household_id], now).get(household_id)
    uncovered = first_unpaid(lines, planned, standing, today)
    if uncovered is None or uncovered > today + timedelta(days=ahead):
        return []
    owed = []
    plan = latest_plan(session, household_id)
    why = (
        f"From {said_date(uncovered)} on nobody is recorded as paying. Find who pays, or plan the move, and write the "
        "plan down."
    )
    if plan is None or plan.uncovered_on != uncovered:
        due = max(uncovered - timedelta(days=before), today + timedelta(days=1))
        owed.append(Owed(CLIFF, f"{CLIFF}:{household_id}:{uncovered}", why, due))
    if today >= uncovered - timedelta(days=urgent):
        owed.append(Owed(NEAR, f"{NEAR}:{household_id}:{uncovered}", why, max(uncovered, today), urgent=True))
    return owed


def _numbers(session: Session, authority: str, on: date) -> list[int]:
    found = codes.settings(session, SETTINGS, authority=authority, on=on)
    return [found[key] for key in SETTINGS]
