"""`haven bench-availability`: when each of many units is free over a year, in one query, on a throw-away PostgreSQL."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, time
from pathlib import Path
from statistics import median
from typing import Any

import click
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from housing import db, sealing
from housing.access import Extent
from housing.commands.benching.clocking import clocked
from housing.commands.benching.machine import described
from housing.commands.benching.stock import COUNCIL, fill
from housing.places.availability.table import QUERY as GAPS
from housing.places.availability.table import gaps_by_unit, parameters
from housing.postgres import Server

TODAY = date(2026, 11, 23)
NOW = datetime.combine(TODAY, time(9), UTC)
BUDGET_MS = 200
EVERY_UNIT = Extent(authorities=frozenset({COUNCIL}))
KEYS = {1: b"made-up key of the bench, 32 byt"}
HEAD = """# Measurements of availability

Made by `haven bench-availability --units {units} --past {past} --repeats {repeats}`, on a PostgreSQL of its own with
made-up stock; medians after a warm-up. The times are that machine's, on that day, shared with whatever else it did.

{machine}.
"""


@click.command("bench-availability")
@click.option("--units", type=click.IntRange(1), default=10_000, show_default=True, help="How many units.")
@click.option("--past", type=click.IntRange(0), default=12, show_default=True, help="Past stays of each.")
@click.option("--repeats", type=click.IntRange(1, 100), default=7, show_default=True, help="Runs.")
@click.option("--write", type=click.Path(dir_okay=False, path_type=Path), help="Write the table to this file too.")
def bench_availability(units: int, past: int, repeats: int, write: Path | None) -> None:
    """Measure when every unit is free over a year, in one query."""
    sealing.use_keys(sealing.KeyRing(KEYS))
    with tempfile.TemporaryDirectory(prefix="haven-bench-") as folder:
        Path(folder).chmod(0o711)
        server = Server(Path(folder) / "postgres", durable=False).start()
        try:
            server.create_database("bench")
            db.migrate(server.url("bench"))
            engine = db.bind(server.url("bench"))
            prepare(engine, units=units, past=past)
            table = tabled(measured(engine, repeats=repeats), units=units)
        finally:
            db.unbind()
            server.remove()
    click.echo(table)
    if write is not None:
        head = HEAD.format(units=units, past=past, repeats=repeats, machine=described())
        write.write_text(f"{head}\n{table}\n", encoding="utf-8")


def prepare(engine: Engine, *, units: int, past: int) -> None:
    """Fill an empty, migrated database, and let PostgreSQL look at what is in it."""
    with Session(engine) as session:
        fill(session, units=units, past=past, today=TODAY)
        session.commit()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))


def measured(engine: Engine, *, repeats: int) -> dict[str, Any]:
    """Milliseconds of the query in PostgreSQL and of the whole answer in Python, how much there is, and how it is."""
    with Session(engine) as session:
        found = gaps_by_unit(session, EVERY_UNIT, now=NOW)
        whole = [clocked(lambda: gaps_by_unit(session, EVERY_UNIT, now=NOW))[0] for _ in range(repeats)]
        values = parameters(EVERY_UNIT, now=NOW)
        asked = [_in_postgres(session, values) for _ in range(repeats)]
        lines = session.scalar(text("select count(*) from unit_period"))
    return {
        "lines": lines,
        "free_now": sum(each.open_from == TODAY for each in found.values()),
        "gaps": sum(len(each.gaps) for each in found.values()),
        "query_ms": median(asked),
        "whole_ms": 1000 * median(whole),
    }


def tabled(figures: dict[str, Any], *, units: int) -> str:
    """The figures as a table of Markdown."""
    met = "met" if figures["query_ms"] <= BUDGET_MS else "missed"
    return "\n".join(
        [
            "| units | lines of diaries | gaps found | free from today | query ms | with Python ms | budget |",
            "| --: | --: | --: | --: | --: | --: | --- |",
            f"| {units:,} | {figures['lines']:,} | {figures['gaps']:,} | {figures['free_now']:,} "
            f"| {figures['query_ms']:.0f} | {figures['whole_ms']:.0f} | {BUDGET_MS} ms for the query: {met} |",
        ]
    )


def _in_postgres(session: Session, values: dict[str, Any]) -> float:
    """What PostgreSQL itself says that the query took, in milliseconds."""
    explained = session.execute(text(f"explain (analyze, timing off, format json) {GAPS.text}"), values).scalar_one()
    return float(explained[0]["Execution Time"]) + float(explained[0]["Planning Time"])


COMMANDS = (bench_availability,)
