"""Each slot once, however many start it at once; again if it was killed in the middle; a fault is shown."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from housing.jobs import queries, running
from housing.jobs.models import JobRun
from housing.jobs.routes import state_of
from housing.jobs.running import Job, run_due
from housing.jobs.slots import Daily, EveryMinutes

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DUE = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def job(work: Callable[[datetime], str], name: str = "made-up") -> Job:
    return Job(name, "Made up", Daily(time(7, 30)), work)


def slots(engine: Engine) -> list[JobRun]:
    with Session(engine) as session:
        return list(session.scalars(select(JobRun).order_by(JobRun.due_at)))


def test_a_slot_is_run_once_and_says_how_it_ended(engine: Engine) -> None:
    done: list[datetime] = []

    def work(now: datetime) -> str:
        done.append(now)
        return "3 things done."

    assert run_due(job(work), now=NOW)
    assert not run_due(job(work), now=NOW + timedelta(minutes=1))
    assert done == [NOW]
    (slot,) = slots(engine)
    assert (slot.due_at, slot.outcome, slot.words) == (DUE, "done", "3 things done.")


def test_the_next_day_is_another_slot(engine: Engine) -> None:
    assert run_due(job(lambda _: "done"), now=NOW)
    assert run_due(job(lambda _: "done"), now=NOW + timedelta(days=1))
    assert len(slots(engine)) == 2


def started_together(work: Callable[[datetime], str]) -> int:
    with ThreadPoolExecutor(12) as pool:
        return sum(pool.map(lambda _: run_due(job(work), now=NOW), range(12)))


def test_many_started_at_once_run_it_once(engine: Engine) -> None:
    done: list[int] = []

    def work(_: datetime) -> str:
        done.append(1)
        return "done"

    assert started_together(work) == 1
    assert len(done) == 1
    assert len(slots(engine)) == 1


def test_without_the_slot_it_would_run_many_times(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The broken control: take the claim away and the same start runs it again and again."""
    monkeypatch.setattr(running, "_claim", lambda *_: True)
    monkeypatch.setattr(running, "_finish", lambda *_: None)
    assert sum(run_due(job(lambda _: "done"), now=NOW) for _ in range(5)) == 5
    assert slots(engine) == []


def test_a_slot_whose_process_was_killed_is_run_again(engine: Engine) -> None:
    def killed(_: datetime) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_due(job(killed), now=NOW)
    assert slots(engine)[0].finished_at is None
    assert run_due(job(lambda _: "done after all"), now=NOW + timedelta(minutes=5))
    (slot,) = slots(engine)
    assert slot.words == "done after all"


def test_a_fault_is_shown_without_what_it_said(engine: Engine) -> None:
    def work(_: datetime) -> str:
        raise ValueError("12 Secret Street")

    assert run_due(job(work), now=NOW)
    (slot,) = slots(engine)
    assert slot.outcome == "failed"
    assert slot.words == "It stopped with ValueError. The log has the details."
    assert not run_due(job(work), now=NOW)


def test_slots_of_frequent_jobs_are_kept_for_a_day(engine: Engine) -> None:
    frequent = Job("often", "Often", EveryMinutes(1), lambda _: "done")
    for minutes in (0, 1, 60 * 25):
        assert run_due(frequent, now=NOW + timedelta(minutes=minutes))
    assert [slot.due_at for slot in slots(engine)] == [NOW + timedelta(minutes=60 * 25)]


def test_how_a_job_stands(engine: Engine) -> None:
    daily = job(lambda _: "done")
    assert state_of(daily, None, now=NOW) == "late"
    run_due(daily, now=NOW)
    with Session(engine) as session:
        slot = queries.latest(session)["made-up"]
    assert state_of(daily, slot, now=NOW) == "done"
    assert state_of(daily, slot, now=DUE + timedelta(days=1, minutes=2)) == "done"
    assert state_of(daily, slot, now=DUE + timedelta(days=1, minutes=10)) == "late"
