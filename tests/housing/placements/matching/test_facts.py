"""What nobody has asked yet is said whole, with where to record it, whether or not a rule turned on it today."""

from __future__ import annotations

from datetime import date

import pytest

from housing.households.models import ExcludedArea, ExpectedBirth, Household, Person, PersonOfConcern
from housing.placements.matching import words
from housing.placements.matching.facts import live_facts
from housing.placements.matching.people import in_words

EMPTY = ("access_needs", "births", "excluded", "pets")
ON = date(2026, 11, 23)


def household(**facts: object) -> Household:
    """A household of whom everything has been asked."""
    asked = {
        "support_need": "low", "funding": ["housing_benefit"], "accepts": ["refuge"], "concerns_asked": True,
        "asked": list(EMPTY), "concerns": [], "people": [], "births": [], "excluded": [],
    }  # fmt: skip
    return Household(**{**asked, **facts})


def said(facts: object) -> list[tuple[str, str]]:
    """Each fact's beginning and where it is recorded."""
    return [(fact.text.split(":")[0], fact.endpoint.removeprefix("households.")) for fact in facts]  # type: ignore[attr-defined]  # a list of facts


def test_everything_asked_leaves_nothing_to_find_out() -> None:
    assert live_facts(household()) == []
    assert live_facts(household(funding=[], accepts=[], asked=[*EMPTY, "funding", "accepts"])) == []
    there = household(
        asked=[], births=[ExpectedBirth(due_on=ON)], excluded=[ExcludedArea(area_code="E05")], pets=["dog"],
        access_needs=["step_free"],
    )  # fmt: skip
    assert live_facts(there) == []


@pytest.mark.parametrize(
    ("facts", "text", "endpoint"),
    [
        ({"support_need": None}, "record how much support the household needs", "wanting.needs"),
        ({"funding": []}, "record which funding is open to the household", "wanting.money"),
        ({"asked": ["births", "excluded", "pets"]}, "ask about access needs", "wanting.needs"),
        ({"asked": ["access_needs", "excluded", "pets"]}, "ask whether a baby is expected", "family.people"),
        ({"asked": ["access_needs", "births", "pets"]}, "ask in which areas the household cannot live", "around.areas"),
        ({"asked": ["access_needs", "births", "excluded"]}, "ask about pets", "wanting.needs"),
        ({"accepts": []}, "ask which kinds of home the household agrees to", "wanting.wishes"),
    ],
)
def test_one_thing_not_asked(facts: dict[str, object], text: str, endpoint: str) -> None:
    assert said(live_facts(household(**facts))) == [(text, endpoint)]


def test_people_of_concern_not_asked_or_not_named() -> None:
    assert [text for text, _ in said(live_facts(household(concerns_asked=False)))] == [
        "record the places where the household is in danger, or that there are none",
        "record who is a threat to the household, or that nobody else is known",
    ]
    nameless = PersonOfConcern(name_index=None, places_known=False, places_why="made up", places=[])
    assert [text for text, _ in said(live_facts(household(concerns=[nameless])))] == [
        "record the name of every person of concern"
    ]


def test_what_a_rule_asks_is_recorded_somewhere_or_asked_of_the_service() -> None:
    assert words.recorded_at("boys-age", "record the age of every child") == "households.family.people"
    assert words.recorded_at("boys-age", "ask the service up to what age it takes boys") == ""
    assert words.recorded_at("pets", "anything") == ""


def test_levels_and_rules_in_words() -> None:
    assert words.lost("days waited in band 2") == "households of band 2 that have waited longer come first"
    assert words.lost("held places kept").startswith("it was proposed to another household")
    assert words.lost("something new") == "something new"
    assert words.title("boys-age") == "Upper age for boys"
    assert words.title("made-up-rule") == "Made up rule"
    assert words.refusals({"pets": 1, "beds": 4})[0].endswith(": 4 units")
    assert "without recourse to public funds" in words.cap("funding:no_recourse")
    assert "very high support needs" in words.cap("support:very_high+")
    until = words.left_out_unit({"why": "preparing", "until": "2026-12-01"})
    assert until == "Being prepared until 1 December 2026, and what follows has no end"
    assert words.left_out_unit({"why": "no_policy", "until": None}).startswith("No acceptance policy")
    nobody = {"suits": 0, "asks": 0, "refused_by": {}}
    assert words.unused_unit(nobody) == "no household is looking for a place"
    assert words.unused_unit({**nobody, "suits": 1, "asks": 2}) == (
        "would suit 1 household, placed elsewhere or kept out by who lives there; "
        "something must be found out first for 2 households"
    )


def test_a_household_in_words_without_names() -> None:
    people = [
        Person(role="adult", sex="female", born=date(1992, 5, 1)),
        Person(role="adult", sex=None, born=None),
        Person(role="child", sex="male", born=date(2026, 1, 1)),
        Person(role="child", sex="other", born=date(2013, 1, 1)),
    ]
    births = [ExpectedBirth(due_on=date(2027, 1, 1))]
    assert in_words(household(people=people, births=births), ON) == (
        "4 people: woman, 34; adult, age not known; boy, under 1; child, 13; a baby expected"
    )
    assert in_words(household(births=births * 2, people=people[:1]), ON).endswith("2 babies expected")
    assert in_words(household(), ON) == "nobody recorded yet"
