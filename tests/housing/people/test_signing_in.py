"""Signing in and out through the pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from argon2 import PasswordHasher
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from housing import db
from housing.access import Role
from housing.audit import AuditEntry
from housing.people import passwords
from housing.people.models import Account, Membership, WebSession
from housing.people.session_store import digest
from housing.people.sessions import COOKIE
from tests.housing.people.factories import PASSWORD, with_password
from tests.housing.signing_in import account, sign_in, sign_in_as

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def token_in(answer: TestResponse) -> str:
    """The token of the page's first form."""
    field = BeautifulSoup(answer.text, "html.parser").find("input", {"name": "csrf_token"})
    assert field is not None
    return str(field["value"])


def try_password(client: FlaskClient, email: str, password: str = PASSWORD, onward: str = "") -> TestResponse:
    """Open the sign-in page and send it."""
    path = f"/sign-in{onward}"
    page = client.get(path)
    fields = {"email": email, "password": password, "csrf_token": token_in(page)}
    return client.post(path, data=fields)


def actions() -> list[str]:
    """What the trail says was done, oldest first."""
    with Session(db.engine()) as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)))


def sessions_of(email: str) -> int:
    """How many sessions an account has."""
    with Session(db.engine()) as session:
        query = select(WebSession).join(Account, Account.id == WebSession.account_id).where(Account.email == email)
        return len(session.scalars(query).all())


def sentence(answer: TestResponse) -> str:
    """What the error summary says."""
    summary = BeautifulSoup(answer.text, "html.parser").find(class_="govuk-error-summary__list")
    return summary.get_text(" ", strip=True) if summary else ""


def test_the_right_password_opens_the_home_page(client: FlaskClient) -> None:
    email = with_password(Role.OFFICER)
    answer = try_password(client, email)
    assert (answer.status_code, answer.location) == (303, "/")
    home = client.get("/")
    assert home.status_code == 200
    assert "DA specialist housing officer" in home.text
    assert actions() == ["sign_in.succeeded"]


def test_capitals_and_spaces_around_the_address_do_not_matter(client: FlaskClient) -> None:
    email = with_password(Role.OFFICER)
    assert try_password(client, f"  {email.upper()} ").status_code == 303


@pytest.mark.parametrize("change", [PASSWORD + " ", " " + PASSWORD, PASSWORD.upper(), PASSWORD[:-1], "x" * 128])
def test_any_other_password_does_not(client: FlaskClient, change: str) -> None:
    answer = try_password(client, with_password(Role.OFFICER), change)
    assert sentence(answer) == "Enter the e-mail address and password of your account"
    assert client.get("/").status_code == 303
    assert actions() == ["sign_in.failed"]


def test_an_unknown_address_a_closed_account_and_a_wrong_password_get_the_same_page(client: FlaskClient) -> None:
    known, closed = with_password(Role.OFFICER), with_password(Role.OFFICER)
    with Session(db.engine()) as session, session.begin():
        session.execute(update(Account).where(Account.email == closed).values(closed_at=START))
    pages = []
    for email, password in ((known, "not the right one"), (closed, PASSWORD), ("nobody@example.invalid", PASSWORD)):
        page = BeautifulSoup(try_password(client, email, password).text, "html.parser")
        for field in page.find_all("input"):
            field["value"] = ""
        for element in page.find_all(nonce=True):
            element["nonce"] = ""
        main = page.find("main")
        assert main is not None
        pages.append(main.prettify())
    assert pages[0] == pages[1] == pages[2]


