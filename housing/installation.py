"""Opening an installation: settings, its database (the council's own, or the one beside the application), schema."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from housing import db, sealing
from housing.config import BadSettings, Settings, load
from housing.postgres import Server

DATABASE = "haven"


@contextmanager
def opened(settings: Settings | None = None, *, migrate: bool = False) -> Iterator[Settings]:
    """Bind the database of this installation while inside, starting the embedded one where no other is named.

    Raises:
        BadSettings: the environment cannot be used.
        PostgresUnavailable: there is no database and none can be started.
    """
    settings = settings or load()
    with _reachable(settings) as found:
        if migrate:
            db.migrate(found.database_url)
        sealing.use_keys(found.keys)
        db.bind(found.database_url)
        try:
            yield found
        finally:
            db.unbind()


@contextmanager
def _reachable(settings: Settings) -> Iterator[Settings]:
    if settings.database_url:
        yield settings
        return
    server = Server(settings.var / "postgres").start()
    try:
        server.create_database(DATABASE)
        yield replace(settings, database_url=server.url(DATABASE))
    finally:
        server.stop()


def settings_of_running() -> Settings:
    """The settings for a web worker, whose database is up already: `haven start` or the council names it.

    Raises:
        BadSettings: the environment cannot be used, or names no database.
    """
    settings = load()
    if not settings.database_url:
        raise BadSettings("DATABASE_URL must name the database; `haven start` sets it for its own.")
    return settings
