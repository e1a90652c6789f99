"""The pages of moving on: one walk, bad input, and whoever has no business there."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from housing import clock
from housing.access import Role
from housing.placements.moving.planning import Place, check_home
from housing.placements.offers.services import record_arrival
from tests.housing.placements.arranging import Arranged, member
from tests.housing.signing_in import sign_in_as

SECRET = "12 Canary New Street"
PAGES = ("", "/plan", "/new-home", "/moved")


def text(client: FlaskClient, at: str, /, **sent: str | list[str]) -> str:
    answer = client.post(at, data=sent, follow_redirects=True) if sent else client.get(at)
    assert answer.status_code == 200, at
    return answer.get_data(as_text=True)


def day() -> dict[str, str]:
    today = clock.today()
    return {
        "moved_on-day": str(today.day), "moved_on-month": str(today.month), "moved_on-year": str(today.year)
    }  # fmt: skip


@pytest.fixture
def living(client: FlaskClient, served: Arranged) -> str:
    """She lives in a unit; the address of her pages of moving on."""
    now = clock.now()
    offer = served.offer(now=now)
    served.accept(offer, now=now)
    record_arrival(offer_id=offer.id, arrived_on=clock.day_of(now), by=served.manager, now=now)
    sign_in_as(client, served.officer)
    return f"/households/{served.household.id}/moving-on"


def test_from_the_plan_to_how_she_is(client: FlaskClient, served: Arranged, living: str) -> None:
    assert "Nothing is written down yet" in text(client, living)
    assert "Select where it stands" in text(client, f"{living}/plan", words="Made up")
    shown = text(client, f"{living}/plan", stage="bidding", blockers=["deposit"], words="Made up: the form is sent")
    assert "Deposit or first rent" in shown
    assert "Enter a postcode, select a ward" in text(client, f"{living}/new-home", destination="private_rented")
    where = {"destination": "private_rented", "address": SECRET, "ward": served.town.ward}
    shown = text(client, f"{living}/new-home", **where)
    assert "No rule of safety is against it" in shown
    assert SECRET not in shown
    assert "Select whether the home is secure" in text(client, f"{living}/moved", **day())
    shown = text(client, f"{living}/moved", secured="none_needed", **day())
    assert "Ask how she is, 4 weeks after" in shown
    at = shown.split("Ask how she is, 4 weeks after")[0].rsplit('href="', 1)[1].split('"')[0]
    assert "Select whether she was reached" in text(client, at, words="😀" * 9000)
    shown = text(client, at, reached="yes", safe="yes", rating="5", her_words="Made up: thank you")
    assert "It helped a great deal" in shown
    assert client.get(at.replace("/4", "/5")).status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_out_of_reach(client: FlaskClient, served: Arranged, living: str, role: Role) -> None:
    other = member(served.town, served.town.actor(role, "Olu Demo"))
    served.town.bar(other, served.household)
    served.town.session.commit()
    sign_in_as(client, other)
    expected = 404 if role in (Role.OFFICER, Role.HOMELESSNESS) else 403
    assert {client.get(f"{living}{page}").status_code for page in PAGES} == {expected}


def test_from_the_checked_home_to_its_works_and_off_again(client: FlaskClient, served: Arranged, living: str) -> None:
    town = served.town
    officer = member(town, town.actor(Role.OFFICER, "Ola Demo"))
    town.session.commit()
    sign_in_as(client, officer)
    where = {"destination": "private_rented", "address": SECRET, "ward": town.ward, "landlord": "Canary Lettings"}
    shown = text(client, f"{living}/new-home", **where)
    at = shown.split('/works"')[0].rsplit('href="', 1)[1]
    shown = text(client, f"{at}/address", nothing="")
    assert SECRET in shown
    assert "Ola Demo" in client.get(f"/households/{served.household.id}/disclosures").text
    assert SECRET not in text(client, living)
    filled = text(client, f"{at}/works")
    assert "Canary Lettings" in filled
    assert "Who moves: 1 adult" in filled
    assert SECRET not in filled
    assert "wants_to_stay" not in filled
    assert "Select how soon it has to be safe" in text(client, f"{at}/works", words="😀" * 9000)
    shown = text(client, f"{at}/works", priority="standard", concern_lives_there="no")
    assert "The new home is referred" in shown
    assert "She is to move" not in shown
    assert "asked for the works on this home already" in text(client, f"{at}/works", priority="standard")
    job = shown.split('href="/sanctuary/')[1].split('"')[0]
    assert "For the new home before she moves" in text(client, f"/sanctuary/{job}")
    assert "Select what happens with the works" in text(client, f"{at}/off", reason="fell_through")
    shown = text(client, f"{at}/off", reason="fell_through", works="stopped", words="Made up")
    assert "The home is not to be had any more" in shown
    assert "Ola Demo called it off already" in text(client, f"{at}/off", reason="not_said")


@pytest.mark.parametrize("role", list(Role))
def test_the_pages_of_a_home_out_of_reach(client: FlaskClient, served: Arranged, living: str, role: Role) -> None:
    where = Place("private_rented", SECRET, None, served.town.ward, None)
    home = check_home(household_id=served.household.id, place=where, by=served.officer, now=clock.now())[0]
    other = member(served.town, served.town.actor(role, "Olu Demo"))
    served.town.bar(other, served.household)
    served.town.session.commit()
    sign_in_as(client, other)
    at = f"/households/{served.household.id}/new-homes/{home.id}"
    expected = 404 if role in (Role.OFFICER, Role.HOMELESSNESS) else 403
    assert {client.get(f"{at}/{page}").status_code for page in ("works-elsewhere", "works-done", "off")} == {expected}
    assert client.post(f"{at}/address").status_code == expected
    assert client.get(f"{at}/works").status_code == (404 if role is Role.OFFICER else 403)
