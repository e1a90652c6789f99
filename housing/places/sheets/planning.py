"""What a file would do: new, changed and unchanged rows, each change from what to what, before anything is done."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from housing.places.sheets.cells import Lists
from housing.places.sheets.columns import ACCEPTANCE, BY_TITLE, PROPERTIES, SHEETS, UNITS, WHERE, Sheet
from housing.places.sheets.entries import Entries, Entry, Key
from housing.places.sheets.grids import Fault
from housing.places.sheets.standing import Standing, Values, same
from housing.places.sheets.writing import said

NOT_SHOWN = "not shown here"
NEW, CHANGED = "new", "changed"
PASSED = "The first day has passed. Enter today or a later day"


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that would change, in words; an address is said to change and not repeated. `mark` tells two apart."""

    heading: str
    before: str
    after: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One row that would do something. `values` is the whole row as it would stand."""

    sheet: str
    row: int
    key: Key
    kind: str
    values: Values
    differences: tuple[Difference, ...] = ()

    @property
    def name(self) -> str:
        """ "LR1", "LR1-4 in LR1", "LR1 from 2026-12-01"."""
        if self.sheet == PROPERTIES:
            return str(self.key[0])
        between = ("in", self.key[1], self.key[0]) if self.sheet == UNITS else ("from", *self.key)
        return f"{between[1]} {between[0]} {between[2]}"

    @property
    def line(self) -> str:
        """Everything of it in one line, so that two plans can be compared."""
        return "; ".join([f"{self.sheet} {self.name}: {self.kind}", *(
            f"{each.heading}: {each.before} -> {each.after}" for each in self.differences
        )])  # fmt: skip


@dataclass(slots=True)
class Plan:
    """Every step of a file, and how many rows change nothing. With faults nothing can be done."""

    steps: list[Step] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)
    faulty: int = 0

    @property
    def digest(self) -> str:
        """What a page carries, so that just this is done."""
        marks = (each.mark for step in self.steps for each in step.differences)
        return hashlib.sha256("\n".join([*self.lines, *marks]).encode()).hexdigest()

    @property
    def lines(self) -> list[str]:
        """The steps in words."""
        return [step.line for step in self.steps]

    def of(self, title: str, kind: str) -> list[Step]:
        """The steps of a sheet."""
        return [step for step in self.steps if (step.sheet, step.kind) == (title, kind)]

    def fault(self, title: str, row: int, heading: str, sentence: str) -> None:
        """Something that only shows when a file is compared with the stock."""
        self.faulty += 1
        self.faults.append(Fault(title, row, heading, sentence))


def plan(entries: Entries, stock: Standing, lists: Lists, *, today: date) -> Plan:
    """Compare a file with the stock. A file that is in order and changes nothing has no steps."""
    found = Plan(faults=list(entries.faults), faulty=entries.faulty)
    added = {entry.key[0] for entry in entries.of[PROPERTIES]}
    for sheet in SHEETS:
        for entry in entries.of[sheet.title]:
            code = str(entry.key[0])
            if sheet.title != PROPERTIES and code not in stock.properties and code not in added:
                found.fault(sheet.title, entry.row, "Property", f"{code} is none of your properties, here or in Haven")
                continue
            _step(sheet, entry, stock, lists, found, today)
    return found


def _step(sheet: Sheet, entry: Entry, stock: Standing, lists: Lists, found: Plan, today: date) -> None:
    before = stock.of[sheet.title].get(entry.key)
    if before is None and sheet.title == ACCEPTANCE:
        before = _in_force(stock, entry)
    if before is None:
        _new(sheet, entry, stock, lists, found, today)
        return
    changed = [name for name, value in entry.said.items() if name != "from_on" and not same(before.get(name), value)]
    if not changed:
        found.unchanged += 1
        return
    if sheet.title == ACCEPTANCE and entry.said["from_on"] < today:
        found.fault(sheet.title, entry.row, "From", PASSED)
        return
    values = {**before, **entry.said}
    differences = tuple(_difference(sheet, name, before.get(name), values[name], lists) for name in changed)
    found.steps.append(Step(sheet.title, entry.row, entry.key, CHANGED, values, differences))


def _new(sheet: Sheet, entry: Entry, stock: Standing, lists: Lists, found: Plan, today: date) -> None:
    missing = [column.heading for column in sheet.columns if column.required and column.name not in entry.said]
    if missing:
        sentence = f"{entry.key[-1]} is new. Add the columns {', '.join(missing)}"
        found.fault(sheet.title, entry.row, "", sentence)
        return
    if sheet.title == ACCEPTANCE and entry.key[0] in stock.properties and entry.said["from_on"] < today:
        found.fault(sheet.title, entry.row, "From", PASSED)
        return
    values = {column.name: entry.said.get(column.name, column.blank) for column in sheet.columns}
    differences = tuple(
        _difference(sheet, name, sheet.column(name).blank, value, lists)
        for name, value in values.items()
        if name not in sheet.key and value != sheet.column(name).blank
    )
    found.steps.append(Step(sheet.title, entry.row, entry.key, NEW, values, differences))


def _in_force(stock: Standing, entry: Entry) -> Values | None:
    """What is accepted already on a policy's first day, where nothing is recorded from that day on."""
    begun = [
        values
        for (code, from_on), values in stock.of[ACCEPTANCE].items()
        if code == entry.key[0] and from_on <= entry.key[1]
    ]
    return max(begun, key=lambda values: values["from_on"], default=None)


def _difference(sheet: Sheet, name: str, before: Any, after: Any, lists: Lists) -> Difference:
    column = sheet.column(name)
    if name in WHERE and name != "ward":
        return Difference(column.heading, NOT_SHOWN, NOT_SHOWN, f"{before} -> {after}")
    return Difference(column.heading, said(column, before, lists) or "none", said(column, after, lists) or "none")


def since(lines_before: Sequence[str], now: Plan) -> list[str]:
    """What a plan says that it did not say before, and what it no longer says."""
    was, now_said = set(lines_before), set(now.lines)
    return sorted(now_said - was) + [f"No longer: {line}" for line in sorted(was - now_said)]


def counted(found: Plan) -> Mapping[str, int]:
    """How many rows of each kind a plan has, for the page and for the audit."""
    return {f"{title}: {kind}": len(found.of(title, kind)) for title in BY_TITLE for kind in (NEW, CHANGED)}
