"""Beginning, answering and finishing assessments for the tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from housing import db
from housing.clock import day_of
from housing.presentations.assessments import queries, services
from housing.presentations.assessments.finishing import Verdict
from housing.presentations.assessments.models import Assessment
from housing.presentations.assessments.sheet import form_of
from housing.presentations.models import Presentation
from housing.presentations.question_sets import queries as question_sets
from housing.presentations.question_sets.models import StoredQuestionSet
from pathway.assessments import Answer
from pathway.question_sets import QuestionSet
from tests.housing.households.factories import COUNCIL, NOW, Town

NOTHING = Verdict()


def in_use(key: str, on: datetime = NOW) -> StoredQuestionSet:
    """The version of a form that the council uses."""
    with db.reading() as session:
        return next(each for each in question_sets.in_use(session, COUNCIL, day_of(on)) if each.key == key)


def begun(
    people: Town, presentation: Presentation, key: str = "dash", *, child: UUID | None = None, now: datetime = NOW
) -> Assessment:
    """A form begun by the officer."""
    form = in_use(key, now)
    return services.start_assessment(
        presentation_id=presentation.id, question_set_id=form.id, person_id=child, by=people.officer, now=now
    )


def answered(people: Town, assessment: Assessment, answers: Mapping[str, Answer], *, now: datetime = NOW) -> None:
    """Save every part with those of the answers that belong to it."""
    for section in form_of(stored(people, assessment).question_set).sections:
        own = {each.id: answers[each.id] for each in section.questions if each.id in answers}
        if own:
            services.save_part(
                assessment_id=assessment.id, section=section.id, answers=own, notes={}, by=people.officer, now=now
            )


def done(
    people: Town,
    presentation: Presentation,
    answers: Mapping[str, Answer],
    *,
    key: str = "dash",
    verdict: Verdict = NOTHING,
    now: datetime = NOW,
) -> Assessment:
    """A form begun, answered and finished."""
    assessment = begun(people, presentation, key, now=now)
    answered(people, assessment, answers, now=now)
    return services.finish_assessment(assessment_id=assessment.id, verdict=verdict, by=people.officer, now=now)


def ticks(count: int, form: QuestionSet | None = None) -> dict[str, Answer]:
    """Yes to the first so many questions of the DASH, no to the others."""
    asked = (form or form_of(in_use("dash"))).questions
    return {question.id: "yes" if place < count else "no" for place, question in enumerate(asked)}


def stored(people: Town, assessment: Assessment) -> Assessment:
    """The assessment as it is stored now."""
    with db.reading() as session:
        return queries.one(session, people.officer, assessment.id)
