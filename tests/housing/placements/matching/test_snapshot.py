"""Rows become a problem document that the engine reads, and what is not known stays not known."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from allocation.match import match
from allocation.problem import read_problem
from housing import db
from housing.access import Role
from housing.households.models import ExcludedArea, ExpectedBirth, Household
from housing.placements.matching.snapshot import Snapshot, take
from tests.housing.placements.matching.factories import COUNCIL, NOW, TODAY, Town

Fresh = Callable[[], Snapshot]


def entry(snapshot: Snapshot, household: Household) -> dict[str, Any]:
    """The household's part of the document."""
    return next(each for each in snapshot.document["households"] if each["id"] == str(household.id))


def test_everything_recorded_is_in_the_document_and_the_engine_reads_it(town: Town, snapshot: Fresh) -> None:
    unit = town.unit(
        town.home(kind="refuge", policy={"boys_any": False, "boys_up_to": 12, "caps": {"support:high+": 2}})
    )
    her = town.household(support_need="high", pets=["dog"], access_needs=["step_free"], preferred_services=["deaf"])
    partner = town.person(her, sex="female")
    town.person(her, role="child", sex="male", born=date(2015, 1, 1))
    her_people = town.session.query(type(partner)).filter_by(household_id=her.id).order_by(type(partner).position).all()
    her_people[0].partner_id = partner.id
    town.session.add_all(
        [
            ExpectedBirth(household_id=her.id, due_on=date(2027, 1, 15)),
            ExcludedArea(household_id=her.id, area_code="E05000001", outside=False),
            ExcludedArea(household_id=her.id, area_code="E08000018", outside=True),
        ]
    )
    town.danger(town.concern(her), 442_900, 392_800, 3000)
    town.near(her, 443_500, 391_000, importance=3, limit_km=8)
    town.presents(her, band=1, days=4)
    found = snapshot()
    problem = read_problem(found.as_bytes())
    (household,) = problem.households
    assert (household.band, household.days_waited, household.support_need) == (1, 4, "high")
    assert len(household.members) == 3
    assert household.couples == {frozenset((str(her_people[0].id), str(partner.id)))}
    assert household.expected_births == (date(2027, 1, 15),)
    assert household.excluded_areas == {"E05000001"}
    assert household.outside_authorities == {"E08000018"}
    assert [zone.radius_m for zone in household.danger_zones or ()] == [3000]
    assert [(place.kind, place.importance, place.limit_km) for place in household.places] == [("work", 3, Fraction(8))]
    assert problem.units[0].id == str(unit.id)
    assert (problem.properties[0].boys_up_to, dict(problem.properties[0].caps)) == (12, {"support:high+": 2})
    assert match(problem)["problem_sha256"] == problem.sha256


def test_no_name_address_or_postcode_is_in_the_document(town: Town, snapshot: Fresh) -> None:
    resident = town.lives(town.household(name="Canary Resident"), town.unit(home := town.home()))
    town.concern(resident, name="Canary Danger")
    town.unit(home)
    town.seeks(town.household(name="Canary Survivor"))
    text = snapshot().as_bytes().decode()
    for canary in ("Canary", "Made-up Street", "ZZ99", "Madeup"):
        assert canary not in text


def test_danger_zones_are_not_known_until_all_there_is_to_ask_has_been_asked(town: Town, snapshot: Fresh) -> None:
    nobody_asked = town.seeks(town.household(concerns_asked=False))
    nobody_feared = town.seeks()
    places_not_asked, no_reason, reason, listed, promised = (town.seeks() for _ in range(5))
    town.concern(places_not_asked, places_known=None, places_why=None)
    town.concern(no_reason, places_why=None)
    town.concern(reason)
    town.danger(town.concern(listed), 441_000, 391_000, 500)
    town.concern(promised, places_known=True)
    found = snapshot()
    assert entry(found, nobody_asked)["danger_zones"] is None
    assert entry(found, nobody_asked)["threats"] is None
    assert entry(found, nobody_feared)["danger_zones"] == []
    assert entry(found, nobody_feared)["threats"] == []
    assert entry(found, places_not_asked)["danger_zones"] is None
    assert entry(found, no_reason)["danger_zones"] is None
    assert entry(found, reason)["danger_zones"] == []
    assert len(entry(found, listed)["danger_zones"]) == 1
    assert entry(found, promised)["danger_zones"] is None


def test_a_date_of_birth_that_cannot_be_right_is_not_known(town: Town, snapshot: Fresh) -> None:
    household = town.seeks(town.household(born=TODAY + timedelta(days=1)))
    town.person(household, born=date(1880, 1, 1))
    town.person(household, born=None)
    found = snapshot()
    assert [member["born"] for member in entry(found, household)["members"]] == [None, None, None]
    read_problem(found.as_bytes())


def test_what_was_not_asked_leaves_every_kind_open_and_no_funding(town: Town, snapshot: Fresh) -> None:
    open_to_all = town.seeks(town.household(accepts=[], funding=[], support_need=None))
    none_will_do = town.seeks(town.household(accepts=[], asked=["accepts"]))
    found = snapshot()
    facts = entry(found, open_to_all)
    assert facts["accepts"] == ["refuge", "dispersed", "specialist"]
    assert facts["funding"] == []
    assert facts["support_need"] is None
    assert [(each.id, each.why) for each in found.households_left_out] == [(none_will_do.id, "no_kind")]


