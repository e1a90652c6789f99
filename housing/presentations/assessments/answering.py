"""Saving one part of an assessment, as often as wanted; setting aside what was begun by mistake."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, insist
from housing.db import transaction
from housing.households.editing import EDIT
from housing.presentations.assessments import queries
from housing.presentations.assessments.models import Assessment, AssessmentPart
from housing.presentations.assessments.sheet import Sheet, form_of, latest_parts, packed
from housing.presentations.models import Presentation
from housing.refusals import Outdated, Refused
from pathway.assessments import Answer, faults
from pathway.question_sets import QuestionSet

LONGEST_NOTE = 500
ENDED = (
    "This presentation has ended. Start a new one from the household's page; what was asked before stays to be read."
)


def save_part(
    *,
    assessment_id: UUID,
    section: str,
    answers: Mapping[str, Answer],
    notes: Mapping[str, str],
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> AssessmentPart | None:
    """Store the answers of one section as they are now; a question that is left out has not been asked yet.

    `version`: how many savings there were when the page was opened. The same answers again change nothing (None).

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it is completed or set aside, its presentation has ended, or an answer cannot be.
        Outdated: somebody saved a part since.
    """
    with transaction() as session:
        assessment = opened(session, by, assessment_id)
        sheet = Sheet(answers, notes)
        _check(form_of(assessment.question_set), section, sheet)
        last = latest_parts(assessment.parts).get(section)
        if last is not None and last.answers == packed(sheet):
            return None
        if version is not None and version != len(assessment.parts):
            raise Outdated("this assessment")
        part = AssessmentPart(
            assessment_id=assessment.id, position=len(assessment.parts), section=section, answers=packed(sheet),
            at=now, by=by.account_id, by_name=by.name,
        )  # fmt: skip
        assessment.parts.append(part)
        audit.record(session, by, "assessment.part_saved", assessment, now=now, facts={"section": section})
    return part


def set_aside(*, assessment_id: UUID, why: str, by: Actor, now: datetime) -> Assessment:
    """End an assessment that was begun by mistake, or that she does not want to go on with. It stays on record.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it is completed, or was set aside already.
    """
    with transaction() as session:
        assessment = opened(session, by, assessment_id, of_ended=True)
        assessment.set_aside_at, assessment.set_aside_by, assessment.set_aside_why = now, by.account_id, why
        audit.record(session, by, "assessment.set_aside", assessment, now=now)
    return assessment


def opened(session: Session, by: Actor, assessment_id: UUID, *, of_ended: bool = False) -> Assessment:
    """An assessment that can still be changed, locked until the transaction ends.

    Raises:
        NotFound, Refused: as save_part; `of_ended`: also where the presentation has ended.
    """
    insist(by, EDIT)
    session.execute(select(Assessment.id).where(Assessment.id == assessment_id).with_for_update())
    assessment = queries.one(session, by, assessment_id)
    if assessment.completed_at is not None:
        raise Refused(f"{assessment.completed_by_name} has completed this assessment. What was recorded stands.")
    if assessment.set_aside_at is not None:
        raise Refused("This assessment was set aside. Start a new one from the list of assessments.")
    ended = session.scalar(select(Presentation.ended_at).where(Presentation.id == assessment.presentation_id))
    if ended is not None and not of_ended:
        raise Refused(ENDED)
    return assessment


def _check(form: QuestionSet, section: str, sheet: Sheet) -> None:
    own = next((each for each in form.sections if each.id == section), None)
    if own is None:
        raise Refused("This part is not in this version of the form.")
    with_notes = {question.id for question in own.questions if question.notes}
    known = {question.id for question in own.questions}
    for name, sentence in faults(form, sheet.answers).items():
        raise Refused(sentence, field=field_of(name))
    if not set(sheet.answers) <= known or not set(sheet.notes) <= with_notes:
        raise Refused("This question is not in this part of the form.")
    for name, note in sheet.notes.items():
        if len(note) > LONGEST_NOTE:
            raise Refused(f"A note must be {LONGEST_NOTE} characters or fewer", field=note_of(name))


def field_of(question: str) -> str:
    """The name of a question's input."""
    return f"q_{question}"


def note_of(question: str) -> str:
    """The name of the input beside it."""
    return f"note_{question}"
