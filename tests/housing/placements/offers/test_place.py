"""What a place is like is shown with its address and no earlier; what a service wants settled is shown before."""

from __future__ import annotations

import io
from dataclasses import replace
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from housing import clock, db
from housing.audit import AuditEntry
from housing.places.photographs.keeping import add_photograph
from housing.places.policies import Acceptance, record_policy
from housing.places.stock.describing import Description, describe_property
from tests.housing.placements.arranging import ADDRESS, Arranged
from tests.housing.placements.matching.factories import NOW
from tests.housing.signing_in import sign_in_as

ACCEPTS = Acceptance(
    sexes=("female",), boys_up_to=None, boys_any=True, max_support="very_high", funding=("housing_benefit",),
    restrictions=("arson",), notes="Speak to the night team",
)  # fmt: skip


@pytest.fixture
def pictured(client: FlaskClient, served: Arranged) -> tuple[Arranged, UUID]:
    """The place is described and has a photograph; the officer is signed in."""
    written = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(written, "JPEG")
    kept = add_photograph(
        property_id=served.home.id, unit_id=served.unit.id, data=written.getvalue(), words="A room",
        by=served.manager, now=NOW,
    )  # fmt: skip
    said = Description(furnished="part", location_notes="Behind the made-up square", notes="Key in the office")
    describe_property(
        property_id=served.home.id, description=said, from_on=clock.today(), seen=0, by=served.manager, now=NOW
    )
    sign_in_as(client, served.officer)
    return served, kept.id


def page(client: FlaskClient, address: str) -> str:
    return client.get(address, follow_redirects=True).get_data(as_text=True)


def test_neither_is_shown_before_both_sides_have_accepted(client: FlaskClient, pictured: tuple[Arranged, UUID]) -> None:
    served, photograph = pictured
    offer = served.offer(now=clock.now())
    assert "What it is like" not in page(client, f"/offers/{offer.id}")
    early = page(client, f"/offers/{offer.id}/place")
    assert "is shown once both sides have accepted" in early
    assert "made-up square" not in early
    assert client.get(f"/offers/{offer.id}/photographs/{photograph}").status_code == 404


def test_then_it_is_and_each_look_is_written_down(client: FlaskClient, pictured: tuple[Arranged, UUID]) -> None:
    served, photograph = pictured
    offer = served.offer(now=clock.now())
    served.accept(offer, now=clock.now())
    assert f"/offers/{offer.id}/place" in page(client, f"/offers/{offer.id}")
    shown = page(client, f"/offers/{offer.id}/place")
    for words in ("Behind the made-up square", "Partly furnished", 'alt="A room"'):
        assert words in shown
    assert "Key in the office" not in shown
    assert ADDRESS not in shown
    picture = client.get(f"/offers/{offer.id}/photographs/{photograph}")
    assert (picture.mimetype, picture.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    with Session(db.engine()) as session:
        query = select(AuditEntry.action).where(AuditEntry.subject_id == str(photograph))
        assert session.scalars(query.order_by(AuditEntry.seq)).all() == ["photograph.added", "photograph.seen"]


def test_an_open_address_may_be_shown_with_the_offer(client: FlaskClient, pictured: tuple[Arranged, UUID]) -> None:
    served, _ = pictured
    with db.engine().begin() as connection:
        connection.execute(text("update property set kind = 'dispersed', confidential = 'open'"))
    offer = served.offer(now=clock.now())
    told = client.post(f"/offers/{offer.id}/address").get_data(as_text=True)
    assert ADDRESS in told


def test_what_to_settle_is_said_before_an_offer_and_with_it(client: FlaskClient, served: Arranged) -> None:
    record_policy(
        property_id=served.home.id, acceptance=ACCEPTS, from_on=clock.today(), by=served.manager, now=clock.now()
    )
    offer = served.offer(now=clock.now())
    sign_in_as(client, served.officer)
    shown = page(client, f"/offers/{offer.id}")
    assert "Settle with the service" in shown
    assert "A history of arson" in shown
    assert "Speak to the night team" in shown
    plain = replace(ACCEPTS, restrictions=(), notes=None)
    record_policy(
        property_id=served.home.id, acceptance=plain, from_on=clock.today(), by=served.manager, now=clock.now()
    )
    assert "Settle with the service" not in page(client, f"/offers/{offer.id}")
