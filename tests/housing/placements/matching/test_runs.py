"""A run is made whole or not at all, one at a time, and gives the same answer whenever it is asked again."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from allocation.match import Unsafe
from housing import audit, db
from housing.access import Actor, Forbidden, NotFound, Role
from housing.config import Settings
from housing.placements.matching import counters
from housing.placements.matching.runs import making, queries
from housing.placements.matching.runs.making import RunFailed, RunUnderWay, daily, make_run
from housing.placements.models import MatchRun, Proposal, ProposalDecision
from tests.housing.placements.matching.factories import COUNCIL, NOW, TODAY, Town


def run_by(actor: Actor, **facts: Any) -> MatchRun:
    """A run made by somebody."""
    return make_run(**{"authority": COUNCIL, "by": actor, "now": NOW, **facts})


def counted(model: type[db.Base]) -> int:
    """Rows of a table."""
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_run_is_stored_with_problem_answer_proposals_and_audit(town: Town) -> None:
    urgent, waiting, newcomer = town.seeks(band=1), town.seeks(band=2, days=9), town.seeks(band=2, days=1)
    town.unit()
    town.unit()
    taken = town.unit()
    town.lives(town.household(), taken)
    actor = town.actor()
    town.session.commit()
    run = run_by(actor)
    with db.reading() as session:
        lines = queries.proposals(session, actor, run)
        stored = queries.one(session, actor, run.id)
        (entry,) = audit.trail(session, subject_id=str(run.id))
    assert [line.household_id for line in lines] == [urgent.id, waiting.id, newcomer.id]
    assert [line.unit_id is not None for line in lines] == [True, True, False]
    assert [line.unplaced_reason for line in lines] == [None, None, "outcompeted"]
    assert [(line.band, line.days_waited) for line in lines] == [(1, 3), (2, 9), (2, 1)]
    assert (stored.number, stored.as_of, stored.made_by_name, stored.status) == (1, TODAY, "Aisha Demo", "optimal")
    assert stored.made_at >= stored.began_at == NOW
    assert queries.answer(stored)["problem_sha256"] == stored.problem_sha256
    assert stored.counts["units_left_out"] == [{"id": str(taken.id), "why": "occupied", "until": None}]
    assert (entry.action, entry.facts["number"], entry.facts["placed"]) == ("run.made", 1, 2)


def test_the_documents_are_sealed_in_the_database(town: Town) -> None:
    town.seeks()
    town.session.commit()
    run_by(daily(COUNCIL))
    with db.reading() as session:
        raw = session.execute(text("select problem, result from match_run")).one()
    assert all(b"matching-" not in bytes(part) for part in raw)


def test_numbers_rise_by_one_and_the_next_run_keeps_what_the_last_proposed(town: Town) -> None:
    for _ in range(3):
        town.seeks()
        town.unit()
    actor = town.actor()
    town.session.commit()
    first, second = run_by(actor), run_by(actor, now=NOW + timedelta(days=1))
    assert (first.number, second.number) == (1, 2)
    assert json.loads(second.result)["objective"]["kept"] == 3
    with db.reading() as session:
        now_proposed = {line.household_id: line.unit_id for line in queries.proposals(session, actor, second)}
        assert queries.before(session, second) == now_proposed
        assert queries.before(session, first) == {}


def test_what_was_held_back_is_not_kept(town: Town) -> None:
    town.seeks()
    town.unit()
    actor = town.actor()
    town.session.commit()
    first = run_by(actor)
    with db.transaction() as session:
        line = session.scalars(select(Proposal).where(Proposal.run_id == first.id)).one()
        session.add(
            ProposalDecision(
                proposal_id=line.id, decision="held_back", reason="made up", at=NOW, by=actor.account_id,
                by_name=actor.name,
            )
        )  # fmt: skip
        audit.record(session, actor, "proposal.held_back", line, now=NOW)
    assert "held" not in json.loads(run_by(actor).problem)["households"][0]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.HOMELESSNESS])
def test_only_the_homelessness_team_starts_a_run(town: Town, role: Role) -> None:
    actor = town.actor(role)
    town.session.commit()
    with pytest.raises(Forbidden):
        run_by(actor)


def test_another_council_is_not_there(town: Town) -> None:
    actor = town.actor()
    Town(town.session, code="E08999902")
    town.session.commit()
    with pytest.raises(NotFound):
        run_by(actor, authority="E08999902")
    theirs = run_by(daily("E08999902"), authority="E08999902")
    with db.reading() as session, pytest.raises(NotFound):
        queries.one(session, actor, theirs.id)


def test_a_second_run_at_the_same_time_is_refused_and_another_council_is_not(town: Town) -> None:
    Town(town.session, code="E08999902")
    town.session.commit()
    with making._lease(COUNCIL):
        with pytest.raises(RunUnderWay, match="A run is being made at this moment"):
            run_by(daily(COUNCIL))
        run_by(daily("E08999902"), authority="E08999902")
    run_by(daily(COUNCIL))


def test_facts_that_cannot_be_matched_store_nothing(town: Town) -> None:
    town.unit(town.home(policy={"caps": {"made-up:cap": 1}}))
    town.session.commit()
    with pytest.raises(RunFailed, match=r"nothing was stored. The first fault: properties\[0\]"):
        run_by(daily(COUNCIL))
    assert counted(MatchRun) == 0


def test_an_answer_that_does_not_pass_its_check_stores_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.session.commit()

    def breach(*_: object, **__: object) -> None:
        raise Unsafe(["made-up breach"])

    monkeypatch.setattr(making, "solve", breach)
    with pytest.raises(RunFailed, match="did not pass its safety check"):
        run_by(daily(COUNCIL))
    assert counted(MatchRun) == 0


def test_a_household_that_somebody_may_not_see_is_not_in_the_run_they_read(town: Town) -> None:
    seen, restricted, barred, named = (
        town.seeks(town.household(restricted=flag)) for flag in (False, True, False, True)
    )
    for _ in range(4):
        town.unit()
    actor = town.actor()
    town.bar(actor, barred)
    town.name_for(actor, named)
    town.session.commit()
    run = run_by(daily(COUNCIL))
    with db.reading() as session:
        lines = queries.proposals(session, actor, run)
        assert {line.household_id for line in lines} == {seen.id, named.id}
        assert set(queries.references(session, actor, [seen.id, restricted.id, barred.id])) == {str(seen.id)}
        assert counters.undecided(session, actor, NOW) == 2
        hidden = session.scalars(select(Proposal.id).where(Proposal.household_id == barred.id)).one()
        with pytest.raises(NotFound):
            queries.proposal(session, actor, hidden)


def test_what_waits_is_today_s_and_undecided_and_without_an_offer(town: Town) -> None:
    households = [town.seeks() for _ in range(3)]
    for _ in range(2):
        town.unit()
    spare = town.unit(town.home("specialist"))
    actor = town.actor()
    town.session.commit()
    run_by(actor)
    with db.reading() as session:
        assert counters.undecided(session, actor, NOW) == 2
        assert counters.undecided(session, actor, NOW + timedelta(days=1)) == 0
        assert counters.undecided(session, town.actor(Role.STRATEGY), NOW) == 0
        placed = session.scalars(select(Proposal.household_id).where(Proposal.unit_id.is_not(None))).first()
    offer = town.offer(next(each for each in households if each.id == placed), spare)
    offer.made_at = NOW + timedelta(hours=1)
    town.session.commit()
    with db.reading() as session:
        assert counters.undecided(session, actor, NOW) == 1


def test_past_runs_are_listed_newest_first_without_their_documents(town: Town) -> None:
    actor = town.actor()
    town.session.commit()
    for day in range(3):
        run_by(actor, now=NOW + timedelta(days=day))
    with db.reading() as session:
        with db.count_statements() as statements:
            runs, total = queries.past(session, actor), queries.count(session, actor)
            newest = queries.newest(session, actor)
        assert ([run.number for run in runs], total) == ([3, 2, 1], 3)
        assert newest is not None
        assert newest.number == 3
        assert all("match_run.problem," not in statement for statement in statements[:2])
        assert queries.past(session, actor, page=2) == []


STALL = """
import sys, time
from pathlib import Path
from housing import audit, db, sealing
from housing.placements.matching.runs import making
from tests.housing.placements.matching.factories import COUNCIL, NOW

