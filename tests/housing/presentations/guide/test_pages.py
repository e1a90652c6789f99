"""The administrator keeps the guide and the ladders; everybody who owes something reads the guide."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from housing import clock, db
from housing.access import Role
from housing.config import Settings
from housing.presentations.guide import queries, services
from housing.presentations.guide.services import Said
from housing.refusals import Refused
from housing.tasks.escalation import ladders
from pathway.ladders import Rung
from tests.housing.application import create_app
from tests.housing.signing_in import ROTHERHAM, sign_in

TODAY = clock.today()


@pytest.fixture
def app(haven: Settings) -> Flask:
    """Haven on a clean database."""
    return create_app(haven)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser."""
    return app.test_client()


def day(on: date) -> dict[str, str]:
    return {"from_on-day": str(on.day), "from_on-month": str(on.month), "from_on-year": str(on.year)}


def answers(**different: Any) -> dict[str, Any]:
    usual = {
        "stage": "placed", "owed": "Made-up support 👍", "by_role": "officer", "unit": "working_days", "length": "3",
        "only": "children", "kept_by": "none", "source": "Made-up practice", **day(TODAY),
    }  # fmt: skip
    return {**usual, **different}


def owed(slug: str, on: date) -> list[str]:
    with db.reading() as session:
        return [row.owed for row in queries.rows(session, ROTHERHAM, on) if row.slug == slug]


def test_a_row_is_added_changed_from_a_day_and_owed_no_more(client: FlaskClient) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    assert "Enter what is owed" in client.post("/guide/add", data=answers(owed="")).text
    assert "Enter how many, from 1 to 400" in client.post("/guide/add", data=answers(unit="every", length="")).text
    assert client.post("/guide/add", data=answers()).status_code == 303
    assert "owes it already" in client.post("/guide/add", data=answers()).text
    slug, soon = "made-up-support", TODAY + timedelta(days=10)
    assert "Made-up support 👍" in client.get("/guide").text
    for _ in range(2):
        client.post(f"/guide/{slug}/change", data=answers(owed="Made-up better support", **day(soon)))
    assert (owed(slug, TODAY), owed(slug, soon)) == (["Made-up support 👍"], ["Made-up better support"])
    assert "changes" in client.get("/guide").text
    client.post(f"/guide/{slug}/retire", data=day(soon + timedelta(days=1)))
    assert owed(slug, soon + timedelta(days=1)) == []
    history = client.get(f"/guide/{slug}").text
    assert history.count("Recorded ") == 3
    assert "Owed no more" in history


def test_what_came_with_haven_is_changed_by_a_row_of_the_council_s_own(client: FlaskClient) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    page = client.get("/guide/support-plan/change").text
    assert "Support plan, made with her" in page
    client.post("/guide/support-plan/change", data=answers(owed="Support plan in three days", only="none"))
    assert owed("support-plan", TODAY) == ["Support plan in three days"]
    assert "Came with Haven" in client.get("/guide/support-plan").text


def test_the_past_stays_as_it_was(client: FlaskClient) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    past = answers(**day(TODAY - timedelta(days=1)))
    assert "today or in the future" in client.post("/guide/add", data=past).text
    assert "today or in the future" in client.post("/guide/meet/change", data=past).text
    assert "today or in the future" in client.post("/guide/meet/retire", data=day(TODAY - timedelta(days=1))).text


@pytest.mark.parametrize(
    ("field", "value"),
    [("stage", "closed"), ("by_role", "strategy_lead"), ("unit", "moons"), ("only", "made-up"), ("kept_by", "made-up")],
)
def test_the_service_refuses_what_no_page_offers(client: FlaskClient, field: str, value: str) -> None:
    actor = sign_in(client, Role.ADMINISTRATOR)
    usual: dict[str, Any] = {
        "stage": "placed", "owed": "Made up", "by_role": "officer", "unit": "days", "length": 1, "from_on": TODAY,
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        services.add_row(said=Said(**{**usual, field: value}), by=actor, now=clock.now())
    assert refused.value.field == field


def test_whoever_owes_something_reads_the_guide_and_changes_nothing(client: FlaskClient) -> None:
    sign_in(client, Role.REFUGE)
    page = client.get("/guide").text
    assert "Support plan, made with her" in page
    assert "Owe something more" not in page
    assert client.get("/guide/nothing-such").status_code == 404
    assert client.post("/guide/meet/retire", data=day(TODAY)).status_code == 403


def test_a_ladder_is_changed_for_the_tasks_to_come(client: FlaskClient) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    assert "Another place to be found" in client.get("/escalation").text
    at = "/escalation/re_placement"
    half = client.post(at, data={"first_hours": "4"}).text
    assert "Select who hears of it at the first step" in half
    wrong = {"first_hours": "4", "first_to": "officer", "second_hours": "4", "second_to": "homelessness_team"}
    assert "later than the one before" in client.post(at, data=wrong).text
    right = {**wrong, "second_hours": "8"}
    for _ in range(2):
        assert client.post(at, data=right).status_code == 303
    with db.reading() as session:
        found = ladders(session, ROTHERHAM, clock.now())
    assert found["re_placement"] == (Rung(4, "officer"), Rung(8, "homelessness_team"))
    assert client.get("/escalation/nothing-such").status_code == 404
    client.post(at, data={})
    assert "Nobody" in client.get("/escalation").text
