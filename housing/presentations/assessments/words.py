"""An assessment in words: answers as people read them, how far a part is, what the total says and does not know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from housing.clock import day_of
from housing.households.models import Person
from housing.presentations.assessments.forms import UNSAID_WORDS, YES_NO_WORDS
from housing.presentations.assessments.models import Assessment
from housing.presentations.assessments.sheet import Filled
from housing.web import charts
from housing.web.charts import Picture, Value
from housing.web.filters import plural, said_date
from pathway.assessments import Answer, Change, band, changes, points
from pathway.question_sets import Question

NOT_ASKED = "Not asked"
CHARTED = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One question and its answer: `points` is "" where nothing is counted."""

    text: str
    said: str
    note: str
    points: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One question answered otherwise than before."""

    text: str
    before: str
    after: str
    points: str


def said(question: Question, answer: Answer | None) -> str:
    """An answer as people read it."""
    if answer is None:
        return NOT_ASKED
    words = {**UNSAID_WORDS, **(YES_NO_WORDS if question.kind == "yes_no" else {})}
    words |= {step.slug: step.text for step in question.steps}
    if isinstance(answer, tuple):
        return "; ".join(f"{place}. {words[each]}" for place, each in enumerate(answer, start=1))
    return words.get(str(answer), str(answer))


def sections(found: Filled) -> list[tuple[str, list[Line]]]:
    """Every section's title with its questions."""
    return [(each.title, [_line(found, question) for question in each.questions]) for each in found.form.sections]


def _line(found: Filled, question: Question) -> Line:
    answer = found.sheet.answers.get(question.id)
    worth = str(points(question, answer)) if question.counts and answer is not None else ""
    return Line(question.text, said(question, answer), found.sheet.notes.get(question.id, ""), worth)


def last_time(before: Filled | None, on: Assessment | None) -> dict[str, str]:
    """What was said before, by question id, as a sentence for its hint."""
    if before is None or on is None or on.completed_at is None:
        return {}
    day = said_date(day_of(on.completed_at))
    known = {question.id: question for question in before.form.questions if question.kind != "words"}
    return {
        name: f"On {day}: {said(known[name], answer)}" for name, answer in before.sheet.answers.items() if name in known
    }


def changed(now: Filled, before: Filled) -> list[Changed]:
    """What differs from the time before, in the order of the newer form; told apart by the questions' ids."""
    asked = {question.id: question for question in now.form.questions}
    older = {question.id: question for question in before.form.questions}
    found = changes(now.form, before.sheet.answers, now.sheet.answers)
    return [_change(asked[each.question], older.get(each.question, asked[each.question]), each) for each in found]


def _change(now: Question, before: Question, found: Change) -> Changed:
    moved = f"{found.points:+d}".replace("-", "−") if found.points else ""
    return Changed(now.text, said(before, found.before), said(now, found.after), moved)


def summary(found: Filled) -> list[str]:
    """What the answers come to, and what nobody knows yet, as sentences."""
    counted = found.score
    sentences = []
    if found.form.highest:
        given = band(found.form, counted.total)
        sentences.append(f"Total {counted.total} of {found.form.highest}{f': {given}' if given else ''}.")
        if counted.could_be > counted.total:
            sentences.append(_unsure(found))
    if counted.not_known:
        sentences.append(plural(len(counted.not_known), "question was not answered.", "questions were not answered."))
    if counted.not_asked:
        sentences.append(plural(len(counted.not_asked), "question is not asked yet.", "questions are not asked yet."))
    return sentences


def _unsure(found: Filled) -> str:
    counted = found.score
    highest = band(found.form, counted.could_be)
    other = highest if highest != band(found.form, counted.total) else None
    start = f"It would be {counted.could_be} if all that is not known counted its most"
    return f"{start}, and then {other}. It is not known to be lower." if other else f"{start}."


def result(assessment: Assessment, highest: int) -> str:
    """What a completed one came to, in a few words."""
    if assessment.total is None or not highest:
        return "Completed"
    return f"{assessment.total} of {highest}{f', {assessment.band}' if assessment.band else ''}"


def picture(title: str, past: Sequence[Assessment]) -> Picture | None:
    """Totals over time, and what they could have been; None where there is one, or nothing is counted."""
    counted = [each for each in past if each.total is not None and each.could_be]
    if len(counted) < 2:
        return None
    labels = [said_date(day_of(each.completed_at)) for each in counted if each.completed_at is not None]
    series = {
        "Total": [Value(each.total) for each in counted],
        "If all that is not known counted its most": [Value(each.could_be) for each in counted],
    }
    return charts.lines(title, labels, series, label="Completed on", unit="Points")


def about(assessment: Assessment, people: Mapping[UUID, Person]) -> str:
    """The child that it is about, "" where it is about whoever asks for help."""
    if assessment.person_id is None:
        return ""
    person = people.get(assessment.person_id)
    return (person.name or "A child, name not given") if person else "A child who is no longer recorded"
