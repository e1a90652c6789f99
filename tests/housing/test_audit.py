"""The audit trail: appended in one chain, refused every change, and a forged line is found."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from housing import audit, db
from housing.access import system

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BY = system("A made-up test")


def append(number: int) -> None:
    audit.record_reading(BY, "household.read", ("household", number), now=NOW)


def test_lines_form_one_chain_even_when_many_write_at_once(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(append, range(80)))
    with Session(engine) as session:
        assert [line.seq for line in audit.trail(session)] == list(range(80, 0, -1))
        assert audit.verify(session) == []


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_entry set action = 'x'",
        "delete from audit_entry",
        "truncate audit_entry",
    ],
)
def test_nobody_changes_a_line(engine: Engine, statement: str) -> None:
    append(1)
    with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(statement))


def test_a_forged_line_is_found(engine: Engine) -> None:
    for number in range(5):
        append(number)
    with engine.begin() as connection:
        connection.execute(text("alter table audit_entry disable trigger all"))
        connection.execute(text("update audit_entry set subject_id = 'another' where seq = 3"))
        connection.execute(text("alter table audit_entry enable trigger all"))
    with Session(engine) as session:
        assert audit.verify(session) == [3]


def test_a_line_taken_out_is_found(engine: Engine) -> None:
    for number in range(5):
        append(number)
    with engine.begin() as connection:
        connection.execute(text("alter table audit_entry disable trigger all"))
        connection.execute(text("delete from audit_entry where seq = 2"))
        connection.execute(text("alter table audit_entry enable trigger all"))
    with Session(engine) as session:
        assert audit.verify(session)


def record_and_fail(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        audit.record(session, BY, "offer.made", ("offer", 1), now=NOW)
        raise ZeroDivisionError


def test_nothing_is_kept_of_a_transaction_that_fails(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        record_and_fail(engine)
    with Session(engine) as session:
        assert audit.trail(session) == []


def test_the_trail_of_one_subject(engine: Engine) -> None:
    append(1)
    append(2)
    with Session(engine) as session:
        assert [line.subject_id for line in audit.trail(session, subject_id="2")] == ["2"]


def test_in_a_use_case_the_lines_come_last_and_in_order(engine: Engine) -> None:
    """Two use cases at once do not wait for one another while they work: only at their ends."""
    with db.transaction() as session:
        audit.record(session, BY, "first", ("household", 1), now=NOW)
        append(99)  # somebody else's line is not kept waiting
        audit.record(session, BY, "second", ("household", 1), now=NOW)
    with Session(engine) as session:
        assert [line.action for line in audit.trail(session)] == ["second", "first", "household.read"]
        assert audit.verify(session) == []


def fail_after_recording() -> None:
    with db.transaction() as session:
        audit.record(session, BY, "first", ("household", 1), now=NOW)
        raise ZeroDivisionError


def test_a_use_case_that_fails_leaves_no_line(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after_recording()
    with Session(engine) as session:
        assert audit.trail(session) == []
