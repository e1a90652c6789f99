"""What a piece of the engine's code leads to, read from its source: definitions of this package, as syntax trees."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from allocation.facts import Household, Property, Unit
from allocation.words import WorkedOut

PACKAGE = __name__.partition(".")[0]
FACTS = (Household, Unit, Property)
Place = tuple[str, str]  # a module of this package, and a name at its top or "Class.fact"


@dataclass(slots=True)
class Reading:
    """The sources of this package, each parsed once. `source_of` gives a module's text by its name."""

    source_of: Callable[[str], str]
    modules: dict[str, dict[str, ast.stmt]] = field(default_factory=dict)
    imports: dict[str, dict[str, Place]] = field(default_factory=dict)

    def definition(self, place: Place) -> ast.stmt | None:
        """The definition at a place; None where the module has no such name of its own."""
        module, name = place
        top, _, fact = name.partition(".")
        found = self._read(module).get(top)
        if not fact or not isinstance(found, ast.ClassDef):
            return found
        return next((each for each in found.body if isinstance(each, ast.FunctionDef) and each.name == fact), None)

    def origin(self, module: str, name: str) -> Place:
        """Where a name that a module uses is defined."""
        own = self._read(module)
        while name not in own and name in self.imports[module]:
            module, name = self.imports[module][name]
            own = self._read(module)
        return module, name

    def _read(self, module: str) -> dict[str, ast.stmt]:
        if module not in self.modules:
            body = ast.parse(self.source_of(module)).body
            self.modules[module] = dict(_defined(body))
            self.imports[module] = dict(_imported(body))
        return self.modules[module]


def reached(start: Place, reading: Reading) -> dict[Place, str]:
    """Everything of this package that a definition leads to, itself included: its place and its code as text.

    Raises:
        LookupError: the definition is not where it should be.
    """
    if reading.definition(start) is None:
        raise LookupError(f"{start[0]} defines no {start[1]}")
    found: dict[Place, str] = {}
    waiting = [start]
    while waiting:
        place = waiting.pop()
        definition = None if place in found else reading.definition(place)
        if definition is not None:
            bare = _bare(definition)
            found[place] = as_text(bare)
            waiting += _leads_to(bare, place[0], reading)
    return found


def as_text(node: Any) -> str:
    """A syntax tree as text that is the same on every release of Python: no positions, no empty fields."""
    return json.dumps(_plain(node), separators=(",", ":"))


def _plain(node: Any) -> Any:
    if isinstance(node, ast.AST):
        fields = {name: _plain(value) for name, value in ast.iter_fields(node) if value not in (None, [])}
        return [type(node).__name__, fields]
    if isinstance(node, list):
        return [_plain(each) for each in node]
    return node if isinstance(node, str) else repr(node)


def _leads_to(definition: ast.stmt, module: str, reading: Reading) -> Iterator[Place]:
    for node in ast.walk(definition):
        if isinstance(node, ast.Name):
            place = reading.origin(module, node.id)
            if place[1] not in {owner.__name__ for owner in FACTS}:
                yield place
        elif isinstance(node, ast.Attribute):
            yield from _facts(node.attr)


def _facts(name: str) -> Iterator[Place]:
    """The worked-out facts of this name: of a household, a unit, a property."""
    for owner in FACTS:
        if isinstance(owner.__dict__.get(name), WorkedOut):
            yield owner.__module__, f"{owner.__name__}.{name}"


class _Bare(ast.NodeTransformer):
    """Takes out what does not decide: docstrings, annotations, decorators of functions."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.decorator_list, node.returns = [], None
        return self._without_docstring(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        return self._without_docstring(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def _without_docstring(self, node: ast.FunctionDef | ast.ClassDef) -> ast.AST:
        if ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:]
        self.generic_visit(node)
        return node


def _bare(definition: ast.stmt) -> ast.stmt:
    bare = deepcopy(definition)
    _Bare().visit(bare)
    return bare


def _defined(body: list[ast.stmt]) -> Iterator[tuple[str, ast.stmt]]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                for name in ast.walk(target):
                    if isinstance(name, ast.Name):
                        yield name.id, node


def _imported(body: list[ast.stmt]) -> Iterator[tuple[str, Place]]:
    for node in body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE:
            for alias in node.names:
                yield alias.asname or alias.name, (str(node.module), alias.name)
