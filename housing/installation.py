"""Opening an installation: settings, its database (the council's own, or the one beside the application), schema."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import exists, select, text

from housing import db, sealing
from housing.config import BadSettings, Settings, load
from housing.people.models import Account, Authority
from housing.people.queries import made_up_accounts
from housing.postgres import Server
from housing.unusable import Unusable

DATABASE, BEING_FILLED = "haven", "haven_being_filled"

Fill = Callable[[Settings], None]


class MadeUpInProduction(Unusable):
    """Somebody could sign in to real cases with a password that everybody knows."""


@contextmanager
def opened(settings: Settings | None = None, *, migrate: bool = False, fill: Fill | None = None) -> Iterator[Settings]:
    """Bind the database of this installation while inside, starting the embedded one where no other is named.

    `fill` puts made-up data into an embedded database in which there is nobody yet: aside, under another name, so
    that one killed half-way is never taken for whole.

    Raises:
        BadSettings: the environment cannot be used.
        PostgresUnavailable: there is no database and none can be started.
    """
    settings = settings or load()
    with _reachable(settings, fill) as found:
        if migrate:
            db.migrate(found.database_url)
        with _bound(found):
            yield found


@contextmanager
def _bound(settings: Settings) -> Iterator[None]:
    sealing.use_keys(settings.keys)
    db.bind(settings.database_url)
    try:
        yield
    finally:
        db.unbind()


@contextmanager
def _reachable(settings: Settings, fill: Fill | None) -> Iterator[Settings]:
    if settings.database_url:
        yield settings
        return
    server = Server(settings.var / "postgres").start()
    try:
        if fill is not None:
            _fill_aside(server, settings, fill)
        server.create_database(DATABASE)
        yield replace(settings, database_url=server.url(DATABASE))
    finally:
        server.stop()


def _fill_aside(server: Server, settings: Settings, fill: Fill) -> None:
    with _alone(settings.var / "filling.lock"):
        if server.has_database(DATABASE) and _in_use(replace(settings, database_url=server.url(DATABASE))):
            return
        server.drop_database(BEING_FILLED)
        server.create_database(BEING_FILLED)
        aside = replace(settings, database_url=server.url(BEING_FILLED))
        db.migrate(aside.database_url)
        with _bound(aside):
            fill(aside)
        server.drop_database(DATABASE)
        server.rename_database(BEING_FILLED, DATABASE)


def _in_use(settings: Settings) -> bool:
    """Whether anybody has entered a council or an account; a database without the schema has neither."""
    with _bound(settings), db.reading() as session:
        if session.scalar(text("select to_regclass('account')")) is None:
            return False
        return bool(session.scalar(select(exists(select(Account.id)) | exists(select(Authority.code)))))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time; a lock of the kernel, gone with the process that held it."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def refuse_made_up_accounts(settings: Settings) -> None:
    """A production installation does not serve while a made-up account can sign in; its database is bound.

    Raises:
        MadeUpInProduction: there are some; how many, and what to do.
    """
    if settings.made_up:
        return
    with db.reading() as session:
        found = made_up_accounts(session)
    if found:
        raise MadeUpInProduction(
            f"This is a production installation and {len(found)} made-up account{'s' if len(found) > 1 else ''} can "
            f"still sign in ({found[0]}). Close them, or name a database without made-up data in DATABASE_URL."
        )


def settings_of_running() -> Settings:
    """The settings for a web worker, whose database is up already: `haven start` or the council names it.

    Raises:
        BadSettings: the environment cannot be used, or names no database.
    """
    settings = load()
    if not settings.database_url:
        raise BadSettings("DATABASE_URL must name the database; `haven start` sets it for its own.")
    return settings
