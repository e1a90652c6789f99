"""Money on the pages of an offer: nights and sums for the provider, what is short for the officer."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from flask.testing import FlaskClient

from housing import clock
from housing.presentations.funding.lines import Terms, add_line
from pathway.funding import Event
from tests.housing.placements.arranging import Arranged
from tests.housing.signing_in import sign_in_as

PAYER, REFERENCE, ROUTE = "Made-up childrens team", "MU-17", "Children Act 1989 section 17"


def test_each_side_sees_its_part_of_the_money(client: FlaskClient, served: Arranged) -> None:
    now = clock.now()
    today = clock.day_of(now)
    served.unit.weekly_charge = Decimal(455)
    served.town.session.commit()
    add_line(
        household_id=served.household.id, route="section_17", payer=PAYER, event=Event.CONFIRMED,
        terms=Terms(today, today + timedelta(days=20), Decimal("61.50"), reference=REFERENCE), once=uuid4(),
        by=served.officer, now=now,
    )  # fmt: skip
    add_line(
        household_id=served.household.id, route="mvdac", payer="Made-up office", event=Event.ASKED, terms=Terms(),
        once=uuid4(), by=served.officer, now=now,
    )  # fmt: skip
    offer = served.offer(now=now)

    def of_provider() -> str:
        sign_in_as(client, served.manager)
        return client.get(f"/referrals/{offer.id}").text

    before = of_provider()
    for told in ("Confirmed", "£61.50", "Not confirmed", "The council plans for them", "Whom to bill is shown once"):
        assert told in before, told
    for kept in (PAYER, REFERENCE, ROUTE, "MVDAC", "section 17", "concession"):
        assert kept not in before, kept
    sign_in_as(client, served.officer)
    shown = client.get(f"/offers/{offer.id}").text
    for told in ("£455 a week, £65 a night", "£3.50", "£70 is short", "each night is £65 short", f"{ROUTE}: {PAYER}"):
        assert told in shown, told
    assert "£65 short" in client.get(f"/households/{served.household.id}/funding").text
    served.accept(offer, now=now)
    after = of_provider()
    assert f"{PAYER}, reference {REFERENCE}" in after
    for kept in (ROUTE, "MVDAC", "section 17"):
        assert kept not in after, kept
