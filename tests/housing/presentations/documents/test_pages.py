"""The pages of documents: added, opened as a download that no browser renders, hidden, and each opening on record."""

from __future__ import annotations

import io
import re
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from housing import db
from housing.audit import AuditEntry
from housing.presentations.documents.services import Sent, add_document
from tests.housing.households.factories import NOW, Town
from tests.housing.presentations.documents.conftest import CANARY
from tests.housing.presentations.documents.made_pdfs import CATALOG, pdf
from tests.housing.signing_in import sign_in_as

LINK = re.compile(r'href="(/households/[0-9a-f-]+/documents/[0-9a-f-]{36})"')


def sent(data: bytes, name: str, **more: str) -> dict[str, object]:
    return {"kind": "letter", "file": (io.BytesIO(data), name), **more}


def test_a_document_is_added_opened_changed_and_hidden(
    app: Flask, client: FlaskClient, people: Town, household: UUID
) -> None:
    at = f"/households/{household}/documents"
    answer = client.post(f"{at}/add", data=sent(CANARY.encode(), "../../x.txt", words="from March"))
    assert answer.status_code == 303
    page = client.get(at).text
    assert "from March" in page
    one = LINK.findall(page)[0]
    file = client.get(f"{one}/versions/1")
    assert file.text == CANARY
    assert file.headers["Content-Disposition"] == 'attachment; filename="document-1.txt"'
    assert "sandbox" in file.headers["Content-Security-Policy"]
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Cache-Control"] == "no-store"
    assert client.post(f"{one}/new-version", data=sent(pdf(), "b.pdf")).status_code == 303
    assert client.get(f"{one}/versions/2").mimetype == "application/pdf"
    assert client.post(f"{one}/hide", data={"reason": "Made-up reason"}).status_code == 303
    assert "Made-up reason" in client.get(one).text
    assert client.get(f"{one}/versions/1").status_code == 404
    assert client.get(f"{one}/show").status_code == 403
    desk = app.test_client()
    sign_in_as(desk, people.homelessness)
    assert desk.post(f"{one}/show", data={"reason": "It belongs here"}).status_code == 303
    with db.reading() as session:
        opened = session.scalars(select(AuditEntry).where(AuditEntry.action == "document.opened")).all()
    assert [(each.subject_id, each.facts["version"]) for each in opened] == [(str(household), 1), (str(household), 2)]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.pdf", "The selected file is empty"),
        (b"MZ\x90\x00", "a.exe", "must be a PDF"),
        (b"MZ\x90\x00", "a.pdf", "must be a PDF"),
        (pdf(CATALOG, b"<< /S /GoToE >>"), "a.pdf", "can act by itself"),
    ],
)
def test_a_bad_file_has_one_sentence_and_loses_nothing(
    client: FlaskClient, household: UUID, data: bytes, name: str, words: str
) -> None:
    page = client.post(f"/households/{household}/documents/add", data=sent(data, name, words="from \U0001f600 March"))
    assert page.status_code == 200
    assert words in page.text
    assert "from \U0001f600 March" in page.text
    nothing = client.post(f"/households/{household}/documents/add", data={"words": "x" * 500}).text
    for sentence in ("Select a file", "Select what it is", "must be 120 characters or"):
        assert sentence in nothing


@pytest.mark.parametrize("who", ["other_team", "neighbour", "colleague"])
@pytest.mark.parametrize("room", ["", "/new-version", "/hide", "/versions/1", "/versions/0", "/versions/999"])
def test_out_of_reach_is_not_there(
    app: Flask, people: Town, household: UUID, report: Sent, who: str, room: str
) -> None:
    document = add_document(household_id=household, sent=report, by=people.officer, now=NOW)
    browser = app.test_client()
    sign_in_as(browser, getattr(people, who))
    assert browser.get(f"/households/{household}/documents/{document}{room}").status_code == 404


def test_the_list_costs_a_constant_number_of_queries(client: FlaskClient, people: Town, household: UUID) -> None:
    def statements() -> int:
        with db.count_statements() as asked:
            assert client.get(f"/households/{household}/documents").status_code == 200
        return len(asked)

    def add(number: int) -> None:
        made = Sent("letter", f"Made up {number}".encode())
        add_document(household_id=household, sent=made, by=people.officer, now=NOW)

    add(0)
    before = statements()
    for number in range(1, 30):
        add(number)
    assert statements() == before
    assert "Page 2" in client.get(f"/households/{household}/documents").text
