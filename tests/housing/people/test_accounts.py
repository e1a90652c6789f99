"""Opening, changing and closing accounts."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from housing import clock, db
from housing.access import Actor, Forbidden, Role
from housing.audit import AuditEntry
from housing.people import queries, services
from housing.people.models import Account, Membership, PasswordLink, WebSession
from housing.refusals import Refused
from tests.housing.people.factories import PASSWORD
from tests.housing.people.test_signing_in import sentence, token_in, try_password
from tests.housing.signing_in import BARNSLEY, ROTHERHAM, account, organisation, sign_in, sign_in_as, usual_place

NEW = {"name": "Nora New (made up)", "email": "nora@example.com", "role": "officer"}
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def answers(**changes: str) -> dict[str, str]:
    """A filled-in form for a new account."""
    return {**NEW, "organisation": str(usual_place(Role.OFFICER).id), **changes}


def link_in(answer: TestResponse) -> str:
    """The path of the one-time link on the page."""
    found = re.search(r"/choose-password/[\w-]+", answer.text)
    assert found is not None
    return found[0]


def told(answer: TestResponse) -> str:
    """A page without what is drawn anew for every answer: the nonce, and the token against forged forms."""
    return re.sub(r'(nonce|data-token|value)="[^"]*"', r'\1=""', answer.text)


def by_email(email: str) -> Account:
    with Session(db.engine()) as session:
        return session.scalars(select(Account).where(Account.email == email)).one()


def roles_of(account_id: UUID | None) -> list[tuple[str, bool]]:
    """(role, in force) of an account."""
    with Session(db.engine()) as session:
        held = session.scalars(select(Membership).where(Membership.account_id == account_id).order_by(Membership.role))
        return [(each.role, each.until_on is None) for each in held]


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


def test_no_page_of_the_administrator_asks_for_a_password(client: FlaskClient) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    client.post("/accounts/new", data=answers())
    for path in ("/accounts", "/accounts/new", f"/accounts/{by_email(NEW['email']).id}"):
        assert 'type="password"' not in client.get(path).text


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


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "not an address"}, "e-mail address"),
        ({"email": ""}, "e-mail address"),
        ({"name": ""}, "full name"),
        ({"name": "x" * 101}, "100 characters"),
        ({"role": "everything"}, "from the list"),
        ({"role": "refuge_manager"}, ""),
        ({"role": "contractor"}, "not held"),
        ({"organisation": "11111111-2222-4333-8444-555555555555"}, "from the list"),
        ({"organisation": "\x00"}, "from the list"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_lost(
    client: FlaskClient, changes: dict[str, str], said: str
) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    answer = client.post("/accounts/new", data=answers(**changes))
    assert answer.status_code == 200
    if said:
        assert said in sentence(answer)
        assert changes.get("name", NEW["name"]) in answer.text


def test_an_address_has_one_account_whatever_its_case(client: FlaskClient) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    client.post("/accounts/new", data=answers())
    assert "already" in sentence(client.post("/accounts/new", data=answers(email="NORA@example.com")))
    with Session(db.engine()) as session:
        session.add(Account(email="Nora@Example.com", name="x", password_hash="!", created_at=START))
        with pytest.raises(IntegrityError):
            session.flush()


def test_a_role_is_given_and_ended(client: FlaskClient) -> None:
    officer = account(Role.OFFICER)
    sign_in(client, Role.ADMINISTRATOR)
    place = usual_place(Role.HOMELESSNESS)
    given = client.post(
        f"/accounts/{officer.account_id}/roles", data={"organisation": str(place.id), "role": "homelessness_team"}
    )
    assert given.status_code == 303
    assert roles_of(officer.account_id) == [("homelessness_team", True), ("officer", True)]
    with Session(db.engine()) as session:
        query = select(Membership.role, Membership.id).where(Membership.account_id == officer.account_id)
        ids = dict(session.execute(query).all())
    for role in ("officer", "homelessness_team"):
        assert client.post(f"/accounts/{officer.account_id}/roles/{ids[role]}/end").status_code == 303
    assert roles_of(officer.account_id) == [("officer", False)]
    assert client.post(f"/accounts/{officer.account_id}/roles/{ids['officer']}/end").status_code == 404


def test_the_same_role_is_not_given_twice(client: FlaskClient) -> None:
    officer = account(Role.OFFICER)
    sign_in(client, Role.ADMINISTRATOR)
    data = {"organisation": str(usual_place(Role.OFFICER).id), "role": "officer"}
    assert "already" in sentence(client.post(f"/accounts/{officer.account_id}/roles", data=data))


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.REFUGE,)])
def test_a_providers_staff_cannot_be_given_a_council_teams_role(client: FlaskClient, role: Role) -> None:
    administrator = sign_in(client, Role.ADMINISTRATOR)
    provider = organisation("Made-up Refuge", kind="provider")
    worker = account(Role.REFUGE)
    with pytest.raises(Refused):
        services.give_role(
            account_id=worker.account_id or uuid4(), organisation_id=provider.id, role=role, by=administrator, now=START
        )


def test_closing_an_account_ends_its_sessions_roles_and_links(client: FlaskClient) -> None:
    officer = account(Role.OFFICER)
    other = client.application.test_client()
    sign_in_as(other, officer)
    sign_in(client, Role.ADMINISTRATOR)
    link = link_in(client.post(f"/accounts/{officer.account_id}/link"))
    assert client.post(f"/accounts/{officer.account_id}/close").status_code == 303
    assert other.get("/").status_code == 303
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


def test_made_up_accounts_have_the_made_up_password_and_are_found_at_start(client: FlaskClient) -> None:
    administrator = sign_in(client, Role.ADMINISTRATOR)
    opened = services.open_account(
        email="demo@example.invalid", name="Demo (made up)", organisation_id=usual_place(Role.OFFICER).id,
        role=Role.OFFICER, by=administrator, now=clock.now(), made_up=True,
    )  # fmt: skip
    assert try_password(client.application.test_client(), opened.email, PASSWORD).location == "/"
    with db.reading() as session:
        assert queries.made_up_accounts(session) == [opened.email]
    services.close_account(account_id=opened.id, by=administrator, now=clock.now())
    with db.reading() as session:
        assert queries.made_up_accounts(session) == []


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


@pytest.mark.usefixtures("client")
def test_a_council_and_its_organisations_are_entered_once() -> None:
    by = services.installation("made-up command", BARNSLEY)
    services.create_authority(code=BARNSLEY, name="Made-up Barnsley", by=by, now=START)
    services.add_organisation(authority=BARNSLEY, name="Team", kind="council", by=by, now=START)
    with pytest.raises(Refused):
        services.create_authority(code=BARNSLEY, name="Another", by=by, now=START)
    with pytest.raises(Refused):
        services.add_organisation(authority=BARNSLEY, name="Team", kind="provider", by=by, now=START)
    with pytest.raises(Refused):
        services.add_organisation(authority=BARNSLEY, name="Club", kind="club", by=by, now=START)
    with pytest.raises(Forbidden):
        services.add_organisation(authority=ROTHERHAM, name="Team", kind="council", by=by, now=START)


def test_pages_cost_a_fixed_number_of_questions(client: FlaskClient) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    counted = []
    for _ in range(2):
        with db.count_statements() as statements:
            client.get("/accounts")
        counted.append(len(statements))
        for number in range(8):
            account(Role.OFFICER, Role.HOMELESSNESS, name=f"Made-up {number}")
    assert counted[0] == counted[1]
