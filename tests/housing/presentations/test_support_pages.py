"""The pages on support, safety and orders: one walk each, bad input on its field, and not there for anybody else."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from housing import clock
from housing.households import services as households
from housing.households.services import Concern, Member
from housing.presentations.services import start_presentation
from tests.housing.households.factories import NOW, Town, bar
from tests.housing.presentations.test_reaching import key_of
from tests.housing.signing_in import sign_in_as

CONTACT = {
    "happened_on-day": "1", "happened_on-month": "3", "happened_on-year": "2026", "happened_at": "9:30am",
    "how": "call", "reached": "yes", "about": "Made-up talk",
}  # fmt: skip
INCIDENT = {
    "happened_on-day": "1", "happened_on-month": "3", "happened_on-year": "2026", "happened_at": "9:30pm",
    "kind": "threats", "place": "street", "finds_her": "yes", "words": "Made-up words",
}  # fmt: skip
ORDER = {"kind": "dapo", "made_on-day": "1", "made_on-month": "3", "made_on-year": "2026", "terms": "Made-up terms"}


def day(name: str, ahead: int) -> dict[str, str]:
    """The three inputs of a day so many days from today."""
    on = clock.today() + timedelta(days=ahead)
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def test_a_walk_through_support(client: FlaskClient, people: Town, household: UUID) -> None:
    child = households.add_person(
        household_id=household, member=Member("Kid", None, "male", "child", "child"), by=people.officer, now=NOW
    )
    at = f"/households/{household}/support"
    form = {**CONTACT, "key": key_of(client.get(f"{at}/contacts/add").text)}
    for _ in range(2):
        assert client.post(f"{at}/contacts/add", data=form).status_code == 303
    page = client.get(at).text
    assert page.count("Made-up talk") == 1
    assert "Against what she agreed: Nobody has agreed with her" in page
    school = {"school": "Made-up School", "known": "no", **day("encompass_on", -1)}
    assert client.post(f"{at}/schools/{child.id}", data=school).status_code == 303
    pack = {"items": ["clothes", "food"], **day("given_on", 0)}
    assert client.post(f"{at}/packs/add", data=pack).status_code == 303
    sent = {"service": "idva", "consent": "no", "without": "Made-up ground", "asked_for": "Made-up need"}
    assert client.post(f"{at}/referrals/add", data={**sent, **day("sent_on", 0)}).status_code == 303
    page = client.get(at).text
    for words in ("Made-up School", "Clothes, Food or a food voucher", "No: Made-up ground", "Waiting"):
        assert words in page, words
    found = re.search(r"/support/referrals/([0-9a-f-]{36})", page)
    assert found is not None
    moved = client.post(f"{at}/referrals/{found[1]}", data={"event": "answered", "answered": "accepted"})
    assert moved.status_code == 303
    assert "Answered" in client.get(at).text
    house = client.get(f"/households/{household}")
    assert house.status_code == 200


def test_a_walk_through_safety_and_orders(client: FlaskClient, people: Town, household: UUID) -> None:
    him = households.add_person_of_concern(
        household_id=household, concern=Concern(name="Madeup Him"), by=people.officer, now=NOW
    )
    at = f"/households/{household}"
    form = {**INCIDENT, "concern": str(him.id), "key": key_of(client.get(f"{at}/safety/incidents/add").text)}
    for _ in range(2):
        assert client.post(f"{at}/safety/incidents/add", data=form).status_code == 303
    page = client.get(f"{at}/safety").text
    assert page.count("Made-up words") == 1
    assert "Madeup Him" in page
    order = {**ORDER, "concern": str(him.id), **day("ends_on", 9)}
    assert client.post(f"{at}/orders/add", data=order).status_code == 303
    page = client.get(f"{at}/orders").text
    assert "in 9 days" in page
    thread = re.search(r"/orders/([0-9a-f-]{36})", page)
    assert thread is not None
    assert client.post(f"{at}/orders/{thread[1]}", data={**order, **day("ended_on", 0)}).status_code == 303
    risk = {"level": "high", "why": "Made-up reason"}
    assert client.post(f"{at}/orders/risk/{him.id}", data=risk).status_code == 303
    page = client.get(f"{at}/orders").text
    assert "Ended" in page
    assert "High. Made-up reason" in page


def test_a_walk_through_the_plan(client: FlaskClient, household: UUID) -> None:
    at = f"/households/{household}/safety/plan"
    assert "There is no plan yet" in client.get(at).text
    page = client.get(f"{at}/change").text
    form = {"key": key_of(page), "after": "0", "first": "Made-up first", "call": "Made-up call", "out": "Made-up way"}
    form |= {**day("agreed_on", 0), **day("review_on", 28)}
    for _ in range(2):
        assert client.post(f"{at}/change", data=form).status_code == 303
    assert client.get(at).text.count("Made-up first") == 1
    late = client.post(f"{at}/change", data={**form, "key": str(uuid4())})
    assert "Somebody else changed the safety plan" in late.text
    assert "Made-up first" in late.text
    assert "Nobody has agreed with her" in client.post(at, data={"how": "post"}).text
    assert "Select how it will reach her" in client.post(at).text
    paper = client.post(at, data={"how": "collected"}).text
    assert "Made-up way" in paper
    assert "What I do first" in paper
    assert "abuse" not in paper.lower()


@pytest.mark.parametrize(
    ("path", "sent", "wrong", "sentence"),
    [
        ("support/contacts/add", CONTACT, {"about": ""}, "Enter what it was about"),
        ("support/contacts/add", CONTACT, {"happened_at": "soon"}, "The time must be a time"),
        ("support/contacts/add", CONTACT, {"next_on-day": "1"}, "must include a month and year"),
        ("support/packs/add", {"items": ["clothes"]}, {"items": ["x"]}, "Select an answer from the list"),
        ("support/referrals/add", {"service": "idva", "consent": "no"}, {}, "Enter what the service was asked for"),
        ("safety/incidents/add", INCIDENT, {"happened_on-year": "2126"}, "The day must be today or in the past"),
        ("safety/incidents/add", INCIDENT, {"words": "x" * 1_000_000}, "Her words must be"),
        ("safety/incidents/add", INCIDENT, {"concern": "\x00emoji🙂"}, "Select an answer from the list"),
        ("orders/add", ORDER, {"kind": ""}, "Select what kind of order it is"),
        ("orders/add", ORDER, {"ends_on-day": "1", "ends_on-month": "1", "ends_on-year": "2026"}, "must be after"),
        ("safety/plan/change", {"first": "x"}, {"review_on-day": "x"}, "The day of the review must include"),
    ],
)
def test_what_cannot_be_has_its_sentence(
    client: FlaskClient, household: UUID, path: str, sent: dict[str, str], wrong: dict[str, str], sentence: str
) -> None:
    answer = client.post(f"/households/{household}/{path}", data={**sent, **wrong})
    assert answer.status_code == 200
    assert sentence in answer.text


PAGES = (
    "support", "safety", "orders", "safety/plan", "support/contacts/add", "safety/incidents/add", "disclosures",
    "contact/ways", "contact/history", "contact/told/add",
)  # fmt: skip


def test_whoever_knows_the_family_and_whoever_is_not_named_finds_nothing(
    client: FlaskClient, people: Town, household: UUID
) -> None:
    sign_in_as(client, people.colleague)
    assert {client.get(f"/households/{household}/{path}").status_code for path in PAGES} == {200}
    bar(people.colleague, household)
    assert {client.get(f"/households/{household}/{path}").status_code for path in PAGES} == {404}
    restricted = start_presentation(name="Made-up Other", route="self", by=people.officer, now=NOW).household_id
    households.restrict(household_id=restricted, named=[], by=people.homelessness, now=NOW)
    assert {client.get(f"/households/{restricted}/{path}").status_code for path in PAGES} == {404}


@pytest.mark.parametrize("stranger", ["other_team", "neighbour", "refuge"])
def test_out_of_reach_is_not_there(client: FlaskClient, people: Town, household: UUID, stranger: str) -> None:
    sign_in_as(client, getattr(people, stranger))
    expected = 403 if stranger == "refuge" else 404
    for path in ("support", "safety", "orders", "safety/plan", "support/contacts/add", "safety/incidents/add"):
        assert client.get(f"/households/{household}/{path}").status_code == expected, path
    assert client.post(f"/households/{household}/safety/plan", data={"how": "collected"}).status_code == expected
    assert client.post(f"/households/{household}/safety/incidents/add", data=INCIDENT).status_code == expected
