"""Where a property is: from the loaded postcodes, or as somebody says it, never a ward's middle, never far off."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import NotFound, Role
from housing.places.models import Postcode, Property, Ward
from housing.places.stock.editing import Register, register_property
from housing.places.stock.models import PropertyEntry
from housing.places.stock.whereabouts import NotLoaded, Said
from housing.refusals import Refused
from tests.housing.placements.arranging import Arranged
from tests.housing.placements.matching.factories import NOW

KNOWN, UNKNOWN = "ZZ1 1AA", "ZZ2 2BB"
REGISTER = Register(code="NEW1", kind="dispersed", sleeping="size_criteria", preparation_days=1, confidential="area")


@pytest.fixture
def ward(there: Arranged) -> Ward:
    """A ward of the council, with one postcode near its middle that has been loaded."""
    found = there.town.session.scalars(select(Ward).order_by(Ward.code)).first()
    assert found is not None
    there.town.session.add(
        Postcode(code=KNOWN, easting=found.easting + 200, northing=found.northing - 100, ward_code=found.code)
    )
    there.town.session.commit()
    return found


def registered(there: Arranged, where: Said, register: Register = REGISTER) -> Property:
    return register_property(
        organisation_id=there.town.provider, register=register, address="1 Canary Lane", where=where,
        by=there.manager, now=NOW,
    )  # fmt: skip


def test_a_loaded_postcode_says_point_and_ward(there: Arranged, ward: Ward) -> None:
    home = registered(there, Said(KNOWN))
    assert (home.easting, home.northing, home.ward_code) == (ward.easting + 200, ward.northing - 100, ward.code)
    assert home.authority_code == ward.authority_code


def test_what_is_said_of_the_ward_does_not_outdo_a_loaded_postcode(there: Arranged, ward: Ward) -> None:
    assert registered(there, Said(KNOWN, ward.code, "HY 4480 1090")).easting == ward.easting + 200


def test_one_that_is_not_loaded_asks_for_ward_and_grid_reference(there: Arranged, ward: Ward) -> None:
    with pytest.raises(NotLoaded, match=f"Haven does not know in which one {UNKNOWN} lies") as refused:
        registered(there, Said(UNKNOWN))
    assert refused.value.field == "ward_code"
    with pytest.raises(NotLoaded, match="Enter the grid reference") as refused:
        registered(there, Said(UNKNOWN, ward.code))
    assert refused.value.field == "grid"


def test_then_the_point_is_that_of_the_grid_reference(there: Arranged, ward: Ward) -> None:
    home = registered(there, Said(UNKNOWN, ward.code, f"{ward.easting + 7}, {ward.northing + 9}"))
    assert (home.easting, home.northing, home.ward_code) == (ward.easting + 7, ward.northing + 9, ward.code)


@pytest.mark.parametrize("grid", ["somewhere", "SK 428 928"])
def test_one_that_cannot_be_read_is_said(there: Arranged, ward: Ward, grid: str) -> None:
    with pytest.raises(Refused, match="2 letters and 8 figures") as refused:
        registered(there, Said(UNKNOWN, ward.code, grid))
    assert refused.value.field == "grid"


def test_one_that_is_far_from_its_ward_is_said(there: Arranged, ward: Ward) -> None:
    with pytest.raises(Refused, match=f"15 km from the middle of {ward.name}") as refused:
        registered(there, Said(UNKNOWN, ward.code, f"{ward.easting + 15_001}, {ward.northing}"))
    assert refused.value.field == "grid"
    assert registered(there, Said(UNKNOWN, ward.code, f"{ward.easting + 15_000}, {ward.northing}")).easting


def test_a_postcode_without_a_ward_asks_for_the_ward_alone(there: Arranged, ward: Ward) -> None:
    there.town.session.add(Postcode(code="ZZ3 3CC", easting=ward.easting, northing=ward.northing, ward_code=None))
    there.town.session.commit()
    with pytest.raises(NotLoaded) as refused:
        registered(there, Said("ZZ3 3CC"))
    assert refused.value.field == "ward_code"
    assert registered(there, Said("ZZ3 3CC", ward.code)).easting == ward.easting


def test_a_code_is_taken_once_and_a_refuge_is_never_open(there: Arranged, ward: Ward) -> None:
    registered(there, Said(KNOWN))
    with pytest.raises(Refused, match="Another property") as refused:
        registered(there, Said(KNOWN))
    assert refused.value.field == "code"
    with pytest.raises(Refused, match="never open") as refused:
        registered(there, Said(KNOWN), replace(REGISTER, code="R9", kind="refuge", confidential="open"))
    assert refused.value.field == "confidential"


def test_nobody_registers_for_another_organisation(there: Arranged, ward: Ward) -> None:
    stranger = there.town.actor(Role.REFUGE, "Sara Demo", there.town.team)
    there.town.session.commit()
    with pytest.raises(NotFound):
        register_property(
            organisation_id=there.town.provider, register=REGISTER, address="1 Canary Lane", where=Said(KNOWN),
            by=stranger, now=NOW,
        )  # fmt: skip


def test_what_is_registered_is_kept_with_who_and_when(there: Arranged, ward: Ward) -> None:
    home = registered(there, Said(KNOWN))
    with Session(there.engine) as session:
        entry = session.scalars(select(PropertyEntry).where(PropertyEntry.property_id == home.id)).one()
        assert (entry.address, entry.postcode, entry.code) == ("1 Canary Lane", KNOWN, "NEW1")
        assert (entry.recorded_by, entry.recorded_by_name, entry.recorded_at) == (
            there.manager.account_id, there.manager.name, NOW,
        )  # fmt: skip
