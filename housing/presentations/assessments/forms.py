"""The question pages of an assessment, made from its form; and the pages that end it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import new_class
from typing import Any

from housing.forms import Choice, DateParts, LongText, Option, Question, Text, WholeNumber, YesNoNotKnown
from housing.households.case import SectionForm
from housing.presentations.assessments.answering import LONGEST_NOTE, field_of, note_of
from housing.presentations.assessments.sheet import Sheet
from pathway.assessments import NO, YES, Answer, Unsaid
from pathway.question_sets import BandFrom, Section
from pathway.question_sets import Question as Asked

NOT_ASKED = "not-asked"
UNSAID_WORDS = {Unsaid.NOT_KNOWN.value: "Not known", Unsaid.NOT_SAID.value: "Would rather not say"}
YES_NO_WORDS = {YES: "Yes", NO: "No"}
MOST_PLACES = 5
PLACES = ("First", "Second", "Third", "Fourth", "Fifth")


class PartForm(SectionForm):
    """One section's questions; its fields are made by `part_form`. None has to be answered."""

    def sheet(self, section: Section) -> Sheet:
        """What was answered and noted; a question that is left, or is not asked yet, is left out."""
        answers = {question.id: self._answer(question) for question in section.questions}
        notes = {question.id: self[note_of(question.id)].data for question in section.questions if question.notes}
        return Sheet(
            {name: answer for name, answer in answers.items() if answer is not None},
            {name: note for name, note in notes.items() if note},
        )

    def ranks(self, question: Asked) -> list[str]:
        """The names of the selects of a ranked question, for the page."""
        return rank_fields(question)

    def check(self) -> None:
        """In her order, each has one place."""
        for group in self.ranked_groups():
            taken: set[str] = set()
            for name in group:
                picked = self[name].data
                if picked is not None and picked in taken:
                    self.blame_question(name, "Select something that is not selected above")
                taken |= {picked} if picked is not None else set()

    def ranked_groups(self) -> list[list[str]]:
        """The names of the fields of each ranked question, in order."""
        groups: dict[str, list[str]] = {}
        for name in (field.short_name for field in self):
            question, mark, place = name.rpartition("__")
            if mark and place.isdigit():
                groups.setdefault(question, []).append(name)
        return list(groups.values())

    def _answer(self, question: Asked) -> Answer | None:
        if question.kind == "ranked":
            order = [self[name].data for name in rank_fields(question)]
            return tuple(each for each in order if each is not None) or None
        answer: Answer | None = self[field_of(question.id)].data
        return None if answer == NOT_ASKED else answer


def part_form(section: Section, last_time: Mapping[str, str]) -> type[PartForm]:
    """The form of one section; `last_time`: what was said before, by question id, as words for its hint."""
    fields: dict[str, Question] = {}
    for question in section.questions:
        hint = ". ".join(each.rstrip(".") for each in (question.hint, last_time.get(question.id, "")) if each)
        fields.update(_fields(question, hint))
        if question.notes:
            fields[note_of(question.id)] = Text("Note", noun="A note", max_length=LONGEST_NOTE)
    return new_class("SectionQuestions", (PartForm,), exec_body=lambda body: body.update(fields))


def stored_part(section: Section, sheet: Sheet) -> dict[str, Any]:
    """What was saved, as the form shows it."""
    shown: dict[str, Any] = {note_of(name): note for name, note in sheet.notes.items()}
    for question in section.questions:
        answer = sheet.answers.get(question.id)
        if isinstance(answer, tuple):
            shown.update(zip(rank_fields(question), answer, strict=False))
        elif answer is not None:
            shown[field_of(question.id)] = answer
    return shown


def rank_fields(question: Asked) -> list[str]:
    """The names of the selects of a ranked question, the first place first."""
    return [f"{field_of(question.id)}__{place}" for place in range(1, min(len(question.steps), MOST_PLACES) + 1)]


def _fields(question: Asked, hint: str) -> dict[str, Question]:
    name = field_of(question.id)
    match question.kind:
        case "yes_no":
            return {name: _radios(question, YES_NO_WORDS.items(), hint, inline=True)}
        case "scale":
            return {name: _radios(question, ((step.slug, step.text) for step in question.steps), hint)}
        case "number":
            most = {"minimum": 0, "maximum": question.highest}
            return {name: WholeNumber(question.text, noun="The answer", hint=hint, **most)}
        case "ranked":
            steps = Option.each((step.slug, step.text) for step in question.steps)
            return {
                each: Choice(place, options=steps, as_list=True)
                for each, place in zip(rank_fields(question), PLACES, strict=False)
            }
        case _:
            return {name: LongText(question.text, noun="The answer", hint=hint, max_length=2000, rows=3)}


def _radios(question: Asked, pairs: Iterable[tuple[str, str]], hint: str, *, inline: bool = False) -> Choice:
    options = Option.each([*pairs, *UNSAID_WORDS.items(), (NOT_ASKED, "Not asked yet")])
    return Choice(question.text, noun="The answer", hint=hint, options=options, inline=inline)


class FinishForm(SectionForm):
    """Completing a form that decides nothing."""


class BandForm(SectionForm):
    """Completing a form whose total gives a band."""

    band = Choice("Would you raise the band above what the total gives?", noun="Band")
    reason = LongText("Why, if you raise it", noun="The reason", max_length=1000, rows=3)

    def offer(self, bands: Iterable[BandFrom], given: str | None) -> None:
        """The bands above the total's; without one, the question is not asked."""
        above = []
        for each in bands:
            if each.band == given:
                break
            above.append(Option(each.band, f"Raise it to {each.band}"))
        if above:
            self.band.options = [Option("", f"Leave it at {given}"), *above]
        else:
            del self.band
            del self.reason


class DashForm(BandForm):
    """Completing a DASH: what is above the ticks, and whether it goes on."""

    judgement = YesNoNotKnown("In your judgement, is she at high risk whatever the total says?", noun="Judgement")
    escalation = YesNoNotKnown("Are incidents coming more often, or getting worse?", noun="Escalation")
    further_abuse_on = DateParts(
        "When was the last abuse that she has told you of?",
        noun="The day of the last abuse",
        hint="Leave it empty if it is not known. Within 12 months of a MARAC it is heard again",
        bound="today or past",
    )


class SetAsideForm(SectionForm):
    """Why an assessment is not gone on with."""

    why = LongText(
        "Why is it set aside?",
        noun="The reason",
        hint="For example, begun for the wrong child, or she does not want to go on with it",
        required="Say in a few words why it is set aside",
        max_length=500,
        rows=3,
    )
