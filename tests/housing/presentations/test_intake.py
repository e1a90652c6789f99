"""A household entered whole: the same rows, trail and story as page by page, in one transaction, or nothing at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, text

from housing import audit, db
from housing.access import Forbidden
from housing.households import queries as households
from housing.households import services
from housing.households.concern_places import DangerPlace
from housing.households.concerns import Concern
from housing.households.contact import Contact
from housing.households.members import Member
from housing.households.models import Household
from housing.households.nearby import Near
from housing.presentations.intake import Feared, Intake, enter_whole
from housing.presentations.models import Presentation
from housing.presentations.queries import current_band, one
from housing.presentations.recording import Risk
from housing.presentations.services import record_risk, record_situation, start_presentation
from housing.refusals import Refused
from tests.housing.households.factories import NOW, OTHER_WARD, WARD, Town, town

LEAD = Member(name="Madeup Person", born=date(1990, 4, 1), sex="female")
CHILD = Member(name="Madeup Child", born=date(2019, 9, 1), sex="male", role="child", relationship="child")
CONTACT = Contact(methods=("call",), phone="+441632960123", voicemail=False)
CONCERN = Concern(name="Made Upman", relationship="ex_partner")
PLACES = (DangerPlace("home", ward_code=WARD), DangerPlace("work", ward_code=OTHER_WARD, radius_m=900))
NEAR = Near("work", ward_code=OTHER_WARD, importance=4, limit_km=9)
TONIGHT = {"nowhere_safe_tonight": True, "place_known": False}
RISK = Risk(total=16, judgement=False, escalation=False)
STORY = Intake(
    lead=LEAD,
    others=[CHILD],
    route="police",
    births=[date(2027, 2, 1)],
    contact=CONTACT,
    feared=[Feared(CONCERN, PLACES)],
    access_needs=["step_free"],
    support_need="medium",
    pets=[],
    immigration="recourse",
    funding=["housing_benefit"],
    accepts=["refuge", "dispersed"],
    wants_to_stay=False,
    excluded=[WARD],
    near=[NEAR],
    situation=TONIGHT,
    risk=RISK,
)


@pytest.fixture
def people(engine: Engine) -> Town:
    """A made-up council."""
    return town()


def page_by_page(people: Town) -> Presentation:
    """The same story, as an officer enters it."""
    officer: dict[str, Any] = {"by": people.officer, "now": NOW}
    begun = start_presentation(name=LEAD.name, route="police", **officer)
    of: dict[str, Any] = {"household_id": begun.household_id, **officer}
    with db.reading() as session:
        lead = households.one(session, people.officer, begun.household_id).people[0]
    services.change_person(person_id=lead.id, member=LEAD, **of)
    services.add_person(member=CHILD, **of)
    services.add_birth(due_on=date(2027, 2, 1), **of)
    services.save_contact(contact=CONTACT, interpreter=None, language=None, **of)
    feared = services.add_person_of_concern(concern=CONCERN, **of)
    for place in PLACES:
        services.add_place_of_concern(concern_id=feared.id, place=place, **of)
    services.save_needs(access_needs=["step_free"], support_need="medium", pets=[], preferred_services=None, **of)
    services.save_money(immigration="recourse", funding=["housing_benefit"], **of)
    services.save_wishes(accepts=["refuge", "dispersed"], wants_to_stay=False, **of)
    services.save_areas(wards=[WARD], leave_council=False, **of)
    services.add_near_place(near=NEAR, **of)
    record_situation(presentation_id=begun.id, answers=TONIGHT, **officer)
    record_risk(presentation_id=begun.id, risk=RISK, **officer)
    return begun


def stored(people: Town, presentation: Presentation) -> dict[str, Any]:
    """What is known of a household, without the ids that differ."""
    with db.reading() as session:
        found = one(session, people.officer, presentation.id)
        household = found.household
        return {
            "itself": _values(household, "asked", "access_needs", "support_need", "pets", "funding", "immigration",
                              "accepts", "wants_to_stay", "concerns_asked", "near_asked", "preferred_services"),
            "people": [_values(each, "name", "name_index", "born", "sex", "role") for each in household.people],
            "births": [each.due_on for each in household.births],
            "contact": _values(household.safe_contact, "methods", "phone", "voicemail"),
            "feared": [_values(each, "name", "name_index", "places_known") for each in household.concerns],
            "places": [_values(each, "kind", "easting", "radius_m") for each in household.concerns[0].places],
            "excluded": [each.area_code for each in household.excluded],
            "near": [_values(each, "kind", "easting", "importance", "limit_km") for each in household.near],
            "situation": found.situation,
            "risk": [(each.total, each.band) for each in found.risks],
            "band": current_band(found),
            "stages": [each.stage for each in found.stages],
        }  # fmt: skip


def _values(row: object, *names: str) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in names)


def trail(presentation: Presentation) -> list[str]:
    """The actions of the audit trail that concern a household or its presentation, but for reviews of the band."""
    ids = {str(presentation.id), str(presentation.household_id)}
    with db.reading() as session:
        lines = reversed(audit.trail(session, limit=200))
        return [each.action for each in lines if each.subject_id in ids and each.action != "presentation.band"]


def story(people: Town, presentation: Presentation) -> list[str]:
    """The household's story in its order, but for reviews of the band."""
    with db.reading() as session:
        words = text("select kind from household_event where household_id = :id and kind <> 'band' order by at")
        return list(session.scalars(words, {"id": presentation.household_id}))


