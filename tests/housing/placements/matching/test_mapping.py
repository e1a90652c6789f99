"""One household's map: her own zones and nobody else's, homes by ward and no refuge, for those who may see the case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import db
from housing.access import Role
from housing.audit import AuditEntry
from housing.config import Settings
from housing.households.models import ExcludedArea, Household
from housing.places.models import Unit
from tests.housing.application import create_app
from tests.housing.placements.arranging import Arranged, arrange, member
from tests.housing.signing_in import sign_in_as

HOME = (440_000, 390_000)


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    """The whole application."""
    return create_app(haven).test_client()


@pytest.fixture
def there(client: FlaskClient) -> Iterator[Arranged]:
    """A household that seeks, a refuge and a dispersed home with a unit; the team is signed in."""
    with Session(db.engine(), expire_on_commit=False) as session:
        arranged = arrange(session, db.engine())
        arranged.unit = _home(arranged)
        session.commit()
        sign_in_as(client, arranged.officer)
        yield arranged


def _home(there: Arranged) -> Unit:
    return there.town.unit(there.town.home("dispersed", easting=HOME[0], northing=HOME[1]))


def page(client: FlaskClient, household: Household, status: int = 200) -> str:
    answer = client.get(f"/households/{household.id}/map")
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def danger(there: Arranged, household: Household, metres_away: int, radius_m: int) -> None:
    town = there.town
    town.danger(town.concern(household), HOME[0] + metres_away, HOME[1], radius_m)
    town.session.commit()


@pytest.mark.parametrize(
    ("away", "radius", "said"),
    [(3000, 3000, "In a danger zone"), (3001, 3000, "Outside every danger zone")],
)
def test_a_home_on_the_edge_of_a_zone_is_in_it(
    client: FlaskClient, there: Arranged, away: int, radius: int, said: str
) -> None:
    danger(there, there.household, away, radius)
    shown = page(client, there.household)
    assert said in shown
    assert "3.0 km" in shown
    assert shown.count('class="haven-map__zone"') == 2 + 1  # in two drawings and in the key


def test_the_mark_counts_only_homes_that_are_open_to_her(client: FlaskClient, there: Arranged) -> None:
    assert "1 of 1 home free" in page(client, there.household)
    danger(there, there.household, 0, 500)
    assert "0 of 1 home free" in page(client, there.household)


def test_a_ward_she_must_not_live_in_says_so(client: FlaskClient, there: Arranged) -> None:
    there.town.session.add(ExcludedArea(household_id=there.household.id, area_code=there.town.ward, outside=False))
    there.town.session.commit()
    shown = page(client, there.household)
    assert "She cannot live in this ward" in shown
    assert "0 of 1 home free" in shown


def test_nothing_of_another_household_is_drawn(client: FlaskClient, there: Arranged) -> None:
    danger(there, there.another(), 0, 4321)
    shown = page(client, there.household)
    assert "No place of danger is recorded." in shown
    assert "4.3 km" not in shown


def test_no_refuge_no_postcode_and_no_name_are_on_it(client: FlaskClient, there: Arranged) -> None:
    concern = there.town.concern(there.household, name="Madeup Canary Danger")
    there.town.danger(concern, *HOME, 1500).postcode = "ZZ96 6ZZ"
    there.town.session.commit()
    shown = page(client, there.household)
    for secret in ("Canary Danger", "ZZ96", "Canary Made-up Street"):
        assert secret not in shown
    assert "A postcode that is recorded" in shown
    assert "1 unit is not on the map" in shown


def test_danger_that_nobody_has_asked_about_is_warned_of(client: FlaskClient, there: Arranged) -> None:
    assert "Nothing on this map can be taken as safe" not in page(client, there.household)
    there.town.session.merge(there.household).concerns_asked = False
    there.town.session.commit()
    unknown = page(client, there.household)
    assert "Nothing on this map can be taken as safe" in unknown
    assert "Not known yet" in unknown
    assert "Outside every danger zone" not in unknown


def test_only_those_within_reach_find_it_and_looking_is_recorded(client: FlaskClient, there: Arranged) -> None:
    page(client, there.household)
    with db.reading() as session:
        lines = list(session.scalars(select(AuditEntry).where(AuditEntry.action == "household.map")))
        assert [(line.subject_id, line.account_id) for line in lines] == [
            (str(there.household.id), there.officer.account_id)
        ]
    fresh = re.compile(r'nonce="[^"]*"|[\w-]+\.[\w-]{6}\.[\w-]{27}')
    missing = fresh.sub("", client.get(f"/households/{uuid4()}/map").get_data(as_text=True))
    there.town.bar(there.officer, there.household)
    there.town.session.commit()
    assert fresh.sub("", page(client, there.household, 404)) == missing
    elsewhere = member(there.town, there.town.actor(Role.OFFICER, "Omar Demo", there.town.provider))
    there.town.session.commit()
    sign_in_as(client, elsewhere)
    page(client, there.household, 404)
    sign_in_as(client, there.manager)
    page(client, there.household, 403)


def test_the_options_lead_to_it_and_its_queries_do_not_grow(client: FlaskClient, there: Arranged) -> None:
    options = client.get(f"/households/{there.household.id}/options").get_data(as_text=True)
    assert f"/households/{there.household.id}/map" in options
    danger(there, there.household, 10, 20)
    page(client, there.household)
    with db.count_statements() as few:
        page(client, there.household)
    for _ in range(4):
        _home(there)
        danger(there, there.household, 10, 20)
    with db.count_statements() as many:
        page(client, there.household)
    assert len(many) == len(few)
