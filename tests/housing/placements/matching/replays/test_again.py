"""Runs made again are kept: by hand and by night, each council's newest always and every other in its turn."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from housing import audit, db
from housing.access import Forbidden, NotFound, Role
from housing.config import Settings
from housing.jobs.catalogue import jobs_of
from housing.jobs.running import run_due
from housing.placements.matching.replay import Outcome
from housing.placements.matching.replays import queries, services
from housing.placements.matching.replays.models import MatchReplay
from housing.placements.matching.replays.services import make_again, replay_sample
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.models import MatchRun
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town

NEXT_NIGHT = NOW + timedelta(hours=20)


def made(town: Town, days: int = 1, code: str = COUNCIL) -> list[MatchRun]:
    """A run a day."""
    town.session.commit()
    return [make_run(authority=code, by=daily(code), now=NOW + timedelta(days=day)) for day in range(days)]


def spoilt(run: MatchRun, **values: Any) -> None:
    """The run's row, changed by hand; by itself its answer."""
    changed = values or {"result": json.dumps(json.loads(run.result) | {"unused_units": ["another"]})}
    with db.transaction() as session:
        session.execute(update(MatchRun).where(MatchRun.id == run.id).values(**changed))
        audit.record(session, daily(COUNCIL), "test.changed", run, now=NOW)


def replays() -> list[MatchReplay]:
    """Every replay kept, the oldest first."""
    with db.reading() as session:
        return list(session.scalars(select(MatchReplay).order_by(MatchReplay.at)))


def test_a_run_made_again_by_hand_is_kept_with_who_and_when(town: Town) -> None:
    town.seeks()
    actor = town.actor()
    (run,) = made(town)
    replayed = make_again(run.id, by=actor, now=NEXT_NIGHT)
    assert replayed.outcome is Outcome.SAME
    (row,) = replays()
    assert (row.run_id, row.at, row.by, row.by_name) == (run.id, NEXT_NIGHT, actor.account_id, "Aisha Demo")
    assert (row.outcome, row.engine) == ("same", run.engine)
    assert json.loads(row.found) == {"differences": [], "more": 0, "rules": [], "engine_changed": False, "why": ""}
    with db.reading() as session:
        entry = audit.trail(session, subject_id=str(run.id))[0]
    assert (entry.action, entry.facts) == ("run.made_again", {"number": 1, "outcome": "same"})


def test_what_was_found_is_sealed_and_only_so_much_of_it(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    (run,) = made(town)
    spoilt(run, result=json.dumps(json.loads(run.result) | {"unused_units": ["U1", "U2", "U3"]}))
    monkeypatch.setattr(services, "MOST_KEPT", 2)
    make_again(run.id, by=town_actor(town), now=NEXT_NIGHT)
    (row,) = replays()
    found = json.loads(row.found)
    assert (len(found["differences"]), found["more"]) == (2, 1)
    assert found["differences"][0] == {
        "part": "unused_units", "household": "", "unit": "U1", "field": "", "was": '"U1"', "now": "nothing",
    }  # fmt: skip
    with db.reading() as session:
        assert b"unused" not in bytes(session.scalar(text("select found from match_replay")))


def town_actor(town: Town) -> Any:
    """Somebody of the homelessness team, saved."""
    actor = town.actor()
    town.session.commit()
    return actor


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.HOMELESSNESS])
def test_only_who_may_read_runs_makes_them_again(town: Town, role: Role) -> None:
    (run,) = made(town)
    actor = town.actor(role)
    town.session.commit()
    with pytest.raises(Forbidden):
        make_again(run.id, by=actor, now=NOW)


def test_a_run_of_another_council_is_not_there(town: Town) -> None:
    other = Town(town.session, code="E08999902")
    (run,) = made(other, code="E08999902")
    with pytest.raises(NotFound):
        make_again(run.id, by=town_actor(town), now=NOW)


