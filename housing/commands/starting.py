"""`haven start`, `haven serve`, `haven jobs`, `haven reset`, `haven migrate`: an installation's life."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import click
from sqlalchemy import select

from housing import clock, db
from housing.config import Settings, load
from housing.installation import opened
from housing.jobs import scheduling
from housing.jobs.catalogue import MATCHING, jobs_of
from housing.jobs.queries import latest
from housing.jobs.running import run_due
from housing.people.models import Account
from housing.postgres import Server
from seed import loading

SECONDS_TO_STOP = 10
ADDRESS = "127.0.0.1"


@click.command()
def start() -> None:
    """Everything: database, made-up data where there is none, today's run, jobs, web server."""
    settings = load()
    _refuse_taken_port(settings.port)
    with opened(settings, migrate=True) as ready:
        _fill(ready)
        _supervise(ready)


@click.command()
def migrate() -> None:
    """Bring the database's schema and reference data up to date."""
    with opened(migrate=True):
        click.echo("The database is up to date.")


@click.command()
def jobs() -> None:
    """Run what Haven does by itself, until stopped; however many are started, each slot is run once."""
    with opened() as settings:
        scheduling.run_for_ever(jobs_of(settings))


@click.command()
def reset() -> None:
    """Throw away this made-up installation's data and fill it afresh."""
    settings = load()
    if not settings.made_up:
        raise click.ClickException("This is not a made-up installation: nothing was thrown away.")
    if settings.database_url:
        raise click.ClickException("The database is not Haven's own (DATABASE_URL is set): nothing was thrown away.")
    _refuse_taken_port(settings.port)
    Server(settings.var / "postgres").remove()
    for name in ("mail", "secrets.json"):
        _throw_away(settings.var / name)
    with opened(load(), migrate=True) as ready:
        _fill(ready)
    click.echo("Started over. ./run serves it.")


def _fill(settings: Settings) -> None:
    """Made-up data the first time, and the daily run where its slot has passed and nobody has made it."""
    with db.reading() as session:
        empty = session.scalar(select(Account.id).limit(1)) is None
    if settings.made_up and empty:
        click.echo("Filling in made-up data …")
        loading.load(now=clock.now())
    run_due(next(job for job in jobs_of(settings) if job.name == MATCHING), now=clock.now())
    with db.reading() as session:
        click.echo(latest(session)[MATCHING].words)


def _supervise(settings: Settings) -> None:
    """Serve until told to stop, with the jobs beside; a jobs process that dies is started again."""
    environment = {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "HAVEN_VAR": str(settings.var),
        "HAVEN_BIND": f"{ADDRESS}:{settings.port}",
    }
    program = [sys.executable, "-m", "housing.cli"]
    web = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "python:housing.serving", "housing.wsgi:app"], env=environment
    )
    worker = subprocess.Popen([*program, "jobs"], env=environment)
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    click.echo(_greeting(settings))
    try:
        while not stopping and web.poll() is None:
            if worker.poll() is not None:
                worker = subprocess.Popen([*program, "jobs"], env=environment)
            time.sleep(1)
    finally:
        for process in (worker, web):
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _throw_away(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} is in use already: stop what uses it, or choose another with PORT=5001 ./run"
            ) from error


def _greeting(settings: Settings) -> str:
    lines = ["", f"Haven is at http://{ADDRESS}:{settings.port}"]
    if settings.made_up:
        lines += ["", "Made-up accounts, one for each role; the password of all is: " + loading.DEMO_PASSWORD, ""]
        lines += [f"  {title:<32} {email}" for title, email in loading.demo_accounts()]
    return "\n".join([*lines, "", "Control-C stops it; what was done is kept.", ""])


COMMANDS = (start, jobs, migrate, reset)
