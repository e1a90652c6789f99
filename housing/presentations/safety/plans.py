"""Her safety plan: every version kept, the newest counts; its review is owed from the moment it is saved."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.db import transaction
from housing.households import editing, timeline
from housing.households.adding import made_before
from housing.households.contact import Channel, NotAllowed, may_send
from housing.households.models import Household
from housing.households.queries import READ, visible
from housing.presentations.marac.owing import whose
from housing.presentations.safety.models import SafetyPlan
from housing.refusals import Outdated, Refused
from housing.tasks.raising import raise_task, settle_tasks
from pathway.calendar import london_day
from pathway.safety_plan import PARTS, empty_parts

KIND = "safety-plan"
REVIEW_DAYS = "safety_plan.review_days"
TITLE = "Look at her safety plan with her"
WHY = "The day on which the plan is looked at again has come near. Go through it with her when it is safe to talk."


@dataclass(frozen=True, slots=True)
class Plan:
    """A version as entered. `agreed_on` None: a draft that she has not agreed yet."""

    parts: Mapping[str, str]
    review_on: date
    agreed_on: date | None = None
    copies: str | None = None


def save_plan(*, household_id: UUID, plan: Plan, key: UUID, by: Actor, now: datetime, after: int | None = None) -> None:
    """Keep a new version; its review is owed by its day, and that of the version before is not any more.

    `after` is the version that the page showed, 0 for none; with the same key it is kept once.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: agreed although parts are missing, or the days cannot be.
        Outdated: somebody saved another version since the page was opened.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        if made_before(session, SafetyPlan, key, household.id) is not None:
            return
        newest = session.scalar(select(func.max(SafetyPlan.version)).where(SafetyPlan.household_id == household.id))
        if after is not None and after != (newest or 0):
            raise Outdated("the safety plan")
        _check(plan, day_of(now))
        kept = {part: words for part, words in plan.parts.items() if part in PARTS and words}
        row = SafetyPlan(
            id=key, household_id=household.id, version=(newest or 0) + 1, parts=json.dumps(kept),
            agreed_on=plan.agreed_on, copies=plan.copies, review_on=plan.review_on, at=now, by=by.account_id,
            by_name=by.name,
        )  # fmt: skip
        session.add(row)
        session.flush()
        _owe_review(session, household, plan.review_on, by=by, now=now)
        words = "The safety plan was agreed with her." if plan.agreed_on else "A draft of the safety plan was saved."
        timeline.tell(session, household.id, "safety", words, by=by, now=now)
        audit.record(session, by, "safety_plan.saved", household, now=now, facts={"version": row.version})


def print_plan(*, household_id: UUID, channel: Channel, by: Actor, now: datetime) -> SafetyPlan:
    """The plan to be printed, where it may reach her in that way at this moment; it is written down who printed it.

    Raises:
        NotFound: the household or its plan is not there, or not for this person.
        Refused: it may not reach her in that way.
    """
    insist(by, READ)
    with transaction() as session:
        household = session.scalar(select(Household).where(Household.id == household_id, visible(by, READ)))
        found = newest_plan(session, household.id) if household is not None else None
        if household is None or found is None:
            raise NotFound("safety plan")
        answer = may_send(session, household.id, channel, now)
        if isinstance(answer, NotAllowed):
            raise Refused(answer.sentence, field="how")
        facts = {"version": found.version, "how": channel.value}
        audit.record(session, by, "safety_plan.printed", household, now=now, facts=facts)
        return found


def newest_plan(session: Session, household_id: UUID) -> SafetyPlan | None:
    """The version that counts; who may know of the case is the caller's to have asked."""
    query = select(SafetyPlan).where(SafetyPlan.household_id == household_id)
    return session.scalar(query.order_by(SafetyPlan.version.desc()).limit(1))


def parts_of(plan: SafetyPlan, titles: Mapping[str, str] = PARTS) -> list[tuple[str, str]]:
    """The parts that say something, by their titles, in their order; `titles` are PARTS, or MINE for her own copy."""
    kept: dict[str, str] = json.loads(plan.parts)
    return [(title, kept[part]) for part, title in titles.items() if part in kept]


def _check(plan: Plan, today: date) -> None:
    missing = empty_parts(plan.parts)
    if plan.agreed_on is not None and missing:
        raise Refused(f"A plan that she agreed says something under: {', '.join(missing)}.", field="agreed_on")
    if plan.agreed_on is not None and plan.agreed_on > today:
        raise Refused("The day on which she agreed must be today or in the past.", field="agreed_on")
    if plan.review_on <= today:
        raise Refused("The day of the review must be after today.", field="review_on")


def _owe_review(session: Session, household: Household, review_on: date, *, by: Actor, now: datetime) -> None:
    once = f"{KIND}:{household.id}"
    settle_tasks(session, once=once, by=by, now=now, authority=household.authority_code)
    role, organisation_id = whose(session, household, day_of(now))
    raise_task(
        session, kind=KIND, authority=household.authority_code, role=role, organisation_id=organisation_id,
        title=TITLE, why=WHY, due_at=london_day(review_on)[1], household_id=household.id, once=once, by=by, now=now,
    )  # fmt: skip
