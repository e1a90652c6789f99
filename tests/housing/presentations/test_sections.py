"""How far each section of the task list is, and what it says waits for it."""

from __future__ import annotations

from datetime import date, time

import pytest

from housing.households.models import (
    ConcernPlace,
    ExpectedBirth,
    Household,
    Person,
    PersonOfConcern,
    SafeContact,
)
from housing.presentations.models import Presentation, RiskEntry
from housing.presentations.tasks.sections import SECTIONS, Progress, standings

DONE, STARTED, NOT_ASKED = Progress.COMPLETE, Progress.STARTED, Progress.NOT_ASKED


def fresh() -> Presentation:
    """A presentation of which nothing but that it began is known."""
    household = Household(
        people=[Person(position=0, role="adult")], births=[], concerns=[], near=[], excluded=[], safe_contact=None,
        asked=[], access_needs=[], pets=[], funding=[], accepts=[], preferred_services=[],
        concerns_asked=False, near_asked=False,
    )  # fmt: skip
    return Presentation(household=household, situation={}, risks=[], bands=[], stages=[])


def progress(presentation: Presentation, slug: str) -> Progress:
    """How far one section is."""
    return next(one.progress for one in standings(presentation) if one.section.slug == slug)


def blocks(presentation: Presentation, slug: str) -> str:
    """What waits for one section."""
    return next(one.blocks for one in standings(presentation) if one.section.slug == slug)


def test_at_first_nothing_has_been_asked_and_it_is_said_what_waits() -> None:
    every = standings(fresh())
    assert {one.progress for one in every} == {NOT_ASKED}
    assert [one.section.slug for one in every if not one.blocks] == ["areas", "near"]
    assert len({section.endpoint for section in SECTIONS}) == len(SECTIONS)


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        ({"nowhere_safe_tonight": None}, NOT_ASKED),
        ({"children_apart": True}, STARTED),
        ({"nowhere_safe_tonight": False, "place_known": False}, STARTED),
        ({"nowhere_safe_tonight": False, "place_known": False, "in_hotel": True}, DONE),
    ],
)
def test_situation(situation: dict[str, object], expected: Progress) -> None:
    presentation = fresh()
    presentation.situation = situation
    assert progress(presentation, "situation") is expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (RiskEntry(band="high"), DONE),
        (RiskEntry(band="standard"), STARTED),
        (RiskEntry(band="standard", judgement=False, escalation=False), DONE),
    ],
)
def test_risk(entry: RiskEntry, expected: Progress) -> None:
    presentation = fresh()
    presentation.risks = [entry]
    assert progress(presentation, "risk") is expected


def test_people_of_concern_are_done_when_everybodys_places_are() -> None:
    presentation = fresh()
    household = presentation.household
    household.concerns_asked = True
    assert progress(presentation, "concerns") is DONE
    household.concerns = [PersonOfConcern(places_known=None, places=[])]
    assert progress(presentation, "concerns") is STARTED
    household.concerns[0].places = [ConcernPlace(kind="home")]
    household.concerns[0].places_known = True
    assert progress(presentation, "concerns") is DONE


def test_people_are_done_when_every_age_and_sex_and_births_are() -> None:
    presentation = fresh()
    household = presentation.household
    household.people[0].born = date(1990, 1, 1)
    assert progress(presentation, "people") is STARTED
    household.people[0].sex = "female"
    assert progress(presentation, "people") is STARTED
    household.births = [ExpectedBirth(due_on=date(2027, 1, 1))]
    assert progress(presentation, "people") is DONE
    household.people = [*household.people, Person(position=1, role="child")]
    assert progress(presentation, "people") is STARTED


def test_contact_needs_a_way_and_voicemail_where_it_is_a_call() -> None:
    presentation = fresh()
    household = presentation.household
    household.interpreter = False
    assert progress(presentation, "contact") is NOT_ASKED
    assert "do not call" in blocks(presentation, "contact")
    household.safe_contact = SafeContact(methods=["call"], voicemail=None)
    assert progress(presentation, "contact") is STARTED
    assert "do not call" not in blocks(presentation, "contact")
    assert "leave no message" in blocks(presentation, "contact")
    household.safe_contact = SafeContact(methods=["text"], voicemail=None)
    assert progress(presentation, "contact") is STARTED
    any_time = {"days": [1, 2], "from_at": time.min, "until_at": time.min}
    household.safe_contact = SafeContact(methods=["text"], voicemail=None, **any_time)
    assert progress(presentation, "contact") is DONE
    household.safe_contact = SafeContact(methods=["in_person"], voicemail=None)
    assert progress(presentation, "contact") is DONE


def test_none_is_an_answer_but_no_way_of_paying_still_blocks() -> None:
    presentation = fresh()
    household = presentation.household
    household.asked = ["access_needs", "pets", "excluded", "funding"]
    household.support_need, household.immigration = "low", "nrpf"
    assert progress(presentation, "needs") is DONE
    assert progress(presentation, "areas") is DONE
    assert progress(presentation, "money") is STARTED
    household.funding = ["charity"]
    assert progress(presentation, "money") is DONE
