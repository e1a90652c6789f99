"""What a file says, cell by cell, as text: nothing in it is run, and nothing of it is believed yet.

A grid is what is kept of an uploaded file: `{title: [[number of the row, [cells]], ...]}`, headings first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Row = tuple[int, list[str]]
MOST_COLUMNS = 60
FAULTS_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file: where it is, as a spreadsheet program names it, and a sentence."""

    sheet: str
    row: int
    column: str
    sentence: str

    @property
    def place(self) -> str:
        """ "Units, row 7, Floor"."""
        parts = [self.sheet, f"row {self.row}" if self.row else "", self.column]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Grid:
    """A file's sheets that Haven knows, and what could not even be read."""

    sheets: Mapping[str, Sequence[Row]]
    faults: tuple[Fault, ...] = ()


class Unreadable(Exception):
    """The file cannot be read at all; the sentence is shown on the question."""


@dataclass(slots=True)
class Gathering:
    """Rows as they are read, within the limits."""

    most_rows: int
    sheets: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0

    def add(self, title: str, number: int, cells: list[str]) -> None:
        """Keep a row, unless nothing stands in it. Raises Unreadable past the limit of rows."""
        if not any(cells):
            return
        self.rows += 1
        if self.rows > self.most_rows:
            raise Unreadable(f"The file must have {self.most_rows:,} rows or fewer. Send it in parts")
        while cells and not cells[-1]:
            cells.pop()
        self.sheets.setdefault(title, []).append((number, cells))

    def grid(self) -> Grid:
        """What was read."""
        return Grid(self.sheets, tuple(self.faults[:FAULTS_SHOWN]))


def tidy(text: str) -> str:
    """A cell without the spaces around it, whatever kind they are."""
    return text.replace("\u00a0", " ").replace("\r\n", "\n").strip().strip("\ufeff")
