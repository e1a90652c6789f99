"""Facts are changed by whoever owns them, one after the other, and what was said before stays on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from housing import audit
from housing.access import NotFound
from housing.places.models import Postcode, Property, Unit, Ward
from housing.places.registering import Home, add_unit
from housing.places.stock import editing
from housing.places.stock.keeping import entries_of_property, entries_of_unit
from housing.places.stock.models import PropertyEntry, UnitEntry
from housing.places.stock.whereabouts import Said
from housing.rechecks import Recheck
from housing.refusals import Outdated, Refused
from tests.housing.placements.arranging import Arranged, refuge_manager
from tests.housing.placements.matching.factories import NOW

LATER = NOW + timedelta(hours=1)


def register(home: Property, **changes: object) -> editing.Register:
    said = editing.Register(**{name: getattr(home, name) for name in editing.Register.__slots__})
    return replace(said, **changes)  # type: ignore[arg-type]  # the tests name the fields


def facts(unit: Unit, **changes: object) -> Home:
    rooms = tuple((room["beds"], room.get("cots", 0)) for room in unit.bedrooms)
    said = Home(unit.code, rooms, unit.max_people, unit.floor, unit.lift, tuple(unit.features), unit.weekly_charge)
    return replace(said, **changes)  # type: ignore[arg-type]  # the tests name the fields


def seen(there: Arranged) -> tuple[int, int]:
    with Session(there.engine) as session:
        return entries_of_property(session, there.home.id), entries_of_unit(session, there.unit.id)


def test_a_property_says_something_else_and_keeps_what_it_said(there: Arranged) -> None:
    changed = register(there.home, code="R77", preparation_days=4)
    editing.change_register(
        property_id=there.home.id, register=changed, seen=seen(there)[0], by=there.manager, now=LATER
    )
    with Session(there.engine) as session:
        home = session.get_one(Property, there.home.id)
        entry = session.scalars(select(PropertyEntry).order_by(PropertyEntry.recorded_at.desc())).first()
        assert entry is not None
        assert (home.code, home.preparation_days) == (entry.code, entry.preparation_days) == ("R77", 4)
        line = audit.trail(session, subject_id=str(home.id))[0]
        assert (line.action, line.facts) == ("property.changed", {"changed": ["code", "preparation_days"]})


def test_saying_the_same_again_records_nothing(there: Arranged) -> None:
    before = seen(there)
    same = register(there.home)
    editing.change_register(property_id=there.home.id, register=same, seen=before[0], by=there.manager, now=LATER)
    editing.change_unit(unit_id=there.unit.id, home=facts(there.unit), seen=before[1], by=there.manager, now=LATER)
    assert seen(there) == before


def test_what_somebody_changed_meanwhile_is_not_overwritten(there: Arranged) -> None:
    homes, units = seen(there)
    changed = register(there.home, preparation_days=4)
    editing.change_register(property_id=there.home.id, register=changed, seen=homes, by=there.manager, now=LATER)
    with pytest.raises(Outdated):
        editing.change_register(
            property_id=there.home.id, register=register(there.home, preparation_days=9), seen=homes,
            by=there.manager, now=LATER,
        )  # fmt: skip
    editing.change_unit(unit_id=there.unit.id, home=facts(there.unit, floor=3), seen=units, by=there.manager, now=LATER)
    with pytest.raises(Outdated):
        editing.change_unit(
            unit_id=there.unit.id, home=facts(there.unit, floor=5), seen=units, by=there.manager, now=LATER
        )


def test_nothing_of_another_provider_s_can_be_changed(there: Arranged) -> None:
    stranger = refuge_manager(there.town, "Sara Demo", there.town.team)
    there.town.session.commit()
    said, homes = register(there.home), seen(there)
    with pytest.raises(NotFound):
        editing.change_register(property_id=there.home.id, register=said, seen=homes[0], by=stranger, now=LATER)
    with pytest.raises(NotFound):
        editing.change_unit(unit_id=there.unit.id, home=facts(there.unit), seen=homes[1], by=stranger, now=LATER)
    with pytest.raises(NotFound):
        editing.correct_address(
            property_id=there.home.id, address="2 Canary Lane", where=Said("ZZ1 1AA"), seen=homes[0], by=stranger,
            now=LATER,
        )  # fmt: skip
    with pytest.raises(NotFound):
        editing.change_register(property_id=uuid4(), register=said, seen=0, by=there.manager, now=LATER)


def test_an_address_is_corrected_and_whoever_lives_there_is_looked_at_again(there: Arranged) -> None:
    offer = there.offer()
    there.accept(offer)
    there.arrive(offer)
    ward = there.town.session.get_one(Ward, there.home.ward_code)
    there.town.session.add(
        Postcode(code="ZZ1 1AA", easting=ward.easting + 50, northing=ward.northing, ward_code=ward.code)
    )
    there.town.session.execute(text("delete from recheck"))
    there.town.session.commit()
    editing.correct_address(
        property_id=there.home.id, address="2 Canary Lane", where=Said("ZZ1 1AA"), seen=seen(there)[0],
        by=there.manager, now=LATER,
    )  # fmt: skip
    with Session(there.engine) as session:
        home = session.get_one(Property, there.home.id)
        assert (home.address, home.postcode, home.easting) == ("2 Canary Lane", "ZZ1 1AA", ward.easting + 50)
        assert session.scalars(select(Recheck.household_id)).all() == [there.household.id]
        raw = session.execute(text("select address from property_entry order by recorded_at desc limit 1")).scalar_one()
        assert b"Canary" not in bytes(raw)


def test_an_address_in_another_council_is_another_property(there: Arranged) -> None:
    session = there.town.session
    session.execute(text("insert into authority (code, name) values ('E08000099', 'Made-up elsewhere')"))
    session.add(Ward(code="E05099999", authority_code="E08000099", name="Elsewhere", easting=1000, northing=1000))
    session.flush()
    session.add(Postcode(code="ZZ9 9ZZ", easting=1000, northing=1000, ward_code="E05099999"))
    session.commit()
    with pytest.raises(Refused, match="Elsewhere is in another council") as refused:
        editing.correct_address(
            property_id=there.home.id, address="2 Canary Lane", where=Said("ZZ9 9ZZ"), seen=seen(there)[0],
            by=there.manager, now=LATER,
        )  # fmt: skip
    assert refused.value.field == "postcode"


def test_a_unit_says_something_else_and_keeps_what_it_said(there: Arranged) -> None:
    changed = facts(there.unit, bedrooms=((2, 1), (1, 0)), max_people=4, weekly_charge=Decimal("210.50"))
    editing.change_unit(unit_id=there.unit.id, home=changed, seen=seen(there)[1], by=there.manager, now=LATER)
    with Session(there.engine) as session:
        unit = session.get_one(Unit, there.unit.id)
        assert unit.bedrooms == [{"beds": 2, "cots": 1}, {"beds": 1, "cots": 0}]
        newest = session.scalars(select(UnitEntry).order_by(UnitEntry.recorded_at.desc())).first()
        assert newest is not None
        assert (newest.weekly_charge, newest.recorded_by_name) == (Decimal("210.50"), there.manager.name)


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        ({"bedrooms": ()}, "at least one bedroom", "bedrooms"),
        ({"bedrooms": ((2, 1),), "max_people": 4}, "must be 3 or fewer", "max_people"),
        ({"bedrooms": ((1, 0),), "max_people": 2}, "must be 1 or fewer", "max_people"),
    ],
)
def test_what_contradicts_itself_is_said_on_its_question(
    there: Arranged, changes: dict[str, object], sentence: str, field: str
) -> None:
    home = facts(there.unit, **changes)
    with pytest.raises(Refused, match=sentence) as refused:
        editing.change_unit(unit_id=there.unit.id, home=home, seen=seen(there)[1], by=there.manager, now=LATER)
    assert refused.value.field == field
    with pytest.raises(Refused, match=sentence):
        add_unit(property_id=there.home.id, home=replace(home, code="X1"), by=there.manager, now=LATER)


def test_two_units_of_a_property_have_two_codes(there: Arranged) -> None:
    other = add_unit(property_id=there.home.id, home=facts(there.unit, code="X1"), by=there.manager, now=NOW)
    with pytest.raises(Refused, match="Another unit") as refused:
        editing.change_unit(
            unit_id=there.unit.id, home=facts(there.unit, code="X1"), seen=seen(there)[1], by=there.manager, now=LATER
        )
    assert refused.value.field == "code"
    assert other.code == "X1"


def test_the_database_itself_refuses_an_open_refuge(there: Arranged) -> None:
    with Session(there.engine) as session, pytest.raises(IntegrityError, match="refuge_not_open"):
        session.execute(text("update property set confidential = 'open' where kind = 'refuge'"))
