"""A person's own account: password and sessions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import access, db
from housing.access import ROLE_TITLES, Role
from housing.audit import AuditEntry
from housing.people import services
from housing.people.models import SignInAttempt, WebSession
from housing.people.sessions import COOKIE
from tests.housing.people.factories import PASSWORD, with_password
from tests.housing.people.reading import sentence, token_in, try_password
from tests.housing.signing_in import account, sign_in, sign_in_as

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NEW = "three grey kettles"


def change(client: FlaskClient, current: str, new: str) -> str:
    """Send the form; what the error summary says, or nothing."""
    fields = {"current": current, "new": new, "csrf_token": token_in(client.get("/account/password"))}
    return sentence(client.post("/account/password", data=fields))


def test_changing_the_password_ends_every_other_session(client: FlaskClient) -> None:
    email = with_password(Role.OFFICER)
    others = [client.application.test_client() for _ in range(2)]
    for each in (client, *others):
        try_password(each, email)
    before = client.get_cookie(COOKIE)
    assert change(client, PASSWORD, NEW) == ""
    after = client.get_cookie(COOKIE)
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert client.get("/account").status_code == 200
    assert [other.get("/").status_code for other in others] == [303, 303]
    assert try_password(others[0], email).status_code == 200
    assert try_password(others[1], email, NEW).status_code == 303


@pytest.mark.parametrize(
    ("current", "new", "said"),
    [
        ("not the right one", NEW, "present password"),
        ("", NEW, "present password"),
        (PASSWORD, "too short", "15 characters"),
        (PASSWORD, "x" * 129, "128 characters"),
        (PASSWORD, "passwordpassword", "harder to guess"),
        (PASSWORD, "", "Enter a new password"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(client: FlaskClient, current: str, new: str, said: str) -> None:
    email = with_password(Role.OFFICER)
    try_password(client, email)
    assert said in change(client, current, new)
    assert try_password(client.application.test_client(), email).status_code == 303


def test_guessing_the_present_password_is_counted_too(client: FlaskClient) -> None:
    email = with_password(Role.OFFICER)
    try_password(client, email)
    told = [change(client, "not the right one", NEW) for _ in range(6)]
    assert told[:5] == ["Enter your present password"] * 5
    assert told[5].startswith("Too many tries")


def test_one_session_is_ended_and_only_that_one(client: FlaskClient) -> None:
    officer = account(Role.OFFICER)
    others = [client.application.test_client() for _ in range(2)]
    for each in (client, *others):
        sign_in_as(each, officer)
    page = BeautifulSoup(client.get("/account").text, "html.parser")
    marks = [str(field["value"]) for field in page.find_all("input", {"name": "mark"})]
    assert len(marks) == 2
    assert "This window" in page.text
    assert client.post("/account/sessions/end", data={"mark": marks[0]}).status_code == 303
    assert sorted(other.get("/").status_code for other in others) == [200, 303]
    assert client.get("/").status_code == 200


def test_another_persons_session_is_not_there(client: FlaskClient) -> None:
    stranger = client.application.test_client()
    sign_in(stranger, Role.OFFICER)
    with Session(db.engine()) as session:
        mark = session.scalars(select(WebSession.token_sha256)).one().hex()
    sign_in(client, Role.OFFICER)
    for wrong in (mark, "00", "", "not hexadecimal", "\x00", "😀"):
        assert client.post("/account/sessions/end", data={"mark": wrong}).status_code == 404
    assert stranger.get("/").status_code == 200


def test_the_home_page_says_when_somebody_signed_in_before(client: FlaskClient) -> None:
    email = with_password(Role.OFFICER)
    with time_machine.travel(START, tick=False) as moving:
        try_password(client, email)
        assert "before this" not in client.get("/").text
        moving.shift(timedelta(days=1))
        try_password(client, email)
        assert "before this at 9am on 23 November 2026" in client.get("/").text


def test_every_role_is_told_what_it_finds_here(client: FlaskClient) -> None:
    for role in Role:
        sign_in(client, role)
        page = client.get("/").text
        assert ROLE_TITLES[role] in page
        assert "not in this version" not in page


def test_what_has_run_out_is_cleared_away_and_nothing_else(client: FlaskClient) -> None:
    idle, longest = timedelta(minutes=15), timedelta(hours=10)
    with time_machine.travel(START, tick=False) as moving:
        email = with_password(Role.OFFICER)
        try_password(client, email)
        moving.shift(timedelta(days=31))
        sign_in(client, Role.OFFICER)
        gone = services.clear_out(idle=idle, longest=longest, by=access.system("jobs"), now=datetime.now(UTC))
        assert gone == 4
        assert client.get("/").status_code == 200
    with Session(db.engine()) as session:
        assert session.scalars(select(SignInAttempt)).all() == []
        assert len(session.scalars(select(WebSession)).all()) == 1
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1)).one()
    assert (last.action, last.facts) == ("people.cleared_out", {"sessions": 1, "tries": 3, "links": 0})
