"""The pages from the referral to the order, in a browser of sorts: who reaches them, what they show and never show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from housing import db
from housing.access import Actor
from housing.config import Settings
from housing.db import count_statements
from housing.sanctuary.models import SanctuaryJob
from pathway.sanctuary_moves import Stage
from tests.housing.application import create_app
from tests.housing.placements.arranging import arrange
from tests.housing.placements.matching.factories import NOW
from tests.housing.sanctuary.arranging import HOME, POSSIBLE, Sanctuary, around
from tests.housing.signing_in import sign_in_as

LATER = NOW + timedelta(minutes=5)
PAGES = (
    "", "/facts", "/home", "/urgent", "/withdraw", "/end", "/consent/ask", "/consent/remind", "/consent/answer",
    "/survey", "/fire-advice", "/quote", "/approve", "/decide", "/emergency", "/order",
)  # fmt: skip


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    """The whole application, signed in as nobody."""
    return create_app(haven).test_client()


@pytest.fixture
def made(client: FlaskClient) -> Iterator[Sanctuary]:
    """What the tests begin with; the client is there already, since it binds the database."""
    with Session(db.engine(), expire_on_commit=False) as session, time_machine.travel(LATER, tick=False):
        yield around(arrange(session, db.engine()))


def see(client: FlaskClient, actor: Actor, path: str, status: int = 200) -> str:
    sign_in_as(client, actor)
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.text[:2000])
    return re.sub(r"\s+", " ", answer.text)


def send(client: FlaskClient, actor: Actor, path: str, **answers: object) -> str:
    sign_in_as(client, actor)
    answer = client.post(path, data=answers, follow_redirects=True)
    assert answer.status_code == 200, (path, answer.text[:2000])
    return re.sub(r"\s+", " ", answer.text)


def day(name: str) -> dict[str, str]:
    return {f"{name}-day": "23", f"{name}-month": "11", f"{name}-year": "2026"}


def address_of(job: SanctuaryJob) -> str:
    return f"/sanctuary/{job.id}"


def the_job(made: Sanctuary) -> SanctuaryJob:
    with Session(made.engine) as session:
        return session.query(SanctuaryJob).one()


def test_from_the_household_to_the_order_by_links_and_forms(client: FlaskClient, made: Sanctuary) -> None:
    household = f"/households/{made.there.household.id}"
    assert f"{household}/sanctuary/refer" in see(client, made.officer, household)
    page = send(
        client, made.officer, f"{household}/sanctuary/refer", wants_to_stay="yes", priority="standard",
        concern_lives_there="no", right_to_enter="none_sole", tenure="private_tenant", building_suitable="yes",
        address=HOME, postcode="S99 9AA",
    )  # fmt: skip
    assert "She is referred" in page, page
    job = the_job(made)
    path = address_of(job)
    assert job.reference in see(client, made.coordinator, "/sanctuary")
    assert f"{path}/consent/ask" in see(client, made.coordinator, path)
    send(client, made.coordinator, f"{path}/consent/ask", she_agrees="yes", words="The agent", **day("asked_on"))
    send(client, made.coordinator, f"{path}/consent/answer", answer="given", **day("answered_on"))
    send(
        client, made.coordinator, f"{path}/survey", size="3", measure_0="door_locks", room_0="front_door",
        quantity_0="2", estimate_0="120", **day("surveyed_on"),
    )  # fmt: skip
    send(
        client, made.coordinator, f"{path}/quote", contractor=str(made.firm), amount_0="150.50",
        **day("received_on"), **{**day("valid_until"), "valid_until-month": "12"},
    )  # fmt: skip
    page = see(client, made.coordinator, f"{path}/approve")
    quote = re.search(r'name="quote" type="radio" value="([0-9a-f-]{36})"', page)
    assert quote, page
    assert "£150.50" in page
    send(client, made.coordinator, f"{path}/approve", quote=quote[1])
    assert "Order the works" in see(client, made.coordinator, path)
    assert "She has chosen to stay" in see(client, made.coordinator, f"{path}/order")
    page = send(client, made.coordinator, f"{path}/order", her_choice="yes")
    assert "The contractor has been told" in page
    assert made.state(job).stage is Stage.ORDERED
    assert "Works ordered of Made-up Locks" in page


def test_every_page_of_a_job_opens_for_the_coordinator_and_shows_no_address(
    client: FlaskClient, made: Sanctuary
) -> None:
    job = made.approved()
    for page in PAGES:
        text = see(client, made.coordinator, f"{address_of(job)}{page}")
        assert "Canary" not in text, page
        assert "bluebell" not in text
        assert "+441632960001" not in text


def test_who_reaches_a_job(client: FlaskClient, made: Sanctuary) -> None:
    job = made.refer()
    path = address_of(job)
    see(client, made.officer, path)
    assert "Address withheld" in see(client, made.there.officer, path)
    for actor, status in ((made.contractor, 403), (made.there.manager, 403)):
        see(client, actor, path, status)
        see(client, actor, "/sanctuary", status)
    for page in PAGES:
        see(client, made.coordinator, f"/sanctuary/{uuid4()}{page}", 404)
    see(client, made.there.officer, f"{path}/survey", 403)
    see(client, made.officer, f"{path}/survey", 403)
    made.there.town.bar(made.coordinator, made.there.household)
    made.there.town.session.commit()
    see(client, made.coordinator, path, 404)
    assert job.reference not in see(client, made.coordinator, "/sanctuary")


def test_the_address_and_the_number_are_shown_by_a_button_alone(client: FlaskClient, made: Sanctuary) -> None:
    job = made.refer()
    path = address_of(job)
    assert HOME in send(client, made.coordinator, f"{path}/address")
    shown = send(client, made.coordinator, f"{path}/contact")
    assert "Madeup Canary" in shown
    assert "bluebell" in shown
    assert HOME not in shown
    assert {"sanctuary.address_shown", "sanctuary.contact_shown"} <= set(made.trail())


def test_what_was_typed_is_kept_where_something_is_wrong(client: FlaskClient, made: Sanctuary) -> None:
    path = f"/households/{made.there.household.id}/sanctuary/refer"
    page = send(client, made.officer, path, wants_to_stay="no", priority="urgent", address=HOME, words="By the shed")
    assert "only for somebody who wants to stay" in page
    assert HOME in page
    assert "By the shed" in page
    page = send(client, made.officer, path, wants_to_stay="yes", address="x" * 201)
    assert "Select how soon her home has to be safe" in page


def test_more_lines_keep_what_is_typed_and_lines_are_told_apart(client: FlaskClient, made: Sanctuary) -> None:
    job = made.consented()
    path = f"{address_of(job)}/survey"
    page = send(client, made.coordinator, path, size="3", more="yes", measure_0="alarm", words_0="By the bed")
    assert "Line 6" in page
    assert 'value="By the bed"' in page
    page = send(client, made.coordinator, path, size="6", measure_0="alarm", quantity_1="2", **day("surveyed_on"))
    assert "Select where line 1 is" in page
    assert "Select the measure of line 2" in page
    page = send(client, made.coordinator, path, size="900", **day("surveyed_on"))
    assert "Select at least one measure" in page
    assert "Line 30" in page
    assert "Line 31" not in page
    assert made.state(job).stage is Stage.CONSENTED


def test_a_place_that_is_held_is_named_without_saying_where(client: FlaskClient, made: Sanctuary) -> None:
    job = made.approved()
    offer = made.there.offer()
    page = see(client, made.coordinator, f"{address_of(job)}/order")
    assert "A place elsewhere is held for her" in page
    assert made.there.unit.code not in page
    assert offer.reference not in page
    assert "Ask her first" in send(client, made.coordinator, f"{address_of(job)}/order")
    send(client, made.coordinator, f"{address_of(job)}/order", her_choice="yes")
    assert made.there.lines() == []


def test_a_cost_above_the_limit_waits_for_another_person(client: FlaskClient, made: Sanctuary) -> None:
    job = made.consented()
    quote = made.quote(job, made.survey(job), each="900.00")
    send(client, made.coordinator, f"{address_of(job)}/approve", quote=str(quote.id))
    assert f"{address_of(job)}/decide" not in see(client, made.coordinator, address_of(job))
    assert f"{address_of(job)}/decide" in see(client, made.there.officer, address_of(job))
    assert "Sana Demo asks for £1,800" in see(client, made.there.officer, f"{address_of(job)}/decide")
    page = send(client, made.there.officer, f"{address_of(job)}/decide", answer="no")
    assert "Select a reason from the list" in page
    send(client, made.there.officer, f"{address_of(job)}/decide", answer="no", reason="too_dear")
    assert made.state(job).stage is Stage.NOT_APPROVED
    assert "Too dear for what it does" in see(client, made.coordinator, address_of(job))


def test_emergency_works_from_the_page(client: FlaskClient, made: Sanctuary) -> None:
    job = made.refer(replace(POSSIBLE, building_suitable=None))
    path = f"{address_of(job)}/emergency"
    told = {"size": "3", "contractor": str(made.firm), "measure_0": "door_locks", "room_0": "front_door",
            "words": "The lock is broken"}  # fmt: skip
    assert "may cost £300 at most" in send(client, made.coordinator, path, limit="300.01", **told)
    page = send(client, made.coordinator, path, limit="300", **told)
    assert "Emergency works were ordered before the paperwork" in page


def test_works_on_the_way_to_a_home_that_is_not_safe_any_more_are_warned_of(
    client: FlaskClient, made: Sanctuary
) -> None:
    job = made.approved()
    made.order(job)
    page = send(
        client, made.officer, f"{address_of(job)}/facts", wants_to_stay="yes", concern_lives_there="yes",
        right_to_enter="none_sole", tenure="private_tenant", building_suitable="yes",
    )  # fmt: skip
    assert "Works are ordered, but: The person of concern lives there" in page
    assert made.state(job).paper is Stage.NOT_ELIGIBLE


def test_the_board_filters_and_is_a_file_without_addresses_or_names(client: FlaskClient, made: Sanctuary) -> None:
    job = made.refer(now=NOW - timedelta(days=21))
    assert f">{job.reference}<" in see(client, made.coordinator, "/sanctuary?show=late")
    assert f">{job.reference}<" not in see(client, made.coordinator, "/sanctuary?show=ended")
    assert f">{job.reference}<" not in see(client, made.coordinator, "/sanctuary?stage=ordered")
    assert f">{job.reference}<" in see(client, made.coordinator, "/sanctuary?stage=eligible&priority=standard")
    assert f">{job.reference}<" in see(client, made.coordinator, "/sanctuary?stage=nonsense")
    sign_in_as(client, made.coordinator)
    lines = client.get("/sanctuary/jobs.csv?show=late").text.splitlines()
    assert lines[1] == (
        f"{job.reference},Eligible,Standard,Late,2026-11-02,2026-11-17T00:00+00:00,21,21,Private tenant"
    )
    assert len(lines) == 2


def test_the_board_asks_the_database_the_same_for_one_job_and_for_many(client: FlaskClient, made: Sanctuary) -> None:
    made.refer()
    see(client, made.coordinator, "/sanctuary")
    with count_statements() as one:
        client.get("/sanctuary")
    for _ in range(4):
        made.there.household = made.there.another()
        made.refer(address=None)
    with count_statements() as many:
        client.get("/sanctuary")
    assert len(many) == len(one)


def test_options_show_staying_beside_the_units(client: FlaskClient, made: Sanctuary) -> None:
    household: UUID = made.there.household.id
    options = f"/households/{household}/options"
    page = see(client, made.officer, options)
    assert "Staying at home, made safe" in page
    assert "Nobody has asked her whether she wants to stay" in page
    assert f"/households/{household}/sanctuary/refer" in page
    assert f"/households/{household}/sanctuary/refer" not in see(client, made.there.officer, options)
    job = made.refer(replace(POSSIBLE, concern_lives_there=True))
    page = see(client, made.officer, options)
    assert "The person of concern lives there. What would change it: an occupation order" in page
    assert f"/sanctuary/{job.id}" in page
    assert page.index("Staying at home, made safe") < page.index("she could go to")


def test_a_job_of_a_case_that_is_closed_says_so(client: FlaskClient, made: Sanctuary) -> None:
    job = made.refer()
    presentation = made.there.presentation(made.there.household)
    presentation.ended_at, presentation.outcome = NOW, "withdrawn"
    made.there.town.session.commit()
    assert "Her presentation has ended" in see(client, made.coordinator, address_of(job))
    assert "Case closed" in see(client, made.coordinator, "/sanctuary")
    page = see(client, made.officer, f"/households/{made.there.household.id}")
    assert "sanctuary/refer" not in page
