"""One PostgreSQL: made once, started by whoever comes first, stopped by whoever leaves last."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from housing.postgres.binaries import find_binaries, reachable_binaries
from housing.postgres.guise import Guise, choose_guise
from housing.postgres.lease import Lease
from housing.postgres.places import close_socket_folder, open_socket_folder, place_for_data, place_for_socket
from housing.postgres.process import disown_reused_number, running_pid
from housing.postgres.settings import OWNER, PORT, settings_file
from housing.postgres.unavailable import PostgresUnavailable

SECONDS_TO_START = 120.0


class Server:
    """A PostgreSQL with its data in `data_dir`.

    Several processes may each have a `Server` for one folder: the first `start` makes and starts it, the last
    `stop` stops it. `durable=False` is for tests: faster, and a power cut may lose everything.

    Raises:
        PostgresUnavailable: there are no programs, no account that they could run as, or no folder.
    """

    def __init__(self, data_dir: Path | str, *, durable: bool = True, guise: Guise | None = None) -> None:
        self.durable = durable
        self._guise = guise or choose_guise()
        self._binaries = reachable_binaries(find_binaries(), self._guise)
        self.data_dir = place_for_data(Path(data_dir).absolute(), self._guise)
        self.socket_dir = place_for_socket(self.data_dir, self._guise)
        self._lease = Lease(self.data_dir)

    def start(self) -> Self:
        """Make the cluster if there is none, start it if it is not running, and return when it answers.

        Raises:
            PostgresUnavailable: it could not be made, or does not answer.
        """
        with self._lease.alone():
            self._lease.take()
            if not (self.data_dir / "PG_VERSION").exists():
                self._make()
            if not self.running():
                self._prepare()
            self._bring_up()
        return self

    def stop(self) -> None:
        """Stop it, unless another process still uses it.

        Raises:
            PostgresUnavailable: it does not stop.
        """
        with self._lease.alone():
            self._lease.leave()
            if self.running() and not self._lease.is_used():
                self._run("stop", "pg_ctl", "-w", "-t", "60", "-m", "fast", "-D", self.data_dir, "stop")
                close_socket_folder(self.socket_dir, self.data_dir)

    def remove(self) -> None:
        """Stop it and throw its data away: no process is left writing into a folder that is gone.

        Raises:
            PostgresUnavailable: another process uses it, or it does not stop.
        """
        self.stop()
        with self._lease.alone():
            if self.running():
                raise PostgresUnavailable(f"PostgreSQL in {self.data_dir} is in use: stop what uses it first.")
            shutil.rmtree(self.data_dir, ignore_errors=True)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def running(self) -> bool:
        """Whether its process is there. It may still be starting."""
        return self.pid() is not None

    def pid(self) -> int | None:
        """The process that runs this cluster, or None."""
        return running_pid(self.data_dir)

    def url(self, database: str) -> str:
        """The address of a database, for SQLAlchemy."""
        host = quote(str(self.socket_dir), safe="")
        return f"postgresql+psycopg://{OWNER}@/{quote(database, safe='')}?host={host}&port={PORT}"

    def create_database(self, name: str, template: str | None = None) -> bool:
        """Make a database, as a copy of `template` if given. True if it was made, False if it was there."""
        with self._administer() as connection:
            if connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
                return False
            statement = sql.SQL("create database {}").format(sql.Identifier(name))
            if template is not None:
                statement += sql.SQL(" template {} strategy file_copy").format(sql.Identifier(template))
            connection.execute(statement)
        return True

    def has_database(self, name: str) -> bool:
        """Whether there is a database of that name."""
        with self._administer() as connection:
            return connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is not None

    def rename_database(self, name: str, new_name: str) -> None:
        """Give a database another name; nobody may be connected to it, and none may have that name."""
        statement = sql.SQL("alter database {} rename to {}")
        with self._administer() as connection:
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(new_name)))

    def drop_database(self, name: str) -> None:
        """Remove a database if it is there, whoever is connected to it."""
        with self._administer() as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    @contextmanager
    def _administer(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(
            host=str(self.socket_dir), port=PORT, user=OWNER, dbname="postgres", autocommit=True, connect_timeout=10
        ) as connection:
            yield connection

    def _make(self) -> None:
        """Make the cluster under another name and rename it: one killed half-way is never mistaken for whole."""
        if self.data_dir.exists() and any(self.data_dir.iterdir()):
            raise PostgresUnavailable(
                f"{self.data_dir} is not empty and is no database cluster: choose another folder."
            )
        half_made = self.data_dir.with_name(self.data_dir.name + ".making")
        shutil.rmtree(half_made, ignore_errors=True)
        half_made.mkdir(mode=0o700)
        self._guise.give(half_made)
        settings = ["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums"]
        hurry = [] if self.durable else ["--no-sync"]
        self._run("make a cluster", "initdb", "-D", half_made, "-U", OWNER, *settings, *hurry)
        half_made.rename(self.data_dir)

    def _prepare(self) -> None:
        open_socket_folder(self.socket_dir, self.data_dir, self._guise)
        disown_reused_number(self.data_dir, self.socket_dir)
        fresh = self.data_dir / "postgresql.auto.conf.fresh"
        fresh.write_text(settings_file(self.socket_dir, durable=self.durable))
        self._guise.give(fresh)
        fresh.replace(self.data_dir / "postgresql.auto.conf")

    def _bring_up(self) -> None:
        """Start it and wait for an answer. After a kill the old backends go first, so a refusal is tried again."""
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            reason = "" if self.running() else self._try_to_start()
            try:
                with self._administer():
                    return
            except psycopg.OperationalError as error:
                reason = reason or str(error).splitlines()[0]
            if time.monotonic() > deadline:
                raise PostgresUnavailable(f"PostgreSQL in {self.data_dir} does not start: {reason}")
            time.sleep(0.2)

    def _try_to_start(self) -> str:
        """One attempt; the reason if it failed."""
        log = self.data_dir / "server.log"
        try:
            self._run("start", "pg_ctl", "-w", "-t", "60", "-D", self.data_dir, "-l", log, "start")
        except PostgresUnavailable as error:
            lines = log.read_text(errors="replace").splitlines() if log.exists() else []
            return next((line for line in reversed(lines) if "FATAL" in line), str(error))
        return ""

    def _run(self, purpose: str, program: str, *arguments: str | Path) -> None:
        try:
            done = self._guise.run([self._binaries / program, *arguments])
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PostgresUnavailable(f"PostgreSQL could not {purpose} in {self.data_dir}: {error}") from error
        if done.returncode != 0:
            lines = [line.strip() for line in done.stderr.splitlines() if line.strip()] or ["no reason given"]
            raise PostgresUnavailable(f"PostgreSQL could not {purpose} in {self.data_dir}: {lines[0]}")
