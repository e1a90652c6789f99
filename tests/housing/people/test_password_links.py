"""A first password, and a forgotten one, by a one-time link."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import Role
from housing.audit import AuditEntry
from housing.people import services
from housing.people.models import Account, PasswordLink
from tests.housing.people.reading import link_in, sentence, token_in, try_password
from tests.housing.signing_in import account, sign_in, sign_in_as, usual_place

NEW = {"name": "Nora New (made up)", "email": "nora@example.com", "role": "officer"}
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def answers(**changes: str) -> dict[str, str]:
    """A filled-in form for a new account."""
    return {**NEW, "organisation": str(usual_place(Role.OFFICER).id), **changes}


def by_email(email: str) -> Account:
    with Session(db.engine()) as session:
        return session.scalars(select(Account).where(Account.email == email)).one()


def test_an_account_is_opened_and_its_owner_chooses_the_password(client: FlaskClient) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    page = client.post("/accounts/new", data=answers())
    link = link_in(page)
    visitor = client.application.test_client()
    form = visitor.get(link)
    fields = {"password": "three grey kettles", "csrf_token": token_in(form)}
    assert visitor.post(link, data=fields).location == "/sign-in"
    assert try_password(visitor, NEW["email"], "three grey kettles").location == "/"
    assert visitor.get("/").status_code == 200


def test_the_link_works_once_and_for_a_day(client: FlaskClient) -> None:
    with time_machine.travel(START, tick=False) as moving:
        sign_in(client, Role.ADMINISTRATOR)
        first = link_in(client.post("/accounts/new", data=answers()))
        visitor = client.application.test_client()
        moving.shift(timedelta(hours=23, minutes=59))
        fields = {"password": "three grey kettles", "csrf_token": token_in(visitor.get(first))}
        assert visitor.get(first).status_code == 200
        moving.shift(timedelta(minutes=1))
        assert visitor.get(first).status_code == 410
        fields["csrf_token"] = token_in(visitor.get("/sign-in"))
        assert visitor.post(first, data=fields).status_code == 410
        sign_in(client, Role.ADMINISTRATOR)
        again = f"/accounts/{by_email(NEW['email']).id}/link"
        second, third = link_in(client.post(again)), link_in(client.post(again))
        assert visitor.get(second).status_code == 410
        assert visitor.post(third, data=fields).status_code == 303
        fields["csrf_token"] = token_in(visitor.get("/sign-in"))
        assert visitor.post(third, data=fields).status_code == 410


def test_only_the_digest_of_a_link_is_kept(client: FlaskClient) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    token = link_in(client.post("/accounts/new", data=answers())).rsplit("/", 1)[1]
    with Session(db.engine()) as session:
        link = session.scalars(select(PasswordLink)).one()
        trail = session.scalars(select(AuditEntry.facts)).all()
    assert token.encode() not in link.token_sha256
    assert token not in str(trail)


def test_an_easy_password_is_refused_and_the_link_still_works(client: FlaskClient) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    link = link_in(client.post("/accounts/new", data=answers()))
    visitor = client.application.test_client()
    fields = {"password": "nora new nora new", "csrf_token": token_in(visitor.get(link))}
    assert "harder to guess" in sentence(visitor.post(link, data=fields))
    assert visitor.get(link).status_code == 200


def test_a_forgotten_password_ends_every_session_when_another_is_chosen(client: FlaskClient) -> None:
    administrator = sign_in(client, Role.ADMINISTRATOR)
    officer = account(Role.OFFICER)
    other = client.application.test_client()
    sign_in_as(other, officer)
    token = services.make_link(account_id=officer.account_id or uuid4(), by=administrator, now=clock.now())
    assert other.get("/").status_code == 200
    visitor = client.application.test_client()
    link = f"/choose-password/{token}"
    visitor.post(link, data={"password": "three grey kettles", "csrf_token": token_in(visitor.get(link))})
    assert other.get("/").status_code == 303
