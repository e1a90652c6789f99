"""The pages of stock: from nothing to a unit that can be booked, each fault on its field, nothing for strangers."""

from __future__ import annotations

from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import Role
from housing.places.models import AcceptancePolicy, Postcode, Property, Unit
from tests.housing.placements.arranging import ADDRESS, POSTCODE, Arranged, refuge_manager
from tests.housing.places.stock.stock_pages import UNIT, a_ward, new_home, row
from tests.housing.places.test_pages import at, confirmed, parts, sent, text
from tests.housing.signing_in import sign_in_as

OF_HOME = (
    "/properties/{home}", "/properties/{home}/register", "/properties/{home}/where", "/properties/{home}/description",
    "/properties/{home}/history", "/properties/{home}/units/add", "/properties/{home}/safety-checks",
    "/properties/{home}/safety-checks/gas", "/properties/{home}/photographs", "/units/{unit}/facts",
    "/units/{unit}/history",
)  # fmt: skip
OF_PROVIDER = ("/properties", "/properties/add", "/safety-checks", "/contracts", "/contracts/add")
POLICY: dict[str, object] = {
    "sexes": ["female"], "boys": "any", "max_support": "high", "funding": ["housing_benefit"],
    "restrictions": ["arson"], "notes": "Speak to the night team", "cap_no_recourse": "2",
}  # fmt: skip


def test_from_nothing_to_a_unit_that_can_be_booked(client: FlaskClient, signed: Arranged) -> None:
    ward = a_ward(signed)
    asked = sent(client, "/properties/add", new_home())
    assert "Select the ward. Haven does not know in which one ZA1 1AA lies" in asked
    assert 'value="3 Canary Lane"' in asked
    where = {"ward_code": ward.code, "grid": f"{ward.easting + 400}, {ward.northing}"}
    registered = sent(client, "/properties/add", new_home(**where))
    assert "NEW is registered" in registered
    assert "Nothing is recorded. Until it is, nobody is proposed here." in registered
    home = row(Property, "NEW")
    preview = sent(client, f"/properties/{home}/policy", {**parts("from_on", clock.today()), **POLICY})
    assert "A history of arson" in preview
    confirmed(client, preview)
    unit = sent(client, f"/properties/{home}/units/add", UNIT)
    assert "NEW-1 is registered" in unit
    assert "Available" in unit
    with Session(db.engine()) as session:
        policy = session.scalars(select(AcceptancePolicy).where(AcceptancePolicy.property_id == home)).one()
        stored = session.scalars(select(Unit).where(Unit.property_id == home)).one()
    assert (policy.restrictions, policy.notes, policy.caps) == (
        ["arson"], "Speak to the night team", {"funding:no_recourse": 2},
    )  # fmt: skip
    assert stored.bedrooms == [{"beds": 2, "cots": 1}, {"beds": 1, "cots": 0}]
    offer = signed.offer(unit=stored, now=clock.now())
    assert offer.unit_id == stored.id


def test_a_loaded_postcode_asks_nothing_more(client: FlaskClient, signed: Arranged) -> None:
    ward = a_ward(signed)
    signed.town.session.add(Postcode(code="ZA1 1AA", easting=ward.easting, northing=ward.northing, ward_code=ward.code))
    signed.town.session.commit()
    assert "Grid reference" not in text(client, "/properties/add")
    assert "NEW is registered" in sent(client, "/properties/add", new_home())
    assert "/properties/add" in text(client, "/properties")
    assert "NEW" in text(client, "/properties")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": ""}, "Enter what it is called"),
        ({"code": "3 Canary"}, "must be letters, numbers and hyphens"),
        ({"code": "S601AA"}, "must not be a postcode"),
        ({"kind": "castle"}, "Select an answer from the list"),
        ({"kind": "refuge", "confidential": "open"}, "the address of a refuge is never open"),
        ({"preparation_days": "61"}, "Working days must be 60 or fewer"),
        ({"preparation_days": "-1"}, "Working days must be 0 or more"),
        ({"postcode": "nowhere"}, "Enter a full UK postcode"),
        ({"ward_code": "E99999999"}, "Select an answer from the list"),
        ({"address": ""}, "Enter the address"),
    ],
)
def test_each_fault_is_said_on_its_field_and_nothing_is_lost(
    client: FlaskClient, signed: Arranged, changes: dict[str, object], sentence: str
) -> None:
    shown = unescape(sent(client, "/properties/add", new_home(**changes)))
    assert sentence in shown
    assert 'class="govuk-error-summary"' in shown
    assert changes.get("address") == "" or 'value="3 Canary Lane"' in shown


def test_a_property_is_described_and_corrected(client: FlaskClient, signed: Arranged) -> None:
    home, today = f"/properties/{signed.home.id}", clock.today()
    said = {
        "seen": "0", **parts("from_on", today), "tenure": "managed", "furnished": "part", "security": ["cctv"],
        "cover": "set_hours", "weekdays_from": "9am", "weekdays_until": "5pm", "on_call": "yes",
    }  # fmt: skip
    for changes, sentence in (
        ({"weekdays_until": "8am"}, "The hours must end later than they begin"),
        ({"weekdays_until": ""}, "Enter until when, Monday to Friday"),
        ({"sunday_until": "5pm"}, "Enter from when, Sunday"),
        ({"weekdays_from": "", "weekdays_until": ""}, "Enter at least one day"),
        ({"tenure": "castle"}, "Select an answer from the list"),
    ):
        assert sentence in unescape(sent(client, f"{home}/description", {**said, **changes})), sentence
    assert "Monday to Friday 9am to 5pm" in sent(client, f"{home}/description", said)
    register = {"seen": "0", "code": "R7", "kind": "refuge", "confidential": "area", "sleeping": "room_standard"}
    assert "The facts are recorded" in sent(client, f"{home}/register", {**register, "preparation_days": "3"})
    ward = a_ward(signed)
    where = {"ward_code": ward.code, "grid": f"{ward.easting}, {ward.northing}", "seen": "1"}
    moved = sent(client, f"{home}/where", {**where, "address": "9 Canary Lane", "postcode": "ZA1 1AA"})
    assert "The address is corrected" in moved
    history = text(client, f"{home}/history")
    for words in ("Its address was corrected", "Described, from", "Tenure: Managed for its owner"):
        assert words in history
    assert "Canary" not in history


def test_no_page_of_a_property_holds_its_address(client: FlaskClient, signed: Arranged) -> None:
    for page in (*OF_HOME, *OF_PROVIDER):
        shown = text(client, at(page, signed))
        assert ADDRESS not in shown, page
        assert POSTCODE not in shown, page


def test_every_page_is_the_provider_s_own(client: FlaskClient, served: Arranged) -> None:
    stranger = refuge_manager(served.town, "Sara Demo", served.town.team)
    strategist = served.town.actor(Role.STRATEGY)
    served.town.session.commit()
    for actor in (served.officer, strategist):
        sign_in_as(client, actor)
        for page in (*OF_HOME, *OF_PROVIDER):
            text(client, at(page, served), 403)
    sign_in_as(client, stranger)
    for page in OF_HOME:
        assert client.get(at(page, served)).status_code == 404, page
        assert client.post(at(page, served), data={}).status_code in (404, 405), page
    for page in OF_PROVIDER:
        assert served.home.code not in text(client, page)
