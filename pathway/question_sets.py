"""Question sets as data: a form's questions, how each is answered and counted, and its bands, by version.

A set is a JSON document that a council edits (pathway.reading_question_sets). An answer keeps the set and version that
it was given to, so that a new version changes nothing that was said before.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One answer of a scale, or one thing to rank: its slug, its words, and what it counts."""

    slug: str
    text: str
    score: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One question in our own words.

    `kind`: yes_no (yes counts `weight`), scale (one of `steps`), number (0 to `highest`, not counted), words (free, not
    counted) or ranked (the `steps` in her order, not counted). `notes`: whether words can be added to the answer.
    """

    id: str
    text: str
    kind: str
    hint: str = ""
    weight: int = 1
    highest: int = 0
    steps: tuple[Step, ...] = ()
    notes: bool = False

    @property
    def most(self) -> int:
        """The most that an answer can count."""
        if self.kind == "yes_no":
            return self.weight
        return max((step.score for step in self.steps), default=0) if self.kind == "scale" else 0

    @property
    def counts(self) -> bool:
        """Whether any answer adds to the total."""
        return self.most > 0


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that stand on one page."""

    id: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class BandFrom:
    """A band from a total on."""

    band: str
    at_least: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """Answers that say something together, whatever the total is.

    It is there when at least `how_many` of the `questions` (ids) count `at_least` each. `advice`: what to do then.
    """

    id: str
    title: str
    advice: str
    questions: tuple[str, ...]
    at_least: int
    how_many: int


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A form in one version. `bands` from the highest down; none where the total decides nothing."""

    key: str
    version: str
    title: str
    about: str
    source: str
    verified: bool
    sections: tuple[Section, ...]
    bands: tuple[BandFrom, ...] = ()
    patterns: tuple[Pattern, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def highest(self) -> int:
        """The most that the answers can come to."""
        return sum(question.most for question in self.questions)
