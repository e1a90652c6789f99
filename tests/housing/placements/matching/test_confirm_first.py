"""The pages that offer a unit which nobody has confirmed lately ask first; the others do not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from housing import db
from housing.placements.models import Offer, ProposalDecision
from housing.placements.offers.fresh.models import OfferConfirming
from tests.housing.placements.arranging import last_looked_at
from tests.housing.placements.matching.factories import NOW
from tests.housing.placements.matching.mornings import Morning, text_of

pytestmark = pytest.mark.usefixtures("this_morning")
ASK = "How do you know that the unit is free?"


@pytest.fixture
def stale(morning: Morning) -> Morning:
    """The morning, with units that nobody has confirmed for two days."""
    last_looked_at(db.engine(), NOW - timedelta(hours=48))
    return morning


def offers() -> list[Offer]:
    with db.reading() as session:
        return list(session.scalars(select(Offer)))


def said_of(offer: Offer) -> tuple[str | None, str | None]:
    with db.reading() as session:
        row = session.get_one(OfferConfirming, offer.id)
        return row.said_by, row.reason


def test_the_run_says_so_and_its_button_leads_to_the_question(stale: Morning, client: FlaskClient) -> None:
    said = text_of(client.get("/matching").data)
    assert "Confirm first Confirmed 9:14am on 21 November 2026 by Made-up refuge" in said
    assert "Confirm and accept" in said
    line = stale.proposal(stale.placed)
    answer = client.post(f"/matching/proposals/{line}/accept")
    assert answer.location == f"/matching/proposals/{line}/confirm-first"
    assert offers() == []
    page = text_of(client.get(answer.location).data)
    assert ASK in page
    assert "Confirmed 9:14am on 21 November 2026 by Made-up refuge" in page


def test_accepting_with_the_answer(stale: Morning, client: FlaskClient) -> None:
    address = f"/matching/proposals/{stale.proposal(stale.placed)}/confirm-first"
    missing = text_of(client.post(address, data={}).data)
    assert "Select how you know that the unit is free" in missing
    missing = text_of(client.post(address, data={"how": "telephoned", "said_by": " "}).data)
    assert "Enter who at the provider said so" in missing
    kept = client.post(address, data={"how": "went-on", "go_on_because": "x" * 2001})
    assert "x" * 2001 in kept.data.decode()
    answer = client.post(address, data={"how": "telephoned", "said_by": "Sara (made up)"})
    assert answer.location == "/matching"
    (offer,) = offers()
    assert said_of(offer) == ("Sara (made up)", None)


def test_options_show_it_and_the_offer_asks(stale: Morning, client: FlaskClient) -> None:
    options = f"/households/{stale.placed.id}/options"
    assert "Confirm first" in text_of(client.get(options).data)
    assert ASK in text_of(client.get(f"{options}/{stale.unit.id}").data)
    refused = text_of(client.post(f"{options}/{stale.unit.id}", data={}).data)
    assert "Select how you know that the unit is free" in refused
    sent = {"how": "went-on", "go_on_because": "Nobody answers (made up)", "said_by": "ignored"}
    assert client.post(f"{options}/{stale.unit.id}", data=sent).status_code == 303
    (offer,) = offers()
    assert said_of(offer) == (None, "Nobody answers (made up)")


def test_another_unit_asks_once_a_stale_one_is_chosen_and_keeps_what_was_typed(
    stale: Morning, client: FlaskClient
) -> None:
    other = stale.town.unit(stale.town.home("refuge"), code="R-TWO", looked_at=None)
    stale.town.session.commit()
    address = f"/matching/proposals/{stale.proposal(stale.placed)}/another"
    first = text_of(client.get(address).data)
    assert "Confirm first" in first
    assert ASK not in first
    sent = {"unit_id": str(other.id), "reason": "nearer her sister (made up)"}
    asked = client.post(address, data=sent)
    assert ASK in text_of(asked.data)
    assert "nearer her sister (made up)" in asked.data.decode()
    assert client.post(address, data={**sent, "how": "telephoned", "said_by": "Sara"}).status_code == 303
    with db.reading() as session:
        assert session.scalars(select(ProposalDecision)).one().decision == "another"


def test_fresh_units_ask_nothing(morning: Morning, client: FlaskClient) -> None:
    assert "Confirm first" not in text_of(client.get("/matching").data)
    options = f"/households/{morning.placed.id}/options"
    assert "Confirm first" not in text_of(client.get(options).data)
    assert ASK not in text_of(client.get(f"{options}/{morning.unit.id}").data)
    assert client.post(f"/matching/proposals/{morning.proposal(morning.placed)}/accept").location == "/matching"
