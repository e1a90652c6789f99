"""The plan: steps added, agreed or not one by one with her, gone through and given to her as a version, reviewed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from housing import audit
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.presentations import opening
from housing.presentations.letters.checking import refuse_addresses
from housing.presentations.models import Presentation
from housing.presentations.plan.assessing import again
from housing.presentations.plan.models import PlanStep, PlanStepEvent, PlanVersion
from housing.presentations.plan.queries import assessment_of, last_version, parts_of, said_of, steps_of
from housing.promises.law import law_of
from housing.promises.running import start_clock, stop_clock
from housing.refusals import Refused
from housing.tasks.raising import settle_tasks
from housing.web.filters import said_moment
from pathway.plans import (
    NEEDS_WHY,
    WHO,
    WORDS,
    Said,
    may_say,
    why_not_agreed,
    why_not_on,
    why_not_ready,
)

REVIEW = "plan-review"
MOST_STEPS = 100


@dataclass(frozen=True, slots=True)
class Step:
    """A step as entered: towards which goal, what is done, by whom (pathway.plans.WHO), by when."""

    goal: str
    words: str
    who: str
    by_on: date | None = None


def add_step(*, presentation_id: UUID, step: Step, by: Actor, now: datetime) -> PlanStep:
    """Add a step; the one that is there, where the same was just added by the same form sent twice.

    Raises:
        NotFound: not there, or not for this person.
        Refused: it holds an address, an answer is missing, or there are too many steps.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id)
        if step.who not in WHO:
            raise Refused("Select who takes the step.", field="who")
        for field, text in (("goal", step.goal), ("words", step.words)):
            if not text.strip():
                raise Refused("Enter the goal." if field == "goal" else "Enter the step.", field=field)
            refuse_addresses(session, presentation.household_id, text, field=field)
        steps = steps_of(session, presentation.id)
        same = next((each for each in steps if not each.events and _same(each, step)), None)
        if same is not None:
            return same
        if len(steps) >= MOST_STEPS:
            raise Refused(f"A plan has {MOST_STEPS} steps at most.")
        row = PlanStep(
            id=uuid4(), presentation_id=presentation.id, position=len(steps), goal=step.goal.strip(),
            words=step.words.strip(), who=step.who, by_on=step.by_on, at=now, by=by.account_id, by_name=by.name,
        )  # fmt: skip
        session.add(row)
        audit.record(session, by, "plan.step_added", row, now=now, facts={"who": step.who})
    return row


def say_of_step(*, step_id: UUID, said: Said, why: str | None, by: Actor, now: datetime) -> PlanStep:
    """Record that she agrees to a step or not, that it is done, or no longer needed.

    Raises:
        NotFound: not there, or not for this person.
        Refused: it cannot be said now (says who said what before), or it has no reason.
    """
    with transaction() as session:
        of = session.scalar(select(PlanStep.presentation_id).where(PlanStep.id == step_id))
        if of is None:
            raise NotFound("step")
        presentation = opening.opened(session, by, of)
        row = session.scalars(
            select(PlanStep).where(PlanStep.id == step_id).options(selectinload(PlanStep.events))
        ).one()
        if said not in may_say(said_of(row)):
            last = row.events[-1] if row.events else None
            before = f"{last.by_name} recorded “{WORDS[Said(last.event)]}” at {said_moment(last.at)}." if last else ""
            raise Refused(before or "Select what was said.", field="said")
        if said in NEEDS_WHY and not (why or "").strip():
            raise Refused("Enter why, in her words if you can.", field="why")
        refuse_addresses(session, presentation.household_id, why, field="why")
        session.add(
            PlanStepEvent(
                step_id=row.id, position=len(row.events), event=said.value, why=(why or "").strip() or None, at=now,
                by=by.account_id, by_name=by.name,
            )
        )  # fmt: skip
        audit.record(session, by, "plan.step_said", row, now=now, facts={"said": said.value})
    return row


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether the two agreed on the plan, None not said; why they could not; by when it is gone through again."""

    agreed: bool | None
    review_on: date
    because: str | None = None


def give_plan(
    *, presentation_id: UUID, outcome: Outcome, by: Actor, now: datetime, version: int | None = None
) -> PlanVersion:
    """Keep the plan as it was gone through with her today, as a version to give to her; its review is due by a day.

    Raises:
        NotFound: not there, or not for this person.
        Refused: her needs are not assessed, a step has not been gone through or there is none, why they could not
            agree is missing or holds an address, or the day cannot be.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, version=version)
        parts = parts_of(assessment_of(session, presentation.id))
        steps = steps_of(session, presentation.id)
        said = [said_of(each) for each in steps]
        sentence = why_not_ready(parts, said)
        if sentence is not None:
            raise Refused(sentence)
        stop = why_not_agreed(said, outcome.agreed, outcome.because)
        if stop is not None:
            raise Refused(stop[1], field=stop[0])
        refuse_addresses(session, presentation.household_id, outcome.because, field="because")
        today = day_of(now)
        sentence = why_not_on(
            law_of(session, presentation.authority_code).clock(REVIEW, today), today, outcome.review_on
        )
        if sentence is not None:
            raise Refused(sentence, field="review_on")
        because = None if outcome.agreed else (outcome.because or "").strip()
        content = json.dumps(
            {"assessment": parts, "agreed": outcome.agreed, "because": because, "steps": standing_steps(steps)},
            ensure_ascii=False,
        )
        return _keep(session, presentation, content, outcome.review_on, by=by, now=now)


def _keep(
    session: Session, presentation: Presentation, content: str, review_on: date, *, by: Actor, now: datetime
) -> PlanVersion:
    before = last_version(session, presentation.id)
    today = day_of(now)
    if before is not None and (before.content, before.agreed_on) == (content, today):
        return before
    number = session.scalar(
        select(func.count()).select_from(PlanVersion).where(PlanVersion.presentation_id == presentation.id)
    )
    row = PlanVersion(
        id=uuid4(), presentation_id=presentation.id, number=(number or 0) + 1, agreed_on=today, review_on=review_on,
        content=content, at=now, by=by.account_id, by_name=by.name,
    )  # fmt: skip
    session.add(row)
    about = ("presentation", presentation.id)
    stop_clock(session, key=REVIEW, about=about, because="reviewed", by=by, now=now)
    start_clock(
        session, key=REVIEW, household_id=presentation.household_id, presentation_id=presentation.id, about=about,
        started_on=today, ends_on=review_on, authority=presentation.authority_code, by=by, now=now,
    )  # fmt: skip
    settle_tasks(session, once=again(presentation), by=by, now=now)
    words = f"The plan was gone through with her: version {row.number}."
    timeline.tell(session, presentation.household_id, "plan", words, by=by, now=now)
    audit.record(session, by, "plan.given", row, now=now, facts={"number": row.number})
    return row


def standing_steps(steps: Sequence[PlanStep]) -> list[dict[str, str | None]]:
    """The steps that stand, and those done since, as a version keeps them."""
    kept = [each for each in steps if not each.events or Said(each.events[-1].event) is not Said.DROPPED]
    return [
        {
            "goal": each.goal, "words": each.words, "who": each.who,
            "by_on": each.by_on.isoformat() if each.by_on else None,
            "said": each.events[-1].event if each.events else None,
            "why": each.events[-1].why if each.events else None,
        }
        for each in kept
    ]  # fmt: skip


def _same(row: PlanStep, step: Step) -> bool:
    entered = (step.goal.strip(), step.words.strip(), step.who, step.by_on)
    return (row.goal, row.words, row.who, row.by_on) == entered
