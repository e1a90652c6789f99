"""Signing out, and hiding the page."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient

from housing.access import Role
from housing.people.sessions import COOKIE
from tests.housing.people.reading import actions
from tests.housing.signing_in import sign_in

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_signing_out_ends_the_session_on_the_server(app: Flask, client: FlaskClient) -> None:
    actor = sign_in(client, Role.OFFICER)
    token = client.get_cookie(COOKIE)
    assert token is not None
    answer = client.post("/sign-out")
    assert (answer.status_code, answer.location) == (303, "/signed-out")
    assert '"cookies"' in answer.headers["Clear-Site-Data"]
    other = app.test_client()
    other.set_cookie(COOKIE, token.value)
    assert other.get("/").status_code == 303
    assert actions() == ["sign_out"]
    assert actor.account_id is not None


def test_signing_out_and_hiding_work_after_the_session_has_ended(client: FlaskClient) -> None:
    client.set_cookie(COOKIE, "made-up-token")
    assert client.post("/sign-out").location == "/signed-out"
    assert client.post("/hide").location == "/screen-breaks"
    assert actions() == []


def test_hiding_the_page_ends_the_session(client: FlaskClient) -> None:
    sign_in(client, Role.OFFICER)
    answer = client.post("/hide")
    assert (answer.status_code, answer.location) == (303, "/screen-breaks")
    assert '"cache"' in answer.headers["Clear-Site-Data"]
    assert client.get("/").status_code == 303
    assert actions() == ["sign_out.hidden"]


def test_the_hiding_link_by_itself_changes_nothing(client: FlaskClient) -> None:
    sign_in(client, Role.OFFICER)
    assert client.get("/hide").location == "/screen-breaks"
    assert client.get("/").status_code == 200
