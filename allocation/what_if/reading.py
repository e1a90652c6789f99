"""Reading a change of a problem strictly, with the reader of problems: every fault in one line, its path first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from allocation.facts import Problem, Property, Unit
from allocation.reading.canonical import property_document, unit_document, written
from allocation.reading.faults import Faults
from allocation.reading.json_text import parse
from allocation.reading.known import Known
from allocation.reading.properties import read_property, read_unit
from allocation.reading.value import Value
from allocation.what_if.change import Change

FORMAT = "matching-change/1"
LISTS = (  # in the order in which they are done
    "remove_properties", "remove_units", "change_properties", "add_properties", "change_units", "add_units",
)  # fmt: skip
Thing = TypeVar("Thing")


def read_change(raw: bytes, problem: Problem) -> Change:
    """The change that a document says, in whole units and properties.

    `{"format": "matching-change/1", "add_units": [{"property": "R1", ...unit}], "add_properties": [...],
    "change_units": [{"id": "U1", ...fields}], "change_properties": [{"id": "R1", ...fields}],
    "remove_units": ["U2"], "remove_properties": ["R2"]}`; every list may be left out. A unit alone, `{"id": "U9",
    "property": "R1", ...unit}`, is short for adding it, or for changing the unit that has its id.

    Raises:
        BadProblem: with one line for each fault, its path first.
    """
    faults = Faults()
    fields = Value(_whole(parse(raw), problem), faults).fields(("format",), LISTS)
    fields["format"].word((FORMAT,))
    reader = _Reader(problem)
    lists = {key: fields[key] for key in LISTS if key in fields.values}
    for key in LISTS:
        if key in lists:
            reader.steps[key](lists[key])
    faults.stop_if_any()
    return Change(
        tuple(reader.new_units.values()), tuple(reader.new_properties.values()), reader.gone_units, reader.gone_homes
    )


def _whole(document: object, problem: Problem) -> object:
    """The document that a unit alone is short for; any other as it is."""
    if not isinstance(document, dict) or "format" in document or not isinstance(document.get("id"), str):
        return document
    homes = {unit.id: unit.property.id for unit in problem.units}
    if document["id"] not in homes:
        return {"format": FORMAT, "add_units": [document]}
    same = document.get("property") == homes[document["id"]]
    changed = {key: value for key, value in document.items() if not (same and key == "property")}
    return {"format": FORMAT, "change_units": [changed]}


class _Reader:
    """A change being read beside its problem."""

    def __init__(self, problem: Problem) -> None:
        self.units = {unit.id: unit for unit in problem.units}
        self.homes = {home.id: home for home in problem.properties}
        self.known = Known(problem.as_of, problem.needed_within_days)
        self.new_units: dict[str, Unit] = {}
        self.new_properties: dict[str, Property] = {}
        self.gone_units: frozenset[str] = frozenset()
        self.gone_homes: frozenset[str] = frozenset()
        done = (self.remove_properties, self.remove_units, self.change_properties, self.add_properties,
                self.change_units, self.add_units)  # fmt: skip
        self.steps: dict[str, Callable[[Value], None]] = dict(zip(LISTS, done, strict=True))

    def remove_properties(self, value: Value) -> None:
        self.gone_homes = frozenset(value.distinct(lambda each: each.known_id(self.homes, "a property of the problem")))
        self.units = {name: unit for name, unit in self.units.items() if unit.property.id not in self.gone_homes}
        self.homes = {name: home for name, home in self.homes.items() if name not in self.gone_homes}

    def remove_units(self, value: Value) -> None:
        self.gone_units = frozenset(value.distinct(lambda each: each.known_id(self.units, "a unit of the problem")))
        self.units = {name: unit for name, unit in self.units.items() if name not in self.gone_units}

    def change_properties(self, value: Value) -> None:
        for item, home in _named(value, self.homes, "a property of the problem"):
            there = property_document(home, [])
            there.pop("units")
            whole = _merged(item, there, left_out=("units",))
            if whole is not None:
                whole.value = {**_object(whole), "units": []}
                changed, _ = read_property(whole, Known(self.known.as_of, self.known.needed_within_days))
                self.new_properties[changed.id] = self.homes[changed.id] = changed

    def add_properties(self, value: Value) -> None:
        self.known.properties |= dict.fromkeys(self.homes, _there(value, "a property of the problem"))
        self.known.units |= dict.fromkeys(self.units, _there(value, "a unit of the problem"))
        for item in value.items():
            home, units = read_property(item, self.known)
            self.new_properties[home.id] = self.homes[home.id] = home
            self.new_units |= {unit.id: unit for unit in units}

    def change_units(self, value: Value) -> None:
        for item, unit in _named(value, self.units, "a unit of the problem"):
            whole = _merged(item, unit_document(unit))
            if whole is not None:
                alone = Known(self.known.as_of, self.known.needed_within_days)
                self.new_units[unit.id] = read_unit(whole, self.homes[unit.property.id], alone)

    def add_units(self, value: Value) -> None:
        self.known.units |= dict.fromkeys(self.units, _there(value, "a unit of the problem"))
        for item in value.items():
            fields = item.fields(("property",), _keys(item))
            name = fields["property"].known_id(self.homes, "a property of the problem")
            rest = _without(item, "property")
            if name in self.homes:
                unit = read_unit(rest, self.homes[name], self.known)
                self.new_units[unit.id] = unit


def _there(value: Value, what: str) -> Value:
    """What an id is said to be already, where it is not new."""
    return Value(None, value.faults, None, what)


def _named(value: Value, things: dict[str, Thing], what: str) -> Iterator[tuple[Value, Thing]]:
    """The items that name something there is, each once."""
    met: dict[str, str] = {}
    for item in value.items():
        name = item.fields(("id",), _keys(item))["id"].known_id(things, what)
        if name in met:
            item.fault("an id that is not there already", f"the same as {met[name]}")
        elif name in things:
            met[name] = item.path
            yield item, things[name]


def _merged(item: Value, there: dict[str, object], left_out: tuple[str, ...] = ()) -> Value | None:
    """What is there with the item's fields in the place of its own; None where it has a field that it may not have."""
    allowed = [key for key in _keys(item) if key not in left_out]
    if len(allowed) < len(_keys(item)):
        item.fields(("id",), tuple(allowed))
        return None
    tree = parse("".join(written(there)).encode())
    merged = {**(tree if isinstance(tree, dict) else {}), **_object(item)}
    return Value(merged, item.faults, item.inside, item.key)


def _without(item: Value, key: str) -> Value:
    """The same object at the same path without one key."""
    rest = _object(item)
    kept: dict[str, object] = {name: value for name, value in rest.items() if name != key}
    return Value(kept, item.faults, item.inside, item.key)


def _object(item: Value) -> dict[str, object]:
    return dict(item.value) if isinstance(item.value, dict) else {}


def _keys(item: Value) -> tuple[str, ...]:
    return tuple(_object(item))
