"""A CSV file as a spreadsheet program writes it: commas or semicolons, with or without a byte order mark. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from housing.places.sheets.columns import SHEETS
from housing.places.sheets.formulas import unguarded
from housing.places.sheets.grids import MOST_COLUMNS, Gathering, Grid, Unreadable, tidy

SEPARATORS = ",;\t"


def read_csv(content: bytes, *, most_rows: int) -> Grid:
    """The one sheet that its headings say it is.

    Raises:
        Unreadable: it is no text, no CSV, has too many rows, or headings that belong to no sheet.
    """
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    gathered, title = Gathering(most_rows), ""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            row = [tidy(unguarded(cell)) for cell in cells[:MOST_COLUMNS]]
            if not title and any(row):
                title = _title(row)
            gathered.add(title, reader.line_num, row)
    except csv.Error as error:
        raise Unreadable(f"Line {reader.line_num} is no line of a CSV file") from error
    if not title:
        raise Unreadable("The selected file is empty")
    return gathered.grid()


def _decoded(content: bytes) -> str:
    for encoding in ("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("The file is not text. Save it as CSV UTF-8 and try again")


def _title(headings: Sequence[str]) -> str:
    """The sheet that shares most headings with a file; its key must be among them."""
    found = {heading.lower() for heading in headings}

    def shared(place: int) -> int:
        return sum(column.heading.lower() in found for column in SHEETS[place].columns)

    sheet = SHEETS[max(range(len(SHEETS)), key=shared)]
    if not all(sheet.column(name).heading.lower() in found for name in sheet.key):
        raise Unreadable("The headings are not known. Begin from the template, and keep its first row")
    return sheet.title