def test_a_night_takes_the_newest_and_those_that_waited_longest_until_all_were_met(town: Town) -> None:
    runs = made(town, days=8)
    met: Counter[int] = Counter()
    for night in range(4):
        now = NOW + timedelta(days=10 + night)
        with db.reading() as session:
            chosen = [number for _, number in queries.sample(session, COUNCIL, 3)]
        assert chosen[0] == 8
        assert chosen[1:] == [2 * night % 7 + 1, (2 * night + 1) % 7 + 1]
        for number in chosen:
            make_again(runs[number - 1].id, by=town_actor(town), now=now)
        met.update(chosen)
    assert met.keys() == set(range(1, 9))
    assert met[8] == 4


def test_a_sample_of_one_is_the_newest_and_of_none_made_nothing(town: Town) -> None:
    town.session.commit()
    with db.reading() as session:
        assert queries.sample(session, COUNCIL, 5) == []
    assert replay_sample(COUNCIL, now=NOW) == "no run to make again."
    made(town, days=2)
    with db.reading() as session:
        assert [number for _, number in queries.sample(session, COUNCIL, 1)] == [2]
        assert [number for _, number in queries.sample(session, COUNCIL, 0)] == [2]


def test_the_sentence_of_a_night_counts_what_came_out(town: Town) -> None:
    same, other, lost, spoilt_run, last = made(town, days=5)
    spoilt(other, catalogue={**(other.catalogue or {}), "rules": {}}, result=json.dumps({"unused_units": []}))
    spoilt(lost, result="gone")
    spoilt(spoilt_run)
    assert replay_sample(COUNCIL, now=NEXT_NIGHT) == (
        "5 runs made again: 2 the same, 1 otherwise, under rules that have changed since, "
        "1 otherwise, with nothing to explain it, 1 cannot be read."
    )
    assert {row.by_name for row in replays()} == {"Nightly replay"}
    assert same.number < last.number


def test_the_job_does_it_for_every_council_as_large_as_each_has_set(town: Town, haven: Settings) -> None:
    other = Town(town.session, code="E08999902")
    made(town, days=3)
    made(other, days=3, code="E08999902")
    with db.engine().begin() as connection:
        connection.execute(
            text(
                "insert into setting (id, key, authority_code, from_on, value, source, verified) values "
                "(gen_random_uuid(), 'matching.replayed_runs', :code, '2026-01-01', '2', 'made up', false)"
            ),
            {"code": COUNCIL},
        )
    (job,) = (job for job in jobs_of(haven) if job.name == "replays")
    assert run_due(job, now=NEXT_NIGHT)
    with db.reading() as session:
        words = session.scalar(text("select words from job_run where job = 'replays'"))
        counts = dict(
            session.execute(
                select(MatchRun.authority_code, func.count()).join(MatchReplay).group_by(MatchRun.authority_code)
            ).all()
        )
    assert words == (
        f"Made-up {COUNCIL}: 2 runs made again: 2 the same. Made-up E08999902: 3 runs made again: 3 the same."
    )
    assert counts == {COUNCIL: 2, "E08999902": 3}


def alarming(*councils: str) -> list[tuple[int, datetime, str]]:
    """The alarms of these councils."""
    with db.reading() as session:
        return [(alarm.number, alarm.at, alarm.outcome) for alarm in queries.alarms(session, councils)]


def test_alarm_is_given_while_the_newest_replay_of_a_run_is_different(town: Town) -> None:
    first, second, third = made(town, days=3)
    actor = town_actor(town)
    spoilt(first)
    spoilt(second, result="gone")
    spoilt(third, catalogue={**(third.catalogue or {}), "rules": {}}, result=json.dumps({"unused_units": []}))
    for run in (first, second, third):
        make_again(run.id, by=actor, now=NEXT_NIGHT)
    assert alarming(COUNCIL) == [(2, NEXT_NIGHT, "unreadable"), (1, NEXT_NIGHT, "different")]
    assert alarming("E08999902") == []
    spoilt(first, result=first.result)
    later = NEXT_NIGHT + timedelta(minutes=1)
    make_again(first.id, by=actor, now=later)
    assert alarming(COUNCIL) == [(2, NEXT_NIGHT, "unreadable")]
