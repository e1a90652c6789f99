"""A PDF is looked into apart: what it says is the same, and a hostile one comes to an end of its time or memory."""

from __future__ import annotations

import resource
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from housing import db
from housing.access import Actor, Forbidden, Role
from housing.audit import AuditEntry
from housing.presentations.documents import limiting
from housing.presentations.documents.apart import TOO_MUCH as TOO_LONG
from housing.presentations.documents.apart import Most, look_apart
from housing.presentations.documents.limiting import Limit, set_limit
from housing.presentations.documents.looking import CODES, PASSED, TOO_MUCH, answer
from housing.presentations.documents.pdfs import ACTING, BROKEN
from housing.presentations.documents.services import Sent, add_document
from housing.refusals import Refused
from tests.housing.households.factories import NOW, TODAY, Town, person
from tests.housing.presentations.documents.made_pdfs import CATALOG, pdf
from tests.housing.signing_in import sign_in_as

LITTLE = Most(1, 256)


def bomb() -> bytes:
    """A file within every other limit, whose thousands of objects take seconds and many times its own memory."""
    return pdf(CATALOG, *[b"[" + b"1 " * 900 + b"]"] * 4500)


def test_what_only_shows_pages_passes_and_what_acts_does_not() -> None:
    look_apart(pdf(), Most(8, 768))
    for data, sentence in (
        (pdf(b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (x) >> >>"), ACTING),
        (pdf()[:-20], BROKEN),
    ):
        with pytest.raises(Refused) as refused:
            look_apart(data, Most(8, 768))
        assert (str(refused.value), refused.value.field) == (sentence, "file")
    assert (answer(pdf()), answer(b"")) == (PASSED, CODES[BROKEN])


def test_a_bomb_comes_to_an_end_and_the_worker_goes_on() -> None:
    data = bomb()
    assert len(data) < 10 * 1024 * 1024
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(Refused) as refused:
        look_apart(data, LITTLE)
    assert (str(refused.value), refused.value.field) == (TOO_LONG, "file")
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    look_apart(pdf(), Most(8, 768))


def test_no_memory_and_no_time_have_their_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_data: bytes) -> None:
        raise MemoryError

    monkeypatch.setattr("housing.presentations.documents.looking.look_into", full)
    assert answer(pdf()) == TOO_MUCH
    with pytest.raises(Refused, match="too long to look into"):
        look_apart(pdf(), Most(0, 768))


@pytest.fixture
def administrator(people: Town) -> Actor:
    """Who may set the council's limits."""
    return person("Made-up Administrator", Role.ADMINISTRATOR, next(iter(people.homelessness.grants)).organisation_id)


def test_the_limit_of_a_case_is_dated_and_hard(people: Town, household: UUID, administrator: Actor) -> None:
    with pytest.raises(Forbidden):
        set_limit(limit=Limit(20, TODAY, "made up"), by=people.homelessness, now=NOW)
    for limit, field in (
        (Limit(19, TODAY, "made up"), "most"),
        (Limit(5001, TODAY, "made up"), "most"),
        (Limit(20, TODAY - timedelta(days=1), "made up"), "from_on"),
        (Limit(20, TODAY, " "), "source"),
    ):
        with pytest.raises(Refused) as refused:
            set_limit(limit=limit, by=administrator, now=NOW)
        assert refused.value.field == field
    for _ in range(2):
        set_limit(limit=Limit(20, TODAY, "made up"), by=administrator, now=NOW)
    with db.reading() as session:
        kept = [each.value for each in limiting.versions(session, people.homelessness.home("copy.approve").authority)]
        written = session.scalars(select(AuditEntry).where(AuditEntry.action == "setting.recorded")).all()
    assert kept == [20, 300]
    assert len(written) == 1
    for number in range(20):
        sent = Sent("letter", f"Made-up note {number}".encode())
        add_document(household_id=household, sent=sent, by=people.officer, now=NOW)
    with pytest.raises(Refused, match="new version of one that is there, or ask your administrator"):
        add_document(household_id=household, sent=Sent("letter", b"One more"), by=people.officer, now=NOW)


def test_the_page_of_the_limit(app: Flask, people: Town, administrator: Actor) -> None:
    desk = app.test_client()
    sign_in_as(desk, administrator)
    assert "may hold 300 documents today" in desk.get("/document-limit").text
    wrong = desk.post("/document-limit", data={"most": "7", "source": "Panel \U0001f600"}).text
    assert "Enter the day" in wrong
    assert "Panel \U0001f600" in wrong
    other = app.test_client()
    sign_in_as(other, people.officer)
    assert other.get("/document-limit").status_code == 403
