"""Laws 1 and 11: pure cores, imports at the top, no cycles, slices downwards only."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.house.reading import ROOT, Module, calls, imported, modules, product

CORES = {
    "allocation": {"allocation", "numpy", "scipy", "ortools", "numba"},
    "pathway": {"pathway", "holidays"},
}
IMPURE = {"secrets", "socket", "subprocess", "os", "threading", "asyncio", "urllib", "http", "logging"}


def late_imports(modules: Iterable[Module]) -> list[str]:
    return [
        f"{module.at(node)}: import inside {function.name}"
        for module in modules
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def cycle(modules: Iterable[Module]) -> list[str]:
    """The modules of one cycle, in order; an empty list when there is none."""
    known = {module.name: module for module in modules}
    graph: dict[str, set[str]] = {}
    for name, module in known.items():
        reached = {target if target in known else target.rpartition(".")[0] for _, target in imported(module)}
        graph[name] = reached & known.keys() - {name}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def impure(modules: Iterable[Module], cores: dict[str, set[str]]) -> list[str]:
    found = []
    for module in modules:
        if (core := module.path.split("/")[0]) not in cores:
            continue
        for node, target in imported(module):
            package = target.split(".")[0]
            if package not in cores[core] and (package not in sys.stdlib_module_names or package in IMPURE):
                found.append(f"{module.at(node)}: {core} imports {package}")
        found += by_chance(module)
    return found


def by_chance(module: Module) -> list[str]:
    """Randomness without a seed: anything of `random` but `Random(seed)`."""
    taken = [f"{module.at(node)}: {name}" for node, name in imported(module) if name.startswith("random.")]
    called = [
        f"{module.at(call)}: {name}"
        for call, name in calls(module.tree)
        if name.startswith("random.") and not (name == "random.Random" and call.args)
    ]
    unseeded = [
        f"{module.at(call)}: no seed" for call, name in calls(module.tree) if name == "Random" and not call.args
    ]
    return [each for each in taken if not each.endswith(": random.Random")] + called + unseeded


def foreign_forms(modules: Iterable[Module]) -> list[str]:
    """Forms and pages belong to their slice; `housing.forms` is the building blocks of all."""
    found = []
    for module in modules:
        own = module.name.split(".")[1:2]
        for node, target in imported(module):
            parts = target.split(".")
            foreign = len(parts) > 2 and parts[0] == "housing" and parts[2] in ("forms", "routes") and parts[1:2] != own
            if foreign and module.name != "housing.app":
                found.append(f"{module.at(node)}: imports {target}")
    return found


def test_imports_are_at_the_top() -> None:
    assert late_imports(modules()) == []


def test_there_is_no_cycle() -> None:
    assert cycle(product()) == []


def test_the_cores_are_pure() -> None:
    assert impure(product(), CORES) == []


def test_forms_and_pages_stay_in_their_slice() -> None:
    assert foreign_forms(product()) == []


def test_the_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("law", "breach"),
    [
        (late_imports, "def f():\n    import json\n"),
        (lambda found: impure(found, CORES), "import flask\n"),
        (lambda found: impure(found, CORES), "from housing import db\n"),
        (lambda found: impure(found, CORES), "import random\nx = random.random()\n"),
        (lambda found: impure(found, CORES), "from random import shuffle\n"),
        (lambda found: impure(found, CORES), "from random import Random\nx = Random()\n"),
        (foreign_forms, "from housing.people.forms import SignIn\n"),
        (foreign_forms, "from housing.people import routes\n"),
    ],
)
def test_a_breach_is_found(law: object, breach: str) -> None:
    assert callable(law)
    assert law([Module("allocation/a.py", breach)]) != []
    assert law([Module("allocation/a.py", "import json\nfrom random import Random\nx = Random(seed)\n")]) == []


def test_a_planted_cycle_is_found() -> None:
    first, second = Module("a/b.py", "from a import c\n"), Module("a/c.py", "import a.b\n")
    assert sorted(set(cycle([first, second]))) == ["a.b", "a.c"]
    assert cycle([first, Module("a/c.py", "")]) == []
