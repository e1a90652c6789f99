"""Reviews of decisions: asked for, extended by written agreement, decided by somebody who had no part in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from housing import audit, codes
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.households.editing import EDIT
from housing.people.models import Account, Membership, Organisation
from housing.people.queries import in_force
from housing.presentations import opening
from housing.presentations.duties.asking import ask
from housing.presentations.duties.deciding import opened_decision
from housing.presentations.duties.models import DecisionReview, DecisionReviewEvent, HousingDecision
from housing.presentations.letters.checking import refuse_addresses
from housing.presentations.models import Presentation
from housing.promises.law import Law, law_of
from housing.promises.models import RunningClock
from housing.promises.running import clock_of, clocks_of, start_clock, stop_clock
from housing.refusals import Refused
from housing.tasks.raising import settle_tasks
from housing.web.filters import said_date, said_moment
from pathway.clocks import last_day
from pathway.decisions import DecisionKind, kind, review_clock, why_not_decide, why_too_late
from pathway.duties import clock

DECIDE, ROLES = "review.decide", "review.decided_by_roles"
TABLE, ASKED = "decision_review", ("review-request", "housing_decision")
UPHELD, CHANGED, WITHDRAWN = "upheld", "changed", "withdrawn"
OUTCOMES = {UPHELD: "the decision stands", CHANGED: "the decision is changed", WITHDRAWN: "she has withdrawn it"}
NEXT = {
    UPHELD: "how to appeal to the county court",
    CHANGED: "the decision is made again",
    WITHDRAWN: "that she may still ask for help",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """She asks for a review. `appointed`: somebody from outside decides; `allowed_late`: longer, in writing."""

    asked_on: date
    words: str | None = None
    appointed: bool = False
    allowed_late: bool = False


def request_review(*, decision_id: UUID, asked: Asked, by: Actor, now: datetime) -> DecisionReview:
    """Record that she asks for a review; its clock starts, and the homelessness team is asked to decide it.

    Raises:
        NotFound: not there, or not for this person.
        Refused: one is open (says who recorded it), it is too late, or the day cannot be.
    """
    with transaction() as session:
        decision, presentation = opened_decision(session, by, decision_id)
        first = next((each for each in decision.reviews if each.ended_at is None), None)
        if first is not None:
            raise Refused(f"{first.by_name} recorded a review of this decision at {said_moment(first.at)}.")
        law = law_of(session, presentation.authority_code)
        _check_day(law, decision, asked, now)
        key = review_clock(_kind(decision), appointed=asked.appointed)
        review = DecisionReview(
            id=uuid4(), decision_id=decision.id, clock=key, asked_on=asked.asked_on, allowed_late=asked.allowed_late,
            words=(asked.words or "").strip() or None, at=now, by=by.account_id, by_name=by.name,
        )  # fmt: skip
        session.add(review)
        session.flush()
        stop_clock(session, key=ASKED[0], about=(ASKED[1], decision.id), because="asked", by=by, now=now)
        due = last_day(law.clock(key, asked.asked_on), asked.asked_on) or asked.asked_on
        _run(session, presentation, review, None, by=by, now=now)
        ask(
            session, presentation, kind="decide-review", title="Decide a review",
            why=f"She has asked for a review. It is due by {said_date(due)}, by somebody senior who had no part in it.",
            due_on=due, once=f"review:{review.id}", by=by, now=now, of_team=True,
        )  # fmt: skip
        timeline.tell(session, presentation.household_id, "duty", "She asked for a review.", by=by, now=now)
        audit.record(session, by, "review.requested", review, now=now, facts={"clock": key})
    return review


def extend_review(*, review_id: UUID, until_on: date, words: str, by: Actor, now: datetime) -> DecisionReview:
    """Extend a review to a later day, as agreed with her in writing (SI 2018/223 regulation 9).

    Raises:
        NotFound: not there, or not for this person.
        Refused: it has ended, or the day is not later than the one that stands.
    """
    with transaction() as session:
        review, presentation = opened_review(session, by, review_id, EDIT)
        standing = due_on(review, clocks_of(session, presentation.household_id, presentation.id))
        if standing is not None and until_on <= standing:
            raise Refused(f"The day must be after {said_date(standing)}, when it is due.", field="until_on")
        if not words.strip():
            raise Refused("Enter how and when she agreed in writing.", field="words")
        _add(session, review, "extended", words, by=by, now=now, until_on=until_on)
        stop_clock(session, key=review.clock, about=(TABLE, review.id), because="extended", by=by, now=now)
        _run(session, presentation, review, until_on, by=by, now=now)
        audit.record(session, by, "review.extended", review, now=now)
    return review


def decide_review(
    *, review_id: UUID, outcome: str, senior: bool, words: str, by: Actor, now: datetime
) -> DecisionReview:
    """Uphold the decision or change it, with reasons; or record that she has withdrawn the review.

    Raises:
        Forbidden: the person's roles do not decide reviews.
        NotFound: not there, or not for this person.
        Refused: the person took part in the decision or is not senior; no reasons; it has ended.
    """
    with transaction() as session:
        review, presentation = opened_review(session, by, review_id, EDIT if outcome == WITHDRAWN else DECIDE)
        if outcome not in (UPHELD, CHANGED, WITHDRAWN):
            raise Refused("Select what was decided.", field="outcome")
        if outcome != WITHDRAWN:
            _may_decide(session, presentation, review, by, senior=senior, now=now)
        if not words.strip():
            raise Refused("Enter the reasons: she is told them in writing.", field="words")
        refuse_addresses(session, presentation.household_id, words, field="words")
        _add(session, review, outcome, words, by=by, now=now)
        review.ended_at = now
        stop_clock(session, key=review.clock, about=(TABLE, review.id), because=outcome, by=by, now=now)
        settle_tasks(session, once=f"review:{review.id}", by=by, now=now)
        ask(
            session, presentation, kind="tell-review", title="Tell her what the review came to, in writing",
            why=f"She is told the outcome with its reasons, and {NEXT[outcome]}.",
            due_on=day_of(now), once=f"tell:{review.id}", by=by, now=now,
        )  # fmt: skip
        timeline.tell(session, presentation.household_id, "duty", f"Review: {OUTCOMES[outcome]}.", by=by, now=now)
        audit.record(session, by, "review.decided", review, now=now, facts={"outcome": outcome})
    return review


def opened_review(session: Session, by: Actor, review_id: UUID, permission: str) -> tuple[DecisionReview, Presentation]:
    """An open review of a case within reach, with its events; the case is locked.

    Raises:
        Forbidden: the person's roles do not carry the permission.
        NotFound: not there, or not for this person.
        Refused: it has ended (says who ended it), or the presentation has.
    """
    insist(by, permission)
    query = select(HousingDecision.presentation_id).join(DecisionReview).where(DecisionReview.id == review_id)
    of = session.scalar(query)
    if of is None:
        raise NotFound("review")
    presentation = opening.opened(session, by, of, permission=permission)
    loaded = select(DecisionReview).where(DecisionReview.id == review_id).options(selectinload(DecisionReview.events))
    review = session.scalars(loaded).one()
    if review.ended_at is not None:
        last = review.events[-1]
        raise Refused(f"{last.by_name} ended this review at {said_moment(last.at)}.")
    return review, presentation


def due_on(review: DecisionReview, clocks: Iterable[RunningClock]) -> date | None:
    """The last day of a review as it stands, extended or not; its events are loaded, `clocks` are those of its case."""
    extended = [each.until_on for each in review.events if each.until_on is not None]
    if extended:
        return extended[-1]
    entry = next((each for each in clocks if each.subject_id == review.id), None)
    return last_day(clock_of(entry) if entry else clock(review.clock, review.asked_on), review.asked_on)


def who_may_decide(session: Session, authority: str, involved: UUID | None, on: date) -> Sequence[str]:
    """Who may decide a review, by name: the council's people of the roles that decide, but whoever decided before."""
    roles = codes.setting(session, ROLES, authority=authority, on=on)
    query = (
        select(Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Organisation.authority_code == authority, Membership.role.in_(roles), in_force(on))
        .where(Account.closed_at.is_(None), Account.id.is_distinct_from(involved))
    )
    return session.scalars(query.distinct().order_by(Account.name)).all()


