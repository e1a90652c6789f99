"""`haven bench-household`: server time of the pages of a household with ten years of history, on a PostgreSQL of its
own, each page asked through the whole application as a browser asks it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import process_time
from uuid import UUID

import click
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from housing import db, sealing
from housing.app import create_app
from housing.commands.benching.clocking import clocked
from housing.commands.benching.decade import NOW, TEN_YEARS, fill_decade
from housing.commands.benching.machine import described
from housing.config import Settings
from housing.people.made_up import PHRASE
from housing.postgres import Server
from seed.cast import set_up

KEYS = {1: b"made-up key of the bench, 32 byt"}
SECRET = "made-up secret of the bench, 32 characters"  # noqa: S105 - signs the sessions of a throw-away server
BUDGET_MS = 100
WHO = "officer@example.invalid"
PAGES = {
    "the household's page": "",
    "the same for paper": "/print",
    "the whole story, first page": "/story",
    "the whole story, page 50": "/story?page=50",
    "the story of one kind": "/story?kind=risk",
    "documents": "/documents",
    "who looked": "/looked",
}
HEAD = """# Measurements of the household's pages

Made by `haven bench-household --lines {lines} --repeats {repeats}`: one household with ten years of history on a
PostgreSQL of its own, each page asked through the whole application (session, permission, queries, template, audit
line) in one process, after a warm-up. The times are that machine's, on that day, shared with whatever else it did; the
fastest is what a page takes when nothing else is in its way. "Worked" is the mean of what this process itself did.

{machine}.
"""


@dataclass(frozen=True, slots=True)
class Timed:
    """One page: milliseconds when the machine was least busy, at the median and for the slowest of twenty; how much
    of the median this process worked itself; how many statements the page sends."""

    page: str
    fastest_ms: float
    median_ms: float
    slow_ms: float
    worked_ms: float
    statements: int


@click.command("bench-household")
@click.option("--lines", type=click.IntRange(1), default=5000, show_default=True, help="Lines of history.")
@click.option("--repeats", type=click.IntRange(2, 1000), default=40, show_default=True, help="How often each.")
@click.option("--write", type=click.Path(dir_okay=False, path_type=Path), help="Write the table to this file too.")
def bench_household(lines: int, repeats: int, write: Path | None) -> None:
    """Measure the pages of a household with ten years of history."""
    with tempfile.TemporaryDirectory(prefix="haven-bench-") as folder:
        Path(folder).chmod(0o711)
        server = Server(Path(folder) / "postgres", durable=False).start()
        try:
            server.create_database("bench")
            url = server.url("bench")
            sealing.use_keys(sealing.KeyRing(KEYS))
            db.migrate(url)
            household_id = prepare(db.bind(url), lines=lines)
            found = measured(_browser(url, Path(folder)), household_id, repeats=repeats)
        finally:
            db.unbind()
            server.remove()
    table = tabled(found)
    click.echo(table)
    if write is not None:
        head = HEAD.format(lines=lines, repeats=repeats, machine=described())
        write.write_text(f"{head}\n{table}\n", encoding="utf-8")


def prepare(engine: Engine, *, lines: int) -> UUID:
    """Fill an empty, migrated database, and let PostgreSQL look at what is in it; the household's id."""
    cast = set_up(now=NOW - TEN_YEARS)
    household_id = fill_decade(cast.actors["officer"], lines=lines)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))
    return household_id


def measured(browser: FlaskClient, household_id: UUID, *, repeats: int) -> list[Timed]:
    """Every page, asked so often after once for warming up.

    Raises:
        RuntimeError: a page does not answer.
    """
    return [_timed(browser, page, f"/households/{household_id}{room}", repeats) for page, room in PAGES.items()]


def tabled(found: list[Timed]) -> str:
    """The figures as a table of Markdown."""
    rows = [
        f"| {each.page} | {each.fastest_ms:.0f} | {each.median_ms:.0f} | {each.slow_ms:.0f} | {each.worked_ms:.0f} "
        f"| {each.statements} | {'met' if each.median_ms <= BUDGET_MS else 'missed'} |"
        for each in found
    ]
    head = f"| page | fastest ms | median ms | slowest of twenty ms | worked ms | statements | {BUDGET_MS} ms |"
    return "\n".join([head, "| --- | --: | --: | --: | --: | --: | --- |", *rows])


def _browser(url: str, var: Path) -> FlaskClient:
    """A browser in which the officer is signed in."""
    app = create_app(Settings(kind="test", database_url=url, secret_key=SECRET, field_keys=KEYS, var=var))
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    browser.post("/sign-in", data={"email": WHO, "password": PHRASE})
    return browser


def _timed(browser: FlaskClient, page: str, address: str, repeats: int) -> Timed:
    with db.count_statements() as sent:
        answer = browser.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{page} answered {answer.status_code}")
    before = process_time()
    taken = [1000 * clocked(lambda: browser.get(address))[0] for _ in range(repeats)]
    worked = 1000 * (process_time() - before) / repeats
    return Timed(page, min(taken), median(taken), quantiles(taken, n=20)[-1], worked, len(sent))


COMMANDS = (bench_household,)
