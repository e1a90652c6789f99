"""Sessions: their cookie, their end, and who is behind them."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from housing import db
from housing.access import Role
from housing.people.models import Account, Membership, WebSession
from housing.people.sessions import COOKIE
from tests.housing.people.factories import with_password
from tests.housing.people.reading import try_password
from tests.housing.signing_in import account, sign_in, sign_in_as

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_signing_in_gives_another_token_and_ends_the_session_before(client: FlaskClient) -> None:
    email = with_password(Role.OFFICER)
    client.get("/sign-in")
    before = client.get_cookie(COOKIE)
    try_password(client, email)
    after = client.get_cookie(COOKIE)
    assert before is not None
    assert after is not None
    assert before.value != after.value
    client.set_cookie(COOKIE, before.value)
    assert client.get("/").status_code == 303


def test_the_cookie_and_what_is_kept_of_it(client: FlaskClient) -> None:
    answer = client.get("/sign-in")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in cookie
    assert "Domain" not in cookie
    token = client.get_cookie(COOKIE)
    assert token is not None
    assert len(token.value) >= 43
    with Session(db.engine()) as session:
        row = session.scalars(select(WebSession)).one()
    assert row.token_sha256 == hashlib.sha256(token.value.encode()).digest()
    assert set(row.contents) == {"csrf_token"}
    assert token.value not in answer.text


def test_visitors_and_style_sheets_leave_no_session(client: FlaskClient) -> None:
    for path in ("/", "/signed-out", "/screen-breaks", "/no-such-page", "/static/haven/haven.css", "/static/none"):
        with client.get(path) as answer:
            assert "Set-Cookie" not in answer.headers
    with Session(db.engine()) as session:
        assert session.scalars(select(WebSession)).all() == []


def test_a_missing_style_sheet_does_not_end_a_session(client: FlaskClient) -> None:
    sign_in(client, Role.OFFICER)
    assert client.get("/static/none").status_code == 404
    assert client.get("/").status_code == 200


def test_a_session_ends_after_fifteen_idle_minutes(client: FlaskClient) -> None:
    with time_machine.travel(START, tick=False) as clock:
        sign_in(client, Role.OFFICER)
        clock.shift(timedelta(minutes=14))
        assert client.get("/").status_code == 200
        clock.shift(timedelta(minutes=14))
        assert client.get("/").status_code == 200
        clock.shift(timedelta(minutes=15))
        assert client.get("/").location == "/sign-in?next=/&ended=yes"


def test_a_session_ends_after_ten_hours_however_busy(client: FlaskClient) -> None:
    with time_machine.travel(START, tick=False) as clock:
        sign_in(client, Role.OFFICER)
        for _ in range(59):
            clock.shift(timedelta(minutes=10))
            assert client.get("/").status_code == 200
        clock.shift(timedelta(minutes=10))
        assert client.get("/").status_code == 303


def test_staying_signed_in_counts_within_the_minute(client: FlaskClient) -> None:
    with time_machine.travel(START, tick=False) as clock:
        sign_in(client, Role.OFFICER)
        clock.shift(timedelta(seconds=50))
        assert client.post("/stay").status_code == 204
        clock.shift(timedelta(minutes=14, seconds=50))
        assert client.get("/").status_code == 200


def test_a_page_within_the_minute_writes_nothing(client: FlaskClient) -> None:
    with time_machine.travel(START, tick=False) as clock:
        sign_in(client, Role.OFFICER)
        clock.shift(timedelta(seconds=30))
        with db.count_statements() as statements:
            client.get("/account/password")
        assert not [statement for statement in statements if statement.startswith(("UPDATE", "INSERT", "DELETE"))]
        assert len(statements) == 2


def test_a_session_holds_nothing_of_a_case(client: FlaskClient) -> None:
    with client.session_transaction() as held, pytest.raises(KeyError):
        held["household"] = "made-up"


def test_a_session_that_was_ended_is_not_brought_back_by_a_request_under_way(client: FlaskClient) -> None:
    actor = sign_in(client, Role.OFFICER)
    with client.session_transaction() as held:
        with Session(db.engine()) as session, session.begin():
            for row in session.scalars(select(WebSession)):
                session.delete(row)
        held["_flashes"] = [("success", "Made up")]
    with Session(db.engine()) as session:
        assert session.scalars(select(WebSession)).all() == []
    assert client.get("/").status_code == 303
    assert actor.account_id is not None


def test_another_client_of_the_same_account_has_its_own_session(app: Flask, client: FlaskClient) -> None:
    actor = account(Role.OFFICER)
    sign_in_as(client, actor)
    other = sign_in_as(app.test_client(), actor)
    client.post("/sign-out")
    assert other.account_id == actor.account_id
    with Session(db.engine()) as session:
        assert len(session.scalars(select(WebSession)).all()) == 1


def test_a_role_counts_and_stops_counting_at_once(client: FlaskClient) -> None:
    actor = sign_in(client, Role.OFFICER)
    assert client.get("/").status_code == 200
    with Session(db.engine()) as session, session.begin():
        held = update(Membership).where(Membership.account_id == actor.account_id)
        session.execute(held.values(until_on=date(2026, 2, 1)))
    assert client.get("/").status_code == 403


def test_a_closed_account_is_nobody_at_the_next_request(client: FlaskClient) -> None:
    actor = sign_in(client, Role.OFFICER)
    with Session(db.engine()) as session, session.begin():
        session.execute(update(Account).where(Account.id == actor.account_id).values(closed_at=START))
    answer = client.get("/")
    assert (answer.status_code, answer.location.startswith("/sign-in")) == (303, True)
