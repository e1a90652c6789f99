"""Every job of the installation does its work on an empty council, at the times that the settings say."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from housing.access import Role
from housing.config import Settings
from housing.jobs.catalogue import MATCHING, jobs_of
from housing.jobs.queries import latest
from housing.jobs.running import run_due
from tests.housing.signing_in import usual_place

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_the_jobs_and_when_they_are_due(engine: Engine, haven: Settings) -> None:
    assert [(job.name, str(job.schedule)) for job in jobs_of(haven)] == [
        (MATCHING, "every day at 07:30"),
        ("offers-lapse", "every minute"),
        ("offers-owed", "every 30 minutes"),
        ("sanctuary-reminders", "every 5 minutes"),
        ("outbox", "every minute"),
        ("audit-chain", "every day at 02:30"),
        ("replays", "every day at 04:00"),
        ("clear-out", "every day at 03:00"),
        ("stock-files", "every minute"),
        ("safety-checks", "every day at 03:30"),
        ("vacancy-nudges", "every day at 08:30"),
        ("vacancy-silence", "every 30 minutes"),
        ("names-compared", "every minute"),
        ("places-checked", "every minute"),
        ("funding", "every day at 05:30"),
        ("clocks", "every day at 04:00"),
        ("birthdays", "every day at 03:30"),
        ("risk-reviews", "every 30 minutes"),
        ("guide", "every 5 minutes"),
        ("escalation", "every 5 minutes"),
    ]


def test_each_does_its_work(engine: Engine, haven: Settings) -> None:
    usual_place(Role.HOMELESSNESS)
    jobs = jobs_of(haven)
    assert all(run_due(job, now=NOW) for job in jobs)
    with Session(engine) as session:
        slots = latest(session)
    assert {name: slot.words for name, slot in slots.items() if slot.outcome != "done"} == {}
    assert slots.keys() == {job.name for job in jobs}


def test_a_council_changes_the_hour_of_the_run(engine: Engine, haven: Settings) -> None:
    with engine.begin() as connection:
        connection.execute(
            text(
                "insert into setting (id, key, from_on, value, source, verified) values "
                "(gen_random_uuid(), 'matching.run_at', '2026-01-01', '\"06:15\"', 'made up', false)"
            )
        )
    assert str(jobs_of(haven)[0].schedule) == "every day at 06:15"


def test_a_forged_audit_line_fails_the_check(engine: Engine, haven: Settings) -> None:
    usual_place(Role.HOMELESSNESS)
    run_due(jobs_of(haven)[0], now=NOW)
    with engine.begin() as connection:
        connection.execute(text("alter table audit_entry disable trigger all"))
        connection.execute(text("update audit_entry set actor = 'somebody else' where seq = 1"))
        connection.execute(text("alter table audit_entry enable trigger all"))
    run_due(next(job for job in jobs_of(haven) if job.name == "audit-chain"), now=NOW)
    with Session(engine) as session:
        assert latest(session)["audit-chain"].outcome == "failed"
