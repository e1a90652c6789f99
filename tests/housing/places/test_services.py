"""What a provider may do to its stock, and what is refused, in sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing.access import Forbidden, NotFound
from housing.audit import AuditEntry
from housing.places import services
from housing.places.diary import PlaceTaken
from housing.places.freshness.confirming import confirm_seen
from housing.places.models import AcceptancePolicy, VacancyCheck
from housing.places.queries import policy_on
from housing.places.registering import Building, Home, add_property, add_unit
from housing.places.services import Acceptance
from housing.places.voids.services import record_void
from housing.places.voids.works import Works
from housing.refusals import Refused
from tests.housing.placements.arranging import Arranged, refuge_manager
from tests.housing.placements.matching.factories import NOW, TODAY

DAY = timedelta(days=1)
WOMEN = Acceptance(sexes=("female",), boys_up_to=12, boys_any=False, max_support="high", funding=("housing_benefit",))


def diary(there: Arranged) -> list[tuple[str, object, object]]:
    return [(line.kind, line.during.lower, line.during.upper) for line in there.lines()]


def close(there: Arranged, days: int | None = None, *, reason: str = "repairs") -> None:
    until = None if days is None else TODAY + days * DAY
    works = Works(reason=reason, from_on=TODAY, until_on=until)
    record_void(unit_id=there.unit.id, works=works, by=there.manager, now=NOW)


def test_a_change_takes_the_place_of_the_one_before_and_days_past_stay(there: Arranged) -> None:
    close(there)
    later = NOW + 3 * DAY
    services.prepare_unit(unit_id=there.unit.id, ready_on=TODAY + 5 * DAY, by=there.manager, now=later)
    assert diary(there) == [
        ("out_of_use", TODAY, TODAY + 3 * DAY),
        ("preparing", TODAY + 3 * DAY, TODAY + 5 * DAY),
    ]
    services.make_available(unit_id=there.unit.id, from_on=later.date(), by=there.manager, now=later)
    assert diary(there) == [("out_of_use", TODAY, TODAY + 3 * DAY)]


@pytest.mark.parametrize(
    ("act", "sentence", "field"),
    [
        (lambda there: close(there, 0), "must be after the first day", "until_on"),
        (lambda there: close(there, reason=""), "Select why the unit is out of use", "reason"),
        (lambda there: close(there, reason="made_up"), "Select why the unit is out of use", "reason"),
        (
            lambda there: services.prepare_unit(unit_id=there.unit.id, ready_on=TODAY, by=there.manager, now=NOW),
            "must be after today",
            "ready_on",
        ),
    ],
)
def test_what_is_not_in_order_is_said_on_its_question(
    there: Arranged, act: Callable[[Arranged], None], sentence: str, field: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        act(there)
    assert refused.value.field == field
    assert diary(there) == []


def test_a_unit_that_is_held_is_not_changed_under_the_household(there: Arranged) -> None:
    there.offer()
    acts: list[Callable[[], None]] = [
        lambda: close(there),
        lambda: services.prepare_unit(unit_id=there.unit.id, ready_on=TODAY + DAY, by=there.manager, now=NOW),
        lambda: services.make_available(unit_id=there.unit.id, from_on=TODAY, by=there.manager, now=NOW),
    ]
    for act in acts:
        with pytest.raises(PlaceTaken, match="is held"):
            act()
    assert [kind for kind, _, _ in diary(there)] == ["hold"]


def test_every_change_is_a_look_and_a_line_in_the_trail(there: Arranged) -> None:
    close(there)
    services.confirm_units(unit_ids=[there.unit.id], by=there.manager, now=NOW + DAY)
    with Session(there.engine) as session:
        looks = select(func.count()).where(VacancyCheck.unit_id == there.unit.id)
        assert session.scalar(looks.select_from(VacancyCheck)) == 3
        assert list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq))) == [
            "unit.out_of_use",
            "unit.confirmed",
        ]


def test_one_strange_unit_among_those_confirmed_confirms_none(there: Arranged) -> None:
    with pytest.raises(NotFound):
        services.confirm_units(unit_ids=[there.unit.id, uuid4()], by=there.manager, now=NOW)
    with Session(there.engine) as session:
        assert session.scalar(select(func.count()).select_from(VacancyCheck)) == 1


def test_only_the_provider_itself_changes_its_stock(there: Arranged) -> None:
    stranger = refuge_manager(there.town, "Sara Demo", there.town.team)
    there.town.session.commit()
    acts: list[Callable[..., object]] = [
        lambda by: services.make_available(unit_id=there.unit.id, from_on=TODAY, by=by, now=NOW),
        lambda by: services.confirm_units(unit_ids=[there.unit.id], by=by, now=NOW),
        lambda by: confirm_seen(seen="", property_id=there.home.id, by=by, now=NOW),
        lambda by: services.disclose_own_address(property_id=there.home.id, by=by, now=NOW),
        lambda by: services.record_policy(property_id=there.home.id, acceptance=WOMEN, from_on=TODAY, by=by, now=NOW),
    ]
    for act in acts:
        with pytest.raises(NotFound):
            act(stranger)
        with pytest.raises(Forbidden):
            act(there.officer)


def test_a_policy_begins_on_its_day_and_the_one_before_stays_on_record(there: Arranged) -> None:
    services.record_policy(
        property_id=there.home.id, acceptance=WOMEN, from_on=TODAY + 7 * DAY, by=there.manager, now=NOW
    )
    with Session(there.engine) as session:
        query = select(AcceptancePolicy).where(AcceptancePolicy.property_id == there.home.id)
        policies = list(session.scalars(query))
    today, later = policy_on(policies, TODAY), policy_on(policies, TODAY + 7 * DAY)
    assert today is not None
    assert later is not None
    assert (today.boys_any, later.boys_up_to) == (True, 12)


@pytest.mark.parametrize("field", ["sexes", "funding"])
def test_a_policy_that_accepts_nobody_is_refused(there: Arranged, field: str) -> None:
    empty = Acceptance(**{**{name: getattr(WOMEN, name) for name in Acceptance.__slots__}, field: ()})
    with pytest.raises(Refused) as refused:
        services.record_policy(property_id=there.home.id, acceptance=empty, from_on=TODAY, by=there.manager, now=NOW)
    assert refused.value.field == field


def test_two_buildings_of_one_council_and_two_units_of_one_building_differ_by_code(there: Arranged) -> None:
    building = Building(
        code="MU-NEW", kind="refuge", address="1 Made-up Road", postcode="ZZ99 9ZZ", ward_code=there.town.ward,
        easting=440_000, northing=390_000, sleeping="room_standard",
    )  # fmt: skip
    home = add_property(organisation_id=there.town.provider, building=building, by=there.manager, now=NOW)
    with pytest.raises(Refused, match="Another property of this council has this code"):
        add_property(organisation_id=there.town.provider, building=building, by=there.manager, now=NOW)
    flat = Home("MU-NEW-1", ((2, 1),), max_people=3, floor=0)
    add_unit(property_id=home.id, home=flat, by=there.manager, now=NOW)
    with pytest.raises(Refused, match="Another unit of this property has this code"):
        add_unit(property_id=home.id, home=flat, by=there.manager, now=NOW)
    with pytest.raises(Refused, match="at least one bedroom"):
        add_unit(property_id=home.id, home=Home("MU-NEW-2", (), 1, 0), by=there.manager, now=NOW)
