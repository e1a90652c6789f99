"""A copy is handed to a second person, approved once, and given only as she can be reached; its pages."""

from __future__ import annotations

import io
import threading
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select, text

from housing import db
from housing.access import Actor, Forbidden, NotFound
from housing.copies import queries
from housing.copies.deciding import approve_copy, give_copy, send_copy_back, withdraw_copy
from housing.copies.services import hand_on
from housing.promises.models import RunningClock
from housing.refusals import Refused
from housing.tasks.models import Task
from tests.housing.copies.preparing import begun, content, given, keys, out, prepared
from tests.housing.households.factories import NOW, TODAY, Town
from tests.housing.signing_in import sign_in_as


def test_a_second_person_approves_it_and_then_it_may_be_given(people: Town, case: UUID, second: Actor) -> None:
    copy_id = begun(case, people.homelessness)
    with pytest.raises(Refused, match="still being prepared"):
        approve_copy(copy_id=copy_id, by=second, now=NOW)
    for _ in range(2):
        hand_on(copy_id=copy_id, by=people.homelessness, now=NOW)
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
        clock = session.scalars(select(RunningClock).where(RunningClock.key == "subject-access")).one()
        assert queries.open_request(session, case) is None
    assert events == ["begun", "ready", "approved", "given"]
    assert task.closed_at == NOW
    assert task.due_at.date() == TODAY.replace(month=12, day=20)
    assert clock.stopped_because == "answered"


def test_whoever_left_lines_out_does_not_approve(people: Town, case: UUID, second: Actor) -> None:
    copy_id = begun(case, people.officer)
    out(copy_id, second, "made-up line")
    hand_on(copy_id=copy_id, by=people.officer, now=NOW)
    with pytest.raises(Refused, match="somebody else reads it"):
        approve_copy(copy_id=copy_id, by=second, now=NOW)
    approve_copy(copy_id=copy_id, by=people.homelessness, now=NOW)


def test_one_is_open_at_a_time_and_what_was_left_out_stays_out_when_it_is_sent_back(
    people: Town, case: UUID, second: Actor
) -> None:
    first = begun(case, people.officer)
    assert begun(case, people.colleague) == first
    out(first, people.officer, "made-up line")
    hand_on(copy_id=first, by=people.officer, now=NOW)
    assert begun(case, people.officer) == first
    send_copy_back(copy_id=first, words="Leave out the school", by=second, now=NOW)
    again = begun(case, people.officer, now=NOW + timedelta(hours=1))
    assert again != first
    with db.reading() as session:
        assert list(queries.marks(session, again)) == keys(again, people.officer, "made-up line")
    withdraw_copy(copy_id=again, by=people.colleague, now=NOW)
    third = begun(case, people.officer, now=NOW + timedelta(hours=2))
    with db.reading() as session:
        assert queries.marks(session, third) == {}


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
        events = [each.what for each in queries.one(session, people.officer, copy_id).events]
    assert events == ["begun", "ready", "approved"]


def test_out_of_reach_is_not_there(people: Town, case: UUID) -> None:
    copy_id = prepared(case, people.officer)
    for actor in (people.other_team, people.neighbour):
        with pytest.raises(NotFound):
            begun(case, actor)
        for act in (withdraw_copy, hand_on):
            with pytest.raises(NotFound):
                act(copy_id=copy_id, by=actor, now=NOW)
    with pytest.raises(Forbidden):
        begun(case, people.refuge)


def test_it_lies_sealed_in_the_database(people: Town, case: UUID) -> None:
    prepared(case, people.officer)
    with db.engine().connect() as connection:
        for table in ("subject_copy", "subject_copy_version"):
            kept = str(connection.execute(text(f"select t.*::text from {table} t")).scalar_one())
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
    assert "Ask a second person to read it" in page
    assert [client.get(f"{copy_at}/{kind}").status_code for kind in ("paper", "pdf")] == [404, 404]
    assert client.post(f"{copy_at}/ready").status_code == 303
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
    for room in ("", "/paper", "/given", "/withdraw", "/parts/1"):
        assert other.get(f"{copy_at}{room}").status_code == 404


def test_a_line_is_left_out_on_its_page_and_the_second_person_sees_which(
    app: Flask, client: FlaskClient, people: Town, case: UUID, second: Actor
) -> None:
    copy_id = begun(case, people.officer)
    at = f"/households/{case}/copies/{copy_id}"
    story = next(n for n in range(1, 30) if "made-up line" in client.get(f"{at}/parts/{n}").text)
    key = keys(copy_id, people.officer, "made-up line")[0]
    assert "Select why the lines are left out" in client.post(f"{at}/parts/{story}", data={"lines": key}).text
    kept = client.post(f"{at}/parts/{story}", data={"lines": key, "reason": "serious-harm"})
    assert kept.headers["Location"].startswith(at)
    assert client.get(f"{at}/parts/99").status_code == 404
    client.post(f"{at}/ready")
    late = client.post(f"{at}/parts/{story}", data={"lines": key, "reason": "crime"}).text
    assert "not being prepared any more" in late
    desk = app.test_client()
    sign_in_as(desk, second)
    page = desk.get(f"{at}/parts/{story}").text
    assert "Not given" in page
    assert "harm her" in page
    desk.post(f"{at}/approve")
    paper = client.get(f"{at}/paper").text
    assert "1 line is not given" in paper
    assert "made-up line" not in paper
    assert "made-up line" in content(copy_id, people.officer)
    assert "harm" not in " ".join(line.text for line in given(copy_id, people.officer).lines())
