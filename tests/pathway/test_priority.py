"""Facts to bands: scenarios that an officer can read, and every combination of answers there is."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from pathway.bands import FACTS, FIRST_FACTS, both, either
from pathway.priority import Banding, Situation, band_for
from pathway.thresholds import HotelNights

HOTEL = HotelNights(limit=42, nearing=28)
SCENARIOS = yaml.safe_load((Path(__file__).parent / "scenarios" / "priority.yaml").read_text(encoding="utf-8"))
ANSWERS = (True, False, None)
ASKED = [fact for fact in FACTS if fact != "planned_move"]  # whether a move is planned changes no band


def banding(**known: Any) -> Banding:
    return band_for(Situation(**known), HOTEL)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[scenario["name"] for scenario in SCENARIOS])
def test_scenario(scenario: dict[str, Any]) -> None:
    found = banding(**scenario["known"])
    assert found.band == scenario["band"]
    assert found.could_be == scenario.get("could_be", found.band)
    if "ask_first" in scenario:
        assert found.to_ask[0].fact == scenario["ask_first"]


def as_published(s: Situation) -> int:
    """The bands once more, in the words of the design, for a situation of which everything is known."""
    if s.nowhere_safe_tonight and s.high_risk:
        return 1
    if s.nowhere_safe_tonight or (s.high_risk and s.place_known):
        return 2
    if s.in_hotel:
        return 3
    return 4 if s.in_safe_accommodation and s.wrong_kind else 5


EVERY = [Situation(**dict(zip(ASKED, answers, strict=True))) for answers in product(ANSWERS, repeat=len(ASKED))]
BANDED = {situation: band_for(situation, HOTEL) for situation in EVERY}


def unknown(situation: Situation) -> list[str]:
    """What is not known: neither answered, nor answered by the other of hotel and safe accommodation."""
    implied = {"in_hotel"} if situation.in_safe_accommodation else set()
    implied |= {"in_safe_accommodation"} if situation.in_hotel else set()
    return [fact for fact in ASKED if getattr(situation, fact) is None and fact not in implied]


def test_with_every_answer_the_band_is_the_published_one_and_settled() -> None:
    for situation in (one for one in EVERY if not unknown(one)):
        found = BANDED[situation]
        assert (found.band, found.could_be) == (as_published(situation), as_published(situation))
        assert found.settled
        assert all(step.held is step.taken for step in found.steps[:4])


def test_an_unanswered_question_is_never_less_urgent_than_a_no() -> None:
    for situation in EVERY:
        for fact in unknown(situation):
            assert BANDED[situation].band <= BANDED[replace(situation, **{fact: False})].band, (situation, fact)


def test_only_risk_and_a_known_roof_are_not_taken_at_their_worst() -> None:
    for situation in EVERY:
        roof = situation.in_hotel or situation.in_safe_accommodation
        better = {"high_risk"} | ({"nowhere_safe_tonight"} if roof else set())
        for fact in {*unknown(situation)} - better:
            assert BANDED[situation].band <= BANDED[replace(situation, **{fact: True})].band, (situation, fact)


def test_what_is_asked_is_what_could_change_the_band() -> None:
    """Every set of answers still to come, tried out in the words of the design."""
    for situation in EVERY:
        missing, found = unknown(situation), BANDED[situation]
        answers = list(product((True, False), repeat=len(missing)))
        ends = [as_published(replace(situation, **dict(zip(missing, each, strict=True)))) for each in answers]
        assert min(ends) <= found.band <= max(ends), situation
        assert found.could_be == min(ends), situation
        assert found.settled is (len(set(ends)) == 1), situation
        assert {question.fact for question in found.to_ask} - {*FIRST_FACTS} <= {*missing}, situation


def test_a_fact_whose_answer_changes_nothing_is_not_asked() -> None:
    known_home = banding(nowhere_safe_tonight=True, high_risk=True)
    assert known_home.settled
    assert known_home.to_ask == ()


def test_a_hotel_is_not_safe_accommodation_so_one_answers_the_other() -> None:
    hotel = banding(nowhere_safe_tonight=False, high_risk=False, in_hotel=True)
    assert hotel.steps[3].facts[0] == "In safe accommodation: no"
    refuge = banding(nowhere_safe_tonight=False, high_risk=False, in_safe_accommodation=True)
    assert refuge.steps[2].facts == ("In a hotel or bed and breakfast: no",)


def test_every_step_is_shown_with_its_sentences() -> None:
    found = banding(nowhere_safe_tonight=True, high_risk=False)
    first, second, *_ = found.steps
    assert [step.band for step in found.steps] == [1, 2, 3, 4, 5]
    assert first.facts == ("Nowhere safe tonight: yes", "High risk: no")
    assert (first.held, first.taken) == (False, False)
    assert (second.held, second.taken) == (True, True)
    assert second.facts[2] == (
        "In a place that the person of concern knows: not known, taken as yes until somebody asks"
    )
    assert found.because == second.title


def test_a_step_that_turns_on_a_missing_answer_says_so() -> None:
    first = banding(nowhere_safe_tonight=True).steps[0]
    assert first.held is None
    assert first.taken is False
    assert first.facts[1] == "High risk: not known, taken as no until somebody asks"


def test_nothing_more_urgent_is_said_in_words() -> None:
    settled = dict.fromkeys(FACTS, False)
    assert banding(**settled).because == "Nothing more urgent holds"
    assert banding(**{**settled, "planned_move": True}).because == "Planned move"


def test_a_question_says_what_the_answer_could_do() -> None:
    questions = {question.fact: question for question in banding(nowhere_safe_tonight=True).to_ask}
    assert questions["high_risk"].because == "the answer could make this band 1"
    assert questions["high_risk"].ask == "Complete the risk assessment"
    rest = banding(high_risk=False).to_ask
    assert rest[0].because == "the answer helps to settle the band, which is 2 until then"


def test_the_most_urgent_question_comes_first_and_a_planned_move_is_never_one() -> None:
    questions = banding().to_ask
    assert [question.could_be for question in questions] == sorted(question.could_be for question in questions)
    assert {"nowhere_safe_tonight", "high_risk"} == {questions[0].fact, questions[1].fact}
    assert "planned_move" not in {question.fact for question in questions}


IN_HOTEL = {"nowhere_safe_tonight": False, "high_risk": False, "in_hotel": True}


@pytest.mark.parametrize(
    ("more", "because"),
    [
        ({"nights_in_hotel": 27}, ()),
        ({"nights_in_hotel": 28}, ("28 nights in hotels, of 42 at most",)),
        ({"children_apart": True}, ("Her children have to live apart from her",)),
        ({"pregnant": True}, ("Somebody in the household is pregnant",)),
    ],
)
def test_who_comes_first_among_those_in_hotels(more: dict[str, Any], because: tuple[str, ...]) -> None:
    assert banding(**IN_HOTEL, **more).first_because == because


def test_outside_the_hotel_band_the_order_within_it_is_neither_said_nor_asked() -> None:
    found = banding(nowhere_safe_tonight=True, high_risk=True, in_hotel=True, pregnant=True)
    assert (found.band, found.first_because, found.to_ask) == (1, (), ())


def test_what_would_put_her_first_is_asked_until_something_does() -> None:
    asked = banding(**IN_HOTEL, pregnant=False)
    assert [question.fact for question in asked.to_ask] == ["nights_in_hotel", "children_apart"]
    assert asked.settled
    assert asked.to_ask[0].because == "the answer could put her among the first of band 3"
    assert banding(**IN_HOTEL, pregnant=True).to_ask == ()


def test_nights_are_not_negative() -> None:
    with pytest.raises(ValueError, match="from nought"):
        Situation(nights_in_hotel=-1)


def test_three_valued_answers() -> None:
    assert [both(one, other) for one, other in product(ANSWERS, repeat=2)] == [
        *(True, False, None),
        *(False, False, False),
        *(None, False, None),
    ]
    assert [either(one, other) for one, other in product(ANSWERS, repeat=2)] == [
        *(True, True, True),
        *(True, False, None),
        *(True, None, None),
    ]
