"""An XLSX file, read as data: no formula is worked out, no link followed, no macro looked at.

An XLSX is a zip of XML, so its sizes are looked at before anything is unpacked.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError  # the name of a fault only: openpyxl parses

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from housing.places.sheets.columns import BY_TITLE
from housing.places.sheets.grids import MOST_COLUMNS, Fault, Gathering, Grid, Unreadable, tidy

MOST_PARTS, MOST_BYTES, MOST_TIMES_SMALLER = 200, 100 * 1024 * 1024, 200
# A row may give itself any number, and openpyxl makes every empty row before it: a small file could hold us for hours.
LAST_ROW = 100_000
FORMULA = "holds a formula. Enter what it comes to: Haven works out nothing"
NOT_XLSX = "The selected file is not a workbook that can be read. Save it as XLSX and try again"
MERGED = "Cells are merged. Take the merging away, so that each row stands for itself"
TOO_FAR_DOWN = f"Something stands below row {LAST_ROW:,}. Delete the rows under your last one, and try again"
UNPACKING = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError)
# Whatever openpyxl trips over in a part that is not what its name says.
BROKEN = (
    *UNPACKING, InvalidFileException, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, ParseError,
)  # fmt: skip


def read_xlsx(content: bytes, *, most_rows: int) -> Grid:
    """The sheets that are named as in the template; others are left alone.

    Raises:
        Unreadable: it is no workbook, would unpack to too much, has too many rows, or no sheet that is known.
    """
    _look_inside(content)
    gathered = Gathering(most_rows)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        for sheet in book.worksheets:
            title = _known(sheet.title)
            if title:
                sheet.reset_dimensions()
                _gather(gathered, title, sheet.iter_rows(max_col=MOST_COLUMNS, max_row=LAST_ROW + 1))
    except BROKEN as error:
        raise Unreadable(NOT_XLSX) from error
    if not gathered.sheets:
        raise Unreadable(f"No sheet is called {' or '.join(BY_TITLE)}. Begin from the template")
    return gathered.grid()


def _look_inside(content: bytes) -> None:
    """Refuse what would unpack to too much, declares entities, or merges cells, before it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            sizes = [(part.file_size, part.compress_size) for part in parts.infolist()]
            if len(sizes) > MOST_PARTS or sum(size for size, _ in sizes) > MOST_BYTES:
                raise Unreadable("The file would unpack to more than Haven reads. Send it in parts")
            if any(size > MOST_TIMES_SMALLER * max(packed, 1) and size > MOST_COLUMNS * 1024 for size, packed in sizes):
                raise Unreadable("The file would unpack to more than Haven reads. Send it in parts")
            for part in parts.infolist():
                if part.filename.startswith("xl/worksheets/sheet"):
                    _plain(parts, part)
    except UNPACKING as error:
        raise Unreadable(NOT_XLSX) from error


def _plain(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with parts.open(part) as stream:
        body = stream.read(MOST_BYTES + 1)
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise Unreadable(NOT_XLSX)
    if b"<mergeCell " in body:
        raise Unreadable(MERGED)


def _known(name: str) -> str:
    return next((title for title in BY_TITLE if title.lower() == name.strip().lower()), "")


def _gather(gathered: Gathering, title: str, rows: Iterator[tuple[Any, ...]]) -> None:
    for number, cells in enumerate(rows, start=1):
        if number > LAST_ROW:
            raise Unreadable(TOO_FAR_DOWN)
        texts = []
        for cell in cells:
            if cell.data_type == "f":
                gathered.faults.append(Fault(title, number, f"column {cell.column_letter}", FORMULA))
            texts.append("" if cell.data_type == "f" else _said(cell.value))
        gathered.add(title, number, texts)


def _said(value: Any) -> str:
    """A cell's value as a person would have typed it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value))
