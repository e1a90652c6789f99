"""The calendar as each person may see it: own units, who is where only within reach, no area of a refuge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import Role
from housing.config import Settings
from housing.places.calendar.blocks import Month
from housing.places.models import Ward
from tests.housing.application import create_app
from tests.housing.placements.arranging import ADDRESS, POSTCODE, Arranged, arrange, member, refuge_manager
from tests.housing.signing_in import sign_in_as

CALENDAR = "/places/calendar"
AREA = "Made-up Canary ward"


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    """The whole application: who is where comes from the slices above."""
    return create_app(haven).test_client()


@pytest.fixture
def served(client: FlaskClient) -> Iterator[Arranged]:
    """A refuge with one unit, where a household has lived since last week."""
    with Session(db.engine(), expire_on_commit=False) as session:
        arranged = arrange(session, db.engine())
        session.get_one(Ward, arranged.town.ward).name = AREA
        session.commit()
        _lives(arranged)
        yield arranged


def _lives(arranged: Arranged) -> None:
    week_ago = clock.now() - timedelta(days=7)
    offer = arranged.offer(now=week_ago)
    arranged.accept(offer, now=week_ago)
    arranged.arrive(offer, now=week_ago)


def page(client: FlaskClient, address: str = CALENDAR, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_the_provider_sees_her_own_units_with_references_and_areas(client: FlaskClient, served: Arranged) -> None:
    sign_in_as(client, served.manager)
    shown = page(client)
    assert served.unit.code in shown
    assert served.household.reference in shown
    assert AREA in shown
    assert f"/units/{served.unit.id}" in shown
    assert ADDRESS not in shown
    assert POSTCODE not in shown


def test_another_provider_sees_nothing_of_it(client: FlaskClient, served: Arranged) -> None:
    stranger = refuge_manager(served.town, "Sara Demo", served.town.team)
    served.town.session.commit()
    sign_in_as(client, stranger)
    for address in (CALENDAR, f"{CALENDAR}?view=list", f"{CALENDAR}?property={served.home.id}"):
        shown = page(client, address)
        assert served.unit.code not in shown
        assert served.household.reference not in shown


@pytest.mark.parametrize("view", ["", "list"])
def test_council_staff_see_states_and_no_area_of_a_refuge(client: FlaskClient, served: Arranged, view: str) -> None:
    other = served.town.actor(Role.OFFICER, "Olive Demo", served.town.provider)  # a team whose case it is not
    member(served.town, other)
    served.town.session.commit()
    sign_in_as(client, other)
    shown = page(client, f"{CALENDAR}?view={view}")
    assert served.unit.code in shown
    assert "area withheld" in shown
    for secret in (AREA, ADDRESS, POSTCODE, served.household.reference):
        assert secret not in shown


@pytest.mark.parametrize("view", ["", "list"])
def test_an_officer_within_reach_is_told_who(client: FlaskClient, served: Arranged, view: str) -> None:
    sign_in_as(client, served.officer)
    shown = page(client, f"{CALENDAR}?view={view}")
    assert f"/households/{served.household.id}" in shown
    assert served.household.reference in shown


@pytest.mark.parametrize("role", [Role.OFFICER, Role.REFUGE])
def test_a_bar_and_a_restriction_hide_the_reference_and_nothing_else(
    client: FlaskClient, served: Arranged, role: Role
) -> None:
    who = served.officer if role is Role.OFFICER else served.manager
    served.town.bar(who, served.household)
    served.town.session.commit()
    sign_in_as(client, who)
    shown = page(client)
    assert served.household.reference not in shown
    assert "Occupied" in shown
    served.town.session.merge(served.household).restricted = True
    served.town.session.commit()
    assert served.household.reference not in page(client)


def test_the_months_lead_to_one_another(client: FlaskClient, served: Arranged) -> None:
    sign_in_as(client, served.manager)
    month = Month.of(None, clock.today())
    shown = page(client)
    assert f"month={month.previous.code}" in shown
    assert f"month={month.next.code}" in shown
    assert "This month" not in shown
    before = page(client, f"{CALENDAR}?month={month.previous.previous.code}&kind=refuge")
    assert "all month" in before
    assert served.household.reference not in before
    assert "This month" in before
    assert "kind=refuge" in before


def test_choices_that_fit_nothing_or_are_nonsense_are_said_kindly(client: FlaskClient, served: Arranged) -> None:
    sign_in_as(client, served.manager)
    assert "No unit fits this choice." in page(client, f"{CALENDAR}?kind=specialist")
    for nonsense in ("kind=castle", "provider=x", "property=1", "month=0000-00", "view=cube"):
        assert served.unit.code in page(client, f"{CALENDAR}?{nonsense}")


def test_the_number_of_queries_does_not_grow(client: FlaskClient, served: Arranged) -> None:
    sign_in_as(client, served.officer)
    with db.count_statements() as few:
        page(client)
    for _ in range(5):
        home, household = served.town.home(), served.town.seeks()
        served.town.lives(household, served.town.unit(home))
        served.town.line(served.town.unit(home), "out_of_use", reason="repairs")
    served.town.session.commit()
    with db.count_statements() as many:
        shown = page(client)
    assert shown.count("haven-calendar__words") == 11
    assert len(many) == len(few)


def test_nobody_without_the_permission_gets_in(client: FlaskClient, served: Arranged) -> None:
    strategist = member(served.town, served.town.actor(Role.STRATEGY))
    served.town.session.commit()
    sign_in_as(client, strategist)
    page(client, status=403)
