"""After both have accepted: a late no wakes whoever is next, a withdrawal says what it does, not coming is an alarm."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from housing.access import Role
from housing.placements.models import MatchRun, Offer, Proposal
from housing.placements.offers import cascade, services
from housing.placements.offers.absent import record_not_come
from housing.placements.offers.cascade import CascadeChanged
from housing.placements.offers.opening import locked
from housing.placements.offers.owed import follow_offers
from housing.placements.suitability.models import SuitabilityReasoning
from housing.placements.suitability.services import reason_suitability
from housing.refusals import Refused
from housing.tasks.models import Task
from pathway.suitability import HEADS
from tests.housing.placements.arranging import Arranged
from tests.housing.placements.matching.factories import COUNCIL, NOW

ANSWERS = {head.slug: "Made up: looked at with her" for head in HEADS}


def tasks(engine: Engine, *kinds: str) -> list[Task]:
    with Session(engine) as session:
        return list(session.scalars(select(Task).where(Task.kind.in_(kinds), Task.closed_at.is_(None))))


def ran(there: Arranged, *wanting: UUID) -> None:
    """A run in which these households lost the unit to somebody, the first the most urgent."""
    lost = [{"household": str(each), "lost_to": [{"unit": str(there.unit.id)}]} for each in wanting]
    session = there.town.session
    run = MatchRun(
        number=1, authority_code=COUNCIL, as_of=NOW.date(), began_at=NOW, made_at=NOW, made_by_name="Haven",
        problem="{}", result=json.dumps({"proposals": [], "unplaced": lost}), problem_sha256="made up",
        engine="made up", status="optimal", counts={},
    )  # fmt: skip
    session.add(run)
    session.flush()
    for position, each in enumerate(wanting):
        presentation = there.presentation(there.town.session.get_one(type(there.household), each))
        session.add(
            Proposal(
                run_id=run.id, household_id=each, presentation_id=presentation.id, position=position, band=2,
                days_waited=1, unplaced_reason="outcompeted",
            )
        )  # fmt: skip
    session.commit()


def late_no(there: Arranged, offer: Offer) -> None:
    services.answer_for_her(offer_id=offer.id, accept=False, reason=None, words=None, by=there.officer, now=NOW)


def withdraw(there: Arranged, offer: Offer, seen: str | None = None) -> None:
    services.withdraw_offer(offer_id=offer.id, reason="found_unsafe", words=None, by=there.officer, now=NOW, seen=seen)


def test_a_late_no_opens_the_vacancy_and_wakes_the_next_worker_alone(there: Arranged) -> None:
    first, second = there.another(), there.another()
    ran(there, there.household.id, first.id, second.id)
    offer = there.offer()
    there.accept(offer)
    late_no(there, offer)
    assert there.lines() == []
    (task,) = tasks(there.engine, "place-free-late", "run-again")
    assert (task.household_id, task.unit_id, task.role, task.urgent) == (
        first.id, there.unit.id, Role.OFFICER, True,
    )  # fmt: skip
    assert task.organisation_id == there.household.organisation_id


def test_whoever_has_a_place_or_said_no_to_it_or_waits_is_not_woken(there: Arranged) -> None:
    said_no, has_a_place, next_one = there.another(), there.another(), there.another()
    there.town.offer(said_no, there.town.unit(there.home), "she_declined", open=False).unit_id = there.unit.id
    there.town.offer(has_a_place, there.town.unit(there.home))
    there.town.session.commit()
    ran(there, said_no.id, has_a_place.id, next_one.id)
    offer = there.offer()
    there.accept(offer)
    withdraw(there, offer)
    assert [task.household_id for task in tasks(there.engine, "place-free-late")] == [next_one.id]


def test_with_nobody_next_the_team_is_asked_for_a_run(there: Arranged) -> None:
    offer = there.offer()
    there.accept(offer)
    late_no(there, offer)
    (task,) = tasks(there.engine, "place-free-late", "run-again")
    assert (task.kind, task.role, task.household_id) == ("run-again", Role.HOMELESSNESS, None)


def test_an_early_no_wakes_nobody(there: Arranged) -> None:
    ran(there, there.another().id)
    late_no(there, there.offer())
    assert tasks(there.engine, "place-free-late", "run-again") == []


def test_a_withdrawal_does_what_it_said_and_nothing_else(there: Arranged) -> None:
    other = there.another()
    ran(there, other.id)
    offer = there.offer()
    there.accept(offer)
    with Session(there.engine) as session:
        shown = cascade.effects(session, there.officer, locked(session, offer.id), now=NOW)
    said = " ".join(effect.sentence for effect in shown)
    assert [effect.kind for effect in shown] == ["freed", "told", "woken", "priority"]
    assert f"{there.unit.code} is free again from 23 November 2026" in said
    assert "1 person at the provider is told" in said
    assert f"The place is {other.reference}’s next choice" in said
    assert "She keeps band 2" in said
    with pytest.raises(CascadeChanged):
        withdraw(there, offer, seen="something else")
    assert [line.kind for line in there.lines()] == ["hold"]
    withdraw(there, offer, seen=cascade.key(shown))
    assert there.lines() == []
    assert [task.household_id for task in tasks(there.engine, "place-free-late")] == [other.id]


def test_who_is_next_is_not_named_to_somebody_who_may_not_know(there: Arranged) -> None:
    other = there.another()
    ran(there, other.id)
    other.restricted = True
    there.town.session.commit()
    offer = there.offer()
    there.accept(offer)
    with Session(there.engine) as session:
        shown = cascade.effects(session, there.officer, locked(session, offer.id), now=NOW)
    said = " ".join(effect.sentence for effect in shown)
    assert other.reference not in said
    assert "another household’s next choice" in said


def test_who_has_not_come_is_looked_after_and_keeps_the_place(there: Arranged) -> None:
    offer = there.offer()
    with pytest.raises(Refused, match="waiting for the provider and for her"):
        record_not_come(offer_id=offer.id, by=there.manager, now=NOW)
    there.accept(offer)
    record_not_come(offer_id=offer.id, by=there.manager, now=NOW)
    assert [line.kind for line in there.lines()] == ["hold"]
    (task,) = tasks(there.engine, "welfare-check")
    assert (task.urgent, task.household_id) == (True, there.household.id)
    with pytest.raises(Refused, match="Rita Demo said so already"):
        record_not_come(offer_id=offer.id, by=there.manager, now=NOW)
    assert services.lapse_offers(now=NOW + timedelta(days=3)) == 0
    there.arrive(offer)
    assert tasks(there.engine, "welfare-check") == []


def test_once_both_have_accepted_somebody_owes_the_reasoning(there: Arranged) -> None:
    offer = there.offer()
    assert follow_offers(now=NOW) == (0, 0, 0)
    there.accept(offer)
    assert [follow_offers(now=NOW)[1] for _ in range(2)] == [1, 0]
    (task,) = tasks(there.engine, "suitability")
    assert (task.subject, task.subject_id, task.called) == ("offer", offer.id, offer.reference)
    for suitable in (True, True, False):
        reason_suitability(offer_id=offer.id, answers=ANSWERS, suitable=suitable, by=there.officer, now=NOW)
    assert tasks(there.engine, "suitability") == []
    with Session(there.engine) as session:
        rows = list(session.scalars(select(SuitabilityReasoning).order_by(SuitabilityReasoning.position)))
    assert [row.suitable for row in rows] == [True, False]


def test_reasoned_before_both_accept_nobody_is_asked(there: Arranged) -> None:
    offer = there.offer()
    reason_suitability(offer_id=offer.id, answers=ANSWERS, suitable=True, by=there.officer, now=NOW)
    there.accept(offer)
    assert follow_offers(now=NOW) == (0, 0, 0)


@pytest.mark.parametrize("words", ["", "   ", "x" * 1001])
def test_every_head_that_is_needed_has_words(there: Arranged, words: str) -> None:
    offer = there.offer()
    with pytest.raises(Refused) as refused:
        reason_suitability(
            offer_id=offer.id, answers={**ANSWERS, "medical": words}, suitable=True, by=there.officer, now=NOW
        )
    assert refused.value.field == "medical"
