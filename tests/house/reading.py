"""The repository as the laws of the house read it: its files, and its Python as syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("housing", "allocation", "pathway", "seed")
MADE_HERE = {
    ".git", ".venv", "var", "node_modules", "__pycache__", "build", "dist", ".pytest_cache", ".ruff_cache",
    ".mypy_cache", ".import_linter_cache", ".hypothesis", ".idea", ".vscode", "govuk",
}  # fmt: skip

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the root, and its tree."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return parse(self.text)

    @property
    def name(self) -> str:
        """As imported: `housing.people.services`."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def functions(self) -> Iterator[Function]:
        """Every function and method, those inside others as well."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node

    def at(self, node: ast.AST) -> str:
        """`housing/app.py:12`, for a message."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


@cache
def parse(text: str) -> ast.Module:
    """A tree, parsed once."""
    return ast.parse(text)


def files(below: Path = ROOT) -> Iterator[Path]:
    """Every file of the project, none that was made or installed here."""
    for entry in sorted(below.iterdir()):
        if entry.name in MADE_HERE or entry.name.endswith((".egg-info", ".pyc")) or entry.name.startswith(".coverage"):
            continue
        if entry.is_dir():
            yield from files(entry)
        elif entry.is_file():
            yield entry


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the project."""
    return tuple(
        Module(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in files()
        if path.suffix == ".py"
    )


def product() -> tuple[Module, ...]:
    """The Python that runs at a council: not tests, not tools, not migrations."""
    return tuple(module for module in modules() if module.path.split("/")[0] in PRODUCT)


def dotted(node: ast.AST) -> str:
    """`datetime.now` for that expression; an empty text for anything that is not a name with dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (left := dotted(node.value)):
        return f"{left}.{node.attr}"
    return ""


def calls(node: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call below a node, with the dotted name of what is called."""
    for each in ast.walk(node):
        if isinstance(each, ast.Call):
            yield each, dotted(each.func)


def imported(module: Module) -> Iterator[tuple[ast.Import | ast.ImportFrom, str]]:
    """Every imported name in full: `from housing import db` gives `housing.db`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node, f"{node.module}.{alias.name}"
