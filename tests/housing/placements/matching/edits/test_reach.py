"""Who may open the pages of pins and bans, what stays out of reach, and that no page asks more as it grows."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from housing import db
from housing.access import Role
from housing.placements.matching.edits.models import BAN, PIN
from tests.housing.placements.matching.edits.desk import LAST, Desk, text_of
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town
from tests.housing.signing_in import Place, sign_in, sign_in_as


def everywhere(desk: Desk) -> dict[str, bool]:
    """Every page of pins and bans; whether it is about the first household."""
    pin = desk.council.make(PIN, desk.council.first, desk.council.near)
    return {
        desk.address(PIN): True,
        desk.address(BAN): True,
        f"/matching/edits/{pin.id}/lift": True,
        "/matching/edits": False,
    }


@pytest.mark.parametrize("role", list(Role))
def test_who_may_open_what(desk: Desk, role: Role) -> None:
    place = Place(desk.council.town.provider if role is Role.REFUGE else desk.council.town.team, COUNCIL)
    addresses = everywhere(desk)
    sign_in(desk.client, role, place=place)
    expected = 200 if role in (Role.HOMELESSNESS, Role.OFFICER) else 403
    assert {desk.client.get(address).status_code for address in addresses} == {expected}


def test_out_of_reach_is_not_there(desk: Desk) -> None:
    town, addresses = desk.council.town, everywhere(desk)
    elsewhere = Town(town.session, code="E08999902")
    theirs = elsewhere.unit()
    town.bar(barred := sign_in(desk.client, Role.HOMELESSNESS, place=Place(town.team, COUNCIL)), desk.council.first)
    town.session.commit()
    strangers = (
        barred,
        sign_in(desk.client, Role.OFFICER, place=Place(town.provider, COUNCIL)),
        sign_in(desk.client, Role.HOMELESSNESS, place=Place(elsewhere.team, elsewhere.code)),
    )
    for stranger in strangers:
        sign_in_as(desk.client, stranger)
        missing = text_of(desk.client.get(f"/matching/edits/{uuid4()}/lift").data)
        for address, hers in addresses.items():
            if hers:
                for answer in (desk.client.get(address), desk.client.post(address, data={"reason": "x", **LAST})):
                    assert (answer.status_code, text_of(answer.data)) == (404, missing), address
            else:
                assert desk.council.first.reference not in desk.reads(address)
    sign_in_as(desk.client, desk.actor)
    for unit in (theirs.id, uuid4()):
        assert desk.client.get(f"/households/{desk.council.first.id}/options/{unit}/ban").status_code == 404


def test_the_number_of_queries_does_not_grow(desk: Desk) -> None:
    town, council = desk.council.town, desk.council

    def queries(address: str) -> int:
        with db.count_statements() as statements:
            assert desk.client.get(address).status_code == 200
        return len(statements)

    council.make(BAN, council.first, council.near)
    council.run()
    addresses = ("/matching/edits", "/matching", f"/households/{council.first.id}/options")
    before = [queries(address) for address in addresses]
    for number in range(5):
        unit = town.unit(code=f"M-{number}")
        family = town.seeks()
        town.session.commit()
        council.make(BAN, council.first, unit)
        council.make(PIN, family, unit, now=NOW + timedelta(minutes=number))
    council.run()
    assert [queries(address) for address in addresses] == before
