"""Whatever is sent to be kept: never another's page, never more than fits, never our fault, never a sign of a case."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import db
from housing.audit import AuditEntry
from housing.unfinished.models import UnfinishedAnswers
from tests.housing.households.factories import Town, bar
from tests.housing.signing_in import sign_in_as
from tests.housing.unfinished.reading import Typed, as_sent, kept_paths, leave, open_again

HERE = {"Sec-Fetch-Site": "same-origin"}


def keep(client: FlaskClient, page: str, form: str = "MemberForm", **typed: object) -> int:
    data = {"haven-page": page, "haven-form": form, "name": "Madeup", **typed}
    return client.post("/unfinished/keep", data=data).status_code


@pytest.mark.parametrize("who", ["other_team", "neighbour", "refuge", "strategy"])
def test_no_role_keeps_or_finds_anything_of_a_page_out_of_reach(
    client: FlaskClient, people: Town, household: UUID, who: str
) -> None:
    address = f"/households/{household}/people/add"
    form = str(as_sent(client.get(address).text)["haven-form"])
    leave(client, address, {"name": "CANARY child"})
    sign_in_as(client, getattr(people, who))
    there = client.get(address).status_code
    nowhere = client.get(f"/households/{uuid4()}/people/add").status_code
    assert keep(client, address, form) == there
    assert keep(client, f"/households/{uuid4()}/people/add", form) == nowhere == there
    assert "CANARY" not in client.get(address).text
    assert "Unfinished" in client.get("/unfinished").text
    assert str(household) not in client.get("/unfinished").text
    with db.reading() as session:
        assert [row.account_id for row in session.scalars(select(UnfinishedAnswers))] == [people.officer.account_id]


def test_a_case_since_barred_is_gone_from_every_list(client: FlaskClient, people: Town, household: UUID) -> None:
    address = f"/households/{household}/people/add"
    leave(client, address, {"name": "Madeup child"})
    assert address in client.get("/unfinished").text
    bar(people.officer, household)
    assert client.get(address).status_code == 404
    assert address not in client.get("/unfinished").text
    assert "page left unfinished" not in client.get("/").text


@pytest.mark.parametrize(
    ("page", "status"),
    [
        ("", 404), ("/", 409), ("/nothing-here", 404), ("//example.invalid/households/new", 404),
        ("https://example.invalid/", 404), ("/households/new\x00", 404), ("/households/new🙂", 404), ("/../etc", 404),
        ("/sign-in", 409), ("/hide", 409), ("/account/password", 409), ("/unfinished", 409), ("/unfinished/keep", 409),
        ("/static/haven/leave.js", 409), ("/accounts/new", 403), ("/vacancies", 409),
        ("/households/new?" + "x" * 600, 404),
    ],
)  # fmt: skip
def test_only_pages_with_that_form_are_kept(client: FlaskClient, page: str, status: int) -> None:
    answer = client.post("/unfinished/keep", data={"haven-page": page, "haven-form": "StartForm", "name": "Madeup"})
    assert answer.status_code == status
    assert answer.status_code < 500
    assert kept_paths() == []


def test_far_too_much_is_refused_in_a_sentence(client: FlaskClient, household: UUID) -> None:
    address = f"/households/{household}/people/add"
    sent = as_sent(client.get(address).text)
    many: Typed = {f"field_{number}": "x" for number in range(1900)}
    for too_much in ({"name": "x" * 100_001}, many):
        answer = client.post("/unfinished/keep", data={**sent, **too_much})
        assert answer.status_code == 413
        assert "Save it, or make it shorter" in answer.text
    assert client.post("/unfinished/keep", data={**sent, "name": "x" * 10_000_000}).status_code == 413
    assert kept_paths() == []


def test_odd_characters_and_fields_that_are_no_more_do_no_harm(client: FlaskClient, household: UUID) -> None:
    address = f"/households/{household}/people/add"
    odd = "Ma\x00de\u202eup 🙂 <b>\"'</b>"
    answer = leave(client, address, {"name": odd, "gone_since": "CANARY", "role": "no such role", "csrf_token_": "x"})
    assert answer.status_code == 303
    page, again = open_again(client, address)
    assert "CANARY" not in page
    assert "<b>" not in page.replace("&lt;b&gt;", "")
    assert "🙂" in str(again["name"])
    assert "There is a problem" in client.post(address, data=again).text
    with Session(db.engine()) as session:
        assert 'csrf_token"' not in session.scalars(select(UnfinishedAnswers)).one().says


def test_two_browsers_of_one_person_share_the_newest(
    browser: FlaskClient, client: FlaskClient, household: UUID
) -> None:
    address = f"/households/{household}/people/add"
    for name in ("First", "Second"):
        leave(client, address, {"name": f"Madeup {name}"})
    assert kept_paths() == [address]
    assert open_again(client, address)[1]["name"] == "Madeup Second"


def test_a_page_without_an_answer_is_left_in_peace(client: FlaskClient, household: UUID) -> None:
    sent = as_sent(client.get(f"/households/{household}/people/add").text)
    bare = {name: value for name, value in sent.items() if name.startswith("haven-")}
    answer = client.post("/unfinished/keep", data=bare)
    assert answer.status_code == 303
    assert "there is nothing to keep" in client.get(answer.location).text
    assert kept_paths() == []


def test_by_itself_it_says_nothing(client: FlaskClient, household: UUID) -> None:
    address = f"/households/{household}/people/add"
    sent = as_sent(client.get(address).text)
    answer = client.post("/unfinished/keep", data={**sent, "name": "Madeup", "haven-by-itself": "yes"})
    assert (answer.status_code, answer.data) == (204, b"")
    assert "Kept for you" not in client.get(address).text
    assert open_again(client, address)[1]["name"] == "Madeup"


def test_keeping_is_recorded_by_path_and_changes_no_record(client: FlaskClient, household: UUID) -> None:
    address = f"/households/{household}/contact"
    with db.reading() as session:
        before = {row.action for row in session.scalars(select(AuditEntry))}
    leave(client, address, {"phone": "CANARY"})
    with db.reading() as session:
        new = [row for row in session.scalars(select(AuditEntry)) if row.action not in before]
    assert {row.action for row in new} <= {"answers.kept", "household.read", "household.contact_shown"}
    assert [row.facts["path"] for row in new if row.action == "answers.kept"] == [address]
    assert not [row for row in new if "CANARY" in str(row.facts)]


def test_a_session_that_ended_meanwhile_carries_it_to_the_sign_in_page(
    client: FlaskClient, people: Town, household: UUID
) -> None:
    address = f"/households/{household}/contact"
    sent = as_sent(client.get(address).text)
    client.delete_cookie("__Host-session")
    answer = client.post("/unfinished/keep", data={**sent, "phone": "CANARY"}, headers=HERE)
    assert "CANARY" not in answer.text
    assert 'name="draft"' in answer.text
    assert kept_paths() == []
    sign_in_as(client, people.officer)
    del client.environ_base["HTTP_X_CSRFTOKEN"]
    stale = client.post("/unfinished/keep", data={**sent, "phone": "CANARY", "csrf_token": "another's"}, headers=HERE)
    assert "Your answers were kept" in stale.text
    assert "Haven page" not in stale.text
    forged = client.post(
        "/unfinished/keep", data={**sent, "csrf_token": "another's"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert forged.status_code in (400, 403)
    assert kept_paths() == []
