"""The pages about checks and contracts, and what the council sees of its providers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

from flask.testing import FlaskClient

from housing import clock, db
from housing.access import Role
from housing.places.models import Ward
from tests.housing.placements.arranging import ADDRESS, POSTCODE, Arranged, member
from tests.housing.places.stock.stock_pages import carried
from tests.housing.places.test_pages import parts, sent, text
from tests.housing.signing_in import sign_in_as


def test_a_safety_check_is_recorded_and_its_faults_said(client: FlaskClient, signed: Arranged) -> None:
    home, today = f"/properties/{signed.home.id}", clock.today()
    dates = {**parts("done_on", today - timedelta(days=400)), **parts("valid_until", today - timedelta(days=35))}
    for changes, sentence in (
        ({"needed": ""}, "Select whether the property needs one"),
        (parts("valid_until", today - timedelta(days=500)), "on which it was done"),
        (parts("done_on", today + timedelta(days=1)), "must be today or in the past"),
        ({"valid_until-day": "31", "valid_until-month": "2"}, "must be a real date"),
    ):
        shown = unescape(sent(client, f"{home}/safety-checks/gas", {"needed": "here", **dates, **changes}))
        assert sentence in shown, sentence
    assert "Run out" in sent(client, f"{home}/safety-checks/gas", {"needed": "here", **dates})
    assert "gas safety: run out" in text(client, home).lower()
    assert "Run out or not recorded" in text(client, "/safety-checks")
    assert "Lease" in sent(client, f"{home}/safety-checks/lease", {"needed": "none"})
    assert client.get(f"{home}/safety-checks/moat").status_code == 404


def test_a_contract_is_recorded_changed_and_taken_back(client: FlaskClient, signed: Arranged) -> None:
    said = {
        "reference": "C1", **parts("from_on", date(2026, 4, 1)), "ends": "day", **parts("last_on", date(2027, 3, 31)),
        "units_commissioned": "10", "notice_days": "90", "homes": [str(signed.home.id)],
    }  # fmt: skip
    for changes, sentence in (
        (parts("last_on", date(2026, 3, 31)), "same as or after the first day"),
        ({"notice_days": "500"}, "Notice must be 365 days or fewer"),
        ({"homes": [str(signed.unit.id)]}, "Select an answer from the list"),
        ({"ends": ""}, "Select whether its end is known"),
    ):
        assert sentence in unescape(sent(client, "/contracts/add", {**said, **changes})), sentence
    assert "Contract C1 is recorded" in sent(client, "/contracts/add", said)
    assert f"{signed.home.code} is in contract C1" in sent(client, "/contracts/add", {**said, "reference": "C2"})
    series = re.search(r"/contracts/([0-9a-f-]{36})", text(client, "/contracts"))
    assert series is not None
    page = text(client, f"/contracts/{series[1]}/change")
    changed = sent(
        client, f"/contracts/{series[1]}/change", {**said, "units_commissioned": "12", "seen": carried(page)}
    )
    assert "What was said before" in changed
    stale = sent(client, f"/contracts/{series[1]}/withdraw", {"seen": carried(page)})
    assert "Somebody else changed this contract" in stale
    assert "taken back" in sent(client, f"/contracts/{series[1]}/withdraw", {"seen": carried(stale)})
    assert client.get(f"/contracts/{series[1]}").status_code == 404


def test_the_council_sees_providers_without_an_address_or_an_area(client: FlaskClient, signed: Arranged) -> None:
    home, today = f"/properties/{signed.home.id}", clock.today()
    sent(client, f"{home}/safety-checks/gas", {"needed": "here", **parts("done_on", today - timedelta(days=9)),
                                               **parts("valid_until", today - timedelta(days=1))})  # fmt: skip
    ward = signed.town.session.get_one(Ward, signed.home.ward_code)
    for role in (Role.HOMELESSNESS, Role.STRATEGY):
        actor = member(signed.town, signed.town.actor(role))
        signed.town.session.commit()
        sign_in_as(client, actor)
        shown = text(client, "/providers")
        assert "Run out" in shown
        assert signed.home.code in shown
        for secret in (ADDRESS, POSTCODE, ward.name):
            assert secret not in shown


def test_a_page_of_many_asks_no_more_than_a_page_of_few(client: FlaskClient, signed: Arranged) -> None:
    def statements(page: str) -> int:
        with db.count_statements() as found:
            text(client, page)
        return len(found)

    pages = ("/properties", "/safety-checks", "/contracts")
    few = {page: statements(page) for page in pages}
    for _ in range(4):
        signed.town.home("dispersed")
    signed.town.session.commit()
    assert {page: statements(page) for page in pages} == few
