"""Two who wait were asked the DASH twice, with a fortnight between; one of them was asked the rest as well. Made up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from housing.access import Actor
from housing.clock import day_of
from housing.db import reading
from housing.households.models import Person
from housing.presentations.assessments.finishing import Verdict
from housing.presentations.assessments.services import finish_assessment, save_part, start_assessment
from housing.presentations.assessments.sheet import form_of
from housing.presentations.models import Presentation, RiskEntry
from housing.presentations.question_sets.queries import in_use
from pathway.assessments import Answer
from pathway.question_sets import QuestionSet
from seed.cast import Cast
from seed.hours import lately

BETWEEN = timedelta(days=14)
HIGH = 14
# Asked again, a little is otherwise; the band stays, so that this morning's run is not about this.
BETTER, NOT_KNOWN = ("threats-to-kill", "money"), ("police-record",)
CHAOS: Mapping[str, Answer] = {
    "engagement": "some", "social": "half", "impulse": "none", "housing": "much", "stress": "much",
    "substances": "not_known", "risk-from-others": "much",
}  # fmt: skip
NEEDS: Mapping[str, Answer] = {
    "order": ("near-school", "own-front-door", "far-away"), "first": "A night without the telephone ringing (made up)",
    "feelings": "much", "children": "some",
}  # fmt: skip
CHILD: Mapping[str, Answer] = {
    "seen-or-heard": "yes", "hurt": "no", "place": "no", "sleep": "badly", "tonight": "The blue blanket (made up)",
    "order": ("friends", "same-school"),
}  # fmt: skip


def ask(cast: Cast, *, now: datetime) -> None:
    """Record them as they would have been asked."""
    forms = _forms(cast.authority, now)
    for place, (presentation, officer) in enumerate(_two(now)):
        by = next(actor for actor in cast.actors.values() if actor.account_id == officer)
        first = max(presentation.presented_at + timedelta(hours=1), now - BETWEEN - timedelta(days=2))
        worst = {each.id: "yes" if at < HIGH + 3 else "no" for at, each in enumerate(forms["dash"][1].questions)}
        _asked(presentation, forms["dash"], worst, by, first)
        again = {**worst, **dict.fromkeys(BETTER, "no"), **dict.fromkeys(NOT_KNOWN, "not_known")}
        _asked(presentation, forms["dash"], again, by, lately(now, 1))
        if place == 0:
            _asked(presentation, forms["chaos"], CHAOS, by, first)
            _asked(presentation, forms["own-needs"], NEEDS, by, first)
            _asked(presentation, forms["child-needs"], CHILD, by, first, child=_child(presentation))


def _asked(
    presentation: Presentation,
    form: tuple[UUID, QuestionSet],
    answers: Mapping[str, Answer],
    by: Actor,
    at: datetime,
    child: UUID | None = None,
) -> None:
    set_id, asked = form
    begun = start_assessment(presentation_id=presentation.id, question_set_id=set_id, person_id=child, by=by, now=at)
    for section in asked.sections:
        own = {each.id: answers[each.id] for each in section.questions if each.id in answers}
        if own:
            save_part(assessment_id=begun.id, section=section.id, answers=own, notes={}, by=by, now=at)
    judged = Verdict(judgement=True) if asked.bands else Verdict()
    finish_assessment(assessment_id=begun.id, verdict=judged, by=by, now=at)


def _two(now: datetime) -> list[tuple[Presentation, UUID]]:
    """Two who wait with a child, at high risk already, and came more than a fortnight ago."""
    children = select(Person.household_id).where(Person.role == "child").group_by(Person.household_id)
    high = select(RiskEntry.presentation_id).group_by(RiskEntry.presentation_id)
    query = (
        select(Presentation, Presentation.officer_id)
        .where(
            Presentation.ended_at.is_(None),
            Presentation.presented_at < now - BETWEEN,
            Presentation.household_id.in_(children),
            Presentation.id.in_(high.having(func.max(RiskEntry.total) >= HIGH)),
        )
        .order_by(Presentation.presented_at.desc(), Presentation.id)
        .limit(2)
    )
    with reading() as session:
        return [(presentation, officer) for presentation, officer in session.execute(query) if officer]


def _child(presentation: Presentation) -> UUID:
    with reading() as session:
        of = select(Person.id).where(Person.household_id == presentation.household_id, Person.role == "child")
        return session.scalars(of.order_by(Person.position)).first() or UUID(int=0)


def _forms(authority: str, now: datetime) -> dict[str, tuple[UUID, QuestionSet]]:
    with reading() as session:
        return {each.key: (each.id, form_of(each)) for each in in_use(session, authority, day_of(now))}