def _may_decide(
    session: Session, presentation: Presentation, review: DecisionReview, by: Actor, *, senior: bool, now: datetime
) -> None:
    decided_by = session.scalar(select(HousingDecision.by).where(HousingDecision.id == review.decision_id))
    roles = codes.setting(session, ROLES, authority=presentation.authority_code, on=day_of(now))
    if not {role.value for role in by.roles} & set(roles):
        raise Refused("Your role does not decide reviews in this council.")
    sentence = why_not_decide(by.account_id, {decided_by}, senior=senior)
    if sentence is not None:
        raise Refused(sentence, field="senior")


def _check_day(law: Law, decision: HousingDecision, asked: Asked, now: datetime) -> None:
    if not decision.decided_on <= asked.asked_on <= day_of(now):
        raise Refused("The day must be between the day of the decision and today.", field="asked_on")
    told = decision.told.told_on if decision.told else None
    row = law.clock("review-request", told or asked.asked_on)
    sentence = why_too_late(row, told, asked.asked_on, allowed=asked.allowed_late)
    if sentence is not None:
        raise Refused(sentence, field="asked_on")


def _add(
    session: Session,
    review: DecisionReview,
    event: str,
    words: str,
    *,
    by: Actor,
    now: datetime,
    until_on: date | None = None,
) -> None:
    review.events.append(
        DecisionReviewEvent(
            position=len(review.events), event=event, until_on=until_on, words=words.strip(), at=now,
            by=by.account_id, by_name=by.name,
        )
    )  # fmt: skip
    session.flush()


def _run(
    session: Session,
    presentation: Presentation,
    review: DecisionReview,
    until_on: date | None,
    *,
    by: Actor,
    now: datetime,
) -> None:
    start_clock(
        session, key=review.clock, household_id=presentation.household_id, presentation_id=presentation.id,
        about=(TABLE, review.id), started_on=review.asked_on, ends_on=until_on,
        authority=presentation.authority_code, by=by, now=now,
    )  # fmt: skip


def _kind(decision: HousingDecision) -> DecisionKind:
    found = kind(decision.kind)
    if found is None:
        raise LookupError(decision.kind)
    return found
