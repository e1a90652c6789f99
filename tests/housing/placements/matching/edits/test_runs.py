"""A run honours what stands, goes on without what it cannot honour, says so, and is made again the same."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select, text, update

from allocation import match as engine
from allocation.edits import Edits, Unpinnable
from housing import db
from housing.access import Actor, Role
from housing.households.models import Household
from housing.placements.matching.edits import honouring, queries
from housing.placements.matching.edits.models import BAN, PIN
from housing.placements.matching.edits.queries import RunEdits
from housing.placements.matching.edits.services import lift_edit
from housing.placements.matching.edits.standing import for_run
from housing.placements.matching.edits.stored import as_text, problem_and_edits
from housing.placements.matching.replay import Outcome, replay
from housing.placements.models import MatchRun, Proposal
from housing.places.models import AcceptancePolicy, Unit
from tests.housing.placements.matching.edits.arranging import Contested
from tests.housing.placements.matching.factories import NOW, TODAY, Town

TOMORROW = NOW + timedelta(days=1)


def units_of(run: MatchRun) -> dict[UUID, UUID | None]:
    """What the run proposes, by household."""
    with db.reading() as session:
        query = select(Proposal.household_id, Proposal.unit_id).where(Proposal.run_id == run.id)
        return dict(session.execute(query).all())


def said(run: MatchRun, actor: Actor) -> RunEdits:
    """What the run's page says of pins and bans."""
    with db.reading() as session:
        return queries.of_run(session, actor, run)


def why_not(run: MatchRun, actor: Actor) -> list[str]:
    """Why the run went without pins."""
    return [why for _, why in said(run, actor).not_honoured]


def test_without_a_word_the_best_answer_stands(council: Contested) -> None:
    assert units_of(council.run()) == {council.first.id: council.far.id, council.second.id: council.near.id}


def test_a_pinned_household_has_its_unit_whatever_that_costs(council: Contested) -> None:
    pin = council.make(PIN, council.first, council.near)
    run = council.run()
    assert units_of(run) == {council.first.id: council.near.id, council.second.id: None}
    shown = said(run, council.actor)
    assert shown.pins[council.first.id].id == pin.id
    assert shown.not_honoured == ()


def test_a_banned_pair_is_not_proposed_until_the_ban_is_lifted(council: Contested) -> None:
    ban = council.make(BAN, council.second, council.near)
    run = council.run()
    assert units_of(run) == {council.first.id: council.near.id, council.second.id: None}
    assert [each.id for each in said(run, council.actor).bans[council.second.id]] == [ban.id]
    lift_edit(edit_id=ban.id, reason="made up", by=council.actor, now=NOW)
    assert units_of(council.run(NOW + timedelta(hours=1)))[council.second.id] == council.near.id
    assert "lifted by Aisha Demo" in said(run, council.actor).bans[council.second.id][0].said


def test_a_run_keeps_the_edits_that_it_was_made_with(council: Contested) -> None:
    council.make(PIN, council.first, council.near)
    council.make(BAN, council.second, council.far)
    run = council.run()
    with db.reading() as session:
        stored = session.get_one(MatchRun, run.id)
        raw = session.execute(text("select edits from match_run")).scalar_one()
    assert stored.edits is not None
    assert str(council.first.id).encode() not in raw
    problem, edits = problem_and_edits(stored.problem, stored.edits)
    pin = (str(council.first.id), str(council.near.id))
    assert edits == Edits(pins=(pin,), bans=((str(council.second.id), str(council.far.id)),))
    assert problem.sha256 == run.problem_sha256
    assert problem_and_edits(stored.problem, None)[1] == Edits()
    assert json.loads(stored.edits)["format"] == "matching-edits/1"


def test_a_run_with_edits_is_made_again_from_both(council: Contested) -> None:
    council.make(PIN, council.first, council.near)
    council.make(BAN, council.second, council.far)
    run = council.run()
    assert replay(run.number).outcome is Outcome.SAME
    with db.transaction() as session:
        session.execute(update(MatchRun).values(edits=as_text(Edits())))
    assert replay(run.number).outcome is Outcome.DIFFERENT
    with db.transaction() as session:
        refused = Edits(pins=((str(council.second.id), str(council.far.id)),))
        session.execute(update(MatchRun).values(edits=as_text(refused)))
    again = replay(run.number)
    assert again.outcome is Outcome.DIFFERENT
    assert "unpinnable" in str(again.differences)
    with db.transaction() as session:
        session.execute(update(MatchRun).values(edits='{"format": "matching-edits/1", "pins": 3}'))
    assert replay(run.number).outcome is Outcome.UNREADABLE


def test_it_counts_to_the_end_of_its_last_day_and_the_next_run_says_that_it_ran_out(council: Contested) -> None:
    council.make(PIN, council.first, council.near, last_on=TODAY)
    assert units_of(council.run(NOW + timedelta(hours=14)))[council.first.id] == council.near.id  # 11:14pm in London
    after = council.run(TOMORROW)
    assert why_not(after, council.actor) == ["it has run out"]
    again = council.run(TOMORROW + timedelta(hours=1))
    assert why_not(again, council.actor) == ["it has run out"]
    assert why_not(council.run(TOMORROW + timedelta(days=1)), council.actor) == []


def test_a_first_run_ever_says_nothing_of_what_ran_out_long_ago(council: Contested) -> None:
    council.make(PIN, council.first, council.near, last_on=TODAY)
    assert why_not(council.run(TOMORROW), council.actor) == []


