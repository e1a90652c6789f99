"""Closing accounts, and which accounts an administrator may touch at all."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from housing import clock, db
from housing.access import Actor, Forbidden, Role
from housing.people import services
from housing.people.models import Account, Membership, WebSession
from housing.refusals import Refused
from tests.housing.people.reading import link_in, sentence
from tests.housing.signing_in import BARNSLEY, account, sign_in, sign_in_as, usual_place

NEW = {"name": "Nora New (made up)", "email": "nora@example.com", "role": "officer"}
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def told(answer: TestResponse) -> str:
    """A page without what is drawn anew for every answer: the nonce, and the token against forged forms."""
    return re.sub(r'(nonce|data-token|value)="[^"]*"', r'\1=""', answer.text)


def roles_of(account_id: UUID | None) -> list[tuple[str, bool]]:
    """(role, in force) of an account."""
    with Session(db.engine()) as session:
        held = session.scalars(select(Membership).where(Membership.account_id == account_id).order_by(Membership.role))
        return [(each.role, each.until_on is None) for each in held]


def test_closing_an_account_ends_its_sessions_roles_and_links(client: FlaskClient) -> None:
    officer = account(Role.OFFICER)
    other = client.application.test_client()
    sign_in_as(other, officer)
    sign_in(client, Role.ADMINISTRATOR)
    link = link_in(client.post(f"/accounts/{officer.account_id}/link"))
    assert client.post(f"/accounts/{officer.account_id}/close").status_code == 303
    assert other.get("/").status_code == 303
    with Session(db.engine()) as session:
        assert session.scalar(select(WebSession).where(WebSession.account_id == officer.account_id)) is None
    assert client.get(link).status_code == 410
    assert roles_of(officer.account_id) == [("officer", False)]
    page = client.get(f"/accounts/{officer.account_id}").text
    assert "Closed at" in page
    for path in ("close", "link"):
        again = client.post(f"/accounts/{officer.account_id}/{path}", follow_redirects=True)
        assert "This account is closed" in again.text


def test_closing_is_one_transaction(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    administrator, officer = sign_in(client, Role.ADMINISTRATOR), account(Role.OFFICER)
    sign_in_as(client.application.test_client(), officer)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("made up")

    monkeypatch.setattr("housing.people.accounts.services.audit.record", fail)
    with pytest.raises(RuntimeError):
        services.close_account(account_id=officer.account_id or uuid4(), by=administrator, now=clock.now())
    with Session(db.engine()) as session:
        assert session.get_one(Account, officer.account_id).closed_at is None
        assert session.scalar(select(WebSession).where(WebSession.account_id == officer.account_id)) is not None


def test_somebody_is_signed_out_everywhere(client: FlaskClient) -> None:
    officer = account(Role.OFFICER)
    others = [client.application.test_client() for _ in range(2)]
    for other in others:
        sign_in_as(other, officer)
    sign_in(client, Role.ADMINISTRATOR)
    client.post(f"/accounts/{officer.account_id}/sessions/end")
    assert [other.get("/").status_code for other in others] == [303, 303]


def test_administrators_do_not_change_their_own_account(client: FlaskClient) -> None:
    me = sign_in(client, Role.ADMINISTRATOR)
    place = usual_place(Role.OFFICER)
    data = {"organisation": str(place.id), "role": "officer"}
    assert "another administrator" in sentence(client.post(f"/accounts/{me.account_id}/roles", data=data))
    for path in ("close", "link"):
        answer = client.post(f"/accounts/{me.account_id}/{path}", follow_redirects=True)
        assert "Ask another administrator" in answer.text
    assert roles_of(me.account_id) == [("administrator", True)]


def test_another_councils_accounts_are_not_there(client: FlaskClient) -> None:
    stranger = account(Role.OFFICER, authority=BARNSLEY, name="Made-up Stranger")
    sign_in(client, Role.ADMINISTRATOR)
    assert "Made-up Stranger" not in client.get("/accounts").text
    nobody = client.get(f"/accounts/{uuid4()}")
    there = client.get(f"/accounts/{stranger.account_id}")
    assert (there.status_code, told(there)) == (404, told(nobody))
    barnsley = usual_place(Role.OFFICER, BARNSLEY)
    mine = account(Role.OFFICER)
    for path in ("link", "close", "sessions/end", f"roles/{uuid4()}/end"):
        assert client.post(f"/accounts/{stranger.account_id}/{path}").status_code == 404
    answer = client.post(
        f"/accounts/{mine.account_id}/roles", data={"organisation": str(barnsley.id), "role": "officer"}
    )
    assert "from the list" in sentence(answer)


def test_who_works_for_two_councils_is_not_one_councils_to_close(client: FlaskClient) -> None:
    both = account(Role.OFFICER)
    neighbour = account(Role.ADMINISTRATOR, authority=BARNSLEY)
    here = account(Role.ADMINISTRATOR)
    place = usual_place(Role.OFFICER, BARNSLEY)
    with Session(db.engine(), expire_on_commit=False) as session, session.begin():
        held = Membership(account_id=both.account_id, organisation_id=place.id, role="officer", from_on=START.date())
        session.add(held)
    for by in (here, neighbour):
        for attempt in (services.close_account, services.make_link):
            with pytest.raises(Refused, match="also works for another council"):
                attempt(account_id=both.account_id or uuid4(), by=by, now=START)
    sign_in_as(client, here)
    assert client.post(f"/accounts/{both.account_id}/roles/{held.id}/end").status_code == 404


@pytest.mark.parametrize("actor", [Actor("nobody"), Actor("somebody", UUID(int=1))])
def test_services_check_for_themselves(client: FlaskClient, actor: Actor) -> None:
    officer = account(Role.OFFICER)
    who = officer.account_id or uuid4()
    place = usual_place(Role.OFFICER)
    for attempt in (
        lambda: services.close_account(account_id=who, by=actor, now=START),
        lambda: services.make_link(account_id=who, by=actor, now=START),
        lambda: services.end_sessions(account_id=who, by=actor, now=START),
        lambda: services.end_role(account_id=who, membership_id=uuid4(), by=actor, now=START),
        lambda: services.give_role(account_id=who, organisation_id=place.id, role=Role.OFFICER, by=actor, now=START),
        lambda: services.add_organisation(authority=place.authority, name="x", kind="council", by=actor, now=START),
        lambda: services.create_authority(code="E1", name="x", by=actor, now=START),
    ):
        with pytest.raises(Forbidden):
            attempt()
