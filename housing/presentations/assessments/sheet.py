"""Answers and notes as one text to be sealed, and read back with the version of the form that they were given to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from housing.presentations.assessments.models import Assessment, AssessmentPart
from housing.presentations.question_sets.models import StoredQuestionSet
from pathway.assessments import Answer, Score, patterns, score
from pathway.question_sets import Pattern, QuestionSet, Section
from pathway.reading_question_sets import made


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was answered, by question id, and what was noted beside it."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with what is on it so far."""

    form: QuestionSet
    sheet: Sheet

    @property
    def score(self) -> Score:
        """What the answers come to."""
        return score(self.form, self.sheet.answers)

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """What the answers say together."""
        return patterns(self.form, self.sheet.answers)

    def answered(self, section: Section) -> int:
        """How many of a section's questions have been asked."""
        return sum(question.id in self.sheet.answers for question in section.questions)


def form_of(stored: StoredQuestionSet) -> QuestionSet:
    """The form of a stored version."""
    return made(stored.document)


def packed(sheet: Sheet) -> str:
    """As one text, always the same for the same answers."""
    return json.dumps({"answers": dict(sheet.answers), "notes": dict(sheet.notes)}, sort_keys=True)


def unpacked(text: str) -> Sheet:
    """The answers of a text that `packed` made."""
    found = json.loads(text)
    answers = {name: tuple(each) if isinstance(each, list) else each for name, each in found["answers"].items()}
    return Sheet(answers, found["notes"])


def filled(assessment: Assessment) -> Filled:
    """The whole form as it stands; the assessment's question set and parts must be loaded."""
    form = form_of(assessment.question_set)
    if assessment.answers is not None:
        return Filled(form, unpacked(assessment.answers))
    return Filled(form, together(form, latest_parts(assessment.parts).values()))


def latest_parts(parts: Iterable[AssessmentPart]) -> dict[str, AssessmentPart]:
    """The part that counts of each section, in the order in which they were saved."""
    return {part.section: part for part in sorted(parts, key=lambda part: part.position)}


def together(form: QuestionSet, parts: Iterable[AssessmentPart]) -> Sheet:
    """Parts as one sheet, in the order of the form's questions."""
    sheets = [unpacked(part.answers) for part in parts]
    answers = {name: answer for sheet in sheets for name, answer in sheet.answers.items()}
    notes = {name: note for sheet in sheets for name, note in sheet.notes.items()}
    ids = [question.id for question in form.questions]
    return Sheet({name: answers[name] for name in ids if name in answers}, {n: notes[n] for n in ids if n in notes})
