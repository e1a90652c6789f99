"""Decisions in writing: recording one, that she has been told of it, and other limbs of priority need."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from housing import audit, codes
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.households.editing import EDIT
from housing.presentations import opening
from housing.presentations.duties.asking import ask
from housing.presentations.duties.models import DecisionTold, HousingDecision, HousingDuty, PriorityLimb
from housing.presentations.letters.checking import refuse_addresses
from housing.presentations.models import Presentation
from housing.presentations.moments import following
from housing.promises.running import start_clock
from housing.refusals import Refused
from housing.tasks.raising import settle_tasks
from housing.web.filters import said_moment
from pathway.decisions import DecisionKind, kind

LIMBS = "priority_limb"
WAYS = {
    "letter": "She was given the letter",
    "read_out": "It was read to her, and the letter kept for her",
    "collected": "She collected it",
    "kept": "It was kept for her to collect, since nothing may be sent",
}
LONGEST = 4000


def record_decision(
    *,
    presentation_id: UUID,
    slug: str,
    decided_on: date,
    reasons: str | None,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> HousingDecision:
    """Record a decision of pathway.decisions that an officer makes as such.

    Raises:
        NotFound: not there, or not for this person.
        Refused: it cannot be made here (no priority need), it has no reasons where it goes against her, or a bad day.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, version=version)
        found = kind(slug)
        if found is None or not found.by_hand:
            raise Refused("Select what was decided.", field="slug")
        if found.never:
            raise Refused(found.never, field="slug")
        return put_decision(session, presentation, found, decided_on, reasons=reasons, by=by, now=now)


def put_decision(
    session: Session,
    presentation: Presentation,
    what: DecisionKind,
    decided_on: date,
    *,
    reasons: str | None,
    by: Actor,
    now: datetime,
    duty: HousingDuty | None = None,
) -> HousingDecision:
    """Write a decision inside the caller's transaction, and ask somebody to tell her of it in writing.

    Raises:
        Refused: it goes against her and has no reasons, they hold an address, or the day cannot be.
    """
    if what.adverse and not (reasons or "").strip():
        raise Refused("Enter the reasons: she is told them in writing (s184).", field="reasons")
    refuse_addresses(session, presentation.household_id, reasons, field="reasons")
    if not day_of(presentation.presented_at) <= decided_on <= day_of(now):
        raise Refused("The day must be between the day she asked for help and today.", field="decided_on")
    decision = HousingDecision(
        id=uuid4(), presentation_id=presentation.id, duty_id=duty.id if duty else None, kind=what.slug,
        decided_on=decided_on, reasons=(reasons or "").strip() or None, at=now, by=by.account_id, by_name=by.name,
    )  # fmt: skip
    session.add(decision)
    ask(
        session, presentation, kind="tell-decision", title="Tell her of a decision in writing",
        why=f"{what.title} ({what.section}). The time in which she may ask for a review runs once she is told.",
        due_on=day_of(now), once=f"tell:{decision.id}", by=by, now=now,
    )  # fmt: skip
    timeline.tell(session, presentation.household_id, "duty", f"Decided: {what.title}.", by=by, now=now)
    audit.record(session, by, "decision.recorded", decision, now=now, facts={"kind": what.slug})
    return decision


def tell_decision(*, decision_id: UUID, told_on: date, how: str, by: Actor, now: datetime) -> HousingDecision:
    """Record that she was told of a decision in writing, on which day and how.

    Raises:
        NotFound: not there, or not for this person.
        Refused: it is recorded already (says by whom), or the day cannot be.
    """
    with transaction() as session:
        decision, presentation = opened_decision(session, by, decision_id)
        if how not in WAYS:
            raise Refused("Select how she was told.", field="how")
        if decision.told is not None:
            raise Refused(f"{decision.told.by_name} recorded at {said_moment(decision.told.at)} that she was told.")
        put_told(session, presentation, decision, told_on, how=how, by=by, now=now)
    return decision


def put_told(
    session: Session,
    presentation: Presentation,
    decision: HousingDecision,
    told_on: date,
    *,
    how: str,
    by: Actor,
    now: datetime,
) -> None:
    """As tell_decision, inside the caller's transaction, of one that she has not been told of yet."""
    if not decision.decided_on <= told_on <= day_of(now):
        raise Refused("The day must be between the day of the decision and today.", field="told_on")
    told = DecisionTold(told_on=told_on, how=how, at=now, by=by.account_id, by_name=by.name)
    decision.told = told
    start_clock(
        session, key="review-request", household_id=presentation.household_id, presentation_id=presentation.id,
        about=("housing_decision", decision.id), started_on=told_on, authority=presentation.authority_code, by=by,
        now=now,
    )  # fmt: skip
    settle_tasks(session, once=f"tell:{decision.id}", by=by, now=now)
    timeline.tell(session, presentation.household_id, "duty", "She was told of a decision in writing.", by=by, now=now)
    audit.record(session, by, "decision.told", decision, now=now, facts={"how": how})


def opened_decision(session: Session, by: Actor, decision_id: UUID) -> tuple[HousingDecision, Presentation]:
    """A decision of a case that the actor may change, with what was told and its reviews; the case is locked.

    Raises:
        NotFound: not there, or not for this person.
        Refused: the presentation has ended.
    """
    insist(by, EDIT)
    of = session.scalar(select(HousingDecision.presentation_id).where(HousingDecision.id == decision_id))
    if of is None:
        raise NotFound("decision")
    presentation = opening.opened(session, by, of)
    query = select(HousingDecision).where(HousingDecision.id == decision_id)
    loaded = query.options(selectinload(HousingDecision.told), selectinload(HousingDecision.reviews))
    return session.scalars(loaded).one(), presentation


def record_limbs(
    *, presentation_id: UUID, limbs: Collection[str], by: Actor, now: datetime, version: int | None = None
) -> None:
    """Record which limbs of priority need hold besides domestic abuse, which is automatic and cannot be taken off.

    Raises:
        NotFound: not there, or not for this person.
        Refused: a limb is not of the list.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, version=version)
        allowed = codes.choices(session, LIMBS, presentation.authority_code)
        if not set(limbs) <= set(allowed):
            raise Refused("Select an answer from the list.", field="limbs")
        held = holding(session, presentation.id)
        changed = [limb for limb in allowed if (limb in limbs) != (limb in held)]
        last = select(func.max(PriorityLimb.at)).where(PriorityLimb.presentation_id == presentation.id)
        at = following(now, session.scalar(last))
        session.add_all(
            PriorityLimb(
                presentation_id=presentation.id, limb=limb, holds=limb in limbs, at=at, by=by.account_id,
                by_name=by.name,
            )
            for limb in changed
        )  # fmt: skip
        audit.record(session, by, "priority.recorded", presentation, now=now, facts={"limbs": changed})


def holding(session: Session, presentation_id: UUID) -> set[str]:
    """The limbs that somebody has recorded and nobody has taken back."""
    query = select(PriorityLimb.limb, PriorityLimb.holds).where(PriorityLimb.presentation_id == presentation_id)
    last: dict[str, bool] = dict(session.execute(query.order_by(PriorityLimb.at)).all())
    return {limb for limb, holds in last.items() if holds}
