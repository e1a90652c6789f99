"""A person decides: one offer for one decision, exactly one of two at the same second, and never on stale facts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from housing import audit, db
from housing.access import Actor, Forbidden, NotFound, Role
from housing.households.models import Household, HouseholdEvent
from housing.placements.matching.decisions.services import (
    AlreadyDecided,
    decide_accept,
    decide_another,
    decide_hold_back,
)
from housing.placements.matching.rechecking import RuleBroken
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.models import Offer, Proposal, ProposalDecision
from housing.places.diary import PlaceTaken
from housing.places.models import Unit
from housing.refusals import Refused
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town


def proposal_of(household: Household) -> Proposal:
    """The household's line of the newest run."""
    with db.reading() as session:
        query = select(Proposal).where(Proposal.household_id == household.id).order_by(Proposal.id)
        return session.scalars(query).all()[-1]


def made(town: Town) -> None:
    """A run of what was arranged."""
    town.session.commit()
    make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)


def offers() -> int:
    """How many offers there are."""
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(Offer)) or 0


def end_offer(town: Town, offer_id: UUID | None) -> None:
    """The offer has ended and its hold is released."""
    offer = town.session.get_one(Offer, offer_id)
    offer.ended_at = NOW
    town.session.connection().exec_driver_sql("update unit_period set replaced_at = now()")
    town.session.commit()


@pytest.fixture
def scene(town: Town) -> tuple[Household, Unit, Unit, Actor]:
    """A household with a proposal, another unit that would do, and somebody who decides."""
    her, actor = town.seeks(), town.actor()
    first, second = town.unit(), town.unit()
    made(town)
    units = {first.id: first, second.id: second}
    proposed = units.pop(proposal_of(her).unit_id or uuid4())
    return her, proposed, units.popitem()[1], actor


Scene = tuple[Household, Unit, Unit, Actor]


def test_accepting_holds_the_unit_and_makes_an_offer_of_this_run(scene: Scene) -> None:
    her, proposed, _, actor = scene
    line = proposal_of(her)
    decision = decide_accept(proposal_id=line.id, by=actor, now=NOW)
    with db.reading() as session:
        offer = session.get_one(Offer, decision.offer_id)
        (entry,) = [each for each in audit.trail(session) if each.action == "proposal.accepted"]
    assert (offer.unit_id, offer.run_id, offer.made_by_name, offer.why_differs) == (
        proposed.id, line.run_id, "Aisha Demo", None,
    )  # fmt: skip
    assert len(offer.verdicts["rules"]) == 18
    assert (entry.subject_id, entry.facts["offer"]) == (str(line.id), str(offer.id))


def test_the_second_person_reads_who_was_first_and_when(scene: Scene, town: Town) -> None:
    her, _, other, actor = scene
    line = proposal_of(her).id
    decide_accept(proposal_id=line, by=actor, now=NOW)
    second = town.actor(name="Bea Demo")
    town.session.commit()
    with pytest.raises(AlreadyDecided, match=r"^Aisha Demo accepted this at 9:14am\.$"):
        decide_accept(proposal_id=line, by=second, now=NOW + timedelta(minutes=2))
    with pytest.raises(AlreadyDecided, match=r"^Aisha Demo accepted this at 9:14am on 23 November 2026\.$"):
        decide_another(proposal_id=line, unit_id=other.id, reason="made up", by=second, now=NOW + timedelta(days=1))
    with pytest.raises(AlreadyDecided):
        decide_hold_back(proposal_id=line, reason="made up", by=second, now=NOW)
    assert offers() == 1


