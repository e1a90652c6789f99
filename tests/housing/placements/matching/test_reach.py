"""Who may open which page of matching, who finds nothing, and how many queries a page asks."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from housing import db
from housing.access import Role
from housing.households.models import Household
from housing.placements.matching.runs.making import daily, make_run
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town
from tests.housing.placements.matching.mornings import Morning, text_of
from tests.housing.signing_in import Place, sign_in, sign_in_as

pytestmark = pytest.mark.usefixtures("this_morning")


def addresses(morning: Morning) -> dict[str, tuple[str, set[Role]]]:
    """Every page of matching with who may open it; POST where it starts with "!"."""
    line = morning.proposal(morning.placed)
    team, both = {Role.HOMELESSNESS}, {Role.HOMELESSNESS, Role.OFFICER}
    return {
        "/matching": ("GET", team),
        "/matching/run": ("POST", team),
        "/matching/runs": ("GET", team),
        f"/matching/runs/{morning.run.id}": ("GET", team),
        f"/matching/proposals/{line}/accept": ("POST", both),
        f"/matching/proposals/{line}/another": ("GET", both),
        f"/matching/proposals/{line}/hold-back": ("GET", both),
        f"/households/{morning.placed.id}/options": ("GET", both),
        f"/households/{morning.placed.id}/options/{morning.unit.id}": ("GET", both),
    }


@pytest.mark.parametrize("role", list(Role))
def test_who_may_open_what(morning: Morning, client: FlaskClient, role: Role) -> None:
    place = Place(morning.town.provider if role is Role.REFUGE else morning.town.team, COUNCIL)
    for address, (method, allowed) in addresses(morning).items():
        sign_in(client, role, place=place)
        status = client.open(address, method=method).status_code
        assert (status == 403) is (role not in allowed), address


def test_another_team_another_council_and_a_barred_person_find_nothing(morning: Morning, client: FlaskClient) -> None:
    elsewhere = Town(morning.town.session, code="E08999902")
    morning.town.bar(
        barred := sign_in(client, Role.HOMELESSNESS, place=Place(morning.town.team, COUNCIL)), morning.placed
    )
    morning.town.session.commit()
    strangers = (
        sign_in(client, Role.OFFICER, place=Place(morning.town.provider, COUNCIL)),
        sign_in(client, Role.HOMELESSNESS, place=Place(elsewhere.team, elsewhere.code)),
        barred,
    )
    for stranger in strangers:
        sign_in_as(client, stranger)
        missing = client.get(f"/households/{uuid4()}/options")
        for address, (method, _) in addresses(morning).items():
            if str(morning.placed.id) in address or "/proposals/" in address:
                answer = client.open(address, method=method)
                assert answer.status_code in (403, 404), address
                if answer.status_code == 404:
                    assert text_of(answer.data) == text_of(missing.data)
    sign_in_as(client, strangers[1])
    assert client.get(f"/matching/runs/{morning.run.id}").status_code == 404


def test_the_number_of_queries_of_the_pages_does_not_grow(morning: Morning, client: FlaskClient) -> None:
    town = morning.town

    def family() -> Household:
        her = town.seeks(town.household(accepts=["refuge"]))
        town.danger(town.concern(her), 460_000, 390_000, 500)
        town.near(her, 441_000, 391_000)
        town.unit(home := town.home("refuge"))
        town.concern(town.lives(town.household(), town.unit(home)))
        town.offer(town.seeks(), town.unit(home))
        return her

    def queries(address: str) -> int:
        with db.count_statements() as statements:
            assert client.get(address).status_code == 200
        return len(statements)

    places = ("/matching", f"/households/{family().id}/options")
    town.session.commit()
    make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)
    before = [queries(address) for address in places]
    for _ in range(6):
        family()
    town.session.commit()
    make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)
    assert [queries(address) for address in places] == before
    assert max(before) <= 50  # her options: units, separations, neighbours, freshness, works at home, each asked once
