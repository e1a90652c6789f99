"""Who sees what of a change that was made: by role, by organisation, by case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from housing import db
from housing.access import Actor, NotFound, Role
from housing.households import distances
from housing.placements.sandbox import queries
from housing.placements.sandbox.confirming import confirm
from housing.placements.sandbox.models import WeighedChange
from housing.placements.sandbox.seeing import Shown, Tally, shown
from housing.placements.sandbox.weighing import weigh
from tests.housing.placements.arranging import member, refuge_manager
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town
from tests.housing.placements.sandbox.conftest import Before, boys_to

NUMBERS = (Tally("Band 2", "None", "Fewer than 5", "None", "Fewer than 5", "None"),)


def made(intention: UUID, by: Actor) -> WeighedChange:
    return confirm(intention_id=intention, seen=weigh(intention, by, now=NOW).mark, by=by, now=NOW)


@pytest.fixture
def policy(before: Before) -> WeighedChange:
    """The refuge takes boys up to 12 from now on."""
    return made(before.intends(boys_to(12)), before.manager)


def somebody(before: Before, role: Role, **more: Any) -> Actor:
    found = member(before.town, before.town.actor(role, f"Made-up {role}", **more))
    before.town.session.commit()
    return found


def seen_by(actor: Actor, change: WeighedChange) -> Shown:
    with db.reading() as session:
        return shown(session, actor, COUNCIL, queries.preview(queries.one(session, actor, change.id)))


def listed(actor: Actor) -> list[UUID]:
    with db.reading() as session:
        found = [each.id for each in queries.past(session, actor)]
        assert queries.count(session, actor) == len(found)
        return found


def test_the_team_sees_names_the_strategy_lead_and_the_manager_numbers(before: Before, policy: WeighedChange) -> None:
    assert [each.reference for each in seen_by(before.team, policy).today.named] == [before.mother.reference]
    for actor, units in ((before.manager, 1), (somebody(before, Role.STRATEGY), 0)):
        told = seen_by(actor, policy).today
        assert (told.named, told.others, len(told.units)) == ((), NUMBERS, units)


def test_others_do_not_know_of_it(before: Before, policy: WeighedChange) -> None:
    elsewhere = Town(Session(db.engine(), expire_on_commit=False), code="E08999902")
    elsewhere.session.commit()
    stranger = refuge_manager(before.town, "Sara Demo", before.town.team)
    abroad = elsewhere.actor(Role.HOMELESSNESS)
    elsewhere.session.commit()
    before.town.session.commit()
    for actor in (stranger, abroad, somebody(before, Role.OFFICER), somebody(before, Role.ADMINISTRATOR)):
        with pytest.raises(NotFound), db.reading() as session:
            queries.one(session, actor, policy.id)
        assert listed(actor) == []
    elsewhere.session.close()
    assert listed(before.team) == [policy.id]


@pytest.mark.parametrize("closed", ["barred", "restricted"])
def test_a_case_that_is_closed_to_somebody_is_not_even_counted(
    before: Before, policy: WeighedChange, closed: str
) -> None:
    strategist = somebody(before, Role.STRATEGY)
    actors = (before.team, before.manager, strategist)
    if closed == "barred":
        for actor in actors:
            before.town.bar(actor, before.mother)
    else:
        before.mother.restricted = True
    before.town.session.commit()
    for actor in actors:
        told = seen_by(actor, policy)
        assert told.today.nobody
        assert told.today.units == ()
        assert told.lately.nobody
    if closed == "restricted":
        before.town.name_for(before.team, before.mother)
        before.town.session.commit()
        assert [each.reference for each in seen_by(before.team, policy).today.named] == [before.mother.reference]


def test_one_household_s_distance_is_for_those_who_see_the_household(before: Before) -> None:
    place = before.town.danger(before.town.concern(before.mother), 443_000, 390_000, 2_000)
    officer, strategist = somebody(before, Role.OFFICER), somebody(before, Role.STRATEGY)
    intention = distances.intend_distance(
        household_id=before.mother.id, concern_id=place.concern_id, place_id=place.id, radius_m=3_000,
        by=officer, now=NOW,
    )  # fmt: skip
    change = made(intention.id, officer)
    assert listed(officer) == listed(before.team) == [change.id]
    assert listed(strategist) == listed(before.manager) == []
    before.town.bar(before.team, before.mother)
    before.town.session.commit()
    assert listed(before.team) == []


def test_the_usual_distance_is_the_whole_council_s(before: Before) -> None:
    change = made(distances.intend_usual(kind="home", radius_m=2_500, by=before.team, now=NOW).id, before.team)
    assert listed(before.team) == listed(somebody(before, Role.STRATEGY)) == [change.id]
    assert listed(before.manager) == listed(somebody(before, Role.OFFICER)) == []
