"""Killing a use case in its middle: at the k-th statement that writes, or at its commit, for every k there is.

What a process that dies leaves behind is what the database had committed; so whoever is struck down before the commit
must leave everything as it was, to the last row of the last table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event, text

from housing import db

TABLES = text(
    "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' "
    "and table_name not in ('alembic_version', 'web_session') order by 1"
)
TRAIL, TRAIL_FUNCTION = "audit_entry", "audit_append"  # a table, and the function of the database that writes it
WRITTEN = re.compile(rf"^(?:insert into|update|delete from|select(?= {TRAIL_FUNCTION})) (\w+)", re.IGNORECASE)
WHOLE_EVERY = 8  # steps after which every table is looked at, and not only those that are written
Rows = dict[str, tuple[int, int]]


class Struck(Exception):
    """The process is gone."""


class Blow:
    """Falls at the step `at`, counted from 1: each statement that writes is a step, and so is the commit.

    To die at a statement that reads leaves what dying at the next that writes leaves, so those are no steps.
    """

    def __init__(self, at: int, written: set[str]) -> None:
        self.at = at
        self.steps = 0
        self.written = written

    def statement(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        """A step where it writes, with the table that it writes."""
        if found := WRITTEN.match(statement):
            self.written.add(found[1])
            self.step()

    def step(self, *_: Any) -> None:
        """One step more; raises Struck at the one that was meant."""
        self.steps += 1
        if self.steps == self.at:
            raise Struck


@contextmanager
def striking(engine: Engine, blow: Blow) -> Iterator[None]:
    """Let the blow fall at its step of what is done inside."""
    event.listen(engine, "before_cursor_execute", blow.statement)
    event.listen(engine, "commit", blow.step)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", blow.statement)
        event.remove(engine, "commit", blow.step)


def rows(engine: Engine, tables: Iterable[str] = ()) -> Rows:
    """Of each table, or of all, its number of rows and a sum over them that changes with any of them."""
    one = "select '{0}', count(*), coalesce(sum(hashtextextended(each::text, 0)), 0)::numeric from \"{0}\" as each"
    with engine.connect() as connection:
        asked = " union all ".join(one.format(name) for name in sorted(tables) or connection.scalars(TABLES))
        return {name: (number, int(total)) for name, number, total in connection.exec_driver_sql(asked)}


def struck_at_every_step(act: Callable[[], object]) -> int:
    """Do it again and again, struck down one step later each time, until it is done; how many steps it has.

    Raises:
        AssertionError: something was left behind, or a blow was taken without a word.
    """
    engine, written = db.engine(), {TRAIL}
    before = rows(engine)
    at = 1
    while True:
        blow = Blow(at, written)
        try:
            with striking(engine, blow):
                act()
        except Struck:
            after = rows(engine, () if at % WHOLE_EVERY == 0 else written - {TRAIL_FUNCTION})
            left = sorted(name for name in after if before[name] != after[name])
            assert not left, f"struck down at step {at}, it leaves something in {left}"
            at += 1
        else:
            assert blow.steps < at, f"struck down at step {at}, it went on as if nothing had been"
            return blow.steps
