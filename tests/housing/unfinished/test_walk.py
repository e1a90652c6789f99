"""Leaving very different pages half filled, finding them again, saving them, throwing them away."""

from __future__ import annotations

from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import db
from housing.presentations.question_sets.models import StoredQuestionSet
from housing.unfinished.models import UnfinishedAnswers
from tests.housing.households.factories import Town
from tests.housing.placements.arranging import arrange
from tests.housing.signing_in import sign_in_as
from tests.housing.unfinished.reading import Typed, as_sent, kept_paths, leave, open_again

NOT_SAVED = "They are not saved yet"
CHANGED = "What is recorded on this page has changed since then"
PAGES: dict[str, Typed] = {
    "/contact": {
        "methods": ["call", "text"],
        "phone": "not a number",
        "from_at": "25:99",
        "interpreter": "yes",
        "language": "Madeupish",
    },
    "/concerns/add": {"name": "Madeup Əxample 🙂", "born-day": "31", "born-month": "2", "born-year": "19"},
    "/people/add": {"name": "Madeup Child", "born-year": "twenty"},
    "/situation": {"safe_tonight": "no"},
}


@pytest.mark.parametrize("path", PAGES)
def test_what_was_typed_is_there_again_as_it_was_typed(client: FlaskClient, household: UUID, path: str) -> None:
    address, typed = f"/households/{household}{path}", PAGES[path]
    answer = leave(client, address, typed)
    assert (answer.status_code, answer.location) == (303, f"/households/{household}")
    assert "It is not in her record yet" in client.get(answer.location).text
    page, again = open_again(client, address)
    assert NOT_SAVED in page
    assert CHANGED not in page
    assert "There is a problem" not in page
    assert {name: again.get(name) for name in typed} == typed


def test_a_part_of_an_assessment_comes_back_and_saving_it_ends_it(client: FlaskClient, household: UUID) -> None:
    with db.reading() as session:
        dash = session.scalars(select(StoredQuestionSet).where(StoredQuestionSet.key == "dash")).first()
    assert dash
    begun = client.post(f"/households/{household}/assessments/start", data={"form": str(dash.id)})
    part = f"{begun.location}/part/1"
    typed: Typed = {"q_injury": "yes", "note_injury": "A made-up note", "q_low": "not_known"}
    assert leave(client, part, typed).status_code == 303
    _, again = open_again(client, part)
    assert {name: again[name] for name in typed} == typed
    assert "0 of 6 asked" in client.get(begun.location).text or "Not started" in client.get(begun.location).text
    assert client.post(part, data=again).location.endswith("/part/2")
    assert kept_paths() == []
    page, saved = open_again(client, part)
    assert NOT_SAVED not in page
    assert {name: saved[name] for name in typed} == typed


def test_rows_that_were_added_come_back_with_the_page(browser: FlaskClient) -> None:
    with Session(db.engine(), expire_on_commit=False) as session:
        there = arrange(session, db.engine())
    sign_in_as(browser, there.manager)
    address = f"/units/{there.unit.id}/facts"
    page = browser.get(address).text
    wider = browser.post(address, data={**as_sent(page), "more": "yes"}).text
    typed = {**as_sent(wider), "beds_2": "two", "cots_2": "1", "code": "LATER-1"}
    answer = browser.post("/unfinished/keep", data=typed)
    assert (answer.status_code, answer.location) == (303, "/")
    _, again = open_again(browser, address)
    names = ("rooms", "beds_2", "cots_2", "code")
    assert {name: again[name] for name in names} == {name: typed[name] for name in names}


def test_a_first_page_without_a_case_leads_home_and_is_found_there(client: FlaskClient) -> None:
    typed: Typed = {"name": "Madeup Later", "born-day": "1", "born-month": "2", "born-year": "1990"}
    answer = leave(client, "/households/new", {**typed, "looked": "yes"})
    assert answer.location == "/"
    home = client.get("/").text
    assert "It is not in any record yet" in home
    link = BeautifulSoup(home, "html.parser").find("a", string="page left unfinished")
    assert link
    listed = BeautifulSoup(client.get(str(link["href"])).text, "html.parser")
    assert listed.select_one("main a[href='/households/new']")
    _, again = open_again(client, "/households/new")
    assert (again["name"], again["looked"]) == ("Madeup Later", "")
    assert client.post("/households/new", data={**again, "looked": "yes"}).status_code == 303
    assert kept_paths() == []


def test_a_post_that_is_refused_leaves_it_and_throwing_away_shows_the_record(
    client: FlaskClient, household: UUID
) -> None:
    address = f"/households/{household}/people/add"
    leave(client, address, {"name": "Madeup Child", "born-year": "twenty"})
    page, again = open_again(client, address)
    assert "There is a problem" in client.post(address, data=again).text
    assert kept_paths() == [address]
    button = BeautifulSoup(page, "html.parser").select_one("form[action$='/throw-away']")
    assert button
    gone = client.post(str(button["action"]))
    assert gone.location == address
    page, again = open_again(client, address)
    assert NOT_SAVED not in page
    assert again["name"] == ""
    assert client.post(str(button["action"])).status_code == 303


def test_a_record_that_somebody_changed_meanwhile_is_said_and_her_code_word_stays(
    client: FlaskClient, browser: FlaskClient, people: Town, household: UUID
) -> None:
    address = f"/households/{household}/contact"
    leave(client, address, {"phone": "01632 960000", "methods": ["call"], "code_word": "Typed, made up"})
    sign_in_as(browser, people.colleague)
    page, empty = open_again(browser, address)
    assert NOT_SAVED not in page
    assert browser.post(address, data={**empty, "methods": ["text"], "phone": "01632 960999"}).status_code == 303
    assert kept_paths() == [address]
    sign_in_as(browser, people.officer)
    page, again = open_again(browser, address)
    assert CHANGED in page
    assert (again["phone"], again["methods"]) == ("01632 960000", "call")
    assert again.get("code_word", "") == ""
    assert "Never kept, and shown as recorded" in page
    assert again["version"] != empty["version"]


def test_summary_and_tasks_of_the_case_say_what_is_unfinished(client: FlaskClient, household: UUID) -> None:
    leave(client, f"/households/{household}/contact", {"phone": "01632 960000"})
    for page in ("summary", "tasks"):
        shown = BeautifulSoup(client.get(f"/households/{household}/{page}").text, "html.parser")
        assert shown.find("h2", string="Unfinished answers"), page
        assert "01632" not in shown.get_text()


def test_sealed_at_rest(client: FlaskClient, household: UUID) -> None:
    leave(client, f"/households/{household}/contact", {"phone": "CANARY 01632"})
    with db.engine().connect() as connection:
        stored = connection.exec_driver_sql("select says::text || title::text from unfinished_answers").scalar_one()
        lines = connection.exec_driver_sql("select facts::text from audit_entry").scalars().all()
    assert b"CANARY".hex() not in stored
    assert not [line for line in lines if "CANARY" in line]
    with db.reading() as session:
        assert "CANARY 01632" in session.scalars(select(UnfinishedAnswers)).one().says
