"""Children who stay some nights, how people are related, and the equality questions."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from housing import db
from housing.access import NotFound
from housing.config import Settings
from housing.households import queries as households
from housing.households.equality.models import EqualityAnswers
from housing.households.equality.queries import latest, read, said
from housing.households.equality.services import save_answers
from housing.households.members import Member, add_person
from housing.households.overnight import queries as overnight
from housing.households.overnight.models import OvernightChild
from housing.households.overnight.services import Overnight, end_child, no_child, save_child
from housing.households.relations import queries as relations
from housing.households.relations.models import Relation
from housing.households.relations.services import end_relation, relate
from housing.presentations.services import start_presentation
from housing.refusals import Refused
from pathway.births import in_year
from tests.housing.households.alike_town import application_of
from tests.housing.households.factories import NOW, TODAY, Town, town
from tests.housing.signing_in import sign_in_as

EVERY = {"fortnight": "Each fortnight"}


@pytest.fixture
def app(haven: Settings) -> Flask:
    return application_of(haven)


@pytest.fixture
def council(app: Flask) -> Town:
    return town()


@pytest.fixture
def household(council: Town) -> UUID:
    made = start_presentation(name="Madeup Person", route=None, by=council.officer, now=NOW).household_id
    for name in ("Ann Madeup", "Ben Madeup"):
        add_person(household_id=made, member=Member(name=name, role="child"), by=council.officer, now=NOW)
    return made


@pytest.fixture
def client(app: Flask, council: Town) -> FlaskClient:
    browser = app.test_client()
    sign_in_as(browser, council.officer)
    return browser


def wish(council: Town, household: UUID) -> str | None:
    with db.reading() as session:
        whole = households.one(session, council.officer, household)
        return overnight.wish(whole, overnight.children(session, household), EVERY, TODAY)


def test_a_wish_is_not_asked_then_none_then_said_without_a_name(council: Town, household: UUID) -> None:
    said: dict[str, Any] = {"household_id": household, "by": council.officer, "now": NOW}
    assert wish(council, household) is None
    no_child(**said)
    assert wish(council, household) == "None"
    child = Overnight("Zed", in_year(2018), "male", nights=2, every="fortnight", space_wanted=True)
    first = save_child(child=child, **said)
    save_child(child=Overnight(), **{**said, "now": NOW + timedelta(minutes=1)})
    assert wish(council, household) == (
        "2 children: boy of 7 or 8, 2 nights each fortnight; child, age not known. Room to sleep is wanted for 1"
    )
    with pytest.raises(Refused, match="Remove the children"):
        no_child(**said)
    save_child(child=Overnight("Zed", in_year(2017), "male"), instead=first.id, **said)
    with db.reading() as session:
        assert session.scalar(select(func.count(OvernightChild.id))) == 3
    with pytest.raises(NotFound):
        end_child(child_id=first.id, **said)


@pytest.mark.parametrize("wrong", [{"sex": "x"}, {"nights": 0}, {"nights": 367}, {"every": "x"}])
def test_what_cannot_be_is_refused(council: Town, household: UUID, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        save_child(household_id=household, child=Overnight(**wrong), by=council.officer, now=NOW)
    with pytest.raises(NotFound):
        save_child(household_id=household, child=Overnight(), by=council.other_team, now=NOW)


def test_overnight_by_pages(client: FlaskClient, household: UUID) -> None:
    at = f"/households/{household}/overnight"
    assert at in client.get(f"/households/{household}/people").text
    assert client.post(f"{at}/none").status_code == 303
    assert "Asked: no child" in client.get(at).text
    bad = client.post(f"{at}/add", data={"name": "Zed", "nights": "\U0001f600", "note": "court\x00order"})
    assert "Nights must be a number" in bad.text
    assert 'value="Zed"' in bad.text
    sent = {"name": "Zed", "born-year": "2018", "born_not_known": "yes", "nights": "2", "every": "week"}
    assert client.post(f"{at}/add", data=sent).status_code == 303
    page = client.get(at).text
    assert "2 nights each week" in page
    change = re.search(rf'href="({at}/[0-9a-f-]+)"', page)
    assert change is not None
    shown = client.get(change[1]).text
    assert 'name="born-year" type="text" inputmode="numeric" autocomplete="off" value="2018"' in shown
    day = {"name": "Zed", "born-day": "1", "born-month": "2", "born-year": "2018", "space_wanted": "yes"}
    assert client.post(change[1], data=day).status_code == 303
    page = client.get(at).text
    assert "room to sleep wanted" in page
    assert client.get(change[1]).status_code == 404, "what was changed is another row"
    remove = re.search(rf'href="({at}/[0-9a-f-]+/remove)"', page)
    assert remove is not None
    assert client.get(remove[1]).status_code == 200
    assert client.post(remove[1]).status_code == 303
    assert "Zed" not in client.get(at).text
    assert client.post(f"{at}/none", follow_redirects=True).status_code == 200


def test_how_two_people_are_related_is_said_once_and_kept(council: Town, household: UUID) -> None:
    with db.reading() as session:
        lead, ann, ben = (each.id for each in households.one(session, council.officer, household).people)
    said: dict[str, Any] = {"household_id": household, "by": council.officer, "now": NOW}
    first = relate(one=ann, other=ben, kind="sibling", **said)
    assert relate(one=ann, other=ben, kind="sibling", **said).id == first.id
    second = relate(one=ben, other=ann, kind="half_sibling", **said)
    relate(one=lead, other=ann, kind="not_related", **said)
    with db.reading() as session:
        names = relations.called(households.one(session, council.officer, household))
        kinds = {"half_sibling": "Half-sibling", "not_related": "Not related"}
        sentences = [words for _, words in relations.said(relations.relations(session, household), names, kinds)]
        assert sorted(sentences) == [
            "Ben Madeup: half-sibling of Ann Madeup",
            "Madeup Person: not related to Ann Madeup",
        ]
        assert session.scalar(select(func.count(Relation.id))) == 3
    end_relation(relation_id=second.id, **said)
    for wrong in ({"one": ann, "other": ann}, {"kind": "x"}):
        with pytest.raises(Refused):
            relate(**{"one": ann, "other": ben, "kind": "sibling", **said, **wrong})
    with pytest.raises(NotFound):
        relate(one=ann, other=uuid4(), kind="sibling", **said)
    with pytest.raises(NotFound):
        end_relation(relation_id=uuid4(), **said)


def test_relations_by_pages(client: FlaskClient, council: Town, household: UUID) -> None:
    at = f"/households/{household}/relations"
    assert at in client.get(f"/households/{household}/people").text
    with db.reading() as session:
        _, ann, ben = (str(each.id) for each in households.one(session, council.officer, household).people)
    assert (
        "Select two different people" in client.post(f"{at}/add", data={"one": ann, "other": ann, "kind": "carer"}).text
    )
    assert "Select a person" in client.post(f"{at}/add", data={"other": ann, "kind": "carer"}).text
    assert client.post(f"{at}/add", data={"one": ann, "other": ben, "kind": "sibling"}).status_code == 303
    page = client.get(at).text
    assert "Ann Madeup: brother or sister of Ben Madeup" in page
    remove = re.search(r'href="([^"]+/remove)"', page)
    assert remove is not None
    assert client.get(remove[1]).status_code == 200
    assert client.post(remove[1]).status_code == 303
    assert client.get(remove[1]).status_code == 404
    assert "Nothing recorded yet" in client.get(at).text


def test_equality_answers_are_sealed_rows_that_say_only_how_many(council: Town, household: UUID) -> None:
    sent: dict[str, Any] = {"household_id": household, "by": council.officer, "now": NOW}
    first = save_answers(answers={"religion": "none", "disability": "prefer_not_to_say"}, **sent)
    assert save_answers(answers={"religion": "none", "disability": "prefer_not_to_say"}, **sent).id == first.id
    with db.reading() as session:
        row = latest(session, household)
        assert row is not None
        assert json.loads(row.answers)["religion"] == "none"
        assert said(row) == "2 of 5 answered or declined"
        assert read(None)["religion"] is None
        assert said(None) is None
        assert b"prefer" not in bytes(
            session.connection().exec_driver_sql("select answers from equality_answers").scalar_one()
        )
    with pytest.raises(Refused):
        save_answers(answers={"religion": "x"}, **sent)


def test_equality_by_pages(client: FlaskClient, household: UUID) -> None:
    at = f"/households/{household}/equality"
    assert at in client.get(f"/households/{household}/tasks").text
    assert "she need not answer" in client.get(at).text
    assert client.post(at, data={"religion": "nonsense"}).status_code == 200
    assert client.post(at, data={"religion": "sikh"}).status_code == 303
    assert '<option value="sikh" selected' in client.get(at).text
    with db.reading() as session:
        assert session.scalar(select(func.count(EqualityAnswers.id))) == 1


@pytest.mark.parametrize(
    "room", ["overnight", "overnight/add", "relations", "relations/add", "equality", "summary", "names"]
)
def test_out_of_reach_is_not_there(app: Flask, council: Town, household: UUID, room: str) -> None:
    browser = app.test_client()
    sign_in_as(browser, council.other_team)
    assert browser.get(f"/households/{household}/{room}").status_code == 404
