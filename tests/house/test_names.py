"""Law 12: plain words. A file named for everything is a file for anything."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from tests.house.reading import ROOT, Function, Module, files, modules, product

VAGUE = re.compile(r"(^|_)(utils?|helpers?|common|managers?|base|misc|stuff)$", re.IGNORECASE)
VAGUE_FUNCTION = re.compile(r"(^|_)(utils?|helpers?|common|base|misc|stuff)$|^managers?$")  # a refuge manager is a role
VAGUE_CLASS = re.compile(r"(Utils?|Helpers?|Common|Managers?|Mixins?)$")
LATER = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "lorem " + "ipsum"]) + r")\b")


def vague_paths(paths: Iterable[str]) -> list[str]:
    return [path for path in paths if any(VAGUE.search(part.split(".")[0]) for part in PurePosixPath(path).parts)]


def vague_definitions(modules: Iterable[Module]) -> list[str]:
    def named(module: Module) -> Iterator[tuple[ast.AST, str]]:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and VAGUE_CLASS.search(node.name):
                yield node, node.name
        for function in module.functions():
            if not function.name.startswith("_") and VAGUE_FUNCTION.search(function.name):
                yield function, function.name

    return [f"{module.at(node)}: {name}" for module in modules for node, name in named(module)]


def left_for_later(texts: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{path}: {found.group()}" for path, text in texts if (found := LATER.search(text))]


def undocumented(modules: Iterable[Module]) -> list[str]:
    found = [
        f"{module.path}: the module" for module in modules if module.text.strip() and not ast.get_docstring(module.tree)
    ]
    for module in modules:
        public = [node for node in module.tree.body if isinstance(node, Function | ast.ClassDef)]
        named = [node for node in public if not node.name.startswith("_")]
        found += [f"{module.at(node)}: {node.name}" for node in named if not ast.get_docstring(node)]
    return found


def test_whatever_is_public_says_what_it_is() -> None:
    assert undocumented(product()) == []


def test_no_file_has_a_vague_name() -> None:
    assert vague_paths(path.relative_to(ROOT).as_posix() for path in files()) == []


def test_no_class_or_function_has_a_vague_name() -> None:
    assert vague_definitions(modules()) == []


def test_nothing_is_left_for_later() -> None:
    kinds = {".py", ".html", ".css", ".js", ".md", ".toml", ".yaml", ".json", ""}
    texts = [(str(path), path.read_text(encoding="utf-8")) for path in files() if path.suffix in kinds]
    assert left_for_later(texts) == []


def test_a_breach_is_found() -> None:
    assert vague_paths(["a/utils.py", "a/case.py", "common/b.py", "a/date_helpers.py", "a/database.py"]) == [
        "a/utils.py",
        "common/b.py",
        "a/date_helpers.py",
    ]
    planted = Module(
        "a.py",
        "class StayManager: ...\nclass Stay: ...\ndef stay_helper(): ...\n"
        "def commonly(): ...\ndef refuge_manager(): ...\n",
    )
    assert vague_definitions([planted]) == ["a.py:1: StayManager", "a.py:3: stay_helper"]
    assert undocumented([Module("a.py", '"""A."""\ndef f(): ...\ndef _g(): ...\n')]) == ["a.py:2: f"]
    assert undocumented([Module("b.py", "x = 1\n")]) == ["b.py: the module"]
    assert left_for_later([("a.py", "# " + "TO" + "DO: later")]) != []