def at_once(*calls: Callable[[], object]) -> list[str]:
    """Start all at the same moment; what became of each, sorted."""
    ready, outcomes = threading.Barrier(len(calls)), []

    def attempt(call: Callable[[], object]) -> None:
        ready.wait()
        try:
            call()
            outcomes.append("won")
        except Refused as refused:
            outcomes.append(f"{type(refused).__name__}: {refused}")

    threads = [threading.Thread(target=attempt, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_of_several_accepting_at_the_same_second_exactly_one_wins(scene: Scene, town: Town) -> None:
    her, _, _, _ = scene
    line = proposal_of(her).id
    people = [town.actor(name=f"Demo Person {number}") for number in range(6)]
    town.session.commit()

    def accepting(by: Actor) -> Callable[[], object]:
        return lambda: decide_accept(proposal_id=line, by=by, now=NOW)

    *lost, won = at_once(*[accepting(by) for by in people])
    assert won == "won"
    assert len(lost) == 5
    assert all(each.startswith("AlreadyDecided: Demo Person") for each in lost)
    assert offers() == 1


def test_two_households_never_get_one_unit(town: Town) -> None:
    one, other = town.seeks(), town.seeks()
    first, second = town.unit(), town.unit()
    by, also = town.actor(), town.actor(name="Bea Demo")
    made(town)
    lines = {household.id: proposal_of(household) for household in (one, other)}
    wanted = lines[one.id].unit_id
    assert wanted is not None
    assert {line.unit_id for line in lines.values()} == {first.id, second.id}
    outcomes = at_once(
        lambda: decide_accept(proposal_id=lines[one.id].id, by=by, now=NOW),
        lambda: decide_another(proposal_id=lines[other.id].id, unit_id=wanted, reason="made up", by=also, now=NOW),
    )
    assert outcomes[1] == "won"
    assert outcomes[0].startswith("PlaceTaken: ")
    assert "Demo offered it to another household at 9:14am" in outcomes[0]
    assert offers() == 1


def test_after_losing_a_unit_she_goes_on_with_the_next_best(town: Town) -> None:
    one, other = town.seeks(), town.seeks()
    town.unit()
    town.unit()
    spare = town.unit()
    by = town.actor()
    made(town)
    line, theirs = proposal_of(one), proposal_of(other)
    decide_another(proposal_id=theirs.id, unit_id=line.unit_id or uuid4(), reason="made up", by=by, now=NOW)
    with pytest.raises(PlaceTaken):
        decide_accept(proposal_id=line.id, by=by, now=NOW)
    free = spare.id if line.unit_id != spare.id and theirs.unit_id != spare.id else theirs.unit_id
    decision = decide_another(proposal_id=line.id, unit_id=free or uuid4(), reason="it was taken", by=by, now=NOW)
    assert decision.unit_id == free


def test_another_unit_needs_a_reason_and_keeps_it(scene: Scene) -> None:
    her, proposed, other, actor = scene
    line = proposal_of(her).id
    for reason, sentence in (("  ", "Enter the reason"), ("x" * 2001, "2,000 characters or fewer")):
        with pytest.raises(Refused, match=sentence) as refused:
            decide_another(proposal_id=line, unit_id=other.id, reason=reason, by=actor, now=NOW)
        assert refused.value.field == "reason"
    with pytest.raises(Refused, match="accept the proposal instead"):
        decide_another(proposal_id=line, unit_id=proposed.id, reason="made up", by=actor, now=NOW)
    decision = decide_another(proposal_id=line, unit_id=other.id, reason=" nearer the school ", by=actor, now=NOW)
    with db.reading() as session:
        offer = session.get_one(Offer, decision.offer_id)
    assert (offer.unit_id, offer.why_differs, decision.reason) == (other.id, "nearer the school", "nearer the school")


def test_a_unit_that_breaks_a_rule_cannot_be_chosen(town: Town) -> None:
    her, by = town.seeks(), town.actor()
    town.unit()
    unfit = town.unit(town.home("specialist"))
    made(town)
    with pytest.raises(RuleBroken):
        decide_another(proposal_id=proposal_of(her).id, unit_id=unfit.id, reason="made up", by=by, now=NOW)
    assert offers() == 0
    with db.reading() as session:
        assert session.scalars(select(ProposalDecision)).all() == []


def test_facts_learned_since_the_run_stop_it(scene: Scene, town: Town) -> None:
    her, _, _, actor = scene
    her.support_need = None
    town.danger(town.concern(her), 440_000, 390_000, 3000)
    town.session.commit()
    with pytest.raises(RuleBroken, match="too near a place where the household is in danger"):
        decide_accept(proposal_id=proposal_of(her).id, by=actor, now=NOW)


def test_holding_back_keeps_the_reason_and_may_be_followed_by_accepting(scene: Scene, town: Town) -> None:
    her, proposed, _, actor = scene
    line = proposal_of(her).id
    decision = decide_hold_back(proposal_id=line, reason="waiting for her sister", by=actor, now=NOW)
    assert (decision.reason, decision.offer_id) == ("waiting for her sister", None)
    with pytest.raises(AlreadyDecided, match="held this back"):
        decide_hold_back(proposal_id=line, reason="again", by=actor, now=NOW)
    with db.reading() as session:
        (event,) = session.scalars(select(HouseholdEvent).where(HouseholdEvent.kind == "match"))
    assert event.words == f"The proposal of {proposed.code} was held back."
    later = NOW + timedelta(minutes=5)
    assert decide_accept(proposal_id=line, by=actor, now=later).decision == "accepted"


def test_when_the_offer_has_ended_the_household_can_be_decided_on_again(scene: Scene, town: Town) -> None:
    her, _, other, actor = scene
    line = proposal_of(her).id
    end_offer(town, decide_accept(proposal_id=line, by=actor, now=NOW).offer_id)
    later = NOW + timedelta(minutes=5)
    assert decide_another(proposal_id=line, unit_id=other.id, reason="next best", by=actor, now=later).offer_id


def test_only_the_newest_run_is_decided_on(scene: Scene, town: Town) -> None:
    her, _, _, actor = scene
    line = proposal_of(her).id
    make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)
    with pytest.raises(Refused, match="A newer run has been made since"):
        decide_accept(proposal_id=line, by=actor, now=NOW)


def test_nobody_without_a_proposal_is_accepted_or_held_back(town: Town) -> None:
    her, by = town.seeks(), town.actor()
    made(town)
    with pytest.raises(Refused, match=r"has no proposed unit\. Look at its options"):
        decide_accept(proposal_id=proposal_of(her).id, by=by, now=NOW)
    with pytest.raises(Refused, match="has no proposed unit to hold back"):
        decide_hold_back(proposal_id=proposal_of(her).id, reason="made up", by=by, now=NOW)


def test_an_ended_presentation_has_no_offers(scene: Scene, town: Town) -> None:
    her, _, _, actor = scene
    line = proposal_of(her)
    town.session.connection().exec_driver_sql("update presentation set ended_at = now(), outcome = 'withdrawn'")
    town.session.commit()
    with pytest.raises(Refused, match="has ended"):
        decide_accept(proposal_id=line.id, by=actor, now=NOW)


def test_an_officer_decides_on_own_cases_and_everybody_else_on_none(scene: Scene, town: Town) -> None:
    her, _, _, _ = scene
    line = proposal_of(her).id
    own, other_team = town.actor(Role.OFFICER), town.actor(Role.OFFICER, organisation=town.provider)
    barred, manager = town.actor(), town.actor(Role.REFUGE)
    town.bar(barred, her)
    town.session.commit()
    for actor in (other_team, barred):
        with pytest.raises(NotFound):
            decide_accept(proposal_id=line, by=actor, now=NOW)
    with pytest.raises(NotFound):
        decide_accept(proposal_id=uuid4(), by=own, now=NOW)
    with pytest.raises(Forbidden):
        decide_accept(proposal_id=line, by=manager, now=NOW)
    assert decide_accept(proposal_id=line, by=own, now=NOW).by_name == "Aisha Demo"


def test_haven_itself_never_decides(scene: Scene) -> None:
    her, *_ = scene
    line = proposal_of(her).id
    with pytest.raises(Refused, match="Only a person can decide"):
        decide_hold_back(proposal_id=line, reason="made up", by=daily(COUNCIL), now=NOW)
