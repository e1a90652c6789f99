"""What is recorded of a household: kept as it was answered, refused where it cannot be, for the right people only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, select, text

from housing import db
from housing.access import Actor, Forbidden, NotFound
from housing.audit import AuditEntry
from housing.households import asked, queries, services
from housing.households.models import CasePerson, Household
from housing.households.restriction import named_for
from housing.households.services import Concern, Contact, DangerPlace, Member, Near
from housing.outbox import OutboxMessage
from housing.presentations.services import start_presentation
from housing.refusals import Outdated, Refused
from tests.housing.households.factories import COUNCIL, NOW, OTHER_WARD, POSTCODE, TODAY, WARD, Town, bar, town


@pytest.fixture
def people(engine: Engine) -> Town:
    """A made-up council."""
    return town()


@pytest.fixture
def household(people: Town) -> UUID:
    """A household of the officer's team."""
    return start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW).household_id


def read(actor: Actor, household_id: UUID) -> Household:
    """The household as it is stored now."""
    with db.reading() as session:
        return queries.one(session, actor, household_id)


def actions() -> list[str]:
    """What the audit trail holds, oldest first."""
    with db.reading() as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)))


def test_people_are_added_changed_and_removed(people: Town, household: UUID) -> None:
    by: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    child = services.add_person(member=Member("Kid", date(2017, 3, 1), "male", "child", "child"), **by)
    man = services.add_person(member=Member("Other Adult", role="adult"), **by)
    lead = read(people.officer, household).people[0]
    services.change_person(person_id=lead.id, member=Member("Madeup Person", partner_id=man.id), **by)
    stored = read(people.officer, household)
    assert [(one.name, one.role, one.position) for one in stored.people] == [
        ("Madeup Person", "adult", 0),
        ("Kid", "child", 1),
        ("Other Adult", "adult", 2),
    ]
    assert (stored.people[0].partner_id, stored.people[2].partner_id) == (man.id, lead.id)
    services.remove_person(person_id=man.id, **by)
    services.remove_person(person_id=child.id, **by)
    assert [(one.name, one.partner_id) for one in read(people.officer, household).people] == [("Madeup Person", None)]
    with pytest.raises(Refused, match="cannot be removed"):
        services.remove_person(person_id=lead.id, **by)
    assert actions()[-5:] == [
        "household.person_added",
        "household.person_added",
        "household.person_changed",
        "household.person_removed",
        "household.person_removed",
    ]


@pytest.mark.parametrize(
    ("member", "field"),
    [
        (Member(role="pensioner"), "role"),
        (Member(sex="not listed"), "sex"),
        (Member(relationship="not listed"), "relationship"),
        (Member(born=TODAY + timedelta(days=1)), "born"),
        (Member(born=date(1900, 1, 1)), "born"),
        (Member(born=date(1990, 1, 1), role="child"), "role"),
    ],
)
def test_a_person_that_cannot_be_is_refused(people: Town, household: UUID, member: Member, field: str) -> None:
    with pytest.raises(Refused) as refused:
        services.add_person(household_id=household, member=member, by=people.officer, now=NOW)
    assert refused.value.field == field


def test_not_asked_and_asked_and_none_are_different(people: Town, household: UUID) -> None:
    before = read(people.officer, household)
    assert not any(asked.was_asked(before, name) for name in asked.ASKABLE)
    services.save_needs(
        household_id=household,
        access_needs=[],
        support_need="high",
        pets=["dog"],
        preferred_services=None,
        by=people.officer,
        now=NOW,
    )
    after = read(people.officer, household)
    known = {name: asked.was_asked(after, name) for name in ("access_needs", "pets", "preferred_services")}
    assert known == {"access_needs": True, "pets": True, "preferred_services": False}
    assert (after.access_needs, after.pets, after.support_need) == ([], ["dog"], "high")


def test_births_are_expected_or_asked_and_none(people: Town, household: UUID) -> None:
    by: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    services.add_birth(due_on=date(2027, 1, 15), babies=2, **by)
    stored = read(people.officer, household)
    assert [birth.due_on for birth in stored.births] == [date(2027, 1, 15)] * 2
    with pytest.raises(Refused, match="Remove the expected births first"):
        services.nobody_is_pregnant(**by)
    for birth in stored.births:
        services.remove_birth(birth_id=birth.id, **by)
    services.nobody_is_pregnant(**by)
    assert asked.was_asked(read(people.officer, household), "births")
    for due_on, babies in ((date(2028, 1, 1), 1), (date(2026, 1, 1), 1), (date(2027, 1, 1), 0)):
        with pytest.raises(Refused):
            services.add_birth(due_on=due_on, babies=babies, **by)


