"""The pages about money: by links from the household, what they show, bad input, and who does not reach them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from housing import db
from housing.access import Actor
from housing.presentations.funding.models import FundingLine
from tests.housing.households.factories import NOW, TODAY, Town, bar
from tests.housing.presentations.funding.arranging import lives, pays
from tests.housing.signing_in import sign_in_as

PATHS = ("", "/status", "/lines/add", "/plan")


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """Before anybody signs in: the morning of the tests."""
    with time_machine.travel(NOW, tick=False):
        yield


def day(name: str, on: int, month: int = 11, year: int = 2026) -> dict[str, str]:
    return {f"{name}-day": str(on), f"{name}-month": str(month), f"{name}-year": str(year)}


def test_status_lines_and_plan_by_forms(client: FlaskClient, household: UUID) -> None:
    path = f"/households/{household}/funding"
    lives(household)
    page = client.get(path).text
    assert "Nobody has recorded who pays for which night" in page
    for link in ("/status", "/lines/add"):
        assert f'href="{path}{link}"' in page
    granted = {"status": "mvdac_granted", "evidence": "adviser", "basis": "eligibility", **day("from_on", 1, 9)}
    page = client.post(f"{path}/status", data=granted, follow_redirects=True).text
    assert "The last day is 1 December 2026" in page
    assert "3 calendar months, from 1 September 2026" in page
    line = {"route": "section_17", "payer": "Made-up team", "event": "confirmed", "per_night": "61.50",
            "once": str(uuid4()), **day("from_on", 23), **day("until_on", 13, 12)}  # fmt: skip
    for _ in range(2):
        page = client.post(f"{path}/lines/add", data=line, follow_redirects=True).text
    assert "From 13 December 2026 on nobody is recorded as paying" in page
    assert page.count("Made-up team") == 2
    plan = {"words": "The grant is asked (made up)"}
    page = client.post(f"{path}/plan", data=plan, follow_redirects=True).text
    assert "There is a plan" in page
    with db.reading() as session:
        line_id = session.scalars(select(FundingLine.id)).one()
    page = client.post(f"{path}/lines/{line_id}", data={"event": "ended", **day("until_on", 1, 12)},
                       follow_redirects=True).text  # fmt: skip
    assert "Ended" in page
    assert "has ended" in client.get(f"{path}/lines/{line_id}").text


def test_what_was_typed_is_kept_where_something_is_wrong(client: FlaskClient, household: UUID) -> None:
    path = f"/households/{household}/funding"
    page = client.post(f"{path}/lines/add", data={"route": "charity", "payer": "Kept words"}).text
    assert "Select where it stands" in page
    assert "Kept words" in page
    page = client.post(f"{path}/lines/add", data={"route": "charity", "payer": "Kept", "event": "confirmed"}).text
    assert "Enter the first night that is paid for" in page
    page = client.post(f"{path}/status", data={"status": "nrpf", "basis": "care", **day("from_on", 24)}).text
    assert "must be today or in the past" in page
    for text in ("\x00", "🏠" * 2000, "x" * 500_000, "<b>x</b>"):
        fields = ("route", "payer", "event", "once", "words", "reference", "per_night", "status", "checked_by")
        for page_path in ("/status", "/lines/add", "/plan"):
            answer = client.post(f"{path}{page_path}", data=dict.fromkeys(fields, text))
            assert answer.status_code in (200, 413)
            assert "<b>x</b>" not in answer.text


@pytest.mark.parametrize("who", ["other_team", "neighbour", "barred"])
def test_out_of_reach_is_not_there(client: FlaskClient, people: Town, household: UUID, who: str) -> None:
    line = pays(household, people.officer)
    actor: Actor = people.officer if who == "barred" else getattr(people, who)
    if who == "barred":
        bar(actor, household)
    sign_in_as(client, actor)
    for path in (*PATHS, f"/lines/{line.id}"):
        assert client.get(f"/households/{household}/funding{path}").status_code == 404
    assert client.get(f"/households/{household}/funding/lines/{uuid4()}").status_code == 404


def test_a_line_is_reached_by_its_own_household_alone(client: FlaskClient, people: Town, household: UUID) -> None:
    line = pays(household, people.officer)
    assert client.get(f"/households/{household}/funding/lines/{line.id}").status_code == 200
    assert client.get(f"/households/{uuid4()}/funding/lines/{line.id}").status_code == 404


def test_the_page_takes_a_constant_number_of_queries(client: FlaskClient, people: Town, household: UUID) -> None:
    def statements() -> int:
        with db.count_statements() as sent:
            assert client.get(f"/households/{household}/funding").status_code == 200
        return len(sent)

    pays(household, people.officer)
    before = statements()
    for number in range(5):
        pays(household, people.officer, route="charity", until_on=TODAY + timedelta(days=30 + number))
    assert statements() == before
