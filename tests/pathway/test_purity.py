"""The core reads no clock and leans on nothing but the standard library and the list of holidays."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import pathway

SOURCES = sorted(Path(pathway.__path__[0]).glob("**/*.py"))
ALLOWED = {*sys.stdlib_module_names, "holidays", "pathway"}
WORLD = {"os", "random", "socket", "subprocess", "sys", "time", "threading", "uuid"}
CLOCKS = {"now", "utcnow", "today", "monotonic"}


def imported(tree: ast.Module) -> set[str]:
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_pure(source: Path) -> None:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    assert imported(tree) <= ALLOWED - WORLD
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not {func.attr for func in called if isinstance(func, ast.Attribute)} & CLOCKS


def test_the_sources_were_found() -> None:
    assert {"calendar", "priority", "risk", "stages", "guide", "offers"} <= {source.stem for source in SOURCES}
