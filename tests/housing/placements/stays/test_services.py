"""Staying and leaving through the services: what is recorded is what happened, and nobody's place is lost by it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from housing.access import Forbidden, NotFound
from housing.placements.models import Offer, Stay
from housing.placements.offers import services as offers
from housing.placements.stays import services
from housing.places import services as places
from housing.places.diary import PlaceTaken
from housing.refusals import Refused
from tests.housing.placements.arranging import Arranged, refuge_manager
from tests.housing.placements.matching.factories import NOW, TODAY

DAY = timedelta(days=1)
FRIDAY = TODAY + 4 * DAY
MONDAY = TODAY + 7 * DAY


@pytest.fixture
def stay(there: Arranged) -> Stay:
    """The household lives in the unit since Monday 23 November 2026."""
    offer = there.offer()
    there.accept(offer)
    return there.arrive(offer)


def leave(there: Arranged, stay: Stay, on: date, *, reason: str = "planned_move", to: str = "council_tenancy") -> None:
    services.record_departure(
        stay_id=stay.id, left_on=on, reason=reason, destination=to, by=there.manager, now=NOW + (on - TODAY)
    )


def plan(there: Arranged, stay: Stay, on: date | None) -> None:
    services.plan_departure(stay_id=stay.id, leaving_on=on, by=there.manager, now=NOW)


def diary(there: Arranged) -> list[tuple[str, date | None, date | None]]:
    return [(line.kind, line.during.lower, line.during.upper) for line in there.lines()]


def test_leaving_prepares_the_unit_for_its_working_days(there: Arranged, stay: Stay) -> None:
    leave(there, stay, FRIDAY)
    assert diary(there) == [("stay", TODAY, FRIDAY), ("preparing", FRIDAY, MONDAY)]
    assert "Ready to move on" in " ".join(there.story(there.household.id))


def test_a_departure_is_recorded_once(there: Arranged, stay: Stay) -> None:
    leave(there, stay, FRIDAY)
    with pytest.raises(Refused, match="recorded already"):
        leave(there, stay, FRIDAY)
    with pytest.raises(Refused, match="recorded already"):
        plan(there, stay, MONDAY)


@pytest.mark.parametrize(
    ("on", "reason", "to", "field"),
    [
        (TODAY - DAY, "planned_move", "council_tenancy", "left_on"),
        (FRIDAY, "made_up", "council_tenancy", "reason"),
        (FRIDAY, "planned_move", "made_up", "destination"),
    ],
)
def test_what_is_not_in_order_is_said_on_its_question(
    there: Arranged, stay: Stay, on: date, reason: str, to: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        leave(there, stay, on, reason=reason, to=to)
    assert refused.value.field == field
    assert diary(there) == [("stay", TODAY, None)]


def test_a_departure_in_the_future_is_only_planned(there: Arranged, stay: Stay) -> None:
    with pytest.raises(Refused, match="today or in the past"):
        services.record_departure(
            stay_id=stay.id, left_on=FRIDAY, reason="planned_move", destination="other", by=there.manager, now=NOW
        )
    with pytest.raises(Refused, match="must be after today"):
        plan(there, stay, TODAY)


def test_somebody_may_be_promised_the_unit_from_when_it_is_ready(there: Arranged, stay: Stay) -> None:
    plan(there, stay, TODAY + DAY)
    there.offer(household=there.another())
    assert diary(there) == [("stay", TODAY, TODAY + DAY), ("hold", TODAY + 2 * DAY, None)]


def test_who_stays_on_does_not_take_the_place_of_who_was_promised_it(there: Arranged, stay: Stay) -> None:
    plan(there, stay, TODAY + DAY)
    offer = there.offer(household=there.another())
    for later in (None, TODAY + 2 * DAY):
        with pytest.raises(PlaceTaken, match=f"Telephone the council about offer {offer.reference}"):
            plan(there, stay, later)
    assert len(there.lines()) == 2


def test_whoever_left_late_is_recorded_and_the_next_waits_until_it_is_ready(there: Arranged, stay: Stay) -> None:
    plan(there, stay, TODAY + DAY)
    new = there.another()
    offer = there.offer(household=new)
    there.accept(offer)
    with pytest.raises(PlaceTaken, match="Record their departure first"):
        there.arrive(offer, now=NOW + 2 * DAY)
    leave(there, stay, FRIDAY)
    assert diary(there) == [("stay", TODAY, FRIDAY), ("preparing", FRIDAY, MONDAY), ("hold", MONDAY, None)]
    assert f"{there.unit.code} will be ready later than expected." in there.story(new.id)
    with Session(there.engine) as session:
        kept = session.get_one(Offer, offer.id)
        assert kept.hold_id in {line.id for line in there.lines()}
    there.arrive(offer, now=NOW + 7 * DAY)
    assert diary(there)[-1] == ("stay", MONDAY, None)


def test_a_family_at_the_door_is_not_stopped_by_an_entry_about_cleaning(there: Arranged, stay: Stay) -> None:
    there.home.preparation_days = 2
    there.town.session.commit()
    plan(there, stay, TODAY + DAY)
    offer = there.offer(household=there.another())
    there.accept(offer)
    leave(there, stay, TODAY + DAY)
    assert diary(there)[1:] == [("preparing", TODAY + DAY, TODAY + 3 * DAY), ("hold", TODAY + 3 * DAY, None)]
    there.arrive(offer, now=NOW + 2 * DAY)
    assert diary(there)[1:] == [("preparing", TODAY + DAY, TODAY + 2 * DAY), ("stay", TODAY + 2 * DAY, None)]


def test_that_the_unit_is_not_ready_does_not_stop_her_yes(there: Arranged, stay: Stay) -> None:
    plan(there, stay, TODAY + DAY)
    offer = there.offer(household=there.another())
    leave(there, stay, FRIDAY)
    there.accept(offer, now=NOW)


def test_a_household_lives_in_one_place_at_a_time(there: Arranged, stay: Stay) -> None:
    other = there.town.unit(there.home)
    there.town.session.commit()
    offer = there.offer(unit=other)
    there.accept(offer)
    with pytest.raises(PlaceTaken, match="recorded as living in another unit"):
        there.arrive(offer)


def test_while_somebody_lives_there_the_unit_is_not_changed(there: Arranged, stay: Stay) -> None:
    plan(there, stay, TODAY + DAY)
    for at in (NOW, NOW + 3 * DAY):
        with pytest.raises(PlaceTaken, match="is occupied"):
            places.make_available(unit_id=there.unit.id, from_on=at.date(), by=there.manager, now=at)


def test_other_providers_and_the_council_record_nothing(there: Arranged, stay: Stay) -> None:
    stranger = refuge_manager(there.town, "Sara Demo", there.town.team)
    barred = refuge_manager(there.town, "Kim Demo")
    there.town.bar(barred, there.household)
    there.town.session.commit()
    for nobody in (stranger, barred):
        with pytest.raises(NotFound):
            services.plan_departure(stay_id=stay.id, leaving_on=FRIDAY, by=nobody, now=NOW)
    with pytest.raises(Forbidden):
        services.plan_departure(stay_id=stay.id, leaving_on=FRIDAY, by=there.officer, now=NOW)


@pytest.mark.parametrize(
    ("reason", "to", "move"),
    [
        ("planned_move", "council_tenancy", "ready_to_move"),
        ("left_unplanned", "hotel", "nowhere_safe"),
        ("lost_contact", "not_known", "lose_contact"),
        ("returned_home", "not_known", "return_to_danger"),
        ("other", "returned_to_perpetrator", "return_to_danger"),
    ],
)
def test_leaving_moves_her_on_the_pathway_and_what_is_not_plainly_safe_is_not_safe(
    reason: str, to: str, move: str
) -> None:
    assert services.move_after(reason, to) == move


def test_the_address_goes_when_she_leaves(there: Arranged, stay: Stay) -> None:
    assert offers.disclose_address(offer_id=stay.offer_id, by=there.officer, now=NOW).street
    leave(there, stay, FRIDAY)
    with pytest.raises(Refused, match="until she leaves"):
        offers.disclose_address(offer_id=stay.offer_id, by=there.officer, now=NOW)
