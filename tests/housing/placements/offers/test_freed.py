"""After a lapse: the place is counted as free again until the next run, and the household is seen to wait again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from housing import clock, db
from housing.access import Role
from housing.config import Settings
from housing.placements.matching.runs.making import make_run
from housing.placements.offers import freed, services
from housing.waiting import waits_for
from tests.housing.application import create_app
from tests.housing.placements.arranging import Arranged, member
from tests.housing.placements.matching.factories import COUNCIL, NOW
from tests.housing.signing_in import sign_in_as

HOUR = timedelta(hours=1)


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    """The whole application: the page leads to another slice's."""
    return create_app(haven).test_client()


def codes(there: Arranged, hours: int) -> list[str]:
    with db.reading() as session:
        return freed.codes(session, there.officer, NOW + hours * HOUR)


def test_a_place_given_back_waits_for_the_next_run(there: Arranged) -> None:
    make_run(authority=COUNCIL, by=there.officer, now=NOW - HOUR)
    there.offer()
    assert codes(there, 23) == []
    assert codes(there, 24) == [there.unit.code], "from the moment promised, before the job has run"
    services.lapse_offers(now=NOW + 24 * HOUR)
    assert codes(there, 25) == [there.unit.code]
    with db.reading() as session:
        waits = waits_for(session, there.officer, NOW + 25 * HOUR, href=str)
    assert (1, "place free again since the last run") in [(each.count, each.text) for each in waits]
    make_run(authority=COUNCIL, by=there.officer, now=NOW + 26 * HOUR)
    assert codes(there, 27) == []


def test_a_place_that_somebody_else_was_offered_meanwhile_is_not_free(there: Arranged) -> None:
    make_run(authority=COUNCIL, by=there.officer, now=NOW - HOUR)
    first = there.offer()
    services.withdraw_offer(offer_id=first.id, reason="made_in_error", words=None, by=there.officer, now=NOW)
    assert codes(there, 1) == [there.unit.code]
    there.offer(household=there.another())
    assert codes(there, 1) == []


def test_another_council_counts_its_own(there: Arranged) -> None:
    make_run(authority=COUNCIL, by=there.officer, now=NOW - HOUR)
    there.offer()
    with db.reading() as session:
        assert freed.codes(session, there.manager, NOW + 25 * HOUR) == []


def test_the_page_of_offers_leads_to_the_options_of_whoever_waits_again(client: FlaskClient, served: Arranged) -> None:
    now = clock.now()
    offer = served.offer(now=now - 25 * HOUR)
    services.lapse_offers(now=now)
    officer = member(served.town, served.town.actor(Role.HOMELESSNESS, "Mina Demo"))
    served.town.session.commit()
    sign_in_as(client, officer)
    page = client.get("/offers").text
    assert "Lapsed since yesterday" in page
    assert f"/households/{offer.household_id}/options" in page
    assert served.household.reference in page
