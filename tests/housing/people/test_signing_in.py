"""Signing in through the page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from argon2 import PasswordHasher
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from housing import db
from housing.access import Role
from housing.people import passwords
from housing.people.models import Account
from tests.housing.people.factories import PASSWORD, with_password
from tests.housing.people.reading import actions, sentence, token_in, try_password
from tests.housing.signing_in import sign_in

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


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


def test_a_password_kept_with_older_parameters_is_kept_anew(client: FlaskClient) -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    email = with_password(Role.OFFICER, kept=weaker)
    assert try_password(client, email).status_code == 303
    with Session(db.engine()) as session:
        kept = session.scalar(select(Account.password_hash).where(Account.email == email))
    assert kept is not None
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches(kept, PASSWORD)


@pytest.mark.parametrize("wanted", ["/signed-out", "/?made=up"])
def test_after_signing_in_the_page_that_was_asked_for_is_opened(client: FlaskClient, wanted: str) -> None:
    email = with_password(Role.OFFICER)
    page = client.get("/sign-in", query_string={"next": wanted})
    fields = {"email": email, "password": PASSWORD, "csrf_token": token_in(page)}
    assert client.post("/sign-in", query_string={"next": wanted}, data=fields).location == wanted


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https:evil.example", "https://evil.example", "/\\evil.example", "/%0d%0aX:1", "\\evil",
     "/no-such-page", "/sign-out", "/static/haven/haven.css", "javascript:alert(1)", "/\tevil",
     "/choose-password/a\\b", "/" + "a" * 600],
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
