"""Opening accounts, giving and ending roles."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import Forbidden, Role
from housing.people import queries, services
from housing.people.models import Account, Membership
from housing.refusals import Refused
from tests.housing.people.factories import PASSWORD
from tests.housing.people.reading import sentence, try_password
from tests.housing.signing_in import BARNSLEY, ROTHERHAM, account, organisation, sign_in, usual_place

NEW = {"name": "Nora New (made up)", "email": "nora@example.com", "role": "officer"}
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def answers(**changes: str) -> dict[str, str]:
    """A filled-in form for a new account."""
    return {**NEW, "organisation": str(usual_place(Role.OFFICER).id), **changes}


def by_email(email: str) -> Account:
    with Session(db.engine()) as session:
        return session.scalars(select(Account).where(Account.email == email)).one()


def roles_of(account_id: UUID | None) -> list[tuple[str, bool]]:
    """(role, in force) of an account."""
    with Session(db.engine()) as session:
        held = session.scalars(select(Membership).where(Membership.account_id == account_id).order_by(Membership.role))
        return [(each.role, each.until_on is None) for each in held]


def test_no_page_of_the_administrator_asks_for_a_password(client: FlaskClient) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    client.post("/accounts/new", data=answers())
    for path in ("/accounts", "/accounts/new", f"/accounts/{by_email(NEW['email']).id}"):
        assert 'type="password"' not in client.get(path).text


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


def test_a_providers_staff_cannot_be_given_a_council_teams_role(client: FlaskClient) -> None:
    administrator, worker = sign_in(client, Role.ADMINISTRATOR), account(Role.REFUGE)
    provider = organisation("Made-up Refuge", kind="provider")
    for role in set(Role) - {Role.REFUGE}:
        with pytest.raises(Refused):
            services.give_role(
                account_id=worker.account_id or uuid4(), organisation_id=provider.id, role=role, by=administrator,
                now=START,
            )  # fmt: skip
    assert roles_of(worker.account_id) == [("refuge_manager", True)]


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