def test_entered_whole_it_is_as_if_it_had_been_entered_page_by_page(people: Town) -> None:
    by_hand, whole = page_by_page(people), enter_whole(intake=STORY, by=people.officer, now=NOW)
    assert stored(people, whole) == stored(people, by_hand)
    assert trail(whole) == trail(by_hand)
    assert story(people, whole) == story(people, by_hand)


def test_the_band_is_reviewed_once_when_all_is_said(people: Town) -> None:
    whole = enter_whole(intake=STORY, by=people.officer, now=NOW)
    with db.reading() as session:
        assert [each.band for each in one(session, people.officer, whole.id).bands] == [1]


def test_what_was_not_asked_stays_not_asked(people: Town) -> None:
    whole = enter_whole(intake=Intake(lead=Member()), by=people.officer, now=NOW)
    with db.reading() as session:
        household = one(session, people.officer, whole.id).household
        assert (household.asked, household.concerns_asked, household.near_asked) == ([], False, False)
        assert household.safe_contact is None
        assert household.people[0].name is None


def test_asked_and_none_is_kept(people: Town) -> None:
    none = Intake(lead=LEAD, births=[], feared=[], near=[], excluded=[], pets=[])
    whole = enter_whole(intake=none, by=people.officer, now=NOW)
    with db.reading() as session:
        household = one(session, people.officer, whole.id).household
        assert household.asked == ["births", "excluded", "pets"]
        assert (household.concerns_asked, household.near_asked) == (True, True)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(STORY, others=[replace(CHILD, born=date(1990, 1, 1))]),
        replace(STORY, feared=[Feared(CONCERN, [DangerPlace("home")])]),
        replace(STORY, near=[replace(NEAR, limit_km=0)]),
        replace(STORY, births=[date(2036, 1, 1)]),
        replace(STORY, pets=["dragon"]),
        replace(STORY, situation={"nights_in_hotel": -1}),
        replace(STORY, risk=Risk(total=99)),
    ],
)
def test_one_answer_that_cannot_be_and_nothing_is_stored(people: Town, wrong: Intake) -> None:
    with pytest.raises(Refused):
        enter_whole(intake=wrong, by=people.officer, now=NOW)
    with db.reading() as session:
        assert session.query(Household).count() == 0
        assert audit.trail(session) == []


def test_only_an_officer_enters_a_household(people: Town) -> None:
    for actor in (people.refuge, people.strategy):
        with pytest.raises(Forbidden):
            enter_whole(intake=STORY, by=actor, now=NOW)


def test_a_name_that_is_feared_in_another_case_is_told(people: Town) -> None:
    enter_whole(intake=STORY, by=people.officer, now=NOW)
    enter_whole(intake=Intake(lead=Member(name=CONCERN.name)), by=people.officer, now=NOW)
    with db.reading() as session:
        assert [each.action for each in audit.trail(session)].count("household.counter_allegation") == 1


def test_the_trail_that_is_written_at_once_is_one_chain(people: Town) -> None:
    enter_whole(intake=STORY, by=people.officer, now=NOW)
    with db.reading() as session:
        assert audit.verify(session) == []


def test_a_household_costs_few_statements(people: Town) -> None:
    with db.count_statements() as statements:
        enter_whole(intake=STORY, by=people.officer, now=NOW)
    assert len(statements) < 52
