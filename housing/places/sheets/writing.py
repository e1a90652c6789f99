"""Stock as a file: XLSX with a sheet for each kind, or one CSV a kind. A text is never written as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from housing.places.sheets.cells import Lists
from housing.places.sheets.columns import BY_TITLE, SHEETS, Column, example
from housing.places.sheets.formulas import guarded

Values = Mapping[str, Any]
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
LONGEST_LIST = 255  # characters that Excel allows in a list of answers
CHECKED_ROWS = 2000  # rows of the template in which answers are offered
EXPLAINED = (
    "One row for each property, unit and policy. Keep the first row of each sheet as it is.",
    "A column that you take out leaves things as they are. An empty cell says that there is none, or that it is not "
    "known.",
    "Where a cell takes several answers, put semicolons between them.",
    "Nothing is saved when you send the file: Haven first shows what would change.",
)


@dataclass(frozen=True, slots=True)
class Filled:
    """The rows of one sheet, as values by the columns' names; without the columns `left_out`."""

    title: str
    rows: Sequence[Values]
    left_out: frozenset[str] = frozenset()

    @property
    def columns(self) -> list[Column]:
        """The columns that are written."""
        return [column for column in BY_TITLE[self.title].columns if column.name not in self.left_out]


def xlsx(sheets: Iterable[Filled], lists: Lists, *, mark: str = "") -> bytes:
    """A workbook of these sheets. `mark` stands in the footer of each printed page: who made it and when."""
    out = io.BytesIO()
    with Workbook(out, PLAIN) as book:
        bold, days = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for filled in sheets:
            sheet = _sheet(book, filled, bold, mark)
            for number, row in enumerate(filled.rows, start=1):
                for place, column in enumerate(filled.columns):
                    _cell(sheet, number, place, row[column.name], column, lists, days)
    return out.getvalue()


def template(lists: Lists) -> bytes:
    """The workbook to begin from: empty sheets that offer their answers, and notes on every column with an example."""
    out = io.BytesIO()
    with Workbook(out, PLAIN) as book:
        bold = book.add_format({"bold": True})
        for each in SHEETS:
            sheet = _sheet(book, Filled(each.title, ()), bold, "")
            for place, column in enumerate(each.columns):
                _offer(sheet, place, column, lists)
        _notes(book.add_worksheet("Notes"), bold, lists)
    return out.getvalue()


def csv_of(filled: Filled, lists: Lists) -> str:
    """One CSV file, with the byte order mark by which spreadsheet programs know UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.heading for column in filled.columns])
    for row in filled.rows:
        writer.writerow([guarded(said(column, row[column.name], lists)) for column in filled.columns])
    return f"\ufeff{out.getvalue()}"


def said(column: Column, value: Any, lists: Lists) -> str:
    """A value as its cell says it; an empty cell is its column's blank."""
    return "" if value == column.blank or value is None else column.kind.write(value, lists)


def _sheet(book: Workbook, filled: Filled, bold: Format, mark: str) -> Worksheet:
    sheet = book.add_worksheet(filled.title)
    sheet.freeze_panes(1, 0)
    if mark:
        sheet.set_footer(f"&L{mark.replace('&', '&&')}")
    for place, column in enumerate(filled.columns):
        sheet.write_string(0, place, column.heading, bold)
        sheet.set_column(place, place, max(12, len(column.heading) + 2))
    return sheet


def _cell(sheet: Worksheet, row: int, place: int, value: Any, column: Column, lists: Lists, days: Format) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, place, value, days)
    elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        sheet.write_number(row, place, value)
    elif text := said(column, value, lists):
        sheet.write_string(row, place, text)


def _offer(sheet: Worksheet, place: int, column: Column, lists: Lists) -> None:
    answers = list(lists.get(column.kind.listed, {}).values())
    if answers and len(",".join(answers)) <= LONGEST_LIST and not any("," in answer for answer in answers):
        sheet.data_validation(1, place, CHECKED_ROWS, place, {"validate": "list", "source": answers})


def _notes(sheet: Worksheet, bold: Format, lists: Lists) -> None:
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 5, 44)
    for number, sentence in enumerate(EXPLAINED):
        sheet.write_string(number, 0, sentence)
    number = len(EXPLAINED) + 1
    for place, heading in enumerate(("Sheet", "Column", "What it means", "What may stand there", "Answers", "Example")):
        sheet.write_string(number, place, heading, bold)
    for each in SHEETS:
        examples = example(each.title)
        for column in each.columns:
            number += 1
            needed = "Needed. " if column.required else ""
            answers = "; ".join(lists.get(_list_of(column), {}).values())
            cells = (
                each.title, column.heading, column.meaning, f"{needed}{column.kind.allowed}", answers,
                examples[column.name],
            )  # fmt: skip
            for place, text in enumerate(cells):
                sheet.write_string(number, place, text)


def _list_of(column: Column) -> str:
    return column.kind.listed or column.name