def test_places_of_a_person_of_concern_take_the_usual_distance(people: Town, household: UUID) -> None:
    by: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    person = services.add_person_of_concern(concern=Concern("Bad Madeup", None, "ex_partner"), **by)
    by["concern_id"] = person.id
    services.add_place_of_concern(place=DangerPlace("home", POSTCODE), **by)
    services.add_place_of_concern(place=DangerPlace("work", ward_code=OTHER_WARD, radius_m=500), **by)
    stored = read(people.officer, household)
    assert stored.concerns_asked
    assert [(one.kind, one.postcode, one.easting, one.radius_m) for one in stored.concerns[0].places] == [
        ("home", POSTCODE, 442900, 3000),
        ("work", None, 445000, 500),
    ]
    with pytest.raises(Refused, match="Remove the places"):
        services.places_not_known(why="far away", **by)
    for place in stored.concerns[0].places:
        services.remove_place_of_concern(place_id=place.id, **by)
    assert read(people.officer, household).concerns[0].places_known is None
    services.places_not_known(why=" far away ", **by)
    after = read(people.officer, household).concerns[0]
    assert (after.places_known, after.places_why) == (False, "far away")


def test_taking_the_last_person_of_concern_off_means_asking_again(people: Town, household: UUID) -> None:
    by: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    person = services.add_person_of_concern(concern=Concern("Bad Madeup"), **by)
    services.add_place_of_concern(concern_id=person.id, place=DangerPlace("home", POSTCODE), **by)
    with pytest.raises(Refused, match="Remove the people of concern first"):
        services.nobody_of_concern(**by)
    services.remove_person_of_concern(concern_id=person.id, **by)
    assert not read(people.officer, household).concerns_asked
    services.nobody_of_concern(**by)
    assert read(people.officer, household).concerns_asked


@pytest.mark.parametrize(
    "place",
    [DangerPlace("home", "S99 9ZZ"), DangerPlace("home"), DangerPlace("moon", POSTCODE),
     DangerPlace("home", POSTCODE, radius_m=0), DangerPlace("home", ward_code="E00000000")],
)  # fmt: skip
def test_a_place_nobody_can_find_is_refused(people: Town, household: UUID, place: DangerPlace) -> None:
    person = services.add_person_of_concern(household_id=household, concern=Concern(), by=people.officer, now=NOW)
    with pytest.raises(Refused):
        services.add_place_of_concern(
            household_id=household, concern_id=person.id, place=place, by=people.officer, now=NOW
        )


def test_areas_and_near_places(people: Town, household: UUID) -> None:
    by: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    services.save_areas(wards=[WARD], leave_council=True, **by)
    services.save_areas(wards=[OTHER_WARD], leave_council=True, **by)
    stored = read(people.officer, household)
    assert {(one.area_code, one.outside) for one in stored.excluded} == {(OTHER_WARD, False), (COUNCIL, True)}
    services.save_areas(wards=[], leave_council=False, **by)
    services.add_near_place(near=Near("school", POSTCODE, importance=5, limit_km=3), **by)
    stored = read(people.officer, household)
    assert (stored.excluded, asked.was_asked(stored, "excluded"), stored.near_asked) == ([], True, True)
    with pytest.raises(Refused, match="Remove the places"):
        services.nowhere_near(**by)
    services.remove_near_place(near_id=stored.near[0].id, **by)
    services.nowhere_near(**by)
    with pytest.raises(Refused):
        services.save_areas(wards=["E00000000"], leave_council=False, **by)


def test_a_save_over_somebody_elses_is_refused(people: Town, household: UUID) -> None:
    version = read(people.officer, household).version
    contact: dict[str, Any] = {
        "household_id": household,
        "interpreter": None,
        "language": None,
        "now": NOW,
        "version": version,
    }
    services.save_contact(contact=Contact(("call",), phone="+441632960001"), by=people.officer, **contact)
    with pytest.raises(Outdated):
        services.save_contact(contact=Contact(("text",)), by=people.colleague, **contact)
    kept = read(people.officer, household).safe_contact
    assert kept is not None
    assert (kept.methods, kept.phone) == (["call"], "+441632960001")


