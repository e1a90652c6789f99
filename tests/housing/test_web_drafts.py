"""A form sent after its session ended, or with a stale token: kept for its writer, and for nobody else."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from housing.web.drafts import give_back
from tests.housing.web_pages import ADA_ID, NOW, create_app

HERE = {"Sec-Fetch-Site": "same-origin"}
SOMEBODY_ELSE = UUID("00000000-0000-4000-8000-00000000e7e1")
TYPED = {
    "given_name": "CANARY Ada",
    "story": "Two\r\nlines",
    "postcode": "S60 1AA",
    "code": "secret-word",
    "needs": "ground",
}


@pytest.fixture
def app() -> Flask:
    return create_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def whose(client: FlaskClient) -> str:
    """The mark in the form that Ada was shown."""
    mark = BeautifulSoup(client.get("/questions").data, "html.parser").find("input", {"name": "whose"})
    assert mark
    return str(mark["value"])


def sent_too_late(client: FlaskClient, mark: str, **headers: str) -> TestResponse:
    """Ada's form, after her session has ended."""
    client.set_cookie("ended", "yes")
    answer = client.post("/questions?step=2", data={**TYPED, "whose": mark}, headers={**HERE, **headers})
    client.delete_cookie("ended")
    return answer


def draft_in(answer: TestResponse) -> str:
    """What the sign-in page carries."""
    field = BeautifulSoup(answer.data, "html.parser").find("input", {"name": "draft"})
    assert field
    return str(field["value"])


def fields_in(page: bytes) -> dict[str, str]:
    """The hidden fields of a page."""
    return {
        str(field["name"]): str(field["value"])
        for field in BeautifulSoup(page, "html.parser").select("main input[type=hidden]")
    }


def test_a_late_form_is_not_acted_upon_and_comes_back_to_its_writer(app: Flask, client: FlaskClient) -> None:
    answer = sent_too_late(client, whose(client))
    assert answer.status_code == 401
    assert "CANARY" not in answer.text
    with app.test_request_context():
        app.preprocess_request()
        page = give_back(draft_in(answer), ADA_ID, NOW + timedelta(hours=11))
    assert page
    shown = BeautifulSoup(page.data, "html.parser")
    form = shown.select_one("main form")
    assert form
    assert form["action"] == "/questions?step=2"
    kept = fields_in(page.data)
    assert {name: kept[name] for name in ("given_name", "story", "postcode", "needs")} == {
        name: TYPED[name] for name in ("given_name", "story", "postcode", "needs")
    }
    assert "code" not in kept
    assert kept["csrf_token"]


@pytest.mark.parametrize("change", ["somebody else", "too late", "altered", "nonsense", "none", "from the future"])
def test_nobody_else_gets_it_nor_anybody_much_later(app: Flask, client: FlaskClient, change: str) -> None:
    draft = draft_in(sent_too_late(client, whose(client)))
    account = SOMEBODY_ELSE if change == "somebody else" else ADA_ID
    now = NOW + {"too late": timedelta(hours=12, seconds=1), "from the future": timedelta(seconds=-1)}.get(
        change, timedelta()
    )
    altered = draft[:40] + ("B" if draft[40] == "A" else "A") + draft[41:]
    draft = {"altered": altered, "nonsense": "é!", "none": ""}.get(change, draft)
    with app.test_request_context():
        assert give_back(draft, account, now) is None


@pytest.mark.parametrize("mark", ["", "nonsense", "AQ=="])
def test_without_knowing_whose_it_is_nothing_is_kept(client: FlaskClient, mark: str) -> None:
    assert draft_in(sent_too_late(client, mark)) == ""


def test_a_draft_is_no_mark_and_a_mark_no_draft(app: Flask, client: FlaskClient) -> None:
    mark = whose(client)
    draft = draft_in(sent_too_late(client, mark))
    assert draft_in(sent_too_late(client, draft)) == ""
    with app.test_request_context():
        assert give_back(mark, ADA_ID, NOW) is None


def test_a_stale_token_gives_the_answers_back_at_once(client: FlaskClient) -> None:
    answer = client.post("/questions", data={**TYPED, "csrf_token": "stale"}, headers=HERE)
    assert answer.status_code == 200
    assert "Your answers were kept" in answer.text
    again = client.post("/questions", data=fields_in(answer.data), headers=HERE)
    assert "Your answers were kept" not in again.text
    assert "CANARY Ada" in again.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://elsewhere.example"},
        {"Referer": "https://elsewhere.example/questions"},
        {},
    ],
)
def test_a_form_from_elsewhere_is_refused_and_not_offered_for_sending(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    answer = client.post("/questions", data={**TYPED, "csrf_token": "forged"}, headers=headers)
    assert answer.status_code == 400
    assert "CANARY" not in answer.text


def test_an_older_browser_is_known_by_its_origin(client: FlaskClient) -> None:
    answer = client.post("/questions", data=TYPED, headers={"Origin": "http://localhost"})
    assert "Your answers were kept" in answer.text


def test_far_too_much_is_not_carried_around(client: FlaskClient) -> None:
    mark = whose(client)
    client.set_cookie("ended", "yes")
    for huge in ({"story": "a" * 100_001}, {f"field{n}": "a" for n in range(301)}):
        answer = client.post("/questions", data={**huge, "whose": mark}, headers=HERE)
        assert draft_in(answer) == ""
