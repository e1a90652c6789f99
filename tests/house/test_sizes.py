"""Law 10: small files, small functions, plain paths through them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.house.reading import ROOT, Module, files, modules

LONGEST_FILE, LONGEST_FUNCTION = 300, 40
LONG_ALREADY = {"tests/housing/reports/factories.py"}  # no more


def long_files(texts: Iterable[tuple[str, str]]) -> list[str]:
    counts = ((path, text.count("\n")) for path, text in texts)
    return [f"{path}: {lines} lines" for path, lines in counts if lines > LONGEST_FILE]


def long_functions(modules: Iterable[Module]) -> list[str]:
    found = []
    for module in modules:
        for function in module.functions():
            lines = (function.end_lineno or 0) - function.lineno + 1
            if lines > LONGEST_FUNCTION:
                found.append(f"{module.at(function)}: {function.name} has {lines} lines")
    return found


def complex_functions(folder: Path) -> str:
    command = ["ruff", "check", "--isolated", "--select", "C901", "--config", "lint.mccabe.max-complexity = 8"]
    done = subprocess.run(
        [sys.executable, "-m", *command, "--output-format", "concise", "--quiet", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def test_no_file_is_long() -> None:
    kinds = {".py", ".html", ".css", ".js", ".sh", ""}
    named = [(path.relative_to(ROOT).as_posix(), path) for path in files() if path.suffix in kinds]
    assert len(named) > 50
    texts = [(name, path.read_text(encoding="utf-8")) for name, path in named if name not in LONG_ALREADY]
    assert long_files(texts) == []


def test_no_function_is_long() -> None:
    """Migrations are lists of columns and a history that is not edited: only their files are measured."""
    measured = [module for module in modules() if module.path not in LONG_ALREADY]
    assert long_functions(module for module in measured if not module.path.startswith("migrations/")) == []


def test_no_function_is_tangled() -> None:
    assert complex_functions(ROOT) == ""


def test_a_breach_is_found(tmp_path: Path) -> None:
    assert long_files([("a.py", "\n" * 300), ("b.py", "\n" * 301)]) == ["b.py: 301 lines"]
    body = "    pass\n"
    assert long_functions([Module("a.py", "def fits():\n" + body * 39)]) == []
    assert long_functions([Module("a.py", "def long():\n" + body * 40)]) == ["a.py:1: long has 41 lines"]
    branches = "".join(f"    if x == {number}:\n        return {number}\n" for number in range(8))
    (tmp_path / "tangled.py").write_text(f"def tangled(x):\n{branches}")
    assert "C901" in complex_functions(tmp_path)