def test_names_numbers_and_places_are_sealed(engine: Engine, people: Town, household: UUID) -> None:
    by: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    services.save_contact(
        contact=Contact(phone="+441632960001", notes="ring the canary"), interpreter=None, language=None, **by
    )
    person = services.add_person_of_concern(concern=Concern("Canary Madeup"), **by)
    services.add_place_of_concern(concern_id=person.id, place=DangerPlace("home", POSTCODE), **by)
    with engine.connect() as connection:
        for table in ("person", "person_of_concern", "concern_place", "safe_contact", "household_event", "audit_entry"):
            rows = str(connection.execute(text(f"select {table}::text from {table}")).all()).lower()
            assert not any(secret in rows for secret in ("madeup", "canary", "s60", "1632960001"))


CHANGES: list[Callable[..., object]] = [
    lambda **by: services.add_person(member=Member(), **by),
    lambda **by: services.save_money(immigration=None, funding=None, **by),
    lambda **by: services.save_wishes(accepts=["refuge"], wants_to_stay=None, **by),
    services.nobody_of_concern,
    services.nobody_is_pregnant,
    services.nowhere_near,
    lambda **by: services.save_areas(wards=None, leave_council=False, **by),
]


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_else_changes_a_household(people: Town, household: UUID, change: Callable[..., object]) -> None:
    for actor in (people.other_team, people.neighbour):
        with pytest.raises(NotFound):
            change(household_id=household, by=actor, now=NOW)
    for actor in (people.refuge, people.strategy):
        with pytest.raises(Forbidden):
            change(household_id=household, by=actor, now=NOW)
    with pytest.raises(NotFound):
        change(household_id=uuid4(), by=people.officer, now=NOW)
    change(household_id=household, by=people.homelessness, now=NOW)


def test_only_the_homelessness_team_restricts_and_only_named_people_see(people: Town, household: UUID) -> None:
    by: dict[str, Any] = {"household_id": household, "now": NOW}
    officer = people.officer.account_id
    assert officer is not None
    assert people.other_team.account_id is not None
    with pytest.raises(Forbidden):
        services.restrict(named=[officer], by=people.officer, **by)
    with pytest.raises(Refused):
        services.restrict(named=[people.other_team.account_id], by=people.homelessness, **by)
    services.restrict(named=[officer], by=people.homelessness, **by)
    assert read(people.officer, household).restricted
    assert read(people.homelessness, household).restricted
    with pytest.raises(NotFound):
        read(people.colleague, household)
    services.open_to_team(by=people.homelessness, **by)
    assert not read(people.colleague, household).restricted


def test_staff_of_a_provider_named_with_a_referral_stay_named(people: Town, household: UUID) -> None:
    refuge = people.refuge.account_id
    assert refuge is not None
    services.restrict(household_id=household, named=[], by=people.homelessness, now=NOW)
    with db.transaction() as session:
        session.add(CasePerson(household_id=household, account_id=refuge, named_at=NOW))
    services.restrict(household_id=household, named=[], by=people.homelessness, now=NOW)
    with db.reading() as session:
        assert named_for(session, household) == {refuge, people.homelessness.account_id}


def messages() -> list[tuple[UUID, str, str]]:
    """Who is to be told, in which words, about which reference."""
    with db.reading() as session:
        rows = session.execute(select(OutboxMessage.account_id, OutboxMessage.wording, OutboxMessage.facts))
        return [(account, wording, facts["reference"]) for account, wording, facts in rows]


def test_a_counter_allegation_is_told_to_the_team_and_to_nobody_else(people: Town, household: UUID) -> None:
    services.add_person_of_concern(household_id=household, concern=Concern("Bad  MADEUP"), by=people.officer, now=NOW)
    assert messages() == []
    second = start_presentation(name="bad madeup", route=None, by=people.other_team, now=NOW)
    with db.reading() as session:
        reference = session.get_one(Household, second.household_id).reference
    assert people.homelessness.account_id is not None
    assert messages() == [(people.homelessness.account_id, "counter_allegation", reference)]
    assert "household.counter_allegation" in actions()


def test_it_is_seen_the_other_way_round_and_never_by_somebody_barred(people: Town, household: UUID) -> None:
    other = start_presentation(name="Bad Madeup", route=None, by=people.other_team, now=NOW).household_id
    bar(people.homelessness, other)
    services.add_person_of_concern(household_id=household, concern=Concern("Bad Madeup"), by=people.officer, now=NOW)
    assert messages() == []
    assert "household.counter_allegation" in actions()
