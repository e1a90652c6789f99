"""The pages of the log of disclosures: written, printed, read by governance, and not there for anybody else."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from housing import db
from housing.access import Role
from housing.disclosures import Told, shown
from tests.housing.households.factories import NOW, Town, organisation, person
from tests.housing.presentations.test_reaching import key_of
from tests.housing.signing_in import sign_in_as

SENT = {
    "whom": "Made-up constable 123", "what": "area", "told_on-day": "1", "told_on-month": "3", "told_on-year": "2026",
    "told_at": "9:30am", "means": "call", "basis": "police", "consent": "no", "why": "Made-up crime number",
    "confirmed": "yes",
}  # fmt: skip


def test_a_walk_through_the_log(app: Flask, client: FlaskClient, people: Town, household: UUID) -> None:
    at = f"/households/{household}/disclosures"
    page = client.get(at).text
    assert "Nobody has been told anything" in page
    blank = client.get(f"{at}/add").text
    assert "Shown in Haven" not in blank
    form = {**SENT, "key": key_of(blank)}
    by_itself = client.post(f"{at}/add", data={**form, "means": "in_haven"})
    assert by_itself.status_code == 200
    assert "Error: " in by_itself.text
    for _ in range(2):
        assert client.post(f"{at}/add", data=form).status_code == 303
    assert client.post(f"/households/{household}/contact/show").status_code == 200
    page = client.get(at).text
    assert page.count("Made-up constable 123") == 1
    assert "9:30am on 1 March 2026" in page
    assert "Shown in Haven" in page
    sign_in_as(client, person("Gwen Demo", Role.GOVERNANCE, organisation("Governance")))
    page = client.get("/disclosures?from_on-day=1&from_on-month=3&from_on-year=2026").text
    assert "Made-up constable 123" in page
    assert "Madeup Person" not in page
    assert client.get("/disclosures?from_on-day=x&page=9999999").status_code == 200
    assert client.get(at).status_code == 403


def test_a_long_log_comes_in_pages_and_whole_in_the_file(client: FlaskClient, people: Town, household: UUID) -> None:
    at, often = f"/households/{household}/disclosures", Told("area", "her_own_officer")

    def statements() -> int:
        with db.count_statements() as asked:
            assert client.get(at).status_code == 200
        return len(asked)

    def show(times: int) -> None:
        with db.transaction() as session:
            for _ in range(times):
                shown(session, often, authority="E08000018", household_id=household, to=people.officer, now=NOW)

    show(1)
    before = statements()
    show(559)
    assert statements() == before
    assert client.get(at).text.count("Shown in Haven") == 50
    last = client.get(f"{at}?page=12").text
    assert "Showing 551 to 560 of 560 entries" in last
    assert last.count("Shown in Haven") == 10
    sign_in_as(client, people.homelessness)
    assert client.get(f"{at}/file").text.count("Shown in Haven") == 560


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"whom": ""}, "Enter who was told"),
        ({"why": ""}, "Enter why it was told without asking her"),
        ({"told_on-year": "2126"}, "The day must be today or in the past"),
        ({"what": "everything"}, "Select an answer from the list"),
        ({"told_at": "soon"}, "The time must be a time"),
        ({"whom": "x" * 1_000_000}, "Who was told must be"),
    ],
)
def test_an_entry_that_cannot_be(client: FlaskClient, household: UUID, wrong: dict[str, str], sentence: str) -> None:
    answer = client.post(f"/households/{household}/disclosures/add", data={**SENT, **wrong})
    assert answer.status_code == 200
    assert sentence in answer.text
    assert "Made-up crime number" in answer.text or "why" in wrong


@pytest.mark.parametrize("stranger", ["other_team", "neighbour", "refuge", "strategy"])
def test_out_of_reach_is_not_there(client: FlaskClient, people: Town, household: UUID, stranger: str) -> None:
    sign_in_as(client, getattr(people, stranger))
    expected = 404 if stranger in ("other_team", "neighbour") else 403
    for path in ("", "/add"):
        assert client.get(f"/households/{household}/disclosures{path}").status_code == expected
    assert client.post(f"/households/{household}/disclosures/add", data=SENT).status_code == expected
    assert client.get("/disclosures").status_code == 403


def test_somebody_feared_by_pages_and_the_log_as_a_file(client: FlaskClient, people: Town, household: UUID) -> None:
    at = f"/households/{household}/disclosures"
    client.post(f"/households/{household}/concerns/add", data={"name": "Bart Feared"})
    answer = client.post(f"{at}/add", data={**SENT, "whom": "Bart Feared", "key": key_of(client.get(f"{at}/add").text)})
    assert "a lead has been asked" in answer.text
    page = client.get(at).text
    assert "waits for a lead" in page
    assert "/disclosures/held/" not in page
    assert client.get(f"{at}/file").status_code == 403
    sign_in_as(client, people.homelessness)
    link = re.search(r'href="(/disclosures/held/[^"]+)"', client.get(at).text)
    assert link is not None
    assert "Made-up crime number" in client.get(link[1]).text
    assert "Select what it was" in client.post(link[1], data={"reason": "Rang"}).text
    assert client.post(link[1], data={"outcome": "happened", "reason": "Rang her"}).status_code == 303
    assert "Hana Demo looked at it" in client.get(link[1]).text
    file = client.get(f"{at}/file")
    assert re.search(r'filename="log-\d{4}-\d\d-\d\d\.csv"', file.headers["Content-Disposition"])
    assert "Bart Feared" in file.text
    assert "looked at by a lead" in file.text
    sign_in_as(client, people.neighbour)
    assert client.get(link[1]).status_code == client.get(f"{at}/file").status_code == 404
    sign_in_as(client, person("Gwen Demo", Role.GOVERNANCE, organisation("Governance")))
    assert "H-" in client.get("/disclosures/file").text
    assert client.get(link[1]).status_code == 403
