"""The tools around the project: `run` and what it starts."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import audit
import environment
import front_end
import pytest

from tests.house.reading import ROOT

RUN = ROOT / "run"


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([RUN, *words], cwd="/", capture_output=True, text=True, check=False)


def test_help_names_every_command() -> None:
    commands = re.findall(r"^ +(\w+)\) +prepare", RUN.read_text(), flags=re.MULTILINE)
    assert {"start", "setup", "reset", "test", "check"} <= {*commands}
    told = run("help")
    assert told.returncode == 0
    assert [each for each in commands if each != "start" and f"./run {each}" not in told.stdout] == []


def test_an_unknown_command_is_refused_with_the_list() -> None:
    refused = run("tset")
    assert refused.returncode == 2
    assert "./run test" in refused.stderr


def test_the_build_server_runs_the_same_tests() -> None:
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == "exec ./run test"


def test_python_too_old_or_missing_is_one_sentence(tmp_path: Path) -> None:
    for program in ("dirname", "cat"):
        (tmp_path / program).symlink_to(shutil.which(program) or "")
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", RUN, "setup"], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == "Haven: Python 3.11 or newer was not found. Install python3 and run this again.\n"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder of one's own, in which nothing is really installed."""
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "pins").mkdir()
    for name in ("runtime.txt", "dev.txt"):
        (tmp_path / "pins" / name).write_text(f"{name}==1\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PINS", tmp_path / "pins")
    monkeypatch.setattr(environment, "make_venv", lambda: (tmp_path / ".venv").mkdir(exist_ok=True))
    monkeypatch.setattr(environment, "build_assets", lambda **_: None)
    return tmp_path


def test_nothing_is_installed_twice_and_new_pins_are(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []
    monkeypatch.setattr(environment, "install", lambda pins: installed.append(pins.name))
    for tests in (False, False, True, True, False):
        environment.prepare(tests=tests)
    assert installed == ["runtime.txt", "dev.txt"]
    (elsewhere / "pins" / "runtime.txt").write_text("runtime.txt==2\n")
    environment.prepare(tests=False)
    assert installed == ["runtime.txt", "dev.txt", "runtime.txt"]


def test_an_installation_that_failed_is_tried_again(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(pins: Path) -> None:
        raise environment.SetupFailed(f"{pins.name} is out of reach")

    monkeypatch.setattr(environment, "install", fail)
    for _ in range(2):
        with pytest.raises(environment.SetupFailed, match="out of reach"):
            environment.prepare(tests=False)


def test_an_environment_of_another_folder_is_not_ours(elsewhere: Path) -> None:
    settings = elsewhere / ".venv" / "pyvenv.cfg"
    settings.parent.mkdir()
    settings.write_text(f"command = python3 -m venv {elsewhere / '.venv'}\n")
    assert environment.belongs_here()
    settings.write_text("command = python3 -m venv /elsewhere/.venv\n")
    assert not environment.belongs_here()


def test_the_style_sheet_loses_borrowed_identity_only() -> None:
    style = (
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}"
        "/*! GDS Transport is not free */.a{font-family:GDS Transport,arial,sans-serif;color:red}"
        ".b:before{background-image:url(/assets/images/govuk-crest.svg)}/*# sourceMappingURL=a.css.map */"
    )
    left = ".a{font-family:Arial,Helvetica,sans-serif;color:red}.b:before{background-image:none}"
    assert front_end.without_borrowed_identity(style).strip() == left


@pytest.mark.parametrize("strange", ["@font-face {x}", ".a{font:1rem GDS Transport}", ".a{background:url(/other.png)}"])
def test_a_style_sheet_written_in_another_way_is_refused(strange: str) -> None:
    with pytest.raises(ValueError, match="still has"):
        front_end.without_borrowed_identity(strange)


def test_the_served_style_sheet_asks_for_nothing_else() -> None:
    served = (ROOT / "housing" / "static" / "govuk" / "govuk-frontend.min.css").read_text(encoding="utf-8")
    assert "GDS Transport" not in served
    assert "url(" not in served.replace('url("data:', "").replace("url(data:", "")
    assert ".govuk-button" in served


def test_known_unknown_and_unreadable_audits_are_told_apart() -> None:
    report = {"dependencies": [
        {"name": "sound", "version": "1", "vulns": []},
        {"name": "holed", "version": "1", "vulns": [{"id": "MADE-UP-1"}]},
        {"name": "unasked", "skip_reason": "out of reach"},
    ]}  # fmt: skip
    assert audit.vulnerable(json.dumps(report)) == {"sound": [], "holed": ["MADE-UP-1"], "unasked": None}
    assert audit.vulnerable("no network") is None
