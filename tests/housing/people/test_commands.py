"""The first people of an installation, entered where it is installed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from housing.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(database_url: str, tmp_path: Path) -> Run:
    """Run `haven` on a database of one's own."""
    environment = {"DATABASE_URL": database_url, "HAVEN_VAR": str(tmp_path), "HAVEN_KIND": "demo"}
    return lambda *words: CliRunner().invoke(main, list(words), env=environment)


def test_the_first_administrator_is_entered_and_signs_in(run: Run) -> None:
    entered = [
        run("add-council", "E08000016", "Made-up Barnsley"),
        run("add-organisation", "E08000016", "Town hall"),
        run("add-account", "ada@example.com", "Ada (made up)", "--council", "E08000016", "--organisation", "Town hall"),
    ]
    assert [each.exit_code for each in entered] == [0, 0, 0], entered[-1].output
    assert re.search(r"http://127\.0\.0\.1:5000/choose-password/[\w-]{43}", entered[-1].output)


def test_what_is_there_already_is_said_in_a_sentence(run: Run) -> None:
    for words in (
        ("add-council", "E08000016", "Made-up Barnsley"),
        ("add-organisation", "E08000016", "Town hall"),
        ("add-account", "ada@example.com", "Ada", "--council", "E08000016", "--organisation", "Town hall"),
    ):
        run(*words)
        again = run(*words)
        assert again.exit_code == 1
        assert "already" in again.output
    nowhere = run("add-account", "bea@example.com", "Bea", "--council", "E08000016", "--organisation", "Elsewhere")
    assert (nowhere.exit_code, "no such organisation" in nowhere.output) == (1, True)
    assert (
        run("add-account", "no address", "Bea", "--council", "E08000016", "--organisation", "Town hall").exit_code == 1
    )
