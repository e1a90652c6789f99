"""The pages of the works: the contractor sees own jobs and nothing of the case, the coordinator every step."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from housing import db
from housing.access import Role
from housing.config import Settings
from housing.people.models import ConflictOfInterest
from housing.sanctuary.ending import withdraw
from housing.sanctuary.ordering import order_emergency
from housing.sanctuary.surveying import Measured
from housing.sanctuary.works.picturing import add_photograph
from housing.sanctuary.works.reach import FIT
from pathway.sanctuary_moves import Stage
from tests.housing.application import create_app
from tests.housing.placements.arranging import arrange
from tests.housing.placements.matching.factories import NOW
from tests.housing.sanctuary.arranging import HOME, POSTCODE, around
from tests.housing.sanctuary.working import COMING, HOUR, Working, photograph
from tests.housing.signing_in import sign_in, sign_in_as

VISIT = {"on-day": "25", "on-month": "11", "on-year": "2026", "begins_at": "10am", "ends_at": "midday"}


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    return create_app(haven).test_client()


@pytest.fixture
def work(client: FlaskClient) -> Iterator[Working]:
    with Session(db.engine(), expire_on_commit=False) as session:
        made = around(arrange(session, db.engine()))
        job = made.approved()
        with time_machine.travel(NOW, tick=False):
            yield Working(made, job, made.order(job))


def as_contractor(client: FlaskClient, work: Working) -> str:
    sign_in_as(client, work.contractor)
    return f"/my-jobs/{work.job.id}"


def as_coordinator(client: FlaskClient, work: Working) -> str:
    sign_in_as(client, work.coordinator)
    return f"/sanctuary/{work.job.id}"


def follow(client: FlaskClient, address: str, **data: str) -> str:
    answer: TestResponse = client.post(address, data=data, follow_redirects=True)
    assert answer.status_code == 200, address
    return answer.text


def test_a_contractor_sees_nothing_of_the_case(client: FlaskClient, work: Working) -> None:
    work.instruct()
    page = as_contractor(client, work)
    household = work.made.there.household
    for address in ("/my-jobs", page):
        shown = client.get(address).text
        assert work.job.reference in shown
        for secret in (HOME, POSTCODE, household.reference, str(household.id), "abuse", "Sanctuary scheme"):
            assert secret not in shown.replace("Domestic abuse", ""), secret
    for elsewhere in (f"/sanctuary/{work.job.id}", f"/households/{household.id}", "/sanctuary", "/sanctuary/budget"):
        assert client.get(elsewhere).status_code in (403, 404)


def test_the_address_is_shown_after_acceptance_on_request_and_recorded(client: FlaskClient, work: Working) -> None:
    work.instruct()
    page = as_contractor(client, work)
    assert "Accept the order first" in follow(client, f"{page}/address")
    assert "You have accepted the order" in follow(client, f"{page}/accept")
    assert HOME not in client.get(page).text
    assert HOME in follow(client, f"{page}/address")
    assert "sanctuary.address_shown" in work.made.trail()


def test_a_job_of_another_firm_is_not_there(client: FlaskClient, work: Working) -> None:
    sign_in(client, Role.CONTRACTOR)
    page, nobodys = f"/my-jobs/{work.job.id}", f"/my-jobs/{work.order.id}"
    assert client.get(page).status_code == client.get(nobodys).status_code == 404
    for action in ("address", "number", "accept"):
        assert client.post(f"{page}/{action}").status_code == 404
    assert work.job.reference not in client.get("/my-jobs").text


def test_what_is_typed_wrong_comes_back_with_its_sentence(client: FlaskClient, work: Working) -> None:
    work.accept()
    work.instruct()
    page = as_contractor(client, work)
    late = follow(client, f"{page}/visit", **{**VISIT, "begins_at": "8pm", "ends_at": "9pm"})
    assert "Safe hours: 9am to 5pm" in late
    assert 'value="8pm"' in late
    assert "Enter the day of the visit" in follow(client, f"{page}/visit", begins_at="10am", ends_at="11am")
    assert "The visit is proposed" in follow(client, f"{page}/visit", **VISIT)
    assert "She is being asked" in client.get(page).text


def test_a_withdrawn_job_says_do_not_attend_until_the_visit_is_over(client: FlaskClient, work: Working) -> None:
    work.accept()
    work.instruct()
    work.arrange()
    withdraw(job_id=work.job.id, reason="wants_to_move", words=None, by=work.made.officer, now=NOW + HOUR)
    page = as_contractor(client, work)
    shown = client.get(page).text
    assert "do not attend" in shown
    assert "What is ordered" not in shown
    assert "do not attend" in client.get("/my-jobs").text
    assert "withdrawn: do not attend" in client.get("/").text
    line = work.works().lines[0].row.id
    for path in (f"/measures/{line}", f"/measures/{line}/photograph"):
        late = client.post(f"{page}{path}", data={"result": "done", "words": "made up"})
        assert (late.status_code, "This job has been withdrawn. Do not attend" in late.text) == (409, True)
    assert client.post(f"{page}/measures/{uuid4()}").status_code == 404
    assert "This job has been withdrawn" in client.post(f"{page}/accept", follow_redirects=True).text
    with time_machine.travel(COMING + 3 * HOUR, tick=False):
        sign_in_as(client, work.contractor)
        assert client.get(page).status_code == 404


def test_the_whole_way_by_the_pages(client: FlaskClient, work: Working) -> None:
    page = as_coordinator(client, work)
    assert "has not been recorded yet" in client.get(f"{page}/works").text
    assert "Select at least one day" in follow(client, f"{page}/how-to-come", from_at="9am", until_at="5pm")
    come = {"days": ["1", "2", "3"], "from_at": "9am", "until_at": "5pm", "telephone": "no", "words": "Plain van"}
    answer = client.post(f"{page}/how-to-come", data=come, follow_redirects=True)
    assert "How to come safely is recorded" in answer.text
    own = as_contractor(client, work)
    follow(client, f"{own}/accept")
    page = as_coordinator(client, work)
    assert "The visit is arranged" in follow(client, f"{page}/visit", **VISIT)
    visit = work.works().visits[0].row.id
    began = datetime(2026, 11, 25, 10, 30, tzinfo=UTC)
    with time_machine.travel(began, tick=False):
        own = as_contractor(client, work)
        follow(client, f"{own}/visits/{visit}/happened", happened="attended")
        day = {"done_on-day": "25", "done_on-month": "11", "done_on-year": "2026"}
        for line in work.works().lines:
            picture = {"taken": "after", "photograph": (io.BytesIO(photograph()), "lock.jpg")}
            sent = client.post(
                f"{own}/measures/{line.row.id}/photograph", data=picture, content_type="multipart/form-data",
                follow_redirects=True,
            )  # fmt: skip
            assert "The photograph is added" in sent.text
            follow(client, f"{own}/measures/{line.row.id}", result="done", words="Fitted", **day)
        assert work.made.state(work.job).stage is Stage.DONE
        photo = work.works().lines[0].photographs[0].id
        assert client.get(f"{own}/photographs/{photo}").mimetype == "image/jpeg"
        page = as_coordinator(client, work)
        assert client.get(f"{page}/photographs/{photo}").mimetype == "image/jpeg"
        for line in work.works().lines:
            follow(client, f"{page}/measures/{line.row.id}", accept="yes")
        on = {"signed_off_on-day": "25", "signed_off_on-month": "11", "signed_off_on-year": "2026"}
        assert "The works are signed off" in follow(client, f"{page}/sign-off", feels_safe="yes", **on)
    assert work.made.state(work.job).stage is Stage.SIGNED_OFF


PAGES_AFTER = (
    "works", "how-to-come", "visit", "take-back", "invoice", "sign-off", "flags/fire", "flags/police", "reviews/3",
    "reviews/6", "outcomes/6", "outcomes/12", "equipment", "close", "reopen", "letter",
)  # fmt: skip


def test_every_page_of_a_job_that_is_signed_off(client: FlaskClient, work: Working) -> None:
    now = work.signed()
    with time_machine.travel(now, tick=False):
        page = as_coordinator(client, work)
        for name in PAGES_AFTER:
            assert client.get(f"{page}/{name}").status_code == 200, name
        for name in ("flags/moon", "reviews/4", "outcomes/7"):
            assert client.get(f"{page}/{name}").status_code == 404, name
        assert client.get("/sanctuary/budget").status_code == 200
        assert client.get("/sanctuary/budget/set").status_code == 200
        own = as_contractor(client, work)
        shown = client.get(own).text
        assert "These works are finished" in shown
        assert "The works are over" in follow(client, f"{own}/address")


def test_a_photograph_that_is_none_is_refused_on_its_question(client: FlaskClient, work: Working) -> None:
    work.accept()
    own = as_contractor(client, work)
    line = work.works().lines[0].row.id
    sent = client.post(
        f"{own}/measures/{line}/photograph",
        data={"taken": "after", "photograph": (io.BytesIO(b"\xff\xd8\xff not a picture"), "lock.jpg")},
        content_type="multipart/form-data",
    )
    assert sent.status_code == 200
    assert "There is a problem" in sent.text
    assert "photograph saved as JPEG or PNG" in sent.text


def test_the_letter_is_made_for_a_finished_safe_room_only(client: FlaskClient, work: Working) -> None:
    now = work.signed()
    with time_machine.travel(now, tick=False):
        page = as_coordinator(client, work)
        assert "There is none yet" in client.get(f"{page}/letter").text.replace("Here there", "There")
        assert HOME not in follow(client, f"{page}/letter")


def test_the_letter_says_no_more_than_it_must(client: FlaskClient, work: Working) -> None:
    withdraw(job_id=work.job.id, reason="wants_to_move", words=None, by=work.made.officer, now=NOW)
    job = work.made.refer()
    order = order_emergency(
        job_id=job.id, organisation_id=work.made.firm, lines=(Measured("safe_room", "bedroom"),),
        limit=Decimal("300.00"), words="Tonight (made up)", by=work.coordinator, now=NOW,
    )  # fmt: skip
    now = Working(work.made, job, order).signed()
    with time_machine.travel(now, tick=False):
        sign_in_as(client, work.coordinator)
        page = f"/sanctuary/{job.id}"
        assert "benefit office" in client.get(f"{page}/works").text
        assert HOME not in client.get(f"{page}/letter").text
        assert HOME not in follow(client, f"{page}/letter")
        refused = follow(client, f"{page}/letter", how="post")
        assert "She has not agreed to letters by post." in refused or "how to be in touch" in refused
        assert HOME not in refused
        letter = follow(client, f"{page}/letter", how="collected")
    said = letter[letter.index("<h1") : letter.index("Signed:")]
    assert HOME in said
    assert "SI 2021/991" in said
    for word in ("abuse", "violence", "safe room", "police", work.made.there.household.reference):
        assert word not in said.lower(), word
    assert "sanctuary.letter_made" in work.made.trail()


def test_whoever_knows_the_family_does_not_find_the_job(client: FlaskClient, work: Working) -> None:
    with Session(db.engine()) as session, session.begin():
        session.add(
            ConflictOfInterest(
                household_id=work.made.there.household.id, account_id=work.contractor.account_id, reason="related",
                declared_at=NOW,
            )
        )  # fmt: skip
    page = as_contractor(client, work)
    assert client.get(page).status_code == 404
    assert client.post(f"{page}/accept").status_code == 404
    assert work.job.reference not in client.get("/my-jobs").text


def test_the_coordinators_page_asks_the_same_however_much_there_is(client: FlaskClient, work: Working) -> None:
    work.accept()
    work.instruct()
    page = f"{as_coordinator(client, work)}/works"
    work.ended_off(work.arrange(NOW + timedelta(days=3)))
    client.get(page)
    with db.count_statements() as few:
        client.get(page)
    for line in work.works().lines:
        for taken in ("before", "after"):
            add_photograph(
                job_id=work.job.id, line_id=line.row.id, taken=taken, data=photograph(), permission=FIT,
                by=work.contractor, now=NOW,
            )  # fmt: skip
    work.ended_off(work.arrange(NOW + timedelta(days=1)))
    with db.count_statements() as many:
        client.get(page)
    assert len(few) == len(many)


@pytest.mark.parametrize("of", ["/my-jobs", "page"])
def test_the_pages_ask_the_database_the_same_however_much_there_is(client: FlaskClient, work: Working, of: str) -> None:
    work.accept()
    work.instruct()
    own = as_contractor(client, work)
    address = own if of == "page" else of
    work.ended_off(work.arrange(NOW + timedelta(days=3)))
    client.get(address)
    with db.count_statements() as few:
        client.get(address)
    for line in work.works().lines:
        for taken in ("before", "after", "after"):
            add_photograph(
                job_id=work.job.id, line_id=line.row.id, taken=taken, data=photograph(), permission=FIT,
                by=work.contractor, now=NOW,
            )  # fmt: skip
    for days in (1, 2):
        begins = NOW + timedelta(days=days)
        work.ended_off(work.arrange(begins))
    with db.count_statements() as many:
        client.get(address)
    assert len(few) == len(many)
