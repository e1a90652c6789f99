"""Closing through the services: never over people, except where nobody may stay; and nothing recorded is lost."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Forbidden, NotFound
from housing.outbox import OutboxMessage
from housing.placements.closing import queries, services
from housing.placements.closing.fitting import PeopleThere
from housing.placements.closing.services import Plan
from housing.placements.models import Stay
from housing.placements.stays import services as stays
from housing.places import diary
from housing.places.diary import PlaceTaken
from housing.places.services import lock_unit
from housing.places.state import UnitState
from housing.refusals import Refused
from housing.tasks.models import Task
from tests.housing.placements.arranging import Arranged, refuge_manager
from tests.housing.placements.closing.acts import DAY, FRIDAY, MONDAY, NEXT_YEAR, close, close_unit
from tests.housing.placements.matching.factories import NOW, TODAY


def state(there: Arranged) -> UnitState:
    with Session(there.engine) as session:
        return diary.standing(session, lock_unit(session, there.unit.id), now=NOW)


def closings(there: Arranged) -> list[tuple[str, date | None, date | None]]:
    with Session(there.engine) as session:
        _, found = queries.of_property(session, there.manager, there.home.id, today=TODAY)
        return sorted((each.standing, each.closing.during.lower, each.closing.during.upper) for each in found)


def tasks(there: Arranged) -> list[Task]:
    """What is owed because of the closing; the pathway guide asks for its own."""
    with Session(there.engine) as session:
        owed = select(Task).where(Task.closed_at.is_(None), Task.kind != "guide")
        return list(session.scalars(owed.order_by(Task.role)))


def test_a_closed_property_is_free_for_nobody_until_it_opens(there: Arranged) -> None:
    close(there, TODAY, NEXT_YEAR)
    found = state(there)
    assert (found.kind, found.until_on, found.available_from) == ("closed", NEXT_YEAR, NEXT_YEAR)
    with pytest.raises(Refused, match=r"too late|cannot be offered"):
        there.offer()


def test_a_unit_that_closes_for_good_is_offered_to_nobody(there: Arranged) -> None:
    close_unit(there, MONDAY)
    assert (state(there).kind, state(there).available_from) == ("free_until", None)
    with pytest.raises(PlaceTaken, match="free only until 30 November 2026"):
        there.offer()


def test_the_other_units_of_a_property_stay_open(there: Arranged) -> None:
    other = there.town.unit(there.home)
    there.town.session.commit()
    close_unit(there, TODAY)
    there.offer(unit=other)


def test_with_somebody_there_it_says_the_earliest_day_that_works(there: Arranged, stay: Stay) -> None:
    with pytest.raises(PeopleThere, match=f"Somebody lives in {there.unit.code} and no day of leaving is recorded"):
        close(there, TODAY + DAY)
    stays.plan_departure(stay_id=stay.id, leaving_on=FRIDAY, by=there.manager, now=NOW)
    with pytest.raises(PeopleThere, match=r"The earliest day on which .* can close is 27 November 2026") as refused:
        close(there, TODAY + DAY)
    assert (refused.value.earliest, refused.value.field) == (FRIDAY, "from_on")
    close(there, FRIDAY)
    assert closings(there) == [("to_come", FRIDAY, None)]


def test_a_closing_of_some_days_fits_before_those_who_come(there: Arranged, stay: Stay) -> None:
    stays.plan_departure(stay_id=stay.id, leaving_on=TODAY + DAY, by=there.manager, now=NOW)
    there.offer(household=there.another())
    with pytest.raises(PeopleThere, match="only the council can withdraw it") as refused:
        close(there, TODAY + DAY, FRIDAY)
    assert refused.value.earliest is None
    close_unit(there, TODAY + DAY, TODAY + 2 * DAY)  # the day between


def test_whoever_lives_there_cannot_plan_to_stay_into_a_closing(there: Arranged, stay: Stay) -> None:
    plan = partial(stays.plan_departure, stay_id=stay.id, by=there.manager, now=NOW)
    plan(leaving_on=FRIDAY)
    close(there, MONDAY)
    plan(leaving_on=MONDAY)
    for late in (None, MONDAY + DAY):
        with pytest.raises(PlaceTaken, match="closed afterwards: they can stay until 30 November 2026"):
            plan(leaving_on=late)


def test_whoever_left_late_is_recorded_though_it_was_closed(there: Arranged, stay: Stay) -> None:
    stays.plan_departure(stay_id=stay.id, leaving_on=FRIDAY, by=there.manager, now=NOW)
    close(there, FRIDAY)
    stays.record_departure(
        stay_id=stay.id, left_on=MONDAY, reason="planned_move", destination="other", by=there.manager, now=NOW + 7 * DAY
    )
    assert there.lines()[0].during.upper == MONDAY


def test_where_it_is_not_safe_everybody_needs_another_place_at_once(there: Arranged, stay: Stay) -> None:
    close(there, TODAY, unsafe=True, reason="fire")
    assert state(there).kind == "occupied"
    assert state(there).closed is not None
    owed = tasks(there)
    assert [(task.role, task.urgent, task.household_id) for task in owed] == [
        ("homelessness_team", True, there.household.id), ("officer", True, there.household.id),
    ]  # fmt: skip
    assert {task.due_at for task in owed} == {NOW + timedelta(hours=24)}
    assert owed[1].organisation_id == there.household.organisation_id
    assert f"{there.unit.code} was closed as unsafe. Another place is needed." in there.story(there.household.id)
    with Session(there.engine) as session:
        told = session.scalars(select(OutboxMessage.account_id).where(OutboxMessage.wording == "urgent_task")).all()
    assert told == [there.officer.account_id]


def test_where_it_is_not_safe_offers_end_and_both_sides_are_told(there: Arranged) -> None:
    offer = there.offer()
    there.accept(offer)
    close(there, TODAY, unsafe=True)
    assert there.lines() == []
    assert any("its offer has ended" in each for each in there.story(there.household.id))
    with Session(there.engine) as session:
        told = session.scalars(select(OutboxMessage.account_id).where(OutboxMessage.wording == "offer_ended")).all()
    assert {there.officer.account_id, there.manager.account_id} <= set(told)
    with pytest.raises(Refused):
        there.offer()


def test_leaving_or_opening_again_settles_what_was_owed(there: Arranged, stay: Stay) -> None:
    closing = close(there, TODAY, unsafe=True)
    services.open_again(closing_id=closing.id, on=TODAY, by=there.manager, now=NOW)
    assert tasks(there) == []
    close(there, TODAY, unsafe=True)
    assert len(tasks(there)) == 2
    stays.record_departure(
        stay_id=stay.id, left_on=TODAY, reason="moved_for_safety", destination="other", by=there.manager, now=NOW
    )
    assert tasks(there) == []


def test_nobody_is_asked_twice_for_the_same_household(there: Arranged, stay: Stay) -> None:
    close_unit(there, TODAY, unsafe=True)
    close(there, TODAY, unsafe=True)
    assert len(tasks(there)) == 2


def test_an_unsafe_closing_keeps_what_was_planned_on_either_side(there: Arranged) -> None:
    close(there, TODAY, NEXT_YEAR)
    close(there, TODAY, MONDAY, unsafe=True, reason="flood")
    standing = {(start, end) for how, start, end in closings(there) if how in ("closed", "to_come")}
    assert standing == {(TODAY, MONDAY), (MONDAY, NEXT_YEAR)}


def test_opening_again_earlier_and_later_keeps_what_was_said_before(there: Arranged) -> None:
    closing = close(there, TODAY, NEXT_YEAR)
    services.open_again(closing_id=closing.id, on=MONDAY, by=there.manager, now=NOW)
    assert closings(there) == [("closed", TODAY, MONDAY), ("withdrawn", TODAY, NEXT_YEAR)]
    with pytest.raises(Refused, match="changed already by Rita Demo"):
        services.open_again(closing_id=closing.id, on=FRIDAY, by=there.manager, now=NOW)
    assert state(there).available_from == MONDAY


def test_it_stays_closed_no_longer_than_those_who_come_can_wait(there: Arranged) -> None:
    closing = close(there, TODAY, FRIDAY)
    there.town.line(there.unit, "hold", there.household, from_on=FRIDAY)
    there.town.session.commit()
    with pytest.raises(PeopleThere, match="held for a household from 27 November 2026"):
        services.open_again(closing_id=closing.id, on=MONDAY, by=there.manager, now=NOW)
    services.open_again(closing_id=closing.id, on=TODAY + DAY, by=there.manager, now=NOW)


def test_an_unsafe_place_may_stay_closed_longer_while_they_are_still_there(there: Arranged, stay: Stay) -> None:
    closing = close(there, TODAY, FRIDAY, unsafe=True)
    services.open_again(closing_id=closing.id, on=NEXT_YEAR, by=there.manager, now=NOW)
    assert closings(there) == [("closed", TODAY, NEXT_YEAR), ("withdrawn", TODAY, FRIDAY)]


def test_a_closing_that_has_not_begun_is_taken_back_once(there: Arranged) -> None:
    closing = close(there, MONDAY)
    services.take_back(closing_id=closing.id, by=there.manager, now=NOW)
    assert state(there).kind == "free"
    with pytest.raises(Refused, match="changed already by Rita Demo"):
        services.take_back(closing_id=closing.id, by=there.manager, now=NOW)
    with pytest.raises(Refused, match="closed already"):
        services.take_back(closing_id=close(there, TODAY).id, by=there.manager, now=NOW)


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (Plan(TODAY - DAY, None, "works"), "from_on"),
        (Plan(MONDAY, MONDAY, "works"), "until_on"),
        (Plan(MONDAY, None, "made_up"), "reason"),
        (Plan(MONDAY, None, "other"), "words"),
        (Plan(MONDAY, None, "fire", unsafe=True), "from_on"),
    ],
)
def test_what_is_not_in_order_is_said_on_its_question(there: Arranged, plan: Plan, field: str) -> None:
    with pytest.raises(Refused) as refused:
        services.close_property(property_id=there.home.id, plan=plan, by=there.manager, now=NOW)
    assert refused.value.field == field
    assert closings(there) == []


def test_closed_already_says_by_whom(there: Arranged) -> None:
    close(there, MONDAY)
    with pytest.raises(Refused, match="closed from 30 November 2026 with no day of opening again already: Rita Demo"):
        close(there, FRIDAY)


def test_only_the_provider_closes_its_own(there: Arranged) -> None:
    plan, stranger = Plan(MONDAY, None, "works"), refuge_manager(there.town, "Sonia Demo", there.town.team)
    with pytest.raises(NotFound):
        services.close_property(property_id=there.home.id, plan=plan, by=stranger, now=NOW)
    with pytest.raises(NotFound):
        services.close_unit(unit_id=there.unit.id, plan=plan, by=stranger, now=NOW)
    with pytest.raises(Forbidden):
        services.close_unit(unit_id=there.unit.id, plan=plan, by=there.officer, now=NOW)
    closing = close(there, MONDAY)
    with pytest.raises(NotFound):
        services.take_back(closing_id=closing.id, by=stranger, now=NOW)
