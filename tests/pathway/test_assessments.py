"""Question sets read strictly, and what answers to them come to."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.assessments import Answer, Change, Unsaid, band, changes, faults, floor_with, points, score
from pathway.question_sets import QuestionSet
from pathway.reading_question_sets import Unreadable, read_question_set

DOCUMENT: dict[str, Any] = {
    "key": "made-up", "version": "2026", "title": "A made-up form", "about": "adult", "source": "Made up",
    "verified": False,
    "sections": [
        {
            "id": "now", "title": "Now",
            "questions": [
                {"id": "hurt", "text": "Is anybody hurt?", "kind": "yes_no", "notes": True},
                {"id": "worse", "text": "Is it getting worse?", "kind": "yes_no", "weight": 2, "hint": "Lately"},
                {
                    "id": "sleep", "text": "How does she sleep?", "kind": "scale",
                    "steps": [
                        {"slug": "well", "text": "Well"}, {"slug": "badly", "text": "Badly", "score": 2},
                        {"slug": "not-at-all", "text": "Not at all", "score": 4},
                    ],
                },
            ],
        },
        {
            "id": "hers", "title": "In her words",
            "questions": [
                {"id": "calls", "text": "How many calls?", "kind": "number", "highest": 99},
                {"id": "words", "text": "Anything else?", "kind": "words"},
                {
                    "id": "matters", "text": "What matters most?", "kind": "ranked",
                    "steps": [{"slug": "school", "text": "School"}, {"slug": "work", "text": "Work"}],
                },
            ],
        },
    ],
    "bands": [
        {"band": "low", "at_least": 0}, {"band": "some", "at_least": 2}, {"band": "high", "at_least": 5},
    ],
    "patterns": [
        {
            "id": "worn-out", "title": "Worn out", "advice": "Ask about rest.", "questions": ["worse", "sleep"],
            "at_least": 2, "how_many": 2,
        },
    ],
}  # fmt: skip


def form(**different: Any) -> QuestionSet:
    return read_question_set(json.dumps({**DOCUMENT, **different}))


def broken(*path: str | int, to: Any) -> list[str]:
    """What is said of the document with one value replaced, or taken out where `to` is `...`."""
    document = json.loads(json.dumps(DOCUMENT))
    place = document
    for step in path[:-1]:
        place = place[step]
    if to is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    with pytest.raises(Unreadable) as raised:
        read_question_set(json.dumps(document))
    return raised.value.faults


def test_a_form_is_read_whole() -> None:
    read = form()
    assert [question.id for question in read.questions] == ["hurt", "worse", "sleep", "calls", "words", "matters"]
    assert read.highest == 7
    assert read.patterns[0].questions == ("worse", "sleep")
    assert [each.band for each in read.bands] == ["high", "some", "low"]
    assert [question.counts for question in read.questions] == [True, True, True, False, False, False]


PATTERN = "advice, at_least, how_many, id, questions, title"
FIRST = ("sections", 0, "questions", 0)
SCALE = ("sections", 0, "questions", 2)


@pytest.mark.parametrize(
    ("path", "to", "sentence"),
    [
        (("title",), "", "The set: title is a text of 1 to 600 signs."),
        (("title",), "x" * 601, "The set: title is a text of 1 to 600 signs."),
        (("about",), "dog", "The set: about is adult or child."),
        (("about",), 1, "The set: about is a text of 1 to 600 signs."),
        (("verified",), "yes", "The set: verified is true or false."),
        (("extra",), 1, "The set: “extra” is not known here."),
        (("sections",), [], "The set: sections is a list with at least one section."),
        (("sections", 0), "x", "Section 1: a section is an object with id, title and questions."),
        (("sections", 0, "id"), "Not so", "Section 1: id is written in small letters, digits and hyphens."),
        (("sections", 0, "questions"), [], "Section 1: questions is a list with at least one question."),
        (FIRST, 7, "Section 1, question 1: a question is an object with id, text and kind."),
        ((*FIRST, "kind"), "guess", "Section 1, question 1: kind is one of yes_no, scale, number, words, ranked."),
        ((*FIRST, "hint"), 7, "Section 1, question 1: hint is a text of at most 600 signs."),
        ((*FIRST, "hint"), "x" * 601, "Section 1, question 1: hint is a text of at most 600 signs."),
        ((*FIRST, "notes"), 1, "Section 1, question 1: notes is true or false."),
        ((*FIRST, "weight"), -1, "Section 1, question 1: weight is a whole number from 0 to 1000."),
        ((*FIRST, "weight"), True, "Section 1, question 1: weight is a whole number from 0 to 1000."),
        ((*FIRST, "id"), "worse", "The question id “worse” stands there more than once."),
        ((*FIRST, "steps"), [{}], "Section 1, question 1: steps belong to a scale or to what is ranked."),
        ((*SCALE, "steps"), ..., "Section 1, question 3: a list of steps is needed."),
        ((*SCALE, "steps", 0), 7, "Section 1, question 3, step 1: a step is an object with slug and text."),
        ((*SCALE, "steps", 0, "score"), 1.5, "Section 1, question 3, step 1: score is a whole number from 0 to 1000."),
        ((*SCALE, "steps", 0, "slug"), "badly", "Section 1, question 3: the step “badly” stands there more than once."),
        (("bands",), 7, "The set: bands is a list."),
        (("bands", 0), {"band": "low"}, "Band 1: a band is an object with band and at_least."),
        (("bands", 0, "at_least"), "0", "Band 1: at_least is a whole number from 0 to 1000."),
        (("bands", 0, "at_least"), 1, "The set: the bands begin from different totals, the lowest from 0."),
        (("bands", 1, "at_least"), 0, "The set: the bands begin from different totals, the lowest from 0."),
        (("patterns",), 7, "The set: patterns is a list."),
        (("patterns", 0), 7, f"Pattern 1: a pattern is an object with {PATTERN}."),
        (("patterns", 0, "advice"), ..., f"Pattern 1: a pattern is an object with {PATTERN}."),
        (("patterns", 0, "title"), "", "Pattern 1: title is a text of 1 to 600 signs."),
        (("patterns", 0, "questions"), [], "Pattern 1: questions is a list of ids of this set’s questions."),
        (("patterns", 0, "questions"), ["gone"], "Pattern 1: questions is a list of ids of this set’s questions."),
        (("patterns", 0, "how_many"), 3, "Pattern 1: how_many is from 1 to the number of its questions."),
        (("patterns", 0, "how_many"), "2", "Pattern 1: how_many is a whole number from 0 to 1000."),
        (("patterns", 0, "at_least"), -1, "Pattern 1: at_least is a whole number from 0 to 1000."),
    ],
)
def test_every_fault_has_its_sentence(path: tuple[str | int, ...], to: Any, sentence: str) -> None:
    assert sentence in broken(*path, to=to)


@pytest.mark.parametrize("text", ["{", "7", "[]", b"\xff", "[" * 100_000])
def test_what_is_no_form_is_refused(text: str | bytes) -> None:
    with pytest.raises(Unreadable):
        read_question_set(text)


def test_a_form_of_thousands_of_questions_is_refused() -> None:
    many = [{"id": f"q-{number}", "text": "Again?", "kind": "yes_no"} for number in range(201)]
    assert "The set: at most 200 questions." in broken("sections", 0, "questions", to=many)


def test_a_total_says_what_it_does_not_know() -> None:
    found = score(form(), {"hurt": "yes", "worse": Unsaid.NOT_KNOWN.value, "sleep": "badly", "words": "Tired"})
    assert (found.total, found.could_be, found.answered) == (3, 5, 3)
    assert found.not_known == ("worse",)
    assert found.not_asked == ("calls", "matters")
    assert not found.complete


@pytest.mark.parametrize(
    ("question", "answer", "sentence"),
    [
        ("hurt", "perhaps", "Select yes, no, or not known."),
        ("sleep", "yes", "Select one of the answers."),
        ("calls", 100, "Enter a whole number from 0 to 99."),
        ("calls", True, "Enter a whole number from 0 to 99."),
        ("calls", "12", "Enter a whole number from 0 to 99."),
        ("words", 7, "Enter words."),
        ("matters", "school", "Put what matters most to you first."),
        ("matters", ("school", "garden"), "Put what matters most to you first."),
        ("matters", ("school", "school"), "Give each a different place."),
        ("gone", "yes", "This question is not in this version of the form."),
    ],
)
def test_an_answer_that_cannot_be_has_its_sentence(question: str, answer: Answer, sentence: str) -> None:
    assert faults(form(), {question: answer}) == {question: sentence}
    with pytest.raises(ValueError, match=question):
        score(form(), {question: answer})


def test_answers_that_can_be_are_taken() -> None:
    assert faults(form(), {"calls": 99, "words": "Tired", "matters": ("work",), "sleep": "well", "hurt": "no"}) == {}


def test_bands_are_a_floor() -> None:
    read = form()
    assert [band(read, total) for total in (0, 1, 2, 4, 5, 7)] == ["low", "low", "some", "some", "high", "high"]
    assert floor_with(read, 2, None) == "some"
    assert floor_with(read, 2, "some") == "some"
    assert floor_with(read, 2, "high") == "high"
    with pytest.raises(ValueError, match="can be raised above that, but not lowered"):
        floor_with(read, 2, "low")
    with pytest.raises(ValueError, match="no band enormous"):
        floor_with(read, 2, "enormous")


def test_a_form_without_bands_gives_none() -> None:
    assert band(form(bands=[]), 5) is None
    with pytest.raises(ValueError, match="no band high"):
        floor_with(form(bands=[]), 5, "high")


def test_what_changed_between_two_times() -> None:
    before: dict[str, Answer] = {"hurt": "yes", "sleep": "badly", "words": "Tired"}
    after: dict[str, Answer] = {"hurt": "no", "sleep": "badly", "worse": "yes", "words": "Better"}
    assert changes(form(), before, after) == (
        Change("hurt", "yes", "no", -1), Change("worse", None, "yes", 2), Change("words", "Tired", "Better", 0),
    )  # fmt: skip
    assert changes(form(), after, {}) == (
        Change("hurt", "no", None, 0), Change("worse", "yes", None, -2), Change("sleep", "badly", None, -2),
        Change("words", "Better", None, 0),
    )  # fmt: skip


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "hurt": st.sampled_from(["yes", "no", *Unsaid]),
        "worse": st.sampled_from(["yes", "no", *Unsaid]),
        "sleep": st.sampled_from(["well", "badly", "not-at-all", *Unsaid]),
    },
)


@given(ANSWERS, st.sampled_from(["hurt", "worse", "sleep"]), st.sampled_from(["yes", "no", "well", "not-at-all"]))
def test_learning_an_answer_stays_between_the_total_and_what_it_could_be(
    answers: dict[str, Answer], name: str, learned: Answer
) -> None:
    read = form()
    if faults(read, {name: learned}) or answers.get(name, Unsaid.NOT_KNOWN) not in tuple(Unsaid):
        return
    before, after = score(read, answers), score(read, {**answers, name: learned})
    assert before.total <= after.total <= after.could_be <= before.could_be <= read.highest
    question = next(each for each in read.questions if each.id == name)
    assert after.total - before.total == points(question, learned)
