"""`haven`: every command that is listed loads, every command that is written is listed, faults are sentences."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from subprocess import run

import pytest
from click.testing import CliRunner

import housing.commands
from housing.cli import COMMANDS, main

FOLDER = Path(housing.commands.__file__).parent


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_explains_itself(name: str) -> None:
    shown = CliRunner().invoke(main, [name, "--help"])
    assert shown.exit_code == 0, shown.output
    assert "Usage:" in shown.output


def test_every_command_that_is_written_is_listed() -> None:
    modules = [".".join(path.relative_to(FOLDER).with_suffix("").parts) for path in FOLDER.rglob("*.py")]
    written = {
        command.name: module
        for module in modules
        for command in getattr(import_module(f"housing.commands.{module}"), "COMMANDS", ())
    }
    assert written == COMMANDS


def test_a_command_that_is_not_there_is_a_sentence() -> None:
    shown = CliRunner().invoke(main, ["mathc"])
    assert shown.exit_code == 2
    assert "No such command" in shown.output
    assert "Traceback" not in shown.output


def test_bad_settings_are_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAVEN_KIND", "production")
    shown = CliRunner().invoke(main, ["migrate"])
    assert shown.exit_code == 2
    assert "HAVEN_SECRET_KEY must be at least 32 characters long." in shown.output
    assert "DATABASE_URL must name the council's own PostgreSQL database." in shown.output


def test_matching_needs_neither_web_nor_database() -> None:
    """A problem document is matched at once: the modules of the shell are not even read."""
    code = (
        "import sys; from housing.cli import main\n"
        "main(['match', '--help'], standalone_mode=False)\n"
        "sys.exit(any(name in sys.modules for name in ('flask', 'sqlalchemy', 'alembic')))"
    )
    assert run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
