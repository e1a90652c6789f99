"""What every answer carries: headers, caching, error pages, the neutral page; templates that hold nothing unsafe."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from jinja2 import UndefinedError
from psycopg.errors import DeadlockDetected, Error, LockNotAvailable
from sqlalchemy.exc import OperationalError

from housing.access import public
from housing.web import chrome, errors
from tests.housing.web_pages import create_app

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
OWN_STATIC = ROOT / "housing" / "static" / "haven"
EVERYWHERE = ("/", "/questions", "/not-yours", "/nowhere", "/broken", "/screen-breaks", "/static/haven/haven.css")


@pytest.fixture
def app() -> Flask:
    return create_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


class TestHeaders:
    @pytest.mark.parametrize("path", EVERYWHERE)
    def test_every_answer_carries_them(self, client: FlaskClient, path: str) -> None:
        with client.get(path, base_url="https://localhost") as answer:
            headers = answer.headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        assert "geolocation=()" in headers["Permissions-Policy"]
        assert "Access-Control-Allow-Origin" not in headers
        policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["frame-ancestors"] == "'none'"
        assert policy["base-uri"] == "'none'"
        assert "unsafe" not in headers["Content-Security-Policy"]

    def test_the_nonce_is_the_page_s_and_new_each_time(self, client: FlaskClient) -> None:
        nonces = set()
        for _ in range(3):
            answer = client.get("/")
            in_header = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
            inline = [
                script for script in BeautifulSoup(answer.data, "html.parser").find_all("script") if script.string
            ]
            assert in_header
            assert [script["nonce"] for script in inline] == [in_header[1]]
            nonces.add(in_header[1])
        assert len(nonces) == 3

    @pytest.mark.parametrize(
        ("site", "mode", "status"),
        [
            ("cross-site", "no-cors", 403),
            ("cross-site", "cors", 403),
            ("cross-site", "navigate", 200),
            ("none", "cors", 200),
        ],
    )
    def test_another_site_may_link_and_not_embed(self, client: FlaskClient, site: str, mode: str, status: int) -> None:
        headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode}
        assert client.get("/screen-breaks", headers=headers).status_code == status

    def test_no_word_of_https_over_http(self, client: FlaskClient) -> None:
        assert "Strict-Transport-Security" not in client.get("/").headers

    def test_pages_are_never_kept(self, client: FlaskClient) -> None:
        for path in ("/", "/not-yours", "/nowhere", "/broken", "/static/haven/none.css"):
            assert client.get(path).headers["Cache-Control"] == "no-store", path

    def test_assets_are_kept_for_good_where_their_address_tells_their_content(
        self, app: Flask, client: FlaskClient
    ) -> None:
        with app.test_request_context():
            address = chrome.asset("haven/haven.css")
        kept, checked = client.get(address), client.get("/static/haven/haven.css")
        forged = client.get("/static/haven/haven.css?v=none")
        assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert checked.headers["Cache-Control"] == forged.headers["Cache-Control"] == "no-cache"
        for answer in (kept, checked, forged):
            answer.close()


class TestErrors:
    def test_a_fault_of_ours_tells_a_reference_and_nothing_else(
        self, client: FlaskClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG):
            answer = client.get("/broken")
        assert answer.status_code == 500
        reference = re.search(r"[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}", answer.text)
        assert reference
        assert reference[0] in caplog.text
        assert "kind=RuntimeError" in caplog.text
        for told in (answer.text, caplog.text):
            assert "CANARY" not in told
            assert "Traceback" not in told

    def test_not_there_and_not_yours_are_the_same(self, client: FlaskClient) -> None:
        client.get("/")
        pages = []
        for path in ("/not-yours", "/nowhere"):
            answer = client.get(path)
            lasting = re.sub(r'(nonce|value|data-token)="[^"]*"', "", answer.text)
            names = {name for name, _ in answer.headers}
            pages.append((answer.status_code, lasting, names))
        assert pages[0] == pages[1]
        assert pages[0][0] == 404

    @pytest.mark.parametrize("code", errors.SHOWN)
    def test_each_page_has_a_heading_and_no_full_stop_too_many(self, app: Flask, code: int) -> None:
        with app.test_request_context():
            app.preprocess_request()
            page = BeautifulSoup(errors.page_for(code, sentence="Somebody else took this place").data, "html.parser")
        assert page.h1
        assert page.title
        assert page.title.text.startswith(page.h1.text)
        assert ".." not in page.get_text()

    def test_a_sentence_of_ours_is_shown_where_two_people_met(self, app: Flask) -> None:
        with app.test_request_context():
            app.preprocess_request()
            answer = errors.page_for(409, sentence="Grace Example took this place at 9:30am")
        assert answer.status_code == 409
        assert "Grace Example took this place at 9:30am." in answer.get_data(as_text=True)

    @pytest.mark.parametrize(("kind", "status"), [(DeadlockDetected, 409), (LockNotAvailable, 409), (Error, 500)])
    def test_two_in_each_other_s_way_are_told_that_nothing_was_saved(
        self, app: Flask, kind: type[Error], status: int
    ) -> None:
        def fail() -> str:
            raise OperationalError("CANARY", {}, kind("CANARY"))

        app.view_functions["look.broken"] = public(fail)
        answer = app.test_client().get("/broken")
        assert answer.status_code == status
        assert ("Nothing of yours has been saved" in answer.text) is (status == 409)
        assert "CANARY" not in answer.text

    def test_codes_without_a_page_are_shown_as_their_kind(self, app: Flask) -> None:
        with app.test_request_context():
            app.preprocess_request()
            assert "too large" not in errors.page_for(418).get_data(as_text=True)
            assert errors.page_for(502).status_code == 502

    def test_a_wrong_method_says_which_are_right(self, client: FlaskClient) -> None:
        answer = client.delete("/questions", headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 405
        assert "POST" in answer.headers["Allow"]

    def test_an_error_page_that_fails_still_answers(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError("CANARY")

        monkeypatch.setattr(errors, "render_template", fail)
        answer = app.test_client().get("/broken")
        assert answer.status_code == 500
        assert answer.text.startswith("Something went wrong. Reference: ")

    def test_a_failure_page_does_not_ask_for_its_surroundings(self, app: Flask) -> None:
        page = BeautifulSoup(app.test_client().get("/broken").data, "html.parser")
        assert page.find(class_="govuk-service-navigation") is None


class TestHiding:
    def test_it_needs_no_token_forgets_and_leads_to_the_neutral_page(self, client: FlaskClient) -> None:
        answer = client.post("/hide")
        assert answer.status_code == 303
        assert answer.location == "/screen-breaks"
        assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'

    def test_the_neutral_page_gives_nothing_away(self, client: FlaskClient) -> None:
        text = client.get("/screen-breaks").text
        page = BeautifulSoup(text, "html.parser")
        assert page.find("a") is None
        assert not re.search("haven|abuse|refuge|safe|survivor|housing", page.get_text(), re.IGNORECASE)


class TestTemplates:
    def test_nothing_escapes_escaping_and_nothing_is_inline(self) -> None:
        for file in TEMPLATES.rglob("*.html"):
            text = file.read_text(encoding="utf-8")
            found = re.findall(r"\|\s*safe\b|autoescape|\bstyle=|\son\w+=|<script(?![^>]*src=)|https?://", text)
            assert not found, (file, found)

    def test_own_scripts_write_text_only_and_store_nothing(self) -> None:
        for file in OWN_STATIC.glob("*.js"):
            found = re.findall(
                r"innerHTML|insertAdjacentHTML|outerHTML|document\.write|eval\(|Storage|indexedDB|\.style\b",
                file.read_text(encoding="utf-8"),
            )
            assert not found, (file, found)

    def test_what_is_stored_is_shown_as_text(self, app: Flask) -> None:
        with app.test_request_context():
            shown = render_template_string(
                "{% from 'components/summaries.html' import summary_list %}{{ summary_list(rows) }}",
                rows=[{"key": "<b>", "value": '<img src=x onerror="a">"\''}],
            )
        assert BeautifulSoup(shown, "html.parser").find(["b", "img"]) is None

    def test_a_misspelt_name_is_an_error_and_asking_is_allowed(self, app: Flask) -> None:
        with pytest.raises(UndefinedError):
            app.jinja_env.from_string("{{ householf }}").render()
        assert app.jinja_env.from_string("{% if householf %}yes{% else %}no{% endif %}").render() == "no"


def test_proxies_are_believed_only_where_there_are_some(app: Flask) -> None:
    forged = {"X-Forwarded-Proto": "https"}
    assert "Strict-Transport-Security" not in app.test_client().get("/", headers=forged).headers
    behind = create_app(proxies=1)
    assert "Strict-Transport-Security" in behind.test_client().get("/", headers=forged).headers
