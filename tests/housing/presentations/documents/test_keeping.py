"""What is kept of a file, who may open it, versions, hiding; and that nothing of it lies in the database in clear."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import text

from housing import db
from housing.access import Actor, Forbidden, NotFound
from housing.images.drawing import Limits
from housing.presentations.documents import queries
from housing.presentations.documents.apart import Most
from housing.presentations.documents.checking import JPEG, PDF, TEXT, checked
from housing.presentations.documents.services import (
    Sent,
    add_document,
    add_version,
    hide_document,
    show_document,
)
from housing.refusals import Refused
from tests.housing.households.factories import NOW, Town, bar
from tests.housing.presentations.documents.conftest import CANARY
from tests.housing.presentations.documents.made_pdfs import pdf

LIMITS = Limits(1024 * 1024, 1_000_000, 800)
MOST = Most(8, 768)
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00"


def test_a_kind_is_known_by_what_is_in_the_file(located: bytes) -> None:
    assert checked(pdf(), LIMITS, MOST).media == PDF
    kept = checked(b"\xef\xbb\xbfZo\xc3\xab\r\nmade up\r", LIMITS, MOST)
    assert (kept.media, kept.content.decode()) == (TEXT, "Zoë\nmade up\n")
    picture = checked(located, LIMITS, MOST)
    assert picture.media == JPEG
    assert CANARY.encode() not in picture.content
    assert b"Exif" not in picture.content


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (PROGRAM, "must be a PDF, a picture"),
        (b"PK\x03\x04rest of a zip", "must be a PDF, a picture"),
        (b"caf\xe9 in another code", "must be a PDF, a picture"),
        (b"words \x1b[2J and a command", "must be a PDF, a picture"),
        (b"\xff\xd8\xff not a whole picture", "photograph"),
        (b"x" * (1024 * 1024 + 1), "smaller than 1MB"),
        (b"%PDF-1.7 only its beginning", "cannot be looked into"),
    ],
)
def test_what_is_not_to_be_trusted_has_one_sentence_on_its_field(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        checked(data, LIMITS, MOST)
    assert refused.value.field == "file"


def added(household: UUID, sent: Sent, by: Actor) -> UUID:
    return add_document(household_id=household, sent=sent, by=by, now=NOW)


def seen(household: UUID, document: UUID, by: Actor) -> bytes:
    with db.reading() as session:
        return queries.opened_bytes(queries.content_of(session, by, household, document, 1))


def test_the_same_file_is_kept_once_and_a_changed_one_is_a_version(people: Town, household: UUID, note: Sent) -> None:
    first = added(household, note, people.officer)
    assert added(household, note, people.colleague) == first
    assert added(household, replace(note, kind="decision"), people.officer) != first
    again: dict[str, Any] = {"household_id": household, "document_id": first, "by": people.officer, "now": NOW}
    assert add_version(data=note.data, **again) == 1
    assert add_version(data=b"A second made-up version", **again) == 2
    assert seen(household, first, people.officer).decode() == CANARY


def test_two_who_send_one_file_at_once_make_one_document(people: Town, household: UUID, note: Sent) -> None:
    found: list[UUID] = []
    both = [threading.Thread(target=lambda: found.append(added(household, note, people.officer))) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert len(set(found)) == 1
    with db.reading() as session:
        assert queries.listed(session, people.officer, household, size=9).total == 1


def test_a_closer_one_is_for_her_worker_and_the_team(people: Town, household: UUID, note: Sent, report: Sent) -> None:
    plain, closer = added(household, note, people.officer), added(household, report, people.officer)
    chosen = added(household, replace(note, kind="other", closer=True), people.officer)
    for actor, may in ((people.officer, 3), (people.homelessness, 3), (people.colleague, 1)):
        with db.reading() as session:
            found = queries.listed(session, actor, household, size=9)
            newest, total = queries.newest(session, actor, household, size=9)
        assert (found.total, found.closed, len(newest), total) == (may, 3 - may, may, may)
    assert seen(household, plain, people.colleague).decode() == CANARY
    for document in (closer, chosen):
        with pytest.raises(NotFound):
            seen(household, document, people.colleague)
        again: dict[str, Any] = {
            "household_id": household, "document_id": document, "by": people.colleague, "now": NOW,
        }  # fmt: skip
        with pytest.raises(NotFound):
            add_version(data=b"made up", **again)
        with pytest.raises(NotFound):
            hide_document(reason="made up", **again)


def test_hidden_is_hidden_for_all_until_the_team_shows_it_again(people: Town, household: UUID, note: Sent) -> None:
    document = added(household, note, people.officer)
    its: dict[str, Any] = {"household_id": household, "document_id": document, "now": NOW}
    hide_document(reason="Made-up reason", by=people.colleague, **its)
    hide_document(reason="Another reason", by=people.officer, **its)
    for actor in (people.officer, people.homelessness):
        with pytest.raises(NotFound):
            seen(household, document, actor)
    with pytest.raises(Refused, match="hidden by Cora Demo on 23 November 2026"):
        add_version(data=b"made up", by=people.officer, **its)
    assert added(household, note, people.officer) != document
    with pytest.raises(Forbidden):
        show_document(reason="made up", by=people.officer, **its)
    show_document(reason="It belongs here", by=people.homelessness, **its)
    assert seen(household, document, people.officer).decode() == CANARY
    with db.reading() as session:
        events = queries.one(session, people.officer, household, document).events
    assert [(each.what, each.reason) for each in events] == [
        ("hidden", "Made-up reason"),
        ("shown", "It belongs here"),
    ]


def test_out_of_reach_nothing_is_kept_and_nothing_is_there(people: Town, household: UUID, note: Sent) -> None:
    document = added(household, note, people.officer)
    bar(people.colleague, household)
    for actor in (people.other_team, people.neighbour, people.colleague):
        with pytest.raises(NotFound):
            added(household, note, actor)
        with pytest.raises(NotFound):
            seen(household, document, actor)
    for actor in (people.refuge, people.strategy):
        with pytest.raises(Forbidden):
            added(household, note, actor)
    with pytest.raises(NotFound):
        seen(uuid4(), document, people.officer)


def test_a_kind_must_be_known_and_a_case_holds_so_many(people: Town, household: UUID, note: Sent) -> None:
    with pytest.raises(Refused, match="Select what it is"):
        added(household, replace(note, kind="nonsense"), people.officer)
    with db.transaction() as session:
        session.execute(text("update setting set value = '1' where key = 'document.most_of_case'"))
    added(household, note, people.officer)
    with pytest.raises(Refused, match="This case holds 1 documents"):
        added(household, replace(note, data=b"another"), people.officer)


def test_nothing_typed_or_sent_lies_in_the_database_in_clear(people: Town, household: UUID, note: Sent) -> None:
    document = added(household, replace(note, words=CANARY), people.officer)
    hide_document(household_id=household, document_id=document, reason=CANARY, by=people.officer, now=NOW)
    with db.engine().connect() as connection:
        for table in ("document", "document_version", "document_event", "audit_entry", "household_event"):
            rows = connection.execute(text(f"select t.*::text from {table} t")).scalars()
            kept = "\n".join(str(row) for row in rows)
            assert CANARY not in kept
            assert CANARY.encode().hex() not in kept


def test_two_rows_files_cannot_be_exchanged(people: Town, household: UUID, note: Sent) -> None:
    one = added(household, note, people.officer)
    added(household, replace(note, data=b"another file"), people.officer)
    swap = text("update document_version v set content = w.content from document_version w where w.id <> v.id")
    with db.engine().begin() as connection:
        connection.execute(swap)
    with pytest.raises(InvalidTag):
        seen(household, one, people.officer)
