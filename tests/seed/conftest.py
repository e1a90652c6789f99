"""Mornings on which Haven is first started, each filled once for all its tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from housing import db, sealing
from housing.clock import day_of
from housing.db import count_statements, reading
from housing.placements.matching import rows
from housing.placements.matching.runs.making import daily, make_run
from housing.postgres import Server
from housing.sealing import KeyRing
from seed import loading
from seed.year import DAYS
from tests import database

COUNCIL = "E08000018"
SHORT = 120  # days of history: enough for every unit to have been lived in
MOMENTS = {
    "a whole year, on an ordinary morning": (datetime(2026, 11, 25, 8, 40, tzinfo=UTC), DAYS),
    "a bank holiday, before anybody is in": (datetime(2026, 12, 28, 6, 5, tzinfo=UTC), SHORT),
    "29 February": (datetime(2028, 2, 29, 10, 0, tzinfo=UTC), SHORT),
    "the night the clocks go forward": (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), SHORT),
    "late on the day the clocks go back": (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), SHORT),
}


@dataclass(frozen=True, slots=True)
class Morning:
    """A filled database that is bound, its moment, and what filling cost in statements."""

    now: datetime
    days: int
    statements: int

    @property
    def today(self) -> date:
        """The London day."""
        return day_of(self.now)

    def asked(self, query: str, **values: Any) -> list[Any]:
        """The rows that a query gives."""
        with reading() as session:
            return list(session.execute(text(query), values).all())

    def units(self) -> list[tuple[str, Any]]:
        """Each unit's kind of accommodation and its state."""
        with reading() as session:
            found = rows.read(session, COUNCIL, now=self.now)
            return [(unit.property.kind, found.states[unit.id]) for unit in found.units]

    def free_within(self, days: int) -> list[str]:
        """The kinds of the units that somebody new could have by then."""
        last = self.today + timedelta(days=days)
        return [kind for kind, state in self.units() if state.available_from and state.available_from <= last]


@pytest.fixture(scope="module", params=list(MOMENTS))
def morning(request: pytest.FixtureRequest, server: Server) -> Iterator[Morning]:
    """The made-up council as of one of MOMENTS, with today's run; filled once, however many workers ask."""
    moment: str = request.param
    now, days = MOMENTS[moment]
    name = f"morning_{list(MOMENTS).index(moment)}"
    note = Path(os.environ[database.FOLDER]) / f"{name}.statements"

    def fill(url: str) -> None:
        db.migrate(url)
        _bind(url)
        with count_statements() as statements:
            loading.load(now=now, days=days)
        make_run(authority=COUNCIL, by=daily(COUNCIL), now=now)
        db.unbind()
        note.write_text(str(len(statements)))

    with database.copy(server, database.pattern(server, name, fill)) as url:
        _bind(url)
        yield Morning(now, days, int(note.read_text()))


def _bind(url: str) -> None:
    sealing.use_keys(KeyRing({1: b"made-up key of the tests, 32 byt"}))
    db.bind(url)
