"""`haven stock`: the same file by the command line, where the server is run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import db
from housing.cli import main
from housing.config import Settings
from housing.places.models import Unit
from housing.places.sheets.services import read_file
from tests.housing.placements.arranging import ADDRESS, Arranged

Run = Callable[..., Result]
PROVIDER = ("--provider", "Made-up refuge")
HEADINGS = "Property,Unit,Bedrooms,People at most,Floor,Lift\n"


@pytest.fixture
def run(there: Arranged, haven: Settings, tmp_path: Path) -> Run:
    """Run `haven stock` on the arranged town, with the keys that sealed it."""
    keys = ",".join(f"{number}:{key.hex()}" for number, key in haven.field_keys.items())
    environment = {
        "DATABASE_URL": haven.database_url, "HAVEN_VAR": str(tmp_path), "HAVEN_KIND": "demo", "HAVEN_FIELD_KEYS": keys,
    }  # fmt: skip
    return lambda *words: CliRunner().invoke(main, ["stock", *words], env=environment)


def units(database_url: str) -> int:
    with Session(db.bind(database_url)) as session:
        return session.scalar(select(func.count()).select_from(Unit)) or 0


def test_check_says_and_import_does_all_or_nothing(
    run: Run, there: Arranged, database_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "units.csv"
    file.write_text(f"{HEADINGS}{there.home.code},TWO,2,2,0,no\n{there.home.code},SIX,2,9,0,no\n")
    refused = run("import", *PROVIDER, str(file))
    assert refused.exit_code == 1
    assert "Units, row 3, People at most: People at most must be 2 or fewer" in refused.output
    assert "nothing was saved" in refused.output
    file.write_text(f"{HEADINGS}{there.home.code},TWO,2,2,0,no\n")
    said = run("check", *PROVIDER, str(file))
    assert f"Units TWO in {there.home.code}: new" in said.output
    assert units(database_url) == 1
    assert "1 row changed something, 0 did not." in run("import", *PROVIDER, str(file)).output
    assert "0 rows changed something, 1 did not." in run("import", *PROVIDER, str(file)).output
    assert units(database_url) == 2


def test_the_template_and_a_file_out(run: Run, there: Arranged, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert run("template", *PROVIDER, str(out)).exit_code == 0
    assert list(read_file(out.read_bytes(), most_rows=9).sheets) == ["Properties", "Units", "What is accepted"]
    assert run("export", *PROVIDER, str(out)).exit_code == 0
    assert ADDRESS not in str(read_file(out.read_bytes(), most_rows=99).sheets)
    assert run("export", "--addresses", *PROVIDER, str(out)).exit_code == 0
    assert ADDRESS in str(read_file(out.read_bytes(), most_rows=99).sheets)
    assert out.stat().st_mode & 0o077 == 0


def test_what_is_not_there_is_a_sentence(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("Name,Street\n")
    assert "There is no provider called Nobody." in run("check", "--provider", "Nobody", str(file)).output
    assert "The headings are not known" in run("check", *PROVIDER, str(file)).output
