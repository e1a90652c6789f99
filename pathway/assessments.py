"""What the answers to a question set come to: a total that knows what was not known, a band that is a floor, and what
has changed since the last time. A score never refuses anything by itself: no rule of allocation or pathway reads one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pathway.question_sets import BandFrom, Pattern, Question, QuestionSet

YES, NO = "yes", "no"


class Unsaid(StrEnum):
    """Why there is no answer: she or the worker does not know, or would rather not say; or it was not asked yet."""

    NOT_KNOWN = "not_known"
    NOT_SAID = "not_said"


# A question's answer: yes or no, a step's slug, words, a number, steps in her order; or why there is none.
Answer = str | int | tuple[str, ...]
Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Score:
    """A total and how sure it is.

    `total` counts what was answered. `could_be` is what it would come to if every question without an answer counted
    its most. `not_known` were asked and not answered; `not_asked` have not been asked; both are ids in order.
    """

    total: int
    could_be: int
    answered: int
    not_known: tuple[str, ...]
    not_asked: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Every question has been asked."""
        return not self.not_asked


@dataclass(frozen=True, slots=True)
class Change:
    """One question answered otherwise than before; None: not asked then, or not asked now."""

    question: str
    before: Answer | None
    after: Answer | None
    points: int


def faults(form: QuestionSet, answers: Answers) -> dict[str, str]:
    """By question, one sentence about an answer that the question cannot have."""
    known = {question.id: question for question in form.questions}
    found = {
        name: _fault(known[name], answer) if name in known else "This question is not in this version of the form."
        for name, answer in answers.items()
    }
    return {name: sentence for name, sentence in found.items() if sentence}


def score(form: QuestionSet, answers: Answers) -> Score:
    """Add up what was answered.

    Raises:
        ValueError: an answer that its question cannot have.
    """
    wrong = faults(form, answers)
    if wrong:
        raise ValueError("; ".join(f"{name}: {sentence}" for name, sentence in sorted(wrong.items())))
    unsaid = [each for each in form.questions if each.id not in answers or _unsaid(answers[each.id])]
    total = sum(points(question, answers[question.id]) for question in form.questions if question.id in answers)
    return Score(
        total=total,
        could_be=total + sum(question.most for question in unsaid),
        answered=len(form.questions) - len(unsaid),
        not_known=tuple(each.id for each in unsaid if each.id in answers),
        not_asked=tuple(each.id for each in unsaid if each.id not in answers),
    )


def points(question: Question, answer: Answer) -> int:
    """What one answer counts."""
    if question.kind == "yes_no":
        return question.weight if answer == YES else 0
    if question.kind == "scale":
        return next((step.score for step in question.steps if step.slug == answer), 0)
    return 0


def band(form: QuestionSet, total: int) -> str | None:
    """The band that a total gives by this version of the form; None where it has no bands."""
    found = (each for each in form.bands if total >= each.at_least)
    first: BandFrom | None = next(found, None)
    return first.band if first else None


def floor_with(form: QuestionSet, total: int, raised_to: str | None) -> str | None:
    """The band after a practitioner's judgement: raised where they say so, never below what the total gives.

    Raises:
        ValueError: the form has no such band, or it is below the total's.
    """
    given = band(form, total)
    if raised_to is None or raised_to == given:
        return given
    order = [each.band for each in form.bands]
    if raised_to not in order:
        raise ValueError(f"This form has no band {raised_to}.")
    if given is not None and order.index(raised_to) > order.index(given):
        raise ValueError(f"A total of {total} is {given}. The band can be raised above that, but not lowered.")
    return raised_to


def patterns(form: QuestionSet, answers: Answers) -> tuple[Pattern, ...]:
    """The patterns of this version that the answers show, in its order. What is not known shows nothing."""
    known = {question.id: question for question in form.questions}

    def counts(name: str, at_least: int) -> bool:
        answer = answers.get(name)
        return answer is not None and not _unsaid(answer) and points(known[name], answer) >= at_least

    return tuple(
        pattern
        for pattern in form.patterns
        if sum(counts(name, pattern.at_least) for name in pattern.questions) >= pattern.how_many
    )


def changes(form: QuestionSet, before: Answers, after: Answers) -> tuple[Change, ...]:
    """What differs between two sets of answers, in the order of the newer version's questions.

    Questions are told apart by their id: one that the older version did not have reads as not asked then.
    """
    return tuple(
        Change(question.id, before.get(question.id), after.get(question.id), _worth(question, before, after))
        for question in form.questions
        if before.get(question.id) != after.get(question.id)
    )


def _worth(question: Question, before: Answers, after: Answers) -> int:
    then, now = (each.get(question.id) for each in (before, after))
    return (points(question, now) if now is not None else 0) - (points(question, then) if then is not None else 0)


def _unsaid(answer: Answer) -> bool:
    return isinstance(answer, str) and answer in tuple(Unsaid)


def _fault(question: Question, answer: Answer) -> str:
    if _unsaid(answer):
        return ""
    match question.kind:
        case "yes_no":
            return "" if answer in (YES, NO) else "Select yes, no, or not known."
        case "scale":
            return "" if answer in [step.slug for step in question.steps] else "Select one of the answers."
        case "number":
            fits = isinstance(answer, int) and not isinstance(answer, bool) and 0 <= answer <= question.highest
            return "" if fits else f"Enter a whole number from 0 to {question.highest}."
        case "ranked":
            return _rank_fault(question, answer)
        case _:
            return "" if isinstance(answer, str) else "Enter words."


def _rank_fault(question: Question, answer: Answer) -> str:
    """Some of the steps in her order, each once: what does not matter to her is left out."""
    known = {step.slug for step in question.steps}
    if not isinstance(answer, Sequence) or isinstance(answer, str) or not set(answer) <= known:
        return "Put what matters most to you first."
    return "" if len(set(answer)) == len(answer) else "Give each a different place."
