"""What the rules were when a run was made: a digest of each rule as its code is, and one of the whole engine.

A rule's digest covers its id, its authority, the facts it reads, its function, the worked-out facts that it looks at,
and every function, class and constant of this package that these lead to. Comments, docstrings, titles, sources and
layout are left out: it changes when what the rule says may have changed, and not otherwise. It does not depend on the
release of Python.

Facts are followed by name alone, so that a rule may be called changed when another fact of that name was; never the
other way round.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from allocation.book import ENTRIES, Entry
from allocation.catalogue import Rule, fact_name
from allocation.reached import Place, Reading, reached
from allocation.rules import rules

FORMAT = "rule-catalogue/1"
HERE = Path(__file__).parent


@cache
def catalogue_json() -> str:
    """The catalogue as it is kept with a run: {"format", "rules": {id: sha256}, "titles": {id: title}, "engine"}.

    `rules` has the hard rules, then the side rules and levels of the objective that have code of their own; `engine`
    is of every source.
    """
    reading = Reading(source_of)
    coded = [entry for entry in ENTRIES if entry.code]
    digests = {rule.id: rule_digest(rule, reading) for rule in rules()}
    digests |= {entry.id: entry_digest(entry, reading) for entry in coded}
    titles = {rule.id: rule.title for rule in rules()} | {entry.id: entry.title for entry in coded}
    return json.dumps({"format": FORMAT, "rules": digests, "titles": titles, "engine": engine_digest()})


def catalogue_document() -> dict[str, Any]:
    """The same, as a document of the caller's own."""
    document: dict[str, Any] = json.loads(catalogue_json())
    return document


def source_of(module: str) -> str:
    """The text of a module of this package, however its lines end."""
    return Path(str(sys.modules[module].__file__)).read_text(encoding="utf-8")


def rule_digest(rule: Rule, reading: Reading) -> str:
    """The digest of one hard rule."""
    reads = [fact_name(fact) for fact in rule.reads]
    return _digest([rule.id, rule.authority, rule.overlap, reads], [_place(rule.judge)], reading)


def entry_digest(entry: Entry, reading: Reading) -> str:
    """The digest of one side rule or level, of the code that holds it."""
    return _digest([entry.id], [_place(code) for code in entry.code], reading)


def engine_digest(below: Path = HERE) -> str:
    """A digest of every source of the engine, comments and all."""
    texts = {path.relative_to(below).as_posix(): path.read_text(encoding="utf-8") for path in below.rglob("*.py")}
    return sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()


def _digest(said: list[Any], starts: list[Place], reading: Reading) -> str:
    code: dict[Place, str] = {}
    for start in starts:
        code |= reached(start, reading)
    return sha256(json.dumps([said, sorted(code.items())]).encode()).hexdigest()


def _place(code: Any) -> Place:
    return code.__module__, code.__qualname__