@pytest.mark.parametrize("stage", ["placed", "settling", "moving_on", "resettled"])
def test_only_households_at_a_stage_that_needs_a_place_are_matched(town: Town, snapshot: Fresh, stage: str) -> None:
    town.presents(town.household(), stage=stage)
    looking = town.household()
    town.presents(looking, stage="safe_tonight")
    assert [each["id"] for each in snapshot().document["households"]] == [str(looking.id)]


def test_an_ended_presentation_and_another_council_are_not_matched(town: Town, snapshot: Fresh) -> None:
    ended = town.presents(town.household())
    ended.ended_at, ended.outcome = NOW, "withdrawn"
    elsewhere = Town(town.session, code="E08999902")
    elsewhere.seeks()
    elsewhere.unit()
    document = snapshot().document
    assert (document["households"], document["properties"]) == ([], [])


def test_a_household_with_an_open_offer_waits_for_it_and_counts_as_living_there(town: Town, snapshot: Fresh) -> None:
    home = town.home()
    offered, other = town.unit(home), town.unit(home)
    her = town.seeks()
    town.offer(her, offered)
    found = snapshot()
    assert found.document["households"] == []
    assert [(each.id, each.why) for each in found.households_left_out] == [(her.id, "offer_open")]
    assert [(each.id, each.why) for each in found.units_left_out] == [(offered.id, "held")]
    (described,) = found.document["properties"]
    assert [unit["id"] for unit in described["units"]] == [str(other.id)]
    assert [resident["household"] for resident in described["residents"]] == [str(her.id)]


@pytest.mark.parametrize("event", ["she_declined", "provider_declined", "withdrawn"])
def test_what_was_declined_is_not_proposed_again(town: Town, snapshot: Fresh, event: str) -> None:
    unit = town.unit()
    her = town.seeks()
    town.offer(her, unit, event, open=False)
    assert entry(snapshot(), her)["declined"] == ([] if event == "withdrawn" else [str(unit.id)])


def test_units_whose_availability_nobody_knows_are_left_out_with_the_reason(town: Town, snapshot: Fresh) -> None:
    free, let, leaving, broken, overdue = (town.unit() for _ in range(5))
    town.lives(town.household(), let)
    town.lives(town.household(), leaving, until_on=TODAY + timedelta(days=2), reason="planned")
    town.lives(town.household(), overdue, until_on=TODAY - timedelta(days=2), reason="planned")
    town.line(broken, "out_of_use", reason="repairs")
    no_policy = town.unit(town.home(policy={}))
    future = town.home(policy={})
    town.policy(future, from_on=TODAY + timedelta(days=1))
    not_yet = town.unit(future)
    found = snapshot()
    units = {unit["id"]: unit["available_from"] for home in found.document["properties"] for unit in home["units"]}
    assert units == {str(free.id): TODAY.isoformat(), str(leaving.id): "2026-11-26"}
    assert {each.id: each.why for each in found.units_left_out} == {
        let.id: "occupied", broken.id: "out_of_use", overdue.id: "overdue",
        no_policy.id: "no_policy", not_yet.id: "no_policy",
    }  # fmt: skip


def test_a_stay_that_is_over_is_nobody_living_there(town: Town, snapshot: Fresh) -> None:
    home = town.home()
    unit = town.unit(home)
    town.lives(town.household(), unit, until_on=TODAY - timedelta(days=1))
    still_there = town.lives(town.household(), town.unit(home), until_on=TODAY - timedelta(days=1), reason="planned")
    (described,) = snapshot().document["properties"]
    assert [resident["household"] for resident in described["residents"]] == [str(still_there.id)]


def test_the_newest_policy_that_has_begun_counts(town: Town, snapshot: Fresh) -> None:
    home = town.home(policy={"max_support": "low"})
    town.policy(home, from_on=TODAY, max_support="high")
    town.policy(home, from_on=TODAY + timedelta(days=1), max_support="medium")
    town.unit(home)
    assert snapshot().document["properties"][0]["max_support"] == "high"


def test_the_number_of_queries_does_not_grow(town: Town, snapshot: Fresh) -> None:
    def queries() -> int:
        with db.count_statements() as statements:
            snapshot()
        return len([statement for statement in statements if statement.startswith("SELECT")])

    def family() -> None:
        her = town.seeks()
        town.danger(town.concern(her), 441_000, 391_000, 500)
        town.near(her, 441_000, 391_000)
        town.session.add(ExpectedBirth(household_id=her.id, due_on=TODAY))
        town.session.add(ExcludedArea(household_id=her.id, area_code="E05000001"))
        home = town.home()
        town.unit(home)
        resident = town.lives(town.household(), town.unit(home))
        town.concern(resident)
        town.offer(town.seeks(), town.unit(home))

    family()
    first = queries()
    for _ in range(5):
        family()
    assert queries() == first


def test_one_household_alone_is_seen_with_its_own_hold_free_again(town: Town, snapshot: Fresh) -> None:
    home = town.home()
    mine, unit = town.unit(home), town.unit(home)
    her = town.household()
    town.presents(her, stage="placed")
    town.offer(her, mine)
    other = town.seeks()
    town.session.commit()
    found = take(town.session, COUNCIL, now=NOW, only=her.id)
    assert [each["id"] for each in found.document["households"]] == [str(her.id)]
    (described,) = found.document["properties"]
    assert {each["id"] for each in described["units"]} == {str(mine.id), str(unit.id)}
    assert described["residents"] == []
    assert str(other.id) not in json.dumps(found.document)
    assert town.actor(Role.OFFICER).may("options.see")
