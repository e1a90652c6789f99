"""The pages on records that may be of one person: a lead's, and an officer's, who is shown nothing."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from housing import db
from housing.access import Role
from housing.config import Settings
from housing.households.alike.comparing import compare_new_names
from housing.households.alike.models import TWO_PEOPLE
from housing.households.alike.services import decide
from housing.households.models import Household
from housing.households.restriction import restrict
from housing.presentations.services import start_presentation
from housing.refusals import Refused
from tests.housing.households.alike_town import application_of, feared_somebody, pairs
from tests.housing.households.factories import NOW, Town, organisation, person, town
from tests.housing.signing_in import sign_in_as


@pytest.fixture
def app(haven: Settings) -> Flask:
    return application_of(haven)


@pytest.fixture
def people(app: Flask) -> Town:
    return town()


@pytest.fixture
def household(people: Town) -> UUID:
    return feared_somebody(people)


def test_the_pages_of_a_start_are_the_same_with_and_without_somebody_out_of_reach(
    app: Flask, people: Town, household: UUID
) -> None:
    """Byte for byte, but for what belongs to each form and each record; and nothing more is asked of the database."""
    restrict(household_id=household, named=[], by=people.homelessness, now=NOW)
    compare_new_names(now=NOW)
    browser = app.test_client()
    sign_in_as(browser, people.colleague)
    seen, asked = [], []
    for name in ("Bartholomew Feared", "Somebody Entirely", "Madeup Person"):
        with db.count_statements() as statements:
            answer = browser.post("/households/new", data={"name": name}, follow_redirects=True)
        asked.append(len(statements))
        seen.append(neutral(answer.text, name))
    assert seen[0] == seen[1] == seen[2]
    assert asked[1] == asked[2]


def neutral(page: str, name: str) -> str:
    """A page without its tokens, ids and references."""
    tokens, ids = r'(?:value|data-token)="[^"]{20,}"|nonce="[^"]+"', r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    page = re.sub(rf"{tokens}|H-[A-Z0-9]{{6}}|{ids}", "", page)
    return page.replace(name, "")


def test_a_restricted_case_shows_nothing_and_waits_for_who_is_named(app: Flask, people: Town, household: UUID) -> None:
    lead = person("Lena Demo", Role.HOMELESSNESS, organisation("Second desk"))
    restrict(household_id=household, named=[], by=people.homelessness, now=NOW)
    start_presentation(name="Bartholomew Feared", route=None, by=people.other_team, now=NOW)
    compare_new_names(now=NOW)
    (pair,) = pairs(people)
    with pytest.raises(Refused, match="restricted"):
        decide(match_id=pair.id, outcome=TWO_PEOPLE, reason="No", by=lead, now=NOW)
    browser = app.test_client()
    sign_in_as(browser, lead)
    page = browser.get(f"/records-alike/{pair.id}").text
    assert "Restricted to named people" in page
    with db.reading() as session:
        assert session.get_one(Household, household).reference not in page
    assert "A restricted case" in browser.get("/records-alike").text


def test_a_lead_finds_a_pair_by_links_and_decides(app: Flask, people: Town, household: UUID) -> None:
    start_presentation(name="Bartholomew Feared", route=None, by=people.other_team, now=NOW)
    compare_new_names(now=NOW)
    browser: FlaskClient = app.test_client()
    sign_in_as(browser, people.homelessness)
    assert 'href="/records-alike"' in browser.get("/households").text
    at = re.search(r'href="(/records-alike/[^"]+)"', browser.get("/tasks").text)
    assert at is not None
    assert at[1] in browser.get("/records-alike").text
    assert "Bartholomew Feared" in browser.get(at[1]).text
    answer = browser.post(at[1], data={"outcome": "two_people", "reason": ""})
    assert "Enter the reason" in answer.text
    assert browser.post(at[1], data={"outcome": "two_people", "reason": "Different ages"}).status_code == 303
    assert "They are two different people" in browser.get("/records-alike").text
    assert "Different ages" in browser.get(at[1]).text


def test_other_names_by_pages(app: Flask, people: Town, household: UUID) -> None:
    browser = app.test_client()
    sign_in_as(browser, people.officer)
    assert f"/households/{household}/names" in browser.get(f"/households/{household}/people").text
    page = browser.get(f"/households/{household}/names").text
    add = re.findall(r'href="([^"]+/names/[^"]+/add)"', page)
    assert len(add) == 2
    assert "Enter the name" in browser.post(add[0], data={"kind": "former"}).text
    assert browser.post(add[0], data={"kind": "former", "name": "Earlier Name"}).status_code == 303
    page = browser.get(f"/households/{household}/names").text
    assert "Earlier Name" in page
    remove = re.search(r'href="([^"]+/names/[^"]+/remove)"', page)
    assert remove is not None
    assert browser.post(remove[1]).status_code == 303
    assert "Earlier Name" not in browser.get(f"/households/{household}/names").text
    missing = browser.get(f"/households/{household}/names/{household}/add")
    assert missing.status_code == browser.get(f"/households/{household}/names/{household}/remove").status_code == 404
