"""Her own copy: nothing in it of anybody else, approved by a second person, given only as she can be reached."""

from __future__ import annotations

import io
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select, text

from housing import db
from housing.access import Actor, Forbidden, NotFound, Role
from housing.copies import queries
from housing.copies.gathering import Wished
from housing.copies.services import (
    Request,
    approve_copy,
    give_copy,
    prepare_copy,
    send_copy_back,
    withdraw_copy,
)
from housing.households import services as households
from housing.households.timeline import tell
from housing.places.models import Property
from housing.presentations.documents.services import Sent, add_document
from housing.refusals import Refused
from housing.tasks.models import Task
from tests.housing.households.factories import COUNCIL, NOW, POSTCODE, TODAY, WARD, Town, organisation, person
from tests.housing.signing_in import sign_in_as

PLACE = "SP13"
CANARIES = ("Perpetua", "Fearsome", "Grandma", "Sorrel", "Oakfield", "960001", "S60", "Olive", "Hana", "Canary", PLACE)
USUAL = Wished(also=("Oakfield",))
ASKED = Request(TODAY - timedelta(days=3), "known")


@pytest.fixture
def second(people: Town) -> Actor:
    """Another of the homelessness team."""
    grant = next(iter(people.homelessness.grants))
    return person("Henrike Demo", Role.HOMELESSNESS, grant.organisation_id)


@pytest.fixture
def case(people: Town, household: UUID) -> UUID:
    """A case that holds much about other people."""
    _place(PLACE)
    by: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    households.add_person(member=households.Member("Little Person", role="child"), **by)
    households.add_person(member=households.Member("Grandma Sorrel", role="adult"), **by)
    households.add_person_of_concern(concern=households.Concern("Perpetua Fearsome"), **by)
    households.add_near_place(near=households.Near("school", POSTCODE), **by)
    contact = households.Contact(("call", "in_person"), phone="+441632960001", times="mornings", code_word="Canary")
    households.save_contact(contact=contact, interpreter=None, language=None, **by)
    with db.transaction() as session:
        words = f"Grandma says that FEARSOME’s van stood at Oakfield School, {POSTCODE}; call 01632 960001."
        tell(session, household, "note", words, by=people.officer, now=NOW)
        tell(session, household, "offer", f"Offered {PLACE}.", by=people.officer, now=NOW)
        tell(session, household, "match", "A made-up line of matching.", by=people.officer, now=NOW)
    add_document(household_id=household, sent=Sent("letter", b"Canary"), by=people.officer, now=NOW)
    add_document(household_id=household, sent=Sent("police", b"Canary too"), by=people.officer, now=NOW)
    return household


def _place(code: str) -> None:
    """A home of the council by that code, at an address of its own."""
    with db.transaction() as session:
        session.add(
            Property(
                id=uuid4(), authority_code=COUNCIL, organisation_id=organisation("Made-up homes", kind="provider"),
                code=code, kind="dispersed", sleeping="size_criteria", address="7 Canary Yard", postcode="S60 9ZZ",
                easting=443000, northing=393000, ward_code=WARD,
            )
        )  # fmt: skip


def test_an_address_that_is_left_is_refused(people: Town, case: UUID) -> None:
    with db.transaction() as session:
        tell(session, case, "note", "She went to 7 CANARY yard.", by=people.officer, now=NOW)
    with pytest.raises(Refused, match="where a home is") as refused:
        prepared(case, people.officer)
    assert refused.value.field == "also"
    assert "Yard" not in content(prepared(case, people.officer, Wished(also=("Canary Yard",))), people.officer)


def prepared(case: UUID, by: Actor, wished: Wished = USUAL) -> UUID:
    return prepare_copy(household_id=case, asked=ASKED, wished=wished, by=by, now=NOW)


def content(copy_id: UUID, by: Actor) -> str:
    with db.reading() as session:
        return queries.one(session, by, copy_id).content


def test_nothing_of_anybody_else_is_in_it_and_what_is_hers_is(people: Town, case: UUID) -> None:
    kept = content(prepared(case, people.officer), people.officer)
    for canary in CANARIES:
        assert canary.lower() not in kept.lower(), canary
    for hers in ("Madeup Person", "Little Person", "Asked for help", "Priority: band", "Article 15", "Other letter"):
        assert hers in kept
    assert "People you have to be kept from: 1" in kept
    assert "Other adults: 1" in kept
    assert "Besides: 1." in kept  # of the police; only that there is one
    assert "A made-up line of matching" in kept


def test_kinds_and_days_are_left_out_and_the_copy_says_so(people: Town, case: UUID) -> None:
    kept = content(prepared(case, people.officer, Wished(without=frozenset({"match"}))), people.officer)
    assert "A made-up line of matching" not in kept
    assert "left out because telling them could put somebody in danger" in kept
    assert ": matching." in kept


def test_days_before_and_after_are_left_out(people: Town, case: UUID) -> None:
    later = Wished(first=TODAY + timedelta(days=1))
    assert "Asked for help" not in content(prepared(case, people.officer, later), people.officer)


