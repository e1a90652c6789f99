"""Every page: for the right people only, recorded, and never our fault."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from housing import db
from housing.audit import AuditEntry
from tests.housing.households.factories import Town, bar
from tests.housing.signing_in import sign_in_as

PAGES = (
    "", "/tasks", "/contact", "/needs", "/money", "/wishes", "/people", "/people/add", "/people/births/add",
    "/concerns", "/concerns/add", "/areas", "/near", "/near/add", "/situation", "/risk", "/band", "/stage", "/end",
    "/worker", "/hand-over", "/consents", "/consents/add",
    "/assessments", "/marac", "/marac/add",
)  # fmt: skip
FIELDS = """without_consent organisation agency purpose given_how given_on-day expires_on-day words
name role born-day born-month born-year sex relationship partner version phone methods postcode ward
radius_m limit_km kind importance wards first total band to move confirmed ending reason safe_tonight staying due_on-day
babies why sought not_given route looked access_needs pets funding immigration named heard_on-day
further_abuse_on-day actions meeting"""


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_for_the_team_and_for_nobody_else(
    app: Flask, client: FlaskClient, people: Town, household: UUID, path: str
) -> None:
    address = f"/households/{household}{path}"
    assert client.get(address).status_code == 200
    missing = client.get(f"/households/{uuid4()}{path}")
    assert missing.status_code == 404
    browser = app.test_client()
    for actor in (people.other_team, people.neighbour):
        sign_in_as(browser, actor)
        refused = browser.get(address)
        assert (refused.status_code, _plain(refused.text)) == (
            404,
            _plain(browser.get(f"/households/{uuid4()}{path}").text),
        )
    for actor in (people.refuge, people.strategy):
        sign_in_as(browser, actor)
        assert browser.get(address).status_code == 403
    bar(people.officer, household)
    assert client.get(address).status_code == 404


def _plain(page: str) -> str:
    """A page without what is fresh in every answer: nonces, and tokens that carry the second."""
    return re.sub(r'nonce="[^"]*"|value="[^"]*"|data-token="[^"]*"', "", page)


@pytest.mark.parametrize("path", PAGES)
def test_looking_at_a_case_is_recorded(client: FlaskClient, household: UUID, path: str) -> None:
    def looked() -> int:
        with db.reading() as session:
            query = select(AuditEntry).where(
                AuditEntry.action == "household.read", AuditEntry.subject_id == str(household)
            )
            return len(list(session.scalars(query)))

    before = looked()
    client.get(f"/households/{household}{path}")
    assert looked() == before + 1


@pytest.mark.parametrize(
    "text", ["\x00", "🏠" * 50, "x" * 500_000, "'; drop table person; --", "\u202enamE", "<b>x</b>"]
)
def test_whatever_is_typed_is_never_our_fault(client: FlaskClient, household: UUID, text: str) -> None:
    sent = dict.fromkeys(FIELDS.split(), text)
    for path in (*PAGES, "/again"):
        assert client.post(f"/households/{household}{path}", data=sent).status_code in (200, 303, 400, 404, 405, 413)
    for path in ("/households/new", "/households/search"):
        answer = client.post(path, data=sent)
        assert answer.status_code in (200, 303, 413)
        assert "<b>x</b>" not in answer.text
