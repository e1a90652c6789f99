"""What another council answers to a referral, how a dispute is decided, and what follows for the duty and its clocks.

Until it is decided this council goes on owing her all that it owed, and its clocks run on: no day is lost to her.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.households.editing import EDIT
from housing.presentations import opening
from housing.presentations.duties.accepting import Ended, owed, put_end
from housing.presentations.duties.asking import ask
from housing.presentations.duties.deciding import put_decision
from housing.presentations.duties.elsewhere import TABLE, why_no_longer
from housing.presentations.duties.models import ElsewhereReferral
from housing.presentations.elsewhere.models import ElsewhereStep
from housing.presentations.elsewhere.queries import last_step, steps_of
from housing.presentations.letters.checking import refuse_addresses
from housing.presentations.models import Presentation
from housing.promises.running import start_clock, stop_clock
from housing.refusals import Refused
from housing.tasks.raising import settle_tasks
from housing.web.filters import said_moment
from pathway.decisions import kind
from pathway.referrals import (
    ANSWER,
    CEASED,
    CLOCKS,
    DISPUTE,
    ENDED_BY_REFERRAL,
    MOVED,
    OURS,
    PANEL,
    WORDS,
    Step,
    is_over,
    may_follow,
    missing,
)

TAKEN_OVER = (
    "Another council has agreed to take over your case. We tell you which one, and whom to ask for, when it is safe "
    "for us to speak. Until you have somewhere to stay there, you stay where we keep you."
)


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to a referral, as it is entered (ElsewhereStep)."""

    step: Step
    on: date
    officer: str | None = None
    reference: str | None = None
    until_on: date | None = None
    words: str | None = None


def record_step(*, referral_id: UUID, happened: Happened, by: Actor, now: datetime) -> ElsewhereStep:
    """Record what another council answered or what was decided, and let follow what follows.

    Raises:
        NotFound: not there, or not for this person.
        Refused: it cannot follow what happened before (says who recorded that), an answer is missing, the day cannot
            be, or by what is on record now somebody would be at risk there.
    """
    insist(by, EDIT)
    with transaction() as session:
        referral, presentation = _opened(session, by, referral_id)
        before = steps_of(session, presentation.id).get(referral.id, [])
        happened = _whole(happened)
        _check(session, presentation, referral, before, happened, day_of(now))
        row = ElsewhereStep(
            referral_id=referral.id, position=len(before), step=happened.step.value, on=happened.on,
            until_on=happened.until_on, officer=happened.officer, reference=happened.reference, words=happened.words,
            at=now, by=by.account_id, by_name=by.name,
        )  # fmt: skip
        session.add(row)
        _clocks(session, presentation, referral, happened, by=by, now=now)
        _follow(session, presentation, referral, happened, by=by, now=now)
        told = f"Referral to another council: {WORDS[happened.step].lower()}."
        timeline.tell(session, presentation.household_id, "duty", told, by=by, now=now)
        facts = {"step": happened.step.value}
        audit.record(session, by, "referral.step", presentation, now=now, facts=facts)
    return row


def _opened(session: Session, by: Actor, referral_id: UUID) -> tuple[ElsewhereReferral, Presentation]:
    of = session.scalar(select(ElsewhereReferral.presentation_id).where(ElsewhereReferral.id == referral_id))
    if of is None:
        raise NotFound("referral")
    presentation = opening.opened(session, by, of)
    return session.get_one(ElsewhereReferral, referral_id), presentation


def _whole(happened: Happened) -> Happened:
    officer, reference, words = ((each or "").strip() or None for each in
                                 (happened.officer, happened.reference, happened.words))  # fmt: skip
    until_on = happened.until_on if happened.step is Step.CHASED else None
    return Happened(happened.step, happened.on, officer, reference, until_on, words)


def _check(
    session: Session,
    presentation: Presentation,
    referral: ElsewhereReferral,
    before: list[ElsewhereStep],
    happened: Happened,
    today: date,
) -> None:
    if happened.step not in may_follow(last_step(before)):
        last = before[-1] if before else None
        said = f"{last.by_name} recorded “{WORDS[Step(last.step)]}” at {said_moment(last.at)}." if last else ""
        raise Refused(said or "Select what happened.", field="step")
    given = frozenset(name for name in ("officer", "until_on", "words") if getattr(happened, name))
    gap = missing(happened.step, given)
    if gap is not None:
        raise Refused(gap[1], field=gap[0])
    earliest = before[-1].on if before else day_of(referral.at)
    if not earliest <= happened.on <= today:
        raise Refused("The day must be between what happened before and today.", field="on")
    if happened.until_on is not None and happened.until_on < today:
        raise Refused("The day must be today or later.", field="until_on")
    refuse_addresses(session, presentation.household_id, happened.words, field="words")
    if happened.step in MOVED:
        stop = why_no_longer(session, presentation.household_id, referral)
        if stop is not None:
            raise Refused(f"{stop} Withdraw the referral.", field="step")


def _clocks(
    session: Session,
    presentation: Presentation,
    referral: ElsewhereReferral,
    happened: Happened,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Those of the step run, the others stop; asked again, the answer has a new day."""
    wanted, about = CLOCKS.get(happened.step, frozenset()), (TABLE, referral.id)
    for key in (ANSWER, DISPUTE, PANEL):
        if key not in wanted or key == ANSWER:
            stop_clock(session, key=key, about=about, because=happened.step.value, by=by, now=now)
        if key in wanted:
            start_clock(
                session, key=key, household_id=presentation.household_id, presentation_id=presentation.id,
                about=about, started_on=day_of(referral.at), ends_on=happened.until_on if key == ANSWER else None,
                authority=presentation.authority_code, by=by, now=now,
            )  # fmt: skip


def _follow(
    session: Session,
    presentation: Presentation,
    referral: ElsewhereReferral,
    happened: Happened,
    *,
    by: Actor,
    now: datetime,
) -> None:
    refusal = f"referral-refused:{referral.id}"
    if happened.step is Step.REFUSED:
        ask(
            session, presentation, kind="referral-refused", title="Answer another council’s refusal",
            why="Agree with it and keep her case, or say why it is wrong: then somebody is appointed to decide.",
            due_on=day_of(now), once=refusal, by=by, now=now,
        )  # fmt: skip
    else:
        settle_tasks(session, once=refusal, by=by, now=now)
    if not is_over(happened.step):
        return
    referral.ended_at = now
    if happened.step in OURS:
        ours = kind("referral_ours")
        if ours is None:
            raise LookupError("referral_ours")
        put_decision(session, presentation, ours, happened.on, reasons=happened.words, by=by, now=now)
        return
    ended = Ended(happened.on, CEASED, happened.words if happened.step is Step.MET else TAKEN_OVER)
    for duty, row in owed(session, presentation.id).items():
        if duty in ENDED_BY_REFERRAL:
            put_end(session, presentation, row, ended, by=by, now=now)
    ask(
        session, presentation, kind="referral-moved", title="Hand her case over to the other council",
        why="Send it what she was told in writing of her needs and plan, by a secure way (s199A(5)). See that she has "
        "somewhere safe to stay there before what this council keeps for her ends.",
        due_on=day_of(now), once=f"referral-moved:{referral.id}", by=by, now=now, urgent=True,
    )  # fmt: skip
