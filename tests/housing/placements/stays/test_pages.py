"""The pages of a stay: two taps for a day, three answers for a departure."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from housing import clock, db
from housing.placements.models import Stay
from housing.placements.stays.panel import stay_panel
from housing.presentations import queries as presentations
from tests.housing.placements.arranging import ADDRESS, Arranged, refuge_manager
from tests.housing.signing_in import sign_in_as


@pytest.fixture
def stay(client: FlaskClient, served: Arranged) -> Stay:
    """They live there since today; the refuge manager is signed in."""
    offer = served.offer(now=clock.now())
    served.accept(offer, now=clock.now())
    sign_in_as(client, served.manager)
    return served.arrive(offer, now=clock.now())


def parts(name: str, days: int) -> dict[str, int]:
    day = clock.today() + timedelta(days=days)
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def test_the_page_says_who_by_numbers_and_leads_on(client: FlaskClient, served: Arranged, stay: Stay) -> None:
    shown = client.get(f"/units/{served.unit.id}/stay").get_data(as_text=True)
    assert "1 adult when they arrived" in shown
    assert "Madeup Canary" not in shown
    assert ADDRESS not in shown


def test_a_leaving_day_is_planned_and_taken_back(client: FlaskClient, served: Arranged, stay: Stay) -> None:
    at = f"/stays/{stay.id}/leaving"
    assert "Select whether a day is expected" in client.post(at, data={}).get_data(as_text=True)
    early = client.post(at, data={"plan": "day", **parts("leaving_on", 0)}).get_data(as_text=True)
    assert "must be in the future" in early
    done = client.post(at, data={"plan": "day", **parts("leaving_on", 9)}, follow_redirects=True)
    assert "What they expect is recorded" in done.get_data(as_text=True)
    assert served.lines()[0].during.upper == clock.today() + timedelta(days=9)
    client.post(at, data={"plan": "none"})
    assert served.lines()[0].during.upper is None


def test_a_departure_asks_when_why_and_where_to(client: FlaskClient, served: Arranged, stay: Stay) -> None:
    at = f"/stays/{stay.id}/departure"
    missing = client.post(at, data=parts("left_on", 0)).get_data(as_text=True)
    assert "Select why they left" in missing
    assert "Select where they went" in missing
    answers = {**parts("left_on", 0), "reason": "left_unplanned", "destination": "family_friends"}
    done = client.post(at, data=answers, follow_redirects=True).get_data(as_text=True)
    assert "the departure is recorded" in done
    again = client.post(at, data=answers).get_data(as_text=True)
    assert "Their departure has been recorded already" in again
    assert client.get(f"/units/{served.unit.id}/stay").status_code == 404


def test_others_do_not_find_it(client: FlaskClient, served: Arranged, stay: Stay) -> None:
    stranger = refuge_manager(served.town, "Sara Demo", served.town.team)
    served.town.session.commit()
    addresses = (f"/units/{served.unit.id}/stay", f"/stays/{stay.id}/leaving", f"/stays/{stay.id}/departure")
    sign_in_as(client, stranger)
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert client.get(f"/stays/{uuid4()}/leaving").status_code == 404
    sign_in_as(client, served.officer)
    assert [client.get(address).status_code for address in addresses] == [403, 403, 403]


def test_the_household_s_page_has_where_they_live(client: FlaskClient, served: Arranged, stay: Stay) -> None:
    with db.reading() as session:
        presentation = presentations.latest_of(session, served.officer, served.household.id)
        panel = stay_panel(session, served.officer, presentation, clock.now())
        assert panel is not None
        assert [living.stay.id for living in panel.facts["stays"]] == [stay.id]
