"""Staying or moving: accepting one releases the other in the same transaction, whoever is first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import db
from housing.households.models import Household
from housing.placements.models import Offer
from housing.placements.offers import life, services
from housing.placements.offers.opening import locked
from housing.refusals import Refused
from housing.sanctuary import life as jobs
from housing.sanctuary.opening import locked as job_locked
from pathway.offers import Phase
from pathway.sanctuary_moves import Event, Stage
from tests.housing.midway.together import refusals, together, wait_until_somebody_waits
from tests.housing.placements.matching.factories import NOW
from tests.housing.sanctuary.arranging import Sanctuary


def phase(made: Sanctuary, offer: Offer) -> Phase:
    with Session(made.engine) as session:
        return life.state(locked(session, offer.id)).phase


def reason(made: Sanctuary, offer: Offer) -> str | None:
    with Session(made.engine) as session:
        return locked(session, offer.id).events[-1].reason


def her_yes(made: Sanctuary, offer: Offer) -> Offer:
    return services.answer_for_her(
        offer_id=offer.id, accept=True, reason=None, words=None, by=made.there.officer, now=NOW
    )


def provider_says_yes(made: Sanctuary, offer: Offer) -> None:
    services.answer_for_provider(
        offer_id=offer.id, accept=True, reason=None, words=None, by=made.there.manager, now=NOW
    )


def test_once_both_have_accepted_the_works_are_stopped_and_everybody_is_told(made: Sanctuary) -> None:
    job = made.approved()
    offer = made.there.offer()
    provider_says_yes(made, offer)
    assert made.state(job).stage is Stage.APPROVED  # one side's yes stops nothing
    her_yes(made, offer)
    assert made.state(job).stage is Stage.RELEASED
    assert made.stored(job).events[-1].reason == "offer_accepted"
    assert "sanctuary_stopped" in made.told(made.coordinator)
    assert made.told(made.contractor) == []
    assert "The works on her home were stopped, because she moves." in made.story()


def test_a_contractor_on_the_way_is_told_not_to_go(made: Sanctuary) -> None:
    job = made.approved()
    order = made.order(job)
    offer = made.there.offer()
    made.there.accept(offer)
    assert made.told(made.contractor) == ["sanctuary_ordered", "sanctuary_stopped"]
    assert [each.ended_at for each in made.stored(job).orders if each.id == order.id] == [NOW]
    assert made.tasks() == {}


def test_a_job_that_was_referred_after_both_accepted_ends_when_she_arrives(made: Sanctuary) -> None:
    offer = made.there.offer()
    made.there.accept(offer)
    job = made.refer()
    made.there.arrive(offer)
    assert made.state(job).stage is Stage.RELEASED
    assert made.stored(job).events[-1].reason == "arrived"


def test_what_was_lent_and_flagged_is_fetched_back_when_she_moves_from_a_home_made_safe(made: Sanctuary) -> None:
    job = made.approved()
    made.order(job)
    with db.transaction() as session:
        one = job_locked(session, job.id)
        for event in (Event.APPOINTMENT_MADE, Event.WORK_DONE, Event.SIGNED_OFF):
            jobs.happen(session, one, event, by=made.coordinator, now=NOW)
    made.there.accept(made.there.offer())
    assert list(made.tasks()) == ["sanctuary-after-move"]
    assert made.told(made.contractor) == ["sanctuary_ordered"]  # nobody was expected any more


def test_ordering_the_works_as_her_choice_gives_the_place_back_in_the_same_transaction(made: Sanctuary) -> None:
    job = made.approved()
    offer = made.there.offer()
    provider_says_yes(made, offer)
    with pytest.raises(Refused, match="a place is held for her") as refused:
        made.order(job, her_choice=False)
    assert refused.value.field == "her_choice"
    assert (made.state(job).stage, phase(made, offer)) == (Stage.APPROVED, Phase.WAITING_FOR_HER)
    made.order(job)
    assert (made.state(job).stage, phase(made, offer)) == (Stage.ORDERED, Phase.WITHDRAWN)
    assert reason(made, offer) == "stays_at_home"
    assert made.there.lines() == []
    assert "offer_ended" in made.told(made.there.manager)
    with pytest.raises(Refused, match="it was withdrawn"):
        her_yes(made, offer)


def test_an_order_that_is_refused_takes_no_place_from_her(made: Sanctuary) -> None:
    job = made.consented()
    offer = made.there.offer()
    with pytest.raises(Refused, match="cannot be ordered now"):
        made.order(job)
    assert phase(made, offer) is Phase.WAITING_FOR_BOTH
    assert [line.kind for line in made.there.lines()] == ["hold"]


@pytest.mark.parametrize("order_first", [True, False])
def test_staying_and_moving_at_the_same_moment_is_one_of_them(made: Sanctuary, order_first: bool) -> None:
    job = made.approved()
    offer = made.there.offer()
    provider_says_yes(made, offer)
    acts = (lambda: made.order(job), lambda: her_yes(made, offer))
    results = together(*(acts if order_first else acts[::-1]))
    assert len(refusals(results)) == 1, results
    stage, ended = made.state(job).stage, phase(made, offer)
    if stage is Stage.ORDERED:
        assert ended is Phase.WITHDRAWN
        assert made.there.lines() == []
    else:
        assert (stage, ended) == (Stage.RELEASED, Phase.ACCEPTED)
        assert [line.kind for line in made.there.lines()] == ["hold"]
        assert made.told(made.contractor) == []


def test_an_offer_made_while_the_order_waits_is_not_left_standing_unseen(made: Sanctuary) -> None:
    """The order read that nothing is offered; before it has the household, somebody offers a place."""
    job = made.approved()
    with ThreadPoolExecutor(1) as pool:
        with db.transaction() as session:
            session.execute(
                select(Household.id)
                .where(Household.id == made.there.household.id)
                .with_for_update(read=True, key_share=True)
            )
            ordering = pool.submit(lambda: made.order(job))
            wait_until_somebody_waits(made.engine)
        # the order goes on once the household is free; an offer now is made against an order that stands
        ordering.result(30)
    offer = made.there.offer()
    assert (made.state(job).stage, phase(made, offer)) == (Stage.ORDERED, Phase.WAITING_FOR_BOTH)


@pytest.mark.parametrize("_time", range(3))
def test_an_offer_and_an_order_at_the_same_moment_never_wait_for_one_another(made: Sanctuary, _time: int) -> None:
    job = made.approved()
    results = together(lambda: made.order(job), made.there.offer)
    said = refusals(results)
    assert all("has changed while you had this page open" in each for each in said)
    assert made.state(job).stage is (Stage.APPROVED if said else Stage.ORDERED)
