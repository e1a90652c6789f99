"""The question sets that come with Haven: whole, in our own words, and counted as they say."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway import dash
from pathway.assessments import Answer, Unsaid, patterns, points, score
from pathway.question_sets import BandFrom, Question, QuestionSet
from pathway.reading_question_sets import read_question_set
from pathway.risk import RiskBand
from pathway.thresholds import DashThresholds

FOLDER = Path(__file__).parents[2] / "migrations" / "question_sets"
SETS = {path.stem: read_question_set(path.read_bytes()) for path in sorted(FOLDER.glob("*.json"))}
COUNTED = ("dash", "chaos", "dash-south-yorkshire-example")


def any_answers(form: QuestionSet) -> st.SearchStrategy[dict[str, Answer]]:
    """Some answers to a form, any of those that its counted questions can have."""
    asked = {each.id: st.sampled_from([*possible(each), *Unsaid]) for each in form.questions if each.counts}
    return st.fixed_dictionaries({}, optional=asked)


def possible(question: Question) -> list[str]:
    return ["yes", "no"] if question.kind == "yes_no" else [step.slug for step in question.steps]


def test_what_there_is() -> None:
    assert {name: (len(each.questions), each.highest, each.verified) for name, each in SETS.items()} == {
        "chaos": (10, 48, False),
        "child-needs": (16, 0, False),
        "dash": (24, 24, False),
        "dash-south-yorkshire-example": (27, 27, False),
        "own-needs": (13, 0, False),
    }
    assert [each.about for each in SETS.values()] == ["adult", "child", "adult", "adult", "adult"]


def test_the_items_of_the_chaos_indicator_count_up_to_4_and_two_up_to_8() -> None:
    most = {question.id: question.most for question in SETS["chaos"].questions}
    assert {name for name, highest in most.items() if highest == 8} == {"risk-to-others", "risk-from-others"}
    assert sorted(most.values()) == [4] * 8 + [8] * 2
    assert SETS["chaos"].bands == ()


def test_a_dash_has_the_three_bands_and_its_own_limits() -> None:
    assert dash.limits(SETS["dash"]) == DashThresholds(highest=24, medium_from=10, high_from=14)
    assert dash.limits(SETS["dash-south-yorkshire-example"]).highest == 27
    assert dash.fault(SETS["chaos"]) == ""
    with pytest.raises(ValueError, match="not a DASH"):
        dash.limits(replace(SETS["dash"], key="chaos"))


@pytest.mark.parametrize(
    ("different", "sentence"),
    [
        ({"bands": ()}, "has the bands standard, medium and high"),
        ({"bands": (BandFrom("high", 0),)}, "has the bands standard, medium and high"),
        ({"about": "child"}, "about an adult"),
        (
            {"bands": (BandFrom("high", 30), BandFrom("medium", 10), BandFrom("standard", 0))},
            "no answers to this DASH would come to high",
        ),
    ],
)
def test_a_dash_that_cannot_be_used_says_why(different: dict[str, object], sentence: str) -> None:
    wrong = replace(SETS["dash"], **different)  # type: ignore[arg-type]  # any field, to be wrong on purpose
    assert sentence in dash.fault(wrong)
    with pytest.raises(ValueError, match="The set"):
        dash.limits(wrong)


@pytest.mark.parametrize("name", COUNTED)
def test_everything_at_its_most_is_the_highest(name: str) -> None:
    form = SETS[name]
    worst = {each.id: max(possible(each), key=partial(points, each)) for each in form.questions}
    found = score(form, worst)
    assert (found.total, found.could_be, found.complete) == (form.highest, form.highest, True)
    assert score(form, {}).could_be == form.highest


@pytest.mark.parametrize("name", COUNTED)
@given(data=st.data())
def test_a_graver_answer_never_lowers_the_total(name: str, data: st.DataObject) -> None:
    form = SETS[name]
    answers = data.draw(any_answers(form))
    question = data.draw(st.sampled_from([each for each in form.questions if each.counts]))
    drawn = data.draw(st.tuples(*[st.sampled_from(possible(question))] * 2))
    lighter, graver = sorted(drawn, key=partial(points, question))
    one, other = score(form, {**answers, question.id: lighter}), score(form, {**answers, question.id: graver})
    assert one.total <= other.total
    assert one.could_be <= other.could_be
    assert other.total - one.total == points(question, graver) - points(question, lighter)


@pytest.mark.parametrize("name", COUNTED)
@given(data=st.data())
def test_not_known_and_not_asked_leave_the_same_range(name: str, data: st.DataObject) -> None:
    form = SETS[name]
    answers = data.draw(any_answers(form))
    asked = {each: answer for each, answer in answers.items() if answer not in tuple(Unsaid)}
    one, other = score(form, answers), score(form, asked)
    assert (one.total, one.could_be) == (other.total, other.could_be)
    assert 0 <= one.total <= one.could_be <= form.highest
    assert len(one.not_known) + len(one.not_asked) + one.answered == len(form.questions)


def test_answers_say_something_together() -> None:
    found = [each.id for each in patterns(SETS["dash"], {"strangulation": "yes", "worse": "yes", "low": "no"})]
    assert found == ["strangulation", "escalation"]
    assert patterns(SETS["dash"], {"strangulation": Unsaid.NOT_KNOWN.value}) == ()
    chaos = SETS["chaos"]
    assert patterns(chaos, {"impulse": "much", "substances": "half"}) == ()
    assert [each.id for each in patterns(chaos, {"impulse": "much", "substances": "most"})] == [
        "several-needs",
        "substances",
    ]


@pytest.mark.parametrize(
    ("yes", "unknown", "before", "kept"),
    [
        (9, 10, None, None),
        (9, 10, "standard", None),
        (9, 0, "high", None),
        (9, 4, "high", "medium"),
        (9, 5, "high", "high"),
        (9, 5, "medium", "medium"),
        (12, 1, "high", None),
        (12, 2, "high", "high"),
        (14, 10, "high", None),
    ],
)
def test_a_risk_is_lowered_by_answers_and_not_by_what_was_not_asked(
    yes: int, unknown: int, before: RiskBand | None, kept: str | None
) -> None:
    form = SETS["dash"]
    ids = [each.id for each in form.questions]
    answers: dict[str, Answer] = {each: "yes" if place < yes else "no" for place, each in enumerate(ids)}
    counted = score(form, {each: answers[each] for each in ids[: len(ids) - unknown]})
    assert dash.kept_from_before(form, counted, RiskBand(before) if before else None) == kept
    assert dash.kept_from_before(SETS["chaos"], counted, RiskBand.HIGH) is None
