"""Who works with a household: a case without anybody is counted and taken, and a lead names another."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session

from housing import db
from housing.households.models import Household
from housing.presentations.models import Presentation
from tests.housing.households.factories import Town, bar
from tests.housing.presentations.handover.asking import told, worker
from tests.housing.signing_in import sign_in_as


def test_a_closed_account_leaves_the_case_unassigned_and_a_colleague_takes_it(
    client: FlaskClient, people: Town, presentation: Presentation
) -> None:
    sign_in_as(client, people.colleague)
    assert "Every case has a worker" in client.get("/households/unassigned").text
    refused = client.post(f"/households/{presentation.household_id}/worker/take", follow_redirects=True).text
    assert "works with this household already" in refused
    with Session(db.engine()) as session, session.begin():
        session.execute(update(Presentation).where(Presentation.id == presentation.id).values(officer_id=None))
    sign_in_as(client, people.homelessness)
    assert "case without a worker" in client.get("/").text
    assert "Name a worker for this case" in client.get("/households").text
    sign_in_as(client, people.colleague)
    client.post(f"/households/{presentation.household_id}/worker/take")
    taken = client.post(f"/households/{presentation.household_id}/worker/take", follow_redirects=True).text
    assert "You are the named worker now" in taken
    assert "Nobody, then Cora Demo" in taken
    assert worker(presentation) == people.colleague.account_id
    assert "case without a worker" not in client.get("/").text


def test_a_lead_names_another_worker_with_a_reason_and_an_officer_does_not(
    client: FlaskClient, people: Town, presentation: Presentation
) -> None:
    at = f"/households/{presentation.household_id}/worker"
    data = {"to": str(people.colleague.account_id), "reason": "leave", "words": "Made up"}
    client.post(at, data=data)
    assert worker(presentation) == people.officer.account_id
    sign_in_as(client, people.homelessness)
    assert "Select why" in client.post(at, data={"to": str(people.colleague.account_id)}).text
    assert "from the list" in client.post(at, data={**data, "to": str(people.refuge.account_id)}).text
    assert client.post(at, data=data).status_code == 303
    assert worker(presentation) == people.colleague.account_id
    assert told("case_given") == {people.colleague.account_id}
    assert "Leave or illness. Made up" in client.get(at).text


def test_the_home_page_and_the_household_say_what_is_next(
    client: FlaskClient, people: Town, presentation: Presentation
) -> None:
    for path in ("/", "/households", f"/households/{presentation.household_id}"):
        assert "Agree how it is safe to reach her" in client.get(path).text, path


def test_a_restricted_case_that_nobody_named_can_open_is_counted_and_not_shown(
    client: FlaskClient, people: Town, presentation: Presentation
) -> None:
    with Session(db.engine()) as session, session.begin():
        session.execute(update(Household).values(restricted=True))
    sign_in_as(client, people.homelessness)
    page = client.get("/households/unassigned").text
    assert "Nobody who could open 1 restricted case is at work any more" in page
    assert str(presentation.household_id) not in page


def test_a_worker_who_is_barred_finds_nothing_of_the_case_at_home(
    client: FlaskClient, people: Town, presentation: Presentation
) -> None:
    reference = presentation.household.reference
    assert reference in client.get("/").text
    bar(people.officer, presentation.household_id)
    assert reference not in client.get("/").text
    sign_in_as(client, people.homelessness)
    assert reference in client.get("/households/unassigned").text