where, url, marker = sys.argv[1], sys.argv[2], Path(sys.argv[3])
sealing.use_keys(sealing.KeyRing({1: b"made-up key of the tests, 32 byt"}))
db.bind(url)

def stall(*_args, **_rest):
    marker.touch()
    time.sleep(120)

if where == "matching":
    making.solve = stall
else:
    audit.record = stall
making.make_run(authority=COUNCIL, by=making.daily(COUNCIL), now=NOW)
"""


@contextmanager
def stalled(where: str, haven: Settings, marker: Path) -> Any:
    """A process that makes a run and stops in the middle."""
    program = [sys.executable, "-c", STALL, where, haven.database_url, str(marker)]
    process = subprocess.Popen(program, cwd=Path(__file__).parents[4])
    try:
        while not marker.exists():
            assert process.poll() is None, "the process ended before it came to the middle"
            time.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
@pytest.mark.parametrize("where", ["matching", "storing"])
def test_killed_in_the_middle_nothing_is_half_stored_and_the_next_run_is_whole(
    town: Town, haven: Settings, tmp_path: Path, where: str
) -> None:
    for _ in range(2):
        town.seeks()
        town.unit()
    town.session.commit()
    with stalled(where, haven, tmp_path / "marker") as process:
        with pytest.raises(RunUnderWay):
            run_by(daily(COUNCIL))
        process.kill()
        process.wait()
    assert (counted(MatchRun), counted(Proposal)) == (0, 0)
    run = _as_soon_as_the_lease_is_free()
    assert run.number == 1
    assert (counted(MatchRun), counted(Proposal)) == (1, 2)


def _as_soon_as_the_lease_is_free() -> MatchRun:
    """PostgreSQL notices within moments that the other end of a connection is gone."""
    while True:
        try:
            return run_by(daily(COUNCIL))
        except RunUnderWay:
            time.sleep(0.05)
