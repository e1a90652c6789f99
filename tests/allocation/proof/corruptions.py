"""Every single change that could be made to a result document: each leaf, each list, each key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from allocation.rules import rules

Path = tuple[str | int, ...]
Result = dict[str, Any]
VOLATILE = {"engine", "seconds"}  # matching.md: only these may differ between two runs
WORDS: dict[str, list[str]] = {
    "rule": [rule.id for rule in rules()],
    "reason": ["no_suitable_unit", "needs_facts", "outcompeted"],
    "status": ["optimal", "feasible"],
    "level": [
        *(f"placed in band {band}" for band in range(1, 6)),
        *(f"days waited in band {band}" for band in range(1, 6)),
        "held places kept", "cost", "ties", "side rules",
    ],
    "term": ["place", "bedrooms", "scarce_feature", "by_and_for", "kind"],
}  # fmt: skip


@dataclass(frozen=True)
class Corruption:
    """One changed copy of a result: where, and what was done there."""

    path: Path
    what: str
    result: Result

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path)) or 'the whole'}: {self.what}"


def corruptions(result: Result) -> Iterator[Corruption]:
    """Every corruption of one field: a leaf changed, an item lost, doubled or moved, a key lost or added."""
    names = {
        "household": sorted(each["household"] for part in ("proposals", "unplaced") for each in result[part]),
        "unit": sorted([each["unit"] for each in result["proposals"]] + list(result["unused_units"])),
    }
    for path, value in _inside(result, ()):
        for what, other in _changes(path, value, names):
            yield Corruption(path, what, _put(result, path, other))


def _inside(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inside in items:
        if path or key not in VOLATILE:
            yield from _inside(inside, (*path, key))


def _put(result: Result, path: Path, value: Any) -> Result:
    if not path:
        return dict(value)
    other = deepcopy(result)
    where: Any = other
    for step in path[:-1]:
        where = where[step]
    where[path[-1]] = value
    return other


def _changes(path: Path, value: Any, names: dict[str, list[str]]) -> Iterator[tuple[str, Any]]:
    kinds: dict[type, Callable[[Path, Any, dict[str, list[str]]], Iterator[tuple[str, Any]]]] = {
        dict: _object, list: _list, int: _number, str: _text, type(None): _null,
    }  # fmt: skip
    yield from kinds[type(value)](path, value, names)
    if path:
        if value is not None:
            yield "nothing in its place", None
        yield "something of another kind", [] if isinstance(value, dict) else {}


def _object(path: Path, value: Result, names: dict[str, list[str]]) -> Iterator[tuple[str, Any]]:
    for key in value:
        if path or key not in VOLATILE:
            yield f"without {key}", {each: inside for each, inside in value.items() if each != key}
    yield "a key more", {**value, "more": 1}
    if path and path[-1] == "refused_by":
        (yield from ((f"{rule} as well", {**value, rule: 1}) for rule in WORDS["rule"] if rule not in value))


def _list(path: Path, value: list[Any], names: dict[str, list[str]]) -> Iterator[tuple[str, Any]]:
    for place, item in enumerate(value):
        yield f"without item {place}", value[:place] + value[place + 1 :]
        yield f"item {place} twice", [*value[: place + 1], *value[place:]]
        if place and value[place - 1] != item:
            yield (
                f"items {place - 1} and {place} changed over",
                [*value[: place - 1], item, value[place - 1], *value[place + 1 :]],
            )
    if path[-1] == "unused_units":
        yield from ((f"{unit} as well", sorted([*value, unit])) for unit in names["unit"] if unit not in value)


def _number(path: Path, value: int, names: dict[str, list[str]]) -> Iterator[tuple[str, Any]]:
    for other in {value + 1, value - 1, 0, value + 1000, -value} - {value}:
        yield f"{other} for {value}", other
    yield "a fraction", value + 0.5
    yield "as text", str(value)
    yield "as a truth", bool(value)


def _text(path: Path, value: str, names: dict[str, list[str]]) -> Iterator[tuple[str, Any]]:
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    key = "unit" if key == "unused_units" else key
    for other in WORDS.get(key, names.get(key, [])):
        if other != value:
            yield f"{other} for {value}", other
    yield "no words", ""
    yield "other words", f"{value}x"
    yield "a number", 7


def _null(path: Path, value: None, names: dict[str, list[str]]) -> Iterator[tuple[str, Any]]:
    yield "a number after all", 1
