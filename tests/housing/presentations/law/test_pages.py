"""The administrator finds clocks, prompts and letters by links, looks at new words first, and nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from housing import clock
from housing.access import Role
from housing.config import Settings
from pathway.letter_texts import LETTERS
from tests.housing.application import create_app
from tests.housing.presentations.duties.walking import day, link
from tests.housing.signing_in import sign_in

WORDS = "\n\n".join(LETTERS[0].paragraphs)


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    """A browser in which the administrator is signed in."""
    browser = create_app(haven).test_client()
    sign_in(browser, Role.ADMINISTRATOR)
    return browser


def test_a_walk_from_the_guide_to_a_new_version_of_each(client: FlaskClient) -> None:
    assert 'href="/law"' in client.get("/guide").text
    page = client.get("/law").text
    for words in ("Relief duty", "SI 2018/223 regulation 9", "The whole day is in time", "Always"):
        assert words in page
    sent = {"length": "10", "counting": "DAYS_FROM_FIRST", "warns": "7", "source": "Made-up", **day("from_on", -1)}
    assert client.post(link(page, "/law/clocks/plan-review"), data=sent).status_code == 303
    assert "until" in client.get("/law").text
    said = clock.today() + timedelta(days=1)
    assert f"From {said.day} {said:%B %Y}" in client.get("/law/clocks/plan-review").text
    sent = {"at": "5pm", "source": "Made-up", **day("from_on")}
    assert client.post("/law/cut-off", data=sent).status_code == 303
    assert "What arrives after 5pm" in client.get("/law").text
    sent = {"sentence": "<b>x</b>", "section": "s1", "source": "Made-up", **day("from_on")}
    assert client.post("/law/prompts/belongings", data=sent).status_code == 303
    assert "<b>x</b>" not in client.get("/law").text


def test_new_words_are_looked_at_before_they_count(client: FlaskClient) -> None:
    sent = {"title": "New", "words": f"{WORDS}\n\nWe are glad, {{officer}}.", "source": "Made-up", **day("from_on")}
    looked = client.post("/law/letters/duty-owed", data=sent | {"look": "yes"})
    assert looked.status_code == 200
    assert "We are glad, Olive Demo." in looked.text
    assert "It is as it came with Haven" in looked.text
    wrong = client.post("/law/letters/duty-owed", data=sent | {"words": WORDS + "\n\n{address}", "look": "yes"})
    assert "No letter has a blank for an address" in wrong.text
    assert "must not say: address" in wrong.text
    assert client.post("/law/letters/duty-owed", data=sent).status_code == 303
    assert "paragraphs." in client.get("/law/letters/duty-owed").text


@pytest.mark.parametrize(
    ("path", "sent", "sentence"),
    [
        ("/law/clocks/plan-review", {"warns": "soon"}, "Enter the days of the reminders as numbers"),
        ("/law/clocks/plan-review", day("from_on", 1), "must be today or in the future"),
        ("/law/clocks/interim-accommodation", {}, "cannot be changed on a page"),
        ("/law/cut-off", {"at": "late", **day("from_on")}, "must be a time"),
        ("/law/prompts/belongings", {"sentence": "", **day("from_on")}, "Enter what the law says"),
    ],
)
def test_bad_input_has_one_sentence(client: FlaskClient, path: str, sent: dict[str, str], sentence: str) -> None:
    whole = {"length": "10", "counting": "WEEKS", "sentence": "x", "section": "x", "source": "x", **day("from_on")}
    assert sentence in client.post(path, data=whole | sent).text


def test_what_is_not_there_is_not_found(client: FlaskClient) -> None:
    for path in ("clocks/made-up", "prompts/made-up", "letters/made-up"):
        assert client.get(f"/law/{path}").status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HOMELESSNESS, Role.REFUGE, Role.GOVERNANCE])
def test_nobody_else_opens_them(haven: Settings, role: Role) -> None:
    app: Flask = create_app(haven)
    browser = app.test_client()
    sign_in(browser, role)
    for path in ("", "/clocks/relief-duty", "/prompts/belongings", "/letters/decision", "/cut-off"):
        assert browser.get(f"/law{path}").status_code == 403
