"""`haven match-today`: one line for each council."""

from __future__ import annotations

from click.testing import CliRunner

from housing import db, sealing
from housing.commands.runs import match_today
from housing.config import Settings
from tests.housing.placements.matching.factories import COUNCIL, Town


def test_it_prints_a_line_for_each_council_and_stores_its_run(town: Town, haven: Settings) -> None:
    town.seeks()
    town.unit()
    town.session.commit()
    settings = {
        "HAVEN_KIND": "test",
        "HAVEN_SECRET_KEY": haven.secret_key,
        "HAVEN_FIELD_KEYS": f"1:{haven.field_keys[1].hex()}",
        "DATABASE_URL": haven.database_url,
    }
    answer = CliRunner().invoke(match_today, env=settings)
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert answer.stdout == f"Made-up {COUNCIL}: run 1 proposes a place for 1 of 1 households.\n"
    sealing.use_keys(haven.keys)
    db.bind(haven.database_url)