def test_a_second_person_approves_it_and_then_it_may_be_given(people: Town, case: UUID, second: Actor) -> None:
    copy_id = prepared(case, people.homelessness)
    with pytest.raises(Refused, match="somebody else reads it"):
        approve_copy(copy_id=copy_id, by=people.homelessness, now=NOW)
    with pytest.raises(Forbidden):
        approve_copy(copy_id=copy_id, by=people.officer, now=NOW)
    with pytest.raises(Refused, match="has not approved"):
        give_copy(copy_id=copy_id, way="in_person", by=people.officer, now=NOW)
    for _ in range(2):
        approve_copy(copy_id=copy_id, by=second, now=NOW)
    with pytest.raises(Refused, match="Henrike Demo has decided already: approved"):
        send_copy_back(copy_id=copy_id, words="made up", by=second, now=NOW)
    with pytest.raises(Refused):
        give_copy(copy_id=copy_id, way="secure_link", by=people.officer, now=NOW)  # e-mail is no safe way to her
    for _ in range(2):
        give_copy(copy_id=copy_id, way="in_person", by=people.officer, now=NOW)
    with db.reading() as session:
        events = [each.what for each in queries.one(session, people.officer, copy_id).events]
        task = session.scalars(select(Task).where(Task.kind == "subject-copy")).one()
    assert events == ["approved", "given"]
    assert task.closed_at == NOW
    assert task.due_at.date() == TODAY.replace(month=12, day=20)


def test_one_waits_at_a_time_and_the_next_is_prepared_after_it(people: Town, case: UUID, second: Actor) -> None:
    first = prepared(case, people.officer)
    assert prepared(case, people.colleague) == first
    send_copy_back(copy_id=first, words="Leave out the school", by=second, now=NOW)
    again = prepared(case, people.officer)
    assert again != first
    withdraw_copy(copy_id=again, by=people.colleague, now=NOW)
    assert prepared(case, people.officer) not in (first, again)


def test_two_who_decide_at_once_decide_once(people: Town, case: UUID, second: Actor) -> None:
    copy_id = prepared(case, people.officer)
    both = [
        threading.Thread(target=lambda by=by: approve_copy(copy_id=copy_id, by=by, now=NOW))
        for by in (second, people.homelessness)
    ]
    for each in both:
        each.start()
    for each in both:
        each.join()
    with db.reading() as session:
        assert len(queries.one(session, people.officer, copy_id).events) == 1


def test_what_cannot_be_has_its_sentence(people: Town, case: UUID) -> None:
    for asked, words in (
        (replace(ASKED, asked_on=TODAY + timedelta(days=1)), "today or in the past"),
        (replace(ASKED, identity="nonsense"), "Select how you know"),
    ):
        with pytest.raises(Refused, match=words):
            prepare_copy(household_id=case, asked=asked, wished=Wished(), by=people.officer, now=NOW)


def test_out_of_reach_is_not_there(people: Town, case: UUID) -> None:
    copy_id = prepared(case, people.officer)
    for actor in (people.other_team, people.neighbour):
        with pytest.raises(NotFound):
            prepared(case, actor)
        with pytest.raises(NotFound):
            withdraw_copy(copy_id=copy_id, by=actor, now=NOW)
    with pytest.raises(Forbidden):
        prepared(case, people.refuge)


def test_it_lies_sealed_in_the_database(people: Town, case: UUID) -> None:
    prepared(case, people.officer)
    with db.engine().connect() as connection:
        kept = str(connection.execute(text("select t.*::text from subject_copy t")).scalar_one())
    assert "Madeup" not in kept
    assert b"Madeup".hex() not in kept


def test_the_pages_from_asking_to_giving(
    app: Flask, client: FlaskClient, people: Town, case: UUID, second: Actor
) -> None:
    at = f"/households/{case}/copies"
    assert at in client.get(f"/households/{case}").text
    wrong = client.post(f"{at}/prepare", data={"also": "Oakfield \U0001f600"}).text
    assert "Enter the day she asked" in wrong
    assert "Oakfield \U0001f600" in wrong
    asked = {"asked_on-day": "2", "asked_on-month": "3", "asked_on-year": "2026", "identity": "known"}
    copy_at = client.post(f"{at}/prepare", data=asked).headers["Location"]
    page = client.get(copy_at).text
    assert "Approve it" not in page
    assert [client.get(f"{copy_at}/{kind}").status_code for kind in ("paper", "pdf")] == [404, 404]
    assert client.post(f"{copy_at}/approve").status_code == 403
    desk = app.test_client()
    sign_in_as(desk, second)
    assert "Approve it" in desk.get(copy_at).text
    assert "Enter what has to change" in desk.post(f"{copy_at}/send-back", data={}).text
    assert desk.post(f"{copy_at}/approve").status_code == 303
    assert "Fearsome" not in client.get(f"{copy_at}/paper").text
    assert "Madeup Person" in PdfReader(io.BytesIO(client.get(f"{copy_at}/pdf").data)).pages[0].extract_text()
    assert client.post(f"{copy_at}/given", data={"way": "read_here"}).status_code == 303
    assert "Given to her" in client.get(at).text
    other = app.test_client()
    sign_in_as(other, people.other_team)
    for room in ("", "/paper", "/given", "/withdraw"):
        assert other.get(f"{copy_at}{room}").status_code == 404
