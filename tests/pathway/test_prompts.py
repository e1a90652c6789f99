"""What the law says, and when it says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pathway.prompts import PROMPTS, Facts, prompts

TODAY = date(2026, 11, 23)


def ids(facts: Facts, on: date = TODAY) -> set[str]:
    return {each.prompt.id for each in prompts(facts, on)}


def test_every_prompt_can_speak_names_its_section_and_says_which_facts_raised_it() -> None:
    everything = (
        Facts(nowhere_safe=True, staying="elsewhere", children=True, lead_age=17, immigration="nrpf", concerns=1,
              in_hotel=True, nights=30, untold=1),
        Facts(staying="safe", duties=frozenset({"relief", "main"}), moving_on=True),
    )  # fmt: skip
    raised = [each for facts in everything for each in prompts(facts, TODAY)]
    assert {each.prompt.id for each in raised} == {each.id for each in PROMPTS}
    assert all(each.raised_by and each.prompt.section and each.prompt.sentence.endswith(".") for each in raised)
    assert len({each.id for each in PROMPTS}) == len(PROMPTS)


@pytest.mark.parametrize(
    ("known", "prompt"),
    [
        (Facts(nowhere_safe=True), "interim-duty"),
        (Facts(staying="elsewhere"), "not-reasonable-to-stay"),
        (Facts(staying="safe"), "refuge-is-not-a-home"),
        (Facts(concerns=2), "no-contact-with-them"),
        (Facts(duties=frozenset({"relief"})), "no-referral-into-risk"),
        (Facts(duties=frozenset({"prevention"})), "plan-owed"),
        (Facts(in_hotel=True, pregnant=True), "hotel-limit"),
        (Facts(in_hotel=True, children=True), "hotel-limit"),
        (Facts(untold=1), "tell-the-other-council"),
        (Facts(moving_on=True), "part-6-local-connection"),
        (Facts(lead_age=16), "aged-16-or-17"),
        (Facts(immigration="nrpf"), "concession-for-migrants"),
        (Facts(immigration="not_known"), "support-whatever-the-status"),
        (Facts(duties=frozenset({"main"})), "belongings"),
    ],
)
def test_a_fact_raises_it_and_without_the_fact_it_is_silent(known: Facts, prompt: str) -> None:
    assert prompt not in ids(Facts())
    assert prompt in ids(known)


def test_what_is_done_is_not_asked_for_again() -> None:
    relief = Facts(duties=frozenset({"relief"}))
    assert "plan-owed" not in ids(replace(relief, has_plan=True))
    assert "interim-duty" not in ids(Facts(nowhere_safe=True, duties=frozenset({"interim"})))
    assert "evidence-not-needed" in ids(Facts())
    assert "evidence-not-needed" not in ids(Facts(decided=True))
    assert "hotel-limit" not in ids(Facts(in_hotel=True))
    assert "hotel-limit" not in ids(Facts(in_hotel=True, pregnant=False))


def test_a_prompt_speaks_from_the_day_of_its_law() -> None:
    moving = Facts(moving_on=True)
    assert "part-6-local-connection" not in ids(moving, date(2025, 7, 9))
    assert "part-6-local-connection" in ids(moving, date(2025, 7, 10))
    assert "priority-need" not in ids(Facts(), date(2021, 7, 4))
