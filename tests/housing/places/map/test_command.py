"""`haven import-boundary`: what it stores, what it says, and what it refuses in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from housing import db
from housing.commands.boundaries import import_file
from housing.config import Settings
from housing.places.map.models import Boundary
from tests.housing.placements.matching.factories import COUNCIL, Town
from tests.housing.places.map.test_drawing import SQUARE, document


def test_the_command_stores_the_outline_and_says_so(
    engine: Engine, haven: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "HAVEN_KIND": "test", "DATABASE_URL": haven.database_url, "HAVEN_SECRET_KEY": haven.secret_key,
        "HAVEN_FIELD_KEYS": f"1:{haven.field_keys[1].hex()}",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    with Session(engine) as session:
        Town(session)
        session.commit()
    file = tmp_path / "outline.json"
    file.write_text(document(authority=COUNCIL), encoding="utf-8")
    done = CliRunner().invoke(import_file, [str(file), "--source", "Made-up data"])
    assert (done.exit_code, done.output) == (0, f"The outline of {COUNCIL} is stored: 5 points.\n")
    db.bind(haven.database_url)  # the command let go of the one before
    with db.reading() as session:
        (row,) = session.scalars(select(Boundary))
        assert (row.rings, row.source) == ([SQUARE], "Made-up data")
    for wrong in ("no outline", "{"):
        file.write_text(wrong, encoding="utf-8")
        refused = CliRunner().invoke(import_file, [str(file)])
        assert refused.exit_code == 1
        assert "not GeoJSON" in refused.output
    file.write_bytes(b"\xff\xfe\x00")
    assert "not GeoJSON" in CliRunner().invoke(import_file, [str(file)]).output