def test_an_unknown_address_costs_the_same_work(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    email = with_password(Role.OFFICER)
    tried: list[str] = []
    verify = type(passwords.HASHER).verify

    def note(self: object, kept: str, typed: str) -> bool:
        tried.append(kept.rsplit("$", 2)[0])
        return bool(verify(passwords.HASHER, kept, typed))

    monkeypatch.setattr(type(passwords.HASHER), "verify", note)
    try_password(client, email, "not the right one")
    try_password(client, "nobody@example.invalid", "not the right one")
    assert tried[0] == tried[1] == "$argon2id$v=19$m=19456,t=2,p=1"


def test_an_account_without_a_role_is_told_so(client: FlaskClient) -> None:
    answer = try_password(client, with_password())
    assert "no role at the moment" in sentence(answer)
    assert client.get("/").status_code == 303


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


def test_a_password_kept_with_older_parameters_is_kept_anew(client: FlaskClient) -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    email = with_password(Role.OFFICER, kept=weaker)
    assert try_password(client, email).status_code == 303
    with Session(db.engine()) as session:
        kept = session.scalar(select(Account.password_hash).where(Account.email == email))
    assert kept is not None
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches(kept, PASSWORD)


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
    assert row.token_sha256 == digest(token.value)
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


@pytest.mark.parametrize("wanted", ["/signed-out", "/?made=up"])
def test_after_signing_in_the_page_that_was_asked_for_is_opened(client: FlaskClient, wanted: str) -> None:
    email = with_password(Role.OFFICER)
    page = client.get("/sign-in", query_string={"next": wanted})
    fields = {"email": email, "password": PASSWORD, "csrf_token": token_in(page)}
    assert client.post("/sign-in", query_string={"next": wanted}, data=fields).location == wanted


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https:evil.example", "https://evil.example", "/\\evil.example", "/%0d%0aX:1", "\\evil",
     "/no-such-page", "/sign-out", "/static/haven/haven.css", "javascript:alert(1)", "/\tevil", "/" + "a" * 600],
)  # fmt: skip
def test_no_other_page_is(client: FlaskClient, wanted: str) -> None:
    email = with_password(Role.OFFICER)
    page = client.get("/sign-in", query_string={"next": wanted})
    fields = {"email": email, "password": PASSWORD, "csrf_token": token_in(page)}
    assert client.post("/sign-in", query_string={"next": wanted}, data=fields).location == "/"


def test_a_form_sent_without_its_token_is_refused(client: FlaskClient) -> None:
    email = with_password(Role.OFFICER)
    client.get("/sign-in")
    assert client.post("/sign-in", data={"email": email, "password": PASSWORD}).status_code == 400
    assert client.get("/").status_code == 303


def test_somebody_signed_in_needs_no_sign_in_page(client: FlaskClient) -> None:
    sign_in(client, Role.OFFICER)
    assert client.get("/sign-in").location == "/"


def test_what_is_typed_oddly_is_only_ever_not_right(client: FlaskClient) -> None:
    for email in ("\x00", "😀" * 50, "' or 1=1 --", "a" * 10_000, "\u202egpj"):
        for password in ("\x00", "😀" * 100, "b" * 10_000):
            answer = try_password(client, email, password)
            assert answer.status_code in (200, 429)
            assert sentence(answer)


def test_the_made_up_people_are_on_the_page_of_a_made_up_installation_only(app: Flask, client: FlaskClient) -> None:
    email = with_password(Role.REFUGE, made_up=True)
    assert email in client.get("/sign-in").text
    app.config["MADE_UP"] = False
    assert email not in client.get("/sign-in").text


def test_everybody_is_listed_once_per_role_and_can_be_signed_in_with_one_button(client: FlaskClient) -> None:
    with_password(Role.REFUGE, made_up=True)
    with_password(Role.REFUGE, made_up=True)
    with_password(Role.STRATEGY, made_up=True)
    page = BeautifulSoup(client.get("/sign-in").text, "html.parser")
    forms = [form for form in page.find_all("form") if form.find("input", {"type": "hidden", "name": "password"})]
    assert len(forms) == 2
    fields = {str(field["name"]): str(field["value"]) for field in forms[0].find_all("input")}
    assert client.post("/sign-in", data=fields).location == "/"


def test_another_client_of_the_same_account_has_its_own_session(app: Flask, client: FlaskClient) -> None:
    actor = account(Role.OFFICER)
    sign_in_as(client, actor)
    other = sign_in_as(app.test_client(), actor)
    client.post("/sign-out")
    assert other.account_id == actor.account_id
    with Session(db.engine()) as session:
        assert len(session.scalars(select(WebSession)).all()) == 1
