"""Why one household has no proposal: who got what, to those who may know, and changes that were checked."""

from __future__ import annotations

from uuid import uuid4

from flask.testing import FlaskClient

from housing.access import Role
from housing.placements.matching.runs.making import daily, make_run
from tests.housing.placements.matching.factories import COUNCIL, NOW
from tests.housing.placements.matching.mornings import text_of
from tests.housing.placements.matching.test_helped import Evening, evening
from tests.housing.signing_in import Place, sign_in

__all__ = ["evening"]


def page_of(client: FlaskClient, household: object) -> str:
    """What the page says."""
    return text_of(client.get(f"/households/{household}/no-proposal").data)


def test_who_got_the_unit_is_named_to_those_who_may_know(evening: Evening, client: FlaskClient) -> None:
    said = page_of(client, evening.second.id)
    assert f"Went to {evening.placed.reference}" in said
    assert "More households of band 1 have a place this way" in said
    assert "No one or two changes that a service or the household can make would have done" not in said


def test_others_read_no_more_than_a_band(evening: Evening, client: FlaskClient) -> None:
    with evening.town.session as session:
        evening.placed.restricted = True
        session.commit()
    said = page_of(client, evening.second.id)
    assert evening.placed.reference not in said
    assert "Another household in a more urgent band" in said


def test_one_change_that_gives_a_place_is_told(evening: Evening, client: FlaskClient) -> None:
    said = page_of(client, evening.owner.id)
    assert "No unit that is free, or will be in time, is safe and suitable." in said
    assert "D-ONE, dispersed home: if the service took pets: cat" in said
    assert "Pets not taken: 2 units" in said


def test_a_household_with_a_proposal_is_said_to_have_one(evening: Evening, client: FlaskClient) -> None:
    assert "The newest run has a proposal for this household." in page_of(client, evening.placed.id)


def test_the_page_is_led_to_from_the_options(evening: Evening, client: FlaskClient) -> None:
    options = client.get(f"/households/{evening.owner.id}/options").data.decode()
    assert f"/households/{evening.owner.id}/no-proposal" in options
    assert "no-proposal" not in client.get(f"/households/{evening.placed.id}/options").data.decode()


def test_nobody_out_of_reach_and_nobody_without_a_run(evening: Evening, client: FlaskClient) -> None:
    address = f"/households/{evening.owner.id}/no-proposal"
    new = evening.town.seeks(evening.town.household(), band=2)
    evening.town.session.commit()
    assert client.get(f"/households/{new.id}/no-proposal").status_code == 404
    assert client.get(f"/households/{uuid4()}/no-proposal").status_code == 404
    sign_in(client, Role.OFFICER, place=Place(evening.town.team, COUNCIL), name="Own Demo")
    assert client.get(address).status_code == 200
    sign_in(client, Role.OFFICER, place=Place(evening.town.provider, COUNCIL), name="Other Demo")
    assert client.get(address).status_code == 404
    sign_in(client, Role.REFUGE, place=Place(evening.town.team, COUNCIL), name="Refuge Demo")
    assert client.get(address).status_code == 403


def test_the_newest_run_counts(evening: Evening, client: FlaskClient) -> None:
    make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)
    assert "Run 2 of" in page_of(client, evening.second.id)
