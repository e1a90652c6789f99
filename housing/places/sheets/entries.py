"""A grid's rows as entries: every cell read, every fault of it said, before anything is compared or stored. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from housing.places.sheets.cells import Lists
from housing.places.sheets.columns import BY_TITLE, SHEETS, UNITS, Column, Sheet
from housing.places.sheets.grids import FAULTS_SHOWN, Fault, Grid, Row

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that could be read: `said` holds the columns that the file has, by their names."""

    sheet: str
    row: int
    key: Key
    said: Mapping[str, Any]


@dataclass(slots=True)
class Entries:
    """What a file says, by sheet, and what is wrong with it: the first faults, and how many there are."""

    of: dict[str, list[Entry]] = field(default_factory=lambda: {sheet.title: [] for sheet in SHEETS})
    faults: list[Fault] = field(default_factory=list)
    faulty: int = 0

    def fault(self, fault: Fault) -> None:
        """Note a fault; past the first hundreds they are only counted."""
        self.faulty += 1
        if len(self.faults) < FAULTS_SHOWN:
            self.faults.append(fault)


def read_entries(grid: Grid, lists: Lists) -> Entries:
    """Every row of a grid as an entry, or as faults."""
    found = Entries()
    for fault in grid.faults:
        found.fault(fault)
    for title, rows in grid.sheets.items():
        _read_sheet(BY_TITLE[title], rows, lists, found)
    return found


def _read_sheet(sheet: Sheet, rows: Sequence[Row], lists: Lists, found: Entries) -> None:
    (first, headings), *others = rows
    columns = _columns(sheet, headings, first, found)
    if any(sheet.column(name) not in columns.values() for name in sheet.key):
        names = ", ".join(sheet.column(name).heading for name in sheet.key)
        found.fault(Fault(sheet.title, first, "", f"The first row must have the headings of the template: {names}"))
        return
    seen: dict[Key, int] = {}
    for number, cells in others:
        entry = _entry(sheet, columns, number, cells, lists, found)
        if entry is None:
            continue
        if entry.key in seen:
            said = " ".join(str(part) for part in entry.key)
            sentence = f"{said} is in row {seen[entry.key]} already. Take one of the two out"
            found.fault(Fault(sheet.title, number, sheet.column(sheet.key[-1]).heading, sentence))
            continue
        seen[entry.key] = number
        found.of[sheet.title].append(entry)


def _columns(sheet: Sheet, headings: Sequence[str], first: int, found: Entries) -> dict[int, Column]:
    """Which column each heading is; one that is not known, or stands twice, is a fault."""
    known = {column.heading.lower(): column for column in sheet.columns}
    columns: dict[int, Column] = {}
    for place, heading in enumerate(headings):
        column = known.get(heading.lower())
        if column is not None and column not in columns.values():
            columns[place] = column
        elif heading:
            twice = "stands twice" if column else "is no heading of the template"
            found.fault(Fault(sheet.title, first, heading[:60], f"“{heading[:60]}” {twice}. Take it out"))
    return columns


def _entry(
    sheet: Sheet, columns: Mapping[int, Column], number: int, cells: Sequence[str], lists: Lists, found: Entries
) -> Entry | None:
    said: dict[str, Any] = {}
    before = found.faulty
    for place, column in columns.items():
        cell = cells[place] if place < len(cells) else ""
        try:
            said[column.name] = _value(column, cell, lists)
        except ValueError as error:
            found.fault(Fault(sheet.title, number, column.heading, f"{column.heading} {error}"))
    if sheet.title == UNITS and found.faulty == before:
        _people(sheet, number, said, found)
    if found.faulty > before:
        return None
    return Entry(sheet.title, number, tuple(said[name] for name in sheet.key), said)


def _value(column: Column, cell: str, lists: Lists) -> Any:
    if not cell:
        if column.required:
            raise ValueError("is missing")
        return column.blank
    return column.kind.read(cell, lists)


def _people(sheet: Sheet, number: int, said: Mapping[str, Any], found: Entries) -> None:
    """No more people than beds and cots, where the file says both."""
    if "max_people" in said and "bedrooms" in said:
        places = sum(beds + cots for beds, cots in said["bedrooms"])
        if said["max_people"] > places:
            sentence = f"People at most must be {places} or fewer: there are no more beds and cots"
            found.fault(Fault(sheet.title, number, sheet.column("max_people").heading, sentence))
