"""Her plan on paper: the assessment, every step and why not, in plain words, and no place that has to stay secret."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

from flask.testing import FlaskClient
from pypdf import PdfReader

from housing import db
from housing.places.models import Property
from housing.presentations.models import Presentation
from housing.presentations.plan.assessing import Found, record_assessment
from housing.presentations.plan.services import Outcome, Step, add_step, give_plan, say_of_step
from pathway.plans import Said
from tests.housing.households.factories import COUNCIL, NOW, TODAY, WARD, Town, organisation

FOUND = Found("Not safe at home (made up)\n# No heading", "Two bedrooms", "Somebody to talk to")


def kept(people: Town, case: Presentation, words: str = "Ring the housing register") -> None:
    record_assessment(presentation_id=case.id, found=FOUND, by=people.officer, now=NOW)
    agreed = Step("A home near the school", words, "council", TODAY + timedelta(days=7))
    refused = Step("A home near the school", "Share a house", "she")
    for step, said, why in ((agreed, Said.AGREED, None), (refused, Said.NOT_AGREED, "She cannot sleep there")):
        row = add_step(presentation_id=case.id, step=step, by=people.officer, now=NOW)
        say_of_step(step_id=row.id, said=said, why=why, by=people.officer, now=NOW)
    outcome = Outcome(False, TODAY + timedelta(days=27), "No other home was to be had")
    give_plan(presentation_id=case.id, outcome=outcome, by=people.officer, now=NOW)


def test_the_file_holds_what_the_law_wants(client: FlaskClient, people: Town, case: Presentation) -> None:
    kept(people, case)
    page = client.get(f"/households/{case.household_id}/plan/versions/1").text
    assert f"/households/{case.household_id}/plan/versions/1/file" in page
    answer = client.get(f"/households/{case.household_id}/plan/versions/1/file")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="plan-1.pdf"'
    said = " ".join(PdfReader(io.BytesIO(answer.data)).pages[0].extract_text().split())
    for words in (
        "Your plan", "Not safe at home (made up) No heading", "Two bedrooms", "could not agree on all of this plan",
        "Why: No other home was to be had", "The council, by 30 November 2026: Ring the housing register",
        "You: Share a house You did not agree to this: She cannot sleep there", "within 21 days", "we keep it for you",
    ):  # fmt: skip
        assert words in said, words
    assert client.get(f"/households/{case.household_id}/plan/versions/2/file").status_code == 404


def test_a_place_that_has_become_secret_since_makes_no_file(
    client: FlaskClient, people: Town, case: Presentation
) -> None:
    kept(people, case, "Look at 7 Canary Yard")
    with db.transaction() as session:
        session.add(
            Property(
                id=uuid4(), authority_code=COUNCIL, organisation_id=organisation("Made-up homes", kind="provider"),
                code="SP13", kind="dispersed", sleeping="size_criteria", address="7 Canary Yard", postcode="S60 9ZZ",
                easting=443000, northing=393000, ward_code=WARD,
            )
        )  # fmt: skip
    answer = client.get(f"/households/{case.household_id}/plan/versions/1/file", follow_redirects=True)
    assert answer.mimetype == "text/html"
    assert "where a home is" in answer.text


def test_signs_that_it_cannot_show_lead_to_the_page(client: FlaskClient, people: Town, case: Presentation) -> None:
    kept(people, case, "Ring Łęcki \U0001f600")
    answer = client.get(f"/households/{case.household_id}/plan/versions/1/file", follow_redirects=True)
    assert "Print this page instead" in answer.text
