"""The officer's first contact, from a name to a record that is complete."""

from __future__ import annotations

import re
from uuid import UUID

from flask.testing import FlaskClient

from housing import db
from housing.households import services
from housing.presentations.queries import current_band, latest_of
from housing.presentations.services import start_presentation
from tests.housing.households.factories import NOW, WARD, Town
from tests.housing.presentations.arranging import stored

ANSWERS: list[tuple[str, dict[str, object]]] = [
    ("/situation", {"safe_tonight": "no", "staying": "hotel", "nights_in_hotel": "3", "place_known": "yes"}),
    ("/contact", {"methods": ["call"], "phone": "01632 960 001", "voicemail": "no", "interpreter": "no",
                  "days": ["1", "2"], "any_time": "yes"}),
    ("/risk", {"total": "16", "judgement": "yes", "escalation": "not-known"}),
    ("/people/add", {"name": "Kid", "role": "child", "born-day": "1", "born-month": "3", "born-year": "2017",
                     "sex": "male", "relationship": "child", "partner": "nobody"}),
    ("/people/births/none", {}),
    ("/concerns/add", {"name": "Bad Madeup", "relationship": "ex_partner"}),
    ("/needs", {"access_needs": "none", "support_need": "high", "pets": ["dog"], "preferred_services": "none"}),
    ("/money", {"immigration": "recourse", "funding": ["housing_benefit"]}),
    ("/wishes", {"first": "dispersed", "second": "refuge", "wants_to_stay": "no"}),
    ("/areas", {"wards": [WARD]}),
    ("/near/none", {}),
]  # fmt: skip


def test_the_whole_first_contact(client: FlaskClient, people: Town) -> None:
    answer = client.post("/households/new", data={"name": "Madeup Person", "route": "police"})
    assert answer.status_code == 303
    tasks = answer.headers["Location"]
    at = tasks.removesuffix("/tasks")
    assert "Madeup" not in tasks
    page = client.get(tasks).text
    assert "0 of 10 completed" in page
    assert "no home can be proposed" in page
    for path, data in ANSWERS:
        answer = client.post(at + path, data=data)
        assert answer.status_code == 303, (path, re.findall(r"error-message.*?</p>", answer.text))
    household = stored(people, UUID(at.rsplit("/", 1)[1]))
    lead = household.people[0]
    data = {
        "name": "Madeup Person",
        "role": "adult",
        "born-day": "27",
        "born-month": "3",
        "born-year": "1987",
        "sex": "female",
    }
    assert client.post(f"{at}/people/{lead.id}", data=data).status_code == 303
    places = f"{at}/concerns/{household.concerns[0].id}/places/add"
    assert client.post(places, data={"kind": "home", "postcode": "s601aa"}).status_code == 303
    page = client.get(tasks).text
    assert "10 of 10 completed" in page
    page = client.get(at).text
    assert "Band 1" in page
    assert "refer to the MARAC" in page
    with db.reading() as session:
        assert current_band(latest_of(session, people.officer, household.id)) == 1


def test_what_was_typed_is_kept_and_the_fault_is_named(client: FlaskClient, household: UUID) -> None:
    answer = client.post(f"/households/{household}/contact", data={"phone": "nonsense", "times": "after 9"})
    assert "Enter a telephone number" in answer.text
    assert 'value="nonsense"' in answer.text
    assert 'value="after 9"' in answer.text


def test_a_postcode_nobody_knows_offers_the_ward(client: FlaskClient, people: Town, household: UUID) -> None:
    person = services.add_person_of_concern(
        household_id=household, concern=services.Concern(), by=people.officer, now=NOW
    )
    at = f"/households/{household}/concerns/{person.id}/places/add"
    answer = client.post(at, data={"kind": "home", "postcode": "S99 9ZZ"})
    assert "We do not have this postcode" in answer.text
    assert client.post(at, data={"kind": "home", "ward": WARD}).status_code == 303
    assert "North ward" in client.get(at.removesuffix("/add")).text


def test_saving_over_a_colleague_is_refused_once_and_then_a_choice(
    client: FlaskClient, people: Town, household: UUID
) -> None:
    at = f"/households/{household}/wishes"
    version = re.search(r'name="version" value="(\d+)"', client.get(at).text)
    assert version is not None
    services.save_wishes(household_id=household, accepts=["refuge"], wants_to_stay=None, by=people.colleague, now=NOW)
    sent = {"first": "dispersed", "version": version[1]}
    answer = client.post(at, data=sent)
    assert "Somebody else changed this household" in answer.text
    assert '<option value="dispersed" selected' in answer.text
    fresh = re.search(r'name="version" value="(\d+)"', answer.text)
    assert fresh is not None
    assert client.post(at, data={**sent, "version": fresh[1]}).status_code == 303
    assert stored(people, household).accepts == ["dispersed"]


def test_the_same_name_is_shown_before_a_second_record_is_made(
    client: FlaskClient, people: Town, household: UUID
) -> None:
    reference = stored(people, household).reference
    answer = client.post("/households/new", data={"name": "MADEUP person"})
    assert answer.status_code == 200
    assert reference in answer.text
    answer = client.post("/households/new", data={"name": "MADEUP person", "looked": "yes"})
    assert answer.status_code == 303
    start_presentation(name="Else Where", route=None, by=people.other_team, now=NOW)
    assert client.post("/households/new", data={"name": "Else Where"}).status_code == 303


def test_the_officer_is_shown_nothing_of_a_counter_allegation(client: FlaskClient, people: Town) -> None:
    other = start_presentation(name="Some Body", route=None, by=people.other_team, now=NOW).household_id
    services.add_person_of_concern(
        household_id=other, concern=services.Concern("Bad Madeup"), by=people.other_team, now=NOW
    )
    answer = client.post("/households/new", data={"name": "Bad Madeup"}, follow_redirects=True)
    assert answer.status_code == 200
    assert "allegation" not in answer.text
    page = client.get(answer.request.path.removesuffix("/tasks")).text
    assert "allegation" not in page
