"""The pages of assessments: one walk to the end, bad input, and nobody else."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from housing import db
from housing.households import services as households
from housing.presentations.assessments.panel import assessments_panel
from housing.presentations.panels import PANELS
from tests.housing.households.factories import NOW, Town
from tests.housing.presentations.assessments.answering import in_use
from tests.housing.signing_in import sign_in_as


def started(client: FlaskClient, household: UUID, key: str = "dash", person: str = "") -> str:
    """The address of a form just begun by its button."""
    form = {"form": str(in_use(key).id), "person": person}
    answer = client.post(f"/households/{household}/assessments/start", data=form)
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_a_dash_from_the_list_to_its_result(app: Flask, client: FlaskClient, household: UUID) -> None:
    at = f"/households/{household}/assessments"
    assert "DASH risk assessment" in client.get(at).text
    one = started(client, household)
    assert started(client, household) == one
    assert "Carry on" in client.get(at).text
    page = client.get(f"{one}/part/1").text
    assert "Is she very frightened?" in page
    saved = client.post(
        f"{one}/part/1", data={"q_injury": "yes", "note_injury": "A made-up note", "q_low": "not_known"}
    )
    assert saved.headers["Location"].endswith("/part/2")
    left = client.post(f"{one}/part/4", data={"q_strangulation": "yes", "leave": "yes"})
    assert left.headers["Location"] == one
    page = client.get(one).text
    assert "2 of 6 asked" in page
    assert "Offer to see a doctor today" in page
    assert "Total 2 of 24: standard. It would be 24 if all that is not known counted its most, and then high." in page
    assert "Raise it to medium" in client.get(f"{one}/finish").text
    finished = client.post(f"{one}/finish", data={"judgement": "yes", "escalation": "no"})
    assert finished.headers["Location"] == one
    page = client.get(one).text
    assert "A made-up note" in page
    assert "Completed by Olive Demo" in page
    again = started(client, household)
    assert again != one
    assert re.search(r"On \d+ \w+ 20\d\d: Yes", client.get(f"{again}/part/1").text)
    client.post(f"{again}/part/1", data={"q_injury": "no"})
    client.post(f"{again}/finish", data={})
    page = client.get(again).text
    assert "What has changed since" in page
    assert "haven-chart" in page
    app.extensions[PANELS] = [assessments_panel]
    panel = client.get(f"/households/{household}").text
    assert "MARAC referral owed" in panel  # the risk stays high: the newer DASH left it open
    assert "The risk is looked at again by" in panel


def test_a_ranking_keeps_her_order_and_says_what_is_twice(client: FlaskClient, household: UUID) -> None:
    one = started(client, household, "own-needs")
    twice = {"q_order__1": "pets", "q_order__2": "pets", "q_would-change": "Made up"}
    page = client.post(f"{one}/part/1", data=twice)
    assert "Select something that is not selected above" in page.text
    assert "Made up</textarea>" in page.text
    client.post(f"{one}/part/1", data={"q_order__1": "pets", "q_order__3": "near-work", "leave": "yes"})
    client.post(f"{one}/finish")
    assert "1. Her animals with her; 2. Near her work or study" in client.get(one).text


def test_a_child_s_needs_and_a_form_set_aside(client: FlaskClient, people: Town, household: UUID) -> None:
    child = households.add_person(
        household_id=household, member=households.Member("Madeup Child", role="child"), by=people.officer, now=NOW
    )
    one = started(client, household, "child-needs", str(child.id))
    assert "Madeup Child" in client.get(one).text
    assert "Say in a few words why" in client.post(f"{one}/set-aside", data={}).text
    assert client.post(f"{one}/set-aside", data={"why": "Wrong child"}).status_code == 303
    assert "Set aside on" in client.get(one).text
    answer = client.post(f"{one}/part/1", data={"q_hurt": "yes"})
    assert "This assessment was set aside" in answer.text
    assert "checked" in answer.text


@pytest.mark.parametrize("text", ["\x00", "🏠" * 50, "x" * 500_000, "<b>x</b>", ""])
def test_whatever_is_sent_is_never_our_fault(client: FlaskClient, household: UUID, text: str) -> None:
    one = started(client, household)
    names = ("q_injury", "note_injury", "version", "band", "reason", "judgement", "further_abuse_on-day", "why")
    for path in ("/part/1", "/part/99", "/finish", "/set-aside"):
        answer = client.post(f"{one}{path}", data=dict.fromkeys(names, text))
        assert answer.status_code in (200, 303, 404, 413)
        assert "<b>x</b>" not in answer.text
    for sent in ({"form": text}, {"form": str(uuid4())}, {"form": str(in_use("dash").id), "person": text or "x"}):
        answer = client.post(f"/households/{household}/assessments/start", data=sent)
        assert answer.status_code in (303, 400, 413)


def test_nobody_else_sees_an_assessment(app: Flask, client: FlaskClient, people: Town, household: UUID) -> None:
    one = started(client, household)
    other = one.replace(str(household), str(uuid4()))
    browser = app.test_client()
    for path in ("", "/part/1", "/finish", "/set-aside"):
        assert client.get(f"{other}{path}").status_code == 404
        for actor, status in ((people.other_team, 404), (people.neighbour, 404), (people.refuge, 403)):
            sign_in_as(browser, actor)
            assert browser.get(f"{one}{path}").status_code == status
            assert browser.post(f"{one}{path}", data={"why": "x"}).status_code in (status, 405)


def test_the_pages_take_a_constant_number_of_queries(client: FlaskClient, household: UUID) -> None:
    def statements(path: str) -> int:
        with db.count_statements() as sent:
            assert client.get(path).status_code == 200
        return len(sent)

    list_, one = f"/households/{household}/assessments", ""
    counts = []
    for _ in range(3):
        one = started(client, household)
        client.post(f"{one}/part/1", data={"q_injury": "yes"})
        client.post(f"{one}/finish", data={})
        counts.append((statements(list_), statements(one)))
    assert counts[1] == counts[2]
