"""The whole story by kind, person and days, page by page and as a file; and who looked at a case."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from housing import db
from housing.access import Actor
from housing.audit import AuditEntry
from housing.households.models import HouseholdEvent
from housing.households.timeline import tell
from tests.housing.households.factories import NOW, Town, bar
from tests.housing.signing_in import sign_in_as

DAYS_AGO = {"a": 0, "b": 40, "c": 80}


@pytest.fixture
def told(people: Town, household: UUID) -> UUID:
    """A household with a story of three days by two people and Haven."""
    with db.transaction() as session:
        by = {"a": people.officer, "b": people.homelessness, "c": Actor(name="Nightly job")}
        for letter, days in DAYS_AGO.items():
            words, at = f"Line {letter}.", NOW - timedelta(days=days)
            tell(session, household, "note" if letter != "b" else "risk", words, by=by[letter], now=at)
    return household


def shown(client: FlaskClient, household: UUID, asked: str = "") -> set[str]:
    page = client.get(f"/households/{household}/story{asked}")
    assert page.status_code == 200
    return {letter for letter in DAYS_AGO if f"Line {letter}." in page.text}


def test_it_is_narrowed_by_kind_person_and_days(client: FlaskClient, people: Town, told: UUID) -> None:
    assert shown(client, told) == {"a", "b", "c"}
    assert shown(client, told, "?kind=risk") == {"b"}
    assert shown(client, told, f"?person={people.officer.account_id}") == {"a"}
    assert shown(client, told, "?person=haven") == {"c"}
    first = "first-day=14&first-month=10&first-year=2026"  # 40 days ago: both days count
    assert shown(client, told, f"?{first}") == {"a", "b"}
    assert shown(client, told, f"?{first}&last-day=14&last-month=10&last-year=2026") == {"b"}
    assert shown(client, told, "?kind=note&person=haven") == {"c"}


@pytest.mark.parametrize("asked", ["?kind=nonsense", "?person=%00", "?person=1' or 1=1--", "?page=-4", "?page=999999"])
def test_what_is_not_offered_is_no_choice(client: FlaskClient, told: UUID, asked: str) -> None:
    assert shown(client, told, asked) == {"a", "b", "c"}


def test_a_day_that_cannot_be_has_its_sentence(client: FlaskClient, told: UUID) -> None:
    page = client.get(f"/households/{told}/story?first-day=31&first-month=2&first-year=2026&kind=note").text
    assert "First day must be a real date" in page
    backwards = "first-day=2&first-month=2&first-year=2026&last-day=1&last-month=2&last-year=2026"
    assert "Last day must be the same as or after" in client.get(f"/households/{told}/story?{backwards}").text


def test_it_comes_in_pages_and_as_a_file_for_the_team(
    app: Flask, client: FlaskClient, people: Town, told: UUID
) -> None:
    with db.transaction() as session:
        for number in range(60):
            tell(session, told, "note", f"=note {number}", by=people.officer, now=NOW + timedelta(minutes=number))
    assert "Line a." not in client.get(f"/households/{told}/story").text
    assert "Line a." in client.get(f"/households/{told}/story?page=2").text
    assert client.get(f"/households/{told}/story.csv").status_code == 403
    assert "story.csv" not in client.get(f"/households/{told}/story").text
    desk = app.test_client()
    sign_in_as(desk, people.homelessness)
    assert "story.csv?kind=risk" in desk.get(f"/households/{told}/story?kind=risk").text
    file = desk.get(f"/households/{told}/story.csv?kind=note")
    assert file.mimetype == "text/csv"
    assert "Line b." not in file.text
    assert ",'=note 59," in file.text
    with db.reading() as session:
        taken = session.scalars(select(AuditEntry).where(AuditEntry.action == "household.story_downloaded")).one()
    assert taken.facts == {"rows": 62}


def test_a_long_story_costs_no_more_queries_than_a_short_one(client: FlaskClient, people: Town, told: UUID) -> None:
    def statements() -> tuple[int, int]:
        found = []
        for address in (f"/households/{told}/story", f"/households/{told}"):
            with db.count_statements() as sent:
                assert client.get(address).status_code == 200
            found.append(len(sent))
        return found[0], found[1]

    before = statements()
    with db.transaction() as session:
        session.add_all(
            HouseholdEvent(
                household_id=told, at=NOW - timedelta(hours=number), kind="note", words="A made-up line.",
                by_name="Olive Demo", by=people.officer.account_id,
            )
            for number in range(5000)
        )  # fmt: skip
    assert statements() == before


def test_who_looked_is_a_line_for_each_person_and_day(
    app: Flask, client: FlaskClient, people: Town, household: UUID
) -> None:
    desk = app.test_client()
    sign_in_as(desk, people.homelessness)
    for browser in (client, client, desk):
        assert browser.get(f"/households/{household}").status_code == 200
    client.post(f"/households/{household}/contact/show")
    at = f"/households/{household}/looked"
    page = client.get(at).text.lower()
    for words in ("olive demo", "hana demo", "opened it", "saw how to reach them"):
        assert words in page
    assert "asked who had looked" not in page
    assert "asked who had looked" in client.get(at).text.lower()
    assert desk.get(at).text.count("Hana Demo</span>") == 1  # two things on one day are one line


@pytest.mark.parametrize("room", ["story", "looked"])
@pytest.mark.parametrize("who", ["other_team", "neighbour", "barred"])
def test_out_of_reach_is_not_there(app: Flask, people: Town, told: UUID, room: str, who: str) -> None:
    browser = app.test_client()
    if who == "barred":
        bar(people.colleague, told)
    sign_in_as(browser, people.colleague if who == "barred" else getattr(people, who))
    assert browser.get(f"/households/{told}/{room}").status_code == 404
