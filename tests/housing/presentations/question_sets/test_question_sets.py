"""Forms as data: a new version from a file, from when it is used, and answers that keep their version."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from housing import clock, db
from housing.access import Actor, Forbidden, Role
from housing.presentations.question_sets import queries, services
from housing.presentations.question_sets.models import QuestionSetUse, StoredQuestionSet
from housing.refusals import Refused
from tests.housing.households.factories import COUNCIL, NOW, TODAY, Town, organisation, person
from tests.housing.presentations.assessments.answering import in_use
from tests.housing.signing_in import sign_in_as

DAY = timedelta(days=1)


@pytest.fixture
def administrator(people: Town) -> Actor:
    """Somebody who manages the council's forms."""
    return person("Ada Demo", Role.ADMINISTRATOR, organisation("Made-up systems"))


def document(**different: Any) -> bytes:
    """The DASH in use as a file of its own version."""
    return json.dumps({**in_use("dash").document, "version": "ours-1", **different}).encode()


def versions_on(day_offset: int) -> dict[str, UUID | None]:
    with db.reading() as session:
        return queries.uses(session, COUNCIL, TODAY + day_offset * DAY)


def test_a_version_is_stored_and_used_from_its_day(administrator: Actor) -> None:
    before = versions_on(0)["dash"]
    stored = services.add_version(document=document(), by=administrator, now=NOW)
    assert versions_on(0)["dash"] == before
    use: dict[str, Any] = {"question_set_id": stored.id, "by": administrator, "now": NOW}
    first = services.use_version(from_on=TODAY + DAY, **use)
    assert services.use_version(from_on=TODAY + DAY, **use).id == first.id
    services.stop_using(question_set_id=stored.id, from_on=TODAY + 5 * DAY, by=administrator, now=NOW)
    assert [versions_on(day)["dash"] for day in (0, 1, 4, 5)] == [before, stored.id, stored.id, None]
    with db.reading() as session:
        assert [each.key for each in queries.in_use(session, COUNCIL, TODAY + 5 * DAY)] == [
            "chaos", "own-needs", "child-needs",
        ]  # fmt: skip
        assert len(queries.planned(session, COUNCIL, TODAY)) == 2
        assert [each.key for each in queries.in_use(session, "E08000019", TODAY + 5 * DAY)].count("dash") == 1
    with pytest.raises(Refused, match="today or later"):
        services.use_version(from_on=TODAY - DAY, **use)


def test_a_version_is_stored_once(administrator: Actor) -> None:
    services.add_version(document=document(), by=administrator, now=NOW)
    for again in (document(), json.dumps(in_use("dash").document).encode()):
        with pytest.raises(Refused, match="is there already"):
            services.add_version(document=again, by=administrator, now=NOW)
    with db.reading() as session:
        assert session.scalar(select(func.count(StoredQuestionSet.id))) == 6


def test_only_an_administrator_manages_forms(people: Town) -> None:
    with pytest.raises(Forbidden):
        services.add_version(document=document(), by=people.officer, now=NOW)
    with pytest.raises(Forbidden):
        services.use_version(question_set_id=uuid4(), from_on=TODAY, by=people.homelessness, now=NOW)
    with pytest.raises(Forbidden):
        services.stop_using(question_set_id=uuid4(), from_on=TODAY, by=people.homelessness, now=NOW)


def test_every_fault_is_said_at_once_but_not_a_thousand(administrator: Actor) -> None:
    many = [{"id": "Wrong", "text": "", "kind": "yes_no"} for _ in range(30)]
    wrong = document(sections=[{"id": "one", "title": "One", "questions": many}])
    with pytest.raises(services.Faulty) as raised:
        services.add_version(document=wrong, by=administrator, now=NOW)
    assert len(raised.value.sentences) == services.MOST_FAULTS + 1
    assert raised.value.sentences[-1].startswith("And ")
    with pytest.raises(services.Faulty, match="has the bands standard, medium and high"):
        services.add_version(document=document(bands=[]), by=administrator, now=NOW)


def send(client: FlaskClient, content: bytes, name: str = "ours.json") -> TestResponse:
    return client.post("/question-sets/add", data={"file": (io.BytesIO(content), name)})


def test_the_administrator_s_pages(client: FlaskClient, administrator: Actor) -> None:
    sign_in_as(client, administrator)
    page = client.get("/question-sets").text
    assert "DASH, South Yorkshire example" in page
    assert page.count("To be confirmed") == 5
    dash = in_use("dash")
    file = client.get(f"/question-sets/{dash.id}/file.json")
    assert file.json == dash.document
    assert "Select a file" in client.post("/question-sets/add", data={}).text
    assert "This is not a JSON document." in send(client, b"{").text
    faulty = send(client, document(title="", about="dog")).text
    assert "The set: title is a text of 1 to 600 signs." in faulty
    assert "The set: about is adult or child." in faulty
    assert "must be a JSON" in send(client, document(), "ours.exe").text
    stored = send(client, document()).headers["Location"]
    assert "Is she very frightened?" in client.get(stored).text
    today = clock.today()
    day = {"from_on-day": today.day, "from_on-month": today.month, "from_on-year": today.year}
    assert "today or later" in client.post(f"{stored}/use", data={**day, "from_on-year": 2020}).text
    assert client.post(f"{stored}/use", data=day).status_code == 303
    assert "In use" in client.get(stored).text
    assert client.post(f"{stored}/use", data={**day, "stop": "yes"}).status_code == 303
    assert "Not in use" in client.get(stored).text
    with db.reading() as session:
        own = select(func.count(QuestionSetUse.id)).where(QuestionSetUse.authority_code == COUNCIL)
        assert session.scalar(own) == 2


def test_another_council_s_version_is_not_there(client: FlaskClient, administrator: Actor) -> None:
    stored = services.add_version(document=document(), by=administrator, now=NOW)
    desk = organisation("Systems next door", authority="E08000019")
    sign_in_as(client, person("Nils Demo", Role.ADMINISTRATOR, desk, authority="E08000019"))
    assert "ours-1" not in client.get("/question-sets").text
    for path in ("", "/use", "/file.json"):
        assert client.get(f"/question-sets/{stored.id}{path}").status_code == 404
