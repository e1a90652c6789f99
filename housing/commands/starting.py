"""`haven start`, `haven jobs`, `haven reset`, `haven migrate`: an installation's life."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import click

from housing.commands.filling import fill, fill_named, make_todays_run
from housing.config import BadSettings, Settings, load
from housing.ending import PARENT, end_with_parent
from housing.installation import opened, refuse_made_up_accounts
from housing.jobs import scheduling
from housing.jobs.catalogue import jobs_of
from housing.postgres import PostgresUnavailable, Server
from seed import loading

SECONDS_TO_STOP = 10
SECONDS_FOR_PORT = 3  # those of a start that was killed are still ending
ADDRESS = "127.0.0.1"
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@click.command()
def start() -> None:
    """Everything: database, made-up data where there is none, today's run, jobs, web server."""
    _end_in_order()
    settings = load()
    _refuse_port(settings.port)
    with opened(settings, migrate=True, fill=fill if settings.made_up else None) as ready:
        if settings.made_up and settings.database_url:
            fill_named(ready)
        refuse_made_up_accounts(ready)
        click.echo(make_todays_run(ready))
        _supervise(ready)


@click.command()
def migrate() -> None:
    """Bring the database's schema and reference data up to date."""
    with opened(migrate=True):
        click.echo("The database is up to date.")


@click.command()
def jobs() -> None:
    """Run what Haven does by itself, until stopped; however many are started, each slot is run once."""
    end_with_parent(signal.SIGTERM)
    with opened() as settings:
        refuse_made_up_accounts(settings)
        scheduling.run_for_ever(jobs_of(settings))


@click.command()
def reset() -> None:
    """Throw away this made-up installation's data and fill it afresh."""
    _end_in_order()
    settings = load()
    if not settings.made_up:
        raise click.ClickException("This is not a made-up installation: nothing was thrown away.")
    if settings.database_url:
        raise click.ClickException("The database is not Haven's own (DATABASE_URL is set): nothing was thrown away.")
    try:
        Server(settings.var / "postgres").remove()
    except PostgresUnavailable as error:
        raise click.ClickException(
            f"Nothing was thrown away: Haven is running on this data. Stop it first, then start over. ({error})"
        ) from error
    for name in ("mail", "secrets.json"):
        _throw_away(settings.var / name)
    with opened(load(), migrate=True, fill=fill) as ready:
        click.echo(make_todays_run(ready))
    click.echo("Started over. ./run serves it.")


def _end_in_order() -> None:
    """Told to stop before anything is served: leave as from an error, so that the database is stopped too."""

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    for number in SIGNALS:
        signal.signal(number, leave)


def _supervise(settings: Settings) -> None:
    """Serve until told to stop, with the jobs beside; a jobs process that dies is started again.

    Both are of a session of their own: Control-C in a terminal reaches this process alone, which ends them in order.

    Raises:
        click.ClickException: the web server ended by itself.
    """
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for number in SIGNALS:
        signal.signal(number, stop)
    environment = _environment(settings)
    web_server = [sys.executable, "-m", "gunicorn", "-c", "python:housing.serving", "housing.wsgi:app"]
    jobs_of_haven = [sys.executable, "-m", "housing.cli", "jobs"]
    web = subprocess.Popen(web_server, env=environment, start_new_session=True)
    worker = subprocess.Popen(jobs_of_haven, env=environment, start_new_session=True)
    greeting = _greeting(settings)
    try:
        while not stopping and web.poll() is None:
            if greeting and _answers(settings.port):
                click.echo(greeting)
                greeting = ""
            if worker.poll() is not None:
                worker = subprocess.Popen(jobs_of_haven, env=environment, start_new_session=True)
            time.sleep(0.2)
    finally:
        _end((worker, web))
    if not stopping:
        raise click.ClickException(f"The web server ended by itself ({web.returncode}); its message stands above.")


def _environment(settings: Settings) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "HAVEN_VAR": str(settings.var),
        "HAVEN_BIND": f"{ADDRESS}:{settings.port}",
        PARENT: str(os.getpid()),
    }


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + SECONDS_TO_STOP
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _throw_away(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _refuse_port(port: int) -> None:
    """Before anything that takes time: may this port be had?"""
    if port == 0:
        raise BadSettings("PORT must be a whole number from 1 to 65535.")
    deadline = time.monotonic() + SECONDS_FOR_PORT
    while error := _why_not(port):
        if error.errno != errno.EADDRINUSE:
            raise click.ClickException(f"Port {port} cannot be used here: choose another with PORT=5001 ./run")
        if time.monotonic() > deadline:
            raise click.ClickException(
                f"Port {port} is in use already: stop what uses it, or choose another with PORT=5001 ./run"
            )
        time.sleep(0.2)


def _why_not(port: int) -> OSError | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            return error
    return None


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((ADDRESS, port)) == 0


def _greeting(settings: Settings) -> str:
    lines = ["", f"Haven is at http://{ADDRESS}:{settings.port}"]
    if settings.made_up:
        lines += ["", "Made-up accounts, one for each role; the password of all is: " + loading.DEMO_PASSWORD, ""]
        lines += [f"  {title:<32} {email}" for title, email in loading.demo_accounts()]
    return "\n".join([*lines, "", "Control-C stops it; what was done is kept.", ""])


COMMANDS = (start, migrate, jobs, reset)
