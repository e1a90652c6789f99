"""Two people at once: exactly one wins, the other reads a sentence and can go on, and nothing is half done."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from housing import audit, db
from housing.households import editing
from housing.households.models import Household
from housing.placements.models import Offer
from housing.placements.offers import life, services
from housing.placements.offers.opening import locked
from housing.placements.stays.services import record_departure
from housing.places import diary
from housing.places.diary import PlaceTaken
from housing.places.models import UNIT_TAKEN, Unit, UnitPeriod
from housing.places.services import lock_unit
from pathway.offers import Phase
from tests.housing.midway.together import refusals, together, wait_until_somebody_waits
from tests.housing.placements.arranging import Arranged
from tests.housing.placements.matching.factories import NOW, TODAY

LATER = NOW + timedelta(hours=25)


def offering(there: Arranged, household: Household, unit: Unit) -> Callable[[], Offer]:
    """The act of offering that unit to that household."""
    return partial(
        services.make_offer, presentation_id=there.presentation(household).id, unit_id=unit.id, why_differs=None,
        by=there.officer, now=NOW,
    )  # fmt: skip


def phase(engine: Engine, offer_id: UUID) -> Phase:
    with Session(engine) as session:
        return life.state(locked(session, offer_id)).phase


def test_fifty_at_once_for_one_unit_is_one_hold_and_forty_nine_who_read_who_was_first(there: Arranged) -> None:
    households = [there.household, *(there.town.seeks() for _ in range(49))]
    there.town.session.commit()
    results = together(*(offering(there, household, there.unit) for household in households))
    assert len([result for result in results if isinstance(result, Offer)]) == 1
    assert [line.kind for line in there.lines()] == ["hold"]
    said = refusals(results)
    assert len(said) == 49
    assert all("is already held: Aisha Demo offered it to another household at 9:14am" in each for each in said)


def test_one_household_and_two_units_at_once_is_one_hold(there: Arranged) -> None:
    other = there.town.unit(there.home)
    there.town.session.commit()
    results = together(*(offering(there, there.household, unit) for unit in (there.unit, other)))
    assert len(refusals(results)) == 1
    assert len(there.lines()) + len(there.lines(other)) == 1


def test_yes_and_no_of_one_provider_at_once(there: Arranged) -> None:
    offer = there.offer()

    def answer(accept: bool) -> Offer:
        return services.answer_for_provider(
            offer_id=offer.id, accept=accept, reason="no_space", words=None, by=there.manager, now=NOW
        )

    results = together(lambda: answer(True), lambda: answer(False))
    said = refusals(results)
    assert len(said) == 1
    assert "The last to change it was Rita Demo" in said[0]
    held = phase(there.engine, offer.id) is Phase.WAITING_FOR_HER
    assert [line.kind for line in there.lines()] == (["hold"] if held else [])


def test_two_arrivals_at_once_are_one_stay(there: Arranged) -> None:
    offer = there.offer()
    there.accept(offer)
    results = together(*[lambda: there.arrive(offer)] * 2)
    assert len(refusals(results)) == 1
    assert [line.kind for line in there.lines()] == ["stay"]


def test_two_departures_at_once_are_one(there: Arranged) -> None:
    offer = there.offer()
    there.accept(offer)
    stay = there.arrive(offer)

    def leave() -> object:
        return record_departure(
            stay_id=stay.id, left_on=TODAY, reason="planned_move", destination="other", by=there.manager, now=NOW
        )

    said = refusals(together(leave, leave))
    assert said == ["Their departure has been recorded already. What was recorded stands."]


@pytest.mark.parametrize("first", ["the provider", "the job"])
def test_an_offer_that_lapses_while_it_is_accepted_is_either(there: Arranged, first: str) -> None:
    offer = there.offer()
    services.answer_for_her(offer_id=offer.id, accept=True, reason=None, words=None, by=there.officer, now=NOW)

    def accept() -> object:
        return services.answer_for_provider(
            offer_id=offer.id, accept=True, reason=None, words=None, by=there.manager, now=LATER
        )

    def lapse() -> object:
        return services.lapse_offers(now=LATER)

    acts = (accept, lapse) if first == "the provider" else (lapse, accept)
    results = together(*acts)
    if phase(there.engine, offer.id) is Phase.ACCEPTED:
        assert refusals(results) == []
        assert [line.kind for line in there.lines()] == ["hold"]
    else:
        assert "its time was over" in refusals(results)[0]
        assert there.lines() == []


def test_an_answer_waits_for_whoever_edits_the_household_and_neither_waits_for_ever(there: Arranged) -> None:
    """A line of the audit trail keeps every other writer waiting: an answer takes its locks before it writes one."""
    offer = there.offer()
    with ThreadPoolExecutor(1) as pool:
        with db.transaction() as session:
            editing.opened(session, there.officer, there.household.id)
            answering = pool.submit(
                lambda: services.answer_for_provider(
                    offer_id=offer.id, accept=True, reason=None, words=None, by=there.manager, now=NOW
                )
            )
            wait_until_somebody_waits(there.engine)
            audit.record(session, there.officer, "household.contact", there.household, now=NOW)
        answering.result(30)
    assert phase(there.engine, offer.id) is Phase.WAITING_FOR_HER


def test_the_database_refuses_a_second_hold_where_the_code_forgets_to_lock(there: Arranged) -> None:
    other = there.another()
    with ThreadPoolExecutor(1) as pool:
        with Session(there.engine) as first:
            hold(first, there, there.household.id)
            second = pool.submit(hold_and_commit, there, other.id)
            wait_until_somebody_waits(there.engine)
            first.commit()
        with pytest.raises(PlaceTaken, match="is held on some of those days"):
            second.result(30)
    assert len(there.lines()) == 1


def test_without_that_constraint_and_without_the_lock_two_holds_appear(there: Arranged) -> None:
    """The negative control: what the tests above would see if nothing guarded the diary."""
    other = there.another()
    with there.engine.begin() as connection:
        connection.execute(text(f"alter table unit_period drop constraint {UNIT_TAKEN}"))
    with Session(there.engine) as first, Session(there.engine) as second:
        hold(first, there, there.household.id)
        hold(second, there, other.id)
        first.commit()
        second.commit()
    assert len(there.lines()) == 2


def test_without_that_constraint_the_lock_alone_still_leaves_one(there: Arranged) -> None:
    other = there.another()
    with there.engine.begin() as connection:
        connection.execute(text(f"alter table unit_period drop constraint {UNIT_TAKEN}"))

    def after_locking(household_id: UUID) -> object:
        with db.transaction() as session:
            lock_unit(session, there.unit.id)
            return hold(session, there, household_id)

    results = together(lambda: after_locking(there.household.id), lambda: after_locking(other.id))
    assert len(refusals(results)) == 1
    assert len(there.lines()) == 1


def hold(session: Session, there: Arranged, household_id: UUID) -> UnitPeriod:
    """Write a hold into the diary, without locking the unit first."""
    unit = session.get_one(Unit, there.unit.id)
    session.get_one(type(there.home), unit.property_id)
    session.refresh(unit, ["property"])
    return diary.hold(
        session, unit, household_id=household_id, from_on=TODAY, lapses_at=LATER, by=there.officer, now=NOW
    )


def hold_and_commit(there: Arranged, household_id: UUID) -> None:
    with db.transaction() as session:
        hold(session, there, household_id)
