"""The pages of who is kept apart, by role and by reach; what they must not say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import Role
from housing.config import Settings
from housing.households.models import Household
from housing.households.separations.models import Separation
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.neighbours.watching import HAVEN, check
from tests.housing.application import create_app
from tests.housing.placements.arranging import refuge_manager
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town
from tests.housing.signing_in import Place, sign_in, sign_in_as

ANSWERS = {"other": "household", "level": "street", "reason": "related", "why": "made up: cousins"}


@pytest.fixture
def client(haven: Settings, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return create_app(haven).test_client()


@pytest.fixture
def session(client: FlaskClient) -> Iterator[Session]:
    """After the application has bound the database."""
    with Session(db.engine(), expire_on_commit=False) as session:
        yield session


def pair(town: Town) -> tuple[Household, Household]:
    one, other = town.seeks(), town.seeks()
    town.session.commit()
    return one, other


def rows() -> list[Separation]:
    with db.reading() as session:
        return list(session.scalars(select(Separation)))


def signed_in(client: FlaskClient, town: Town, role: Role = Role.HOMELESSNESS) -> None:
    town.session.commit()
    sign_in(client, role, place=Place(town.team, COUNCIL), name="Aisha Demo")


def test_somebody_records_a_separation_and_finds_it_in_the_list(client: FlaskClient, town: Town) -> None:
    one, other = pair(town)
    signed_in(client, town)
    address = f"/households/{one.id}/separations/new"
    assert client.get(address).status_code == 200
    assert client.post(address, data={**ANSWERS, "reference": other.reference}).status_code == 303
    page = client.get("/separations").text
    assert one.reference in page
    assert other.reference in page
    assert "Not in the same street" in page


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"reference": "H-000000"}, "Enter the reference of a household that you may see"),
        ({"other": "home", "code": "NOWHERE"}, "Enter the code of a property"),
        ({"level": "distance", "metres": "0"}, "must be 1 or more"),
        ({"level": "distance", "metres": ""}, "Enter the distance in metres"),
        ({"why": ""}, "Enter why"),
        ({"reason": ""}, "Select the reason"),
    ],
)
def test_an_answer_that_cannot_be_has_its_sentence_and_loses_nothing(
    client: FlaskClient, town: Town, answers: dict[str, str], sentence: str
) -> None:
    one, other = pair(town)
    signed_in(client, town)
    sent = {**ANSWERS, "reference": other.reference, **answers}
    page = client.post(f"/households/{one.id}/separations/new", data=sent)
    assert (page.status_code, rows()) == (200, [])
    assert sentence in page.text
    assert not sent["why"] or "made up: cousins" in page.text


def test_the_same_pair_twice_says_who_was_first(client: FlaskClient, town: Town) -> None:
    one, other = pair(town)
    signed_in(client, town)
    client.post(f"/households/{one.id}/separations/new", data={**ANSWERS, "reference": other.reference})
    again = client.post(f"/households/{other.id}/separations/new", data={**ANSWERS, "reference": one.reference})
    assert "Aisha Demo recorded this at 9:14am" in again.text
    assert len(rows()) == 1


def test_ending_one_takes_a_reason_and_the_second_reads_who_was_first(client: FlaskClient, town: Town) -> None:
    one, other = pair(town)
    signed_in(client, town)
    client.post(f"/households/{one.id}/separations/new", data={**ANSWERS, "reference": other.reference})
    (row,) = rows()
    address = f"/separations/{row.id}/end"
    assert "Enter the reason" in client.post(address, data={"reason": ""}).text
    assert client.post(address, data={"reason": "made up: reconciled"}).status_code == 303
    assert "ended this at" in client.post(address, data={"reason": "again"}).text
    assert "made up: reconciled" in client.get("/separations").text


def test_who_may_see_only_one_of_a_pair_is_told_nothing_of_the_other(client: FlaskClient, town: Town) -> None:
    one, other = pair(town)
    signed_in(client, town)
    client.post(f"/households/{one.id}/separations/new", data={**ANSWERS, "reference": other.reference})
    (row,) = rows()
    other.restricted = True
    town.session.commit()
    assert other.reference not in client.get("/separations").text
    nothing = client.get(f"/separations/{uuid4()}/end")
    hidden = client.get(f"/separations/{row.id}/end")
    assert (nothing.status_code, hidden.status_code) == (404, 404)
    page = client.get(f"/households/{one.id}").text
    assert "1 separation more is from somebody whom you may not see" in page
    assert other.reference not in page
    assert "made up: cousins" not in page


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.OFFICER, Role.HOMELESSNESS)])
def test_nobody_else_has_the_pages(client: FlaskClient, town: Town, role: Role) -> None:
    one, _ = pair(town)
    signed_in(client, town, role)
    for address in ("/separations", "/separations/new", f"/households/{one.id}/place-check"):
        assert client.get(address).status_code == 403


def test_the_check_names_the_other_to_whoever_may_see_both_and_to_nobody_else(client: FlaskClient, town: Town) -> None:
    home = town.home()
    one, other = (town.lives(town.seeks(), town.unit(home)) for _ in range(2))
    for each in (one, other):
        town.concern(each, name="Madeup Danger")
    town.session.commit()
    check(household_id=one.id, by=HAVEN, now=NOW)
    signed_in(client, town)
    address = f"/households/{one.id}/place-check"
    page = client.get(address).text
    assert other.reference in page
    assert "Both may fear the same person" in page
    other.restricted = True
    town.session.commit()
    page = client.get(address).text
    assert "A household that you may not see. Ask a lead" in page
    for canary in (other.reference, str(other.id), "Madeup Danger"):
        assert canary not in page
    assert "Both may fear the same person" not in re.sub(r"\s+", " ", page)


def test_the_task_leads_to_the_check(client: FlaskClient, town: Town) -> None:
    home = town.home()
    one, other = (town.lives(town.seeks(), town.unit(home)) for _ in range(2))
    for each in (one, other):
        town.concern(each, name="Madeup Danger")
    town.session.commit()
    check(household_id=one.id, by=HAVEN, now=NOW)
    signed_in(client, town)
    assert f"/households/{one.id}/place-check" in client.get("/tasks").text


def test_the_list_takes_no_more_queries_with_more_rows(client: FlaskClient, town: Town) -> None:
    signed_in(client, town)

    def queries() -> int:
        one, other = pair(town)
        client.post(f"/households/{one.id}/separations/new", data={**ANSWERS, "reference": other.reference})
        with db.count_statements() as statements:
            assert client.get("/separations").status_code == 200
        return len(statements)

    assert queries() == queries()


def test_her_options_say_nothing_of_whom_she_is_kept_from(client: FlaskClient, town: Town) -> None:
    """T16: no page of hers has a canary of the other household, wherever it lives."""
    other = town.household(name="Madeup Canary", support_need="very_high", pets=["dog"])
    lived_in = town.home(address="1 Made-up Lane", code="CANARY1")
    town.lives(other, town.unit(lived_in))
    her, _ = town.seeks(), town.unit(town.home(address="2 Made-up Lane"))
    town.session.commit()
    signed_in(client, town)
    client.post(f"/households/{her.id}/separations/new", data={**ANSWERS, "reference": other.reference})
    other.restricted = True
    town.session.commit()
    make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)
    pages = [f"/households/{her.id}/options", f"/households/{her.id}", f"/households/{her.id}/no-proposal", "/matching"]
    for address in pages:
        page = client.get(address)
        assert page.status_code == 200, address
        for canary in (
            other.reference,
            str(other.id),
            "Madeup Canary",
            "made up: cousins",
            "very high",
            "Made-up Lane",
        ):
            assert canary not in page.text, (address, canary)


def test_the_provider_learns_yes_or_no_and_no_more(client: FlaskClient, town: Town) -> None:
    home = town.home()
    her, other = town.seeks(), town.household(name="Madeup Canary")
    town.lives(other, town.unit(home))
    offer = town.offer(her, town.unit(home))
    manager = refuge_manager(town)
    town.session.commit()
    sign_in_as(client, manager)
    assert "Checked now: no conflict found" in client.get(f"/referrals/{offer.id}").text
    for each in (her, other):
        town.concern(each, name="Madeup Danger")
    town.session.commit()
    page = client.get(f"/referrals/{offer.id}").text
    assert "Something has changed since the referral was made" in page
    for canary in ("Madeup Canary", "Madeup Danger", other.reference, "fear"):
        assert canary not in page
