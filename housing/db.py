"""The database: one engine a process, one transaction a use case, reading apart from writing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import ARRAY, DateTime, Engine, MetaData, Text, create_engine, event, func, literal_column
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import UserDefinedType

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of Haven. Moments are in UTC with their zone; days are London days."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        datetime: DateTime(timezone=True),
        str: Text,
        list[str]: ARRAY(Text),
    }


class UuidRange(UserDefinedType[Any]):
    """The range type `uuidrange` of the first migration: one id as a range of one point.

    It lets an exclusion constraint say "the same unit" with PostgreSQL's own range operators, so that
    the schema needs no extension.
    """

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "uuidrange"


def point(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """`uuidrange(column, column, '[]')`: the left side of an exclusion constraint on an id."""
    return func.uuidrange(column, column, literal_column("'[]'"), type_=UuidRange())


class NestedTransaction(RuntimeError):
    """A use case opened a transaction inside another one: split them, or pass the session on."""


LAST = "last"  # in the info of a transaction's session: what is done at its very end, before the commit
_engine: list[Engine] = []
_open: ContextVar[bool] = ContextVar("transaction_open", default=False)
_with_it: ContextVar[Callable[[Session], None] | None] = ContextVar("done_with_it", default=None)


def bind(url: str, *, pool_size: int = 5) -> Engine:
    """Use this database from now on; the one before is let go."""
    unbind()
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=5,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": 5, "options": "-c timezone=UTC"},
    )
    _engine.append(engine)
    return engine


def unbind() -> None:
    """Close every connection of the database in use, if there is one."""
    while _engine:
        _engine.pop().dispose()


def engine() -> Engine:
    """The engine in use; raises RuntimeError before `bind`."""
    if not _engine:
        raise RuntimeError("no database has been bound")
    return _engine[0]


@contextmanager
def transaction() -> Iterator[Session]:
    """One use case: everything inside is stored together, or nothing is.

    Raises:
        NestedTransaction: when one is open already.
    """
    if _open.get():
        raise NestedTransaction("a use case is one transaction; another is open")
    token = _open.set(True)
    try:
        with Session(engine(), expire_on_commit=False) as session, session.begin():
            last: list[Callable[[Session], None]] = []
            session.info[LAST] = last
            yield session
            if with_it := _with_it.get():
                with_it(session)
            for work in last:
                work(session)
    finally:
        _open.reset(token)


def done_with_it(work: Callable[[Session], None] | None) -> None:
    """What each use case of this request does besides, in its own transaction, at its end; None for nothing more.

    For the edge alone: what was typed on a page goes in the transaction that saves the page.
    """
    _with_it.set(work)


@contextmanager
def reading() -> Iterator[Session]:
    """A session that cannot write, for pages and reports."""
    with Session(engine()) as session:
        session.connection(execution_options={"postgresql_readonly": True})
        yield session


def broken_constraint(error: IntegrityError) -> str:
    """The name of the constraint that refused a row, or an empty text."""
    diagnosis = getattr(error.orig, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def migrate(url: str, revision: str = "head") -> None:
    """Bring a database's schema and reference data to a revision."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["url"] = url
    if revision == "head" or revision.startswith("+"):
        command.upgrade(config, revision)
    else:
        command.downgrade(config, revision)


@contextmanager
def count_statements() -> Iterator[list[str]]:
    """Collect the statements sent while inside: for tests and the query budget of a page."""
    statements: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine(), "before_cursor_execute", note)


Id = PG_UUID(as_uuid=True)