def closes_to_her(council: Contested) -> None:
    session = council.town.session
    session.execute(update(AcceptancePolicy).where(AcceptancePolicy.property_id == council.near.property_id)
                    .values(sexes=["male"]))  # fmt: skip


def has_an_offer(council: Contested) -> None:
    council.town.offer(council.first, council.far)


def is_let(council: Contested) -> None:
    council.town.line(council.near, "out_of_use", reason="repairs", until_on=None)


def has_nobody_in_it(council: Contested) -> None:
    council.town.session.connection().exec_driver_sql("delete from person where household_id = %s", (council.first.id,))


def has_ended(council: Contested) -> None:
    council.town.session.connection().exec_driver_sql("update presentation set ended_at = now(), outcome = 'withdrawn'")


def has_no_policy(council: Contested) -> None:
    home = council.near.property_id
    council.town.session.execute(delete(AcceptancePolicy).where(AcceptancePolicy.property_id == home))


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (closes_to_her, "a rule closes the unit to this household: adults of that sex not taken"),
        (has_an_offer, "the household has an offer that waits for an answer"),
        (is_let, "the unit is not free: out of use, with no date"),
        (has_nobody_in_it, "nobody is recorded in the household yet"),
        (has_ended, "the household is not looking for a place now"),
        (has_no_policy, "the unit is not free: no acceptance policy is recorded for the property"),
    ],
)
def test_a_pin_that_can_no_longer_be_honoured_never_stops_the_run(council: Contested, happens: Any, why: str) -> None:
    council.make(PIN, council.first, council.near)
    happens(council)
    council.town.session.commit()
    run = council.run()
    ((edit, reason),) = said(run, council.actor).not_honoured
    assert (edit.by, edit.household_id, reason) == ("Aisha Demo", council.first.id, why)
    assert units_of(run).get(council.first.id) != council.near.id


def test_a_fact_to_find_out_is_not_bent_for_a_pin(council: Contested) -> None:
    council.make(PIN, council.first, council.near)
    home = council.near.property_id
    council.town.session.execute(
        update(AcceptancePolicy).where(AcceptancePolicy.property_id == home).values(max_support=None)
    )
    council.town.session.execute(update(Household).values(support_need="very_high"))
    council.town.session.commit()
    (why,) = why_not(council.run(), council.actor)
    assert why.startswith("something has to be found out first: ")


def test_of_two_pins_that_cannot_share_a_home_the_first_made_is_honoured(town: Town) -> None:
    home = town.home("refuge", policy={"caps": {"support:high+": 1}})
    rooms = [town.unit(home), town.unit(home)]
    families = [town.seeks(town.household(support_need="high")) for _ in rooms]
    actor = town.actor()
    town.session.commit()
    council = Contested(town, actor, families[0], families[1], rooms[0], rooms[1])
    older = council.make(PIN, families[0], rooms[0])
    with pytest.raises(Exception, match=r"cannot be honoured together .* as many households with high support needs"):
        council.make(PIN, families[1], rooms[1], now=NOW + timedelta(minutes=1))
    town.session.execute(update(AcceptancePolicy).values(caps={}))
    town.session.commit()
    newer = council.make(PIN, families[1], rooms[1], now=NOW + timedelta(minutes=1))
    town.session.execute(update(AcceptancePolicy).values(caps={"support:high+": 1}))
    town.session.commit()
    run = council.run(NOW + timedelta(hours=1))
    shown = said(run, actor)
    assert [edit.id for edit in shown.pins.values()] == [older.id]
    assert [edit.id for edit, _ in shown.not_honoured] == [newer.id]
    assert units_of(run)[families[0].id] == rooms[0].id


def test_should_the_matcher_refuse_a_pin_the_run_goes_on_without_it(
    council: Contested, monkeypatch: pytest.MonkeyPatch
) -> None:
    council.make(PIN, council.first, council.near)
    real = engine.match

    def match(problem: Any, *, edits: Edits, **rest: Any) -> Any:
        if edits.pins:
            raise Unpinnable(dict.fromkeys(edits.pins, "made up"))
        return real(problem, edits=edits, **rest)

    monkeypatch.setattr(honouring, "match", match)
    run = council.run()
    assert why_not(run, council.actor) == ["it cannot be honoured together with the pins made before it"]
    assert units_of(run)[council.second.id] == council.near.id


def test_a_barred_person_reads_nothing_of_the_household(council: Contested) -> None:
    council.make(PIN, council.first, council.near)
    is_let(council)
    barred = council.town.actor(Role.HOMELESSNESS)
    council.town.bar(barred, council.first)
    council.town.session.commit()
    run = council.run()
    assert why_not(run, barred) == []
    assert len(why_not(run, council.actor)) == 1


def test_the_queries_of_a_run_do_not_grow_with_its_edits(council: Contested) -> None:
    def statements() -> int:
        with db.count_statements() as counted:
            council.run()
        return len(counted)

    council.make(PIN, council.first, council.near)
    before = statements()
    for number in range(4):
        unit: Unit = council.town.unit(code=f"M-{number}")
        council.town.session.commit()
        council.make(BAN, council.second, unit)
    assert statements() == before


def test_the_pins_of_another_council_are_not_taken(council: Contested) -> None:
    council.make(PIN, council.first, council.near)
    with db.reading() as session:
        assert len(for_run(session, council.town.code, TODAY)) == 1
        assert for_run(session, "E08999902", TODAY) == []
