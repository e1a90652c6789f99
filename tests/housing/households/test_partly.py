"""Dates of birth of which only a part is known, from the page to the matcher."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from housing import clock, db
from housing.config import Settings
from housing.households import queries
from housing.households.members import Member, add_person
from housing.households.models import Household, Person
from housing.placements.matching import household_facts, people
from housing.presentations.services import start_presentation
from housing.refusals import Refused
from pathway.births import about, in_year
from tests.housing.households.alike_town import application_of
from tests.housing.households.factories import NOW, TODAY, Town, town
from tests.housing.signing_in import sign_in_as


@pytest.fixture
def app(haven: Settings, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return application_of(haven)


@pytest.fixture
def council(app: Flask) -> Town:
    return town()


@pytest.fixture
def household(council: Town) -> UUID:
    return start_presentation(name="Madeup Person", route=None, by=council.officer, now=NOW).household_id


@pytest.fixture
def client(app: Flask, council: Town) -> FlaskClient:
    browser = app.test_client()
    sign_in_as(browser, council.officer)
    return browser


def read(council: Town, household: UUID) -> Household:
    with db.reading() as session:
        return queries.one(session, council.officer, household)


def the_child(council: Town, household: UUID) -> Person:
    (child,) = (person for person in read(council, household).people if person.role == "child")
    return child


SENT: list[tuple[dict[str, str], tuple[date | None, date | None, date | None, str | None], str]] = [
    ({"born-month": "March", "born-year": "2015", "born_not_known": "yes"},
     (None, date(2015, 3, 1), date(2015, 3, 31), "month"), "11 years old, date of birth partly known"),
    ({"born-year": "2015", "born_not_known": "yes"},
     (None, date(2015, 1, 1), date(2015, 12, 31), "year"), "about 10 or 11 years old"),
    ({"age": "7", "age_doubt": "1", "born_not_known": "yes"},
     (None, date(2017, 11, 24), date(2020, 11, 23), "age"), "about 6 to 8 years old"),
    ({"age": "0"}, (None, date(2025, 11, 24), date(2026, 11, 23), "age"), "about under 1"),
    ({"born-day": "2", "born-month": "3", "born-year": "2015", "age": "9"},
     (date(2015, 3, 2), None, None, None), "11 years old"),
    ({"born_not_known": "yes"}, (None, None, None, None), "date of birth not known"),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "stored", "said"), SENT)
def test_what_is_known_is_kept_and_said(
    client: FlaskClient, council: Town, household: UUID, sent: dict[str, str], stored: Any, said: str
) -> None:
    at = f"/households/{household}/people"
    assert client.post(f"{at}/add", data={"role": "child", "name": "Kid", **sent}).status_code == 303
    child = the_child(council, household)
    assert (child.born, child.born_from, child.born_until, child.born_how) == stored
    assert said in client.get(at).text
    page = client.get(f"{at}/{child.id}").text
    if stored[3] == "month":
        assert 'name="born-month" type="text" inputmode="numeric" autocomplete="off" value="3"' in page
    shown = dict(re.findall(r'name="(born-\w+|age|age_doubt)"[^>]*value="([^"]+)"', page))
    ticked = {"born_not_known": "yes"} if re.search('name="born_not_known"[^>]* checked', page) else {}
    again = {"role": "child", "name": "Kid", **shown, **ticked}
    assert client.post(f"{at}/{child.id}", data=again).status_code == 303
    child = the_child(council, household)
    assert (child.born, child.born_from, child.born_until, child.born_how) == stored


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"born-year": "2015"}, "Date of birth must include a day and month"),
        ({"born-day": "2", "born-year": "2015", "born_not_known": "yes"}, "Leave the day empty"),
        ({"born-month": "5", "born_not_known": "yes"}, "must include a year with 4 numbers"),
        ({"born-month": "13", "born-year": "2015", "born_not_known": "yes"}, "must be a real date"),
        ({"born-month": "x", "born-year": "2015", "born_not_known": "yes"}, "must be a real date"),
        ({"born-year": "2027", "born_not_known": "yes"}, "must be today or in the past"),
        ({"born-year": "1901", "born_not_known": "yes"}, "within the last 120 years"),
        ({"age": "130"}, "About how old must be 119 or fewer"),
        ({"age": "\U0001f600"}, "About how old must be a number"),
        ({"age": "40"}, "Select adult, or correct the date"),
    ],
)
def test_one_sentence_and_nothing_typed_is_lost(
    client: FlaskClient, household: UUID, sent: dict[str, str], sentence: str
) -> None:
    answer = client.post(f"/households/{household}/people/add", data={"role": "child", "name": "Kid", **sent})
    assert answer.status_code == 200
    assert sentence in answer.text
    for value in sent.values():
        assert value == "yes" or f'value="{value}"' in answer.text


def test_the_matcher_gets_an_age_only_where_it_is_sure(council: Town, household: UUID) -> None:
    for birth in (in_year(2015, 3), in_year(2015), about(7, TODAY)):
        add_person(household_id=household, member=Member(role="child", birth=birth), by=council.officer, now=NOW)
    found = read(council, household)
    born = [household_facts._member(person, TODAY)["born"] for person in found.people]
    assert born == [None, "2015-03-31", None, "2019-11-23"]
    later = [household_facts._member(person, date(2027, 3, 10))["born"] for person in found.people]
    assert later == [None, None, None, None]
    assert people.in_words(found, TODAY) == ("4 people: adult, age not known; child, 11; child, 10 or 11; child, 7")


def test_a_child_who_may_be_grown_up_is_taken_and_one_who_must_be_is_not(council: Town, household: UUID) -> None:
    add_person(household_id=household, member=Member(role="child", birth=in_year(2008)), by=council.officer, now=NOW)
    with pytest.raises(Refused, match="they are 18"):
        add_person(
            household_id=household, member=Member(role="child", birth=in_year(2007)), by=council.officer, now=NOW
        )
