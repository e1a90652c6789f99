"""Files as the world sends them: each is read, or refused with a sentence, before anything of it is believed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime

import pytest
from openpyxl import Workbook

from housing.places.sheets.columns import FIXED, UNITS
from housing.places.sheets.entries import read_entries
from housing.places.sheets.grids import Grid, Unreadable
from housing.places.sheets.services import read_file

HEADINGS = ["Property", "Unit", "Bedrooms", "People at most", "Floor", "Lift", "Features", "Weekly charge"]
ROW = ["LR1", "LR1-4", "2+1; 3", "5", "0", "no", "", "210.50"]
MOST = 50


def book(*rows: Sequence[object], title: str = UNITS, change: Callable[[Workbook], None] | None = None) -> bytes:
    """A workbook as a spreadsheet program would save it."""
    made = Workbook()
    sheet = made.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def lines(*rows: list[str], separator: str = ",", encoding: str = "utf-8") -> bytes:
    return "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows).encode(encoding)


def faults(grid: Grid) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.sentence) for fault in read_entries(grid, FIXED).faults]


def units(grid: Grid) -> list[tuple[object, ...]]:
    found = read_entries(grid, FIXED)
    assert found.faults == []
    return [entry.key for entry in found.of[UNITS]]


@pytest.mark.parametrize(
    "content",
    [
        lines(HEADINGS, ROW), lines(HEADINGS, ROW, separator=";"), lines(HEADINGS, ROW, separator="\t"),
        lines(HEADINGS, ROW, encoding="utf-8-sig"), lines(HEADINGS, ROW, encoding="utf-16"),
        lines([], HEADINGS, [], ROW, ["", "", ""]), lines([each.upper() for each in HEADINGS], ROW),
        book(HEADINGS, ROW), book(HEADINGS, [], ROW, [None, " ", None]), book(HEADINGS, ROW, title="units"),
        book(HEADINGS, ["LR1", "lr1-4", "2+1; 3", 5, 0.0, False, None, 210.5]),
    ],
)  # fmt: skip
def test_what_programs_save_is_read(content: bytes) -> None:
    assert units(read_file(content, most_rows=MOST)) == [("LR1", "LR1-4")]


def test_accents_of_an_old_program_are_kept() -> None:
    headings = ["Property", "From", "Adults", "Ways of paying", "Notes"]
    grid = read_file("\n".join([",".join(headings), "LR1,2026-12-01,Women,x,Zoë’s"]).encode("cp1252"), most_rows=MOST)
    assert grid.sheets["What is accepted"][1][1][-1] == "Zoë’s"


def zipped(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts:
            packed.writestr(name, content)
    return out.getvalue()


def merged(made: Workbook) -> None:
    made.active.merge_cells("A2:B2")


def altered(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one part of it not as its program wrote it."""
    with zipfile.ZipFile(io.BytesIO(book(HEADINGS, ROW))) as made:
        parts = {each: made.read(each) for each in made.namelist()}
    return zipped(*{**parts, name: change(parts[name])}.items())


def scrambled(content: bytes) -> bytes:
    """A workbook whose first sheet no longer unpacks, though its list of parts is whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        part = made.getinfo(SHEET)
    start = part.header_offset + 30 + len(part.filename)
    return content[:start] + b"\xff" * 40 + content[start + 40 :]


def pointing(sheet: bytes) -> bytes:
    """A sheet whose texts stand in another part, which has none."""
    return re.sub(rb't="inlineStr"><is><t>[^<]*</t></is>', rb't="s"><v>7</v>', sheet)


SHEET = "xl/worksheets/sheet1.xml"
BAD = {
    "empty": (b"", "empty"),
    "blank": (b"\r\n , ,\r\n", "empty"),
    "not text": (b"\x81\x8d\x8f\x90\x9d" * 9, "not text"),
    "other headings": (b"Name,Street\nA,B\n", "headings are not known"),
    "a quote left open": (b'Property,Unit\n"LR1,x\n', "no line of a CSV"),
    "too long": (lines(HEADINGS, *[["LR1", f"U{n}"] for n in range(MOST + 1)]), "50 rows or fewer"),
    "too long a book": (book(HEADINGS, *[["LR1", f"U{n}"] for n in range(MOST + 1)]), "50 rows or fewer"),
    "a zip of nothing": (zipped(("a.txt", b"made up")), "not a workbook"),
    "half a zip": (book(HEADINGS, ROW)[:900], "not a workbook"),
    "a zip bomb": (zipped(("xl/worksheets/sheet1.xml", b"0" * 20_000_000)), "unpack to more"),
    "many parts": (zipped(*[(f"{n}.xml", b"") for n in range(300)]), "unpack to more"),
    "an entity": (zipped(("xl/worksheets/sheet1.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>')), "not a workbook"),
    "merged": (book(HEADINGS, ROW, change=merged), "Cells are merged"),
    "a part that does not unpack": (scrambled(book(HEADINGS, ROW)), "not a workbook"),
    "texts that are not there": (altered(SHEET, pointing), "not a workbook"),
    "a row far down": (altered(SHEET, lambda was: was.replace(b'r="2"', b'r="99999999"')), "below row 100,000"),
    "other sheets": (book(HEADINGS, ROW, title="Sheet1"), "No sheet is called Properties or Units"),
}


@pytest.mark.parametrize("name", list(BAD))
def test_what_cannot_be_read_is_refused_with_a_sentence(name: str) -> None:
    content, sentence = BAD[name]
    with pytest.raises(Unreadable, match=sentence):
        read_file(content, most_rows=MOST)


def test_a_formula_is_never_worked_out() -> None:
    grid = read_file(book(HEADINGS, [*ROW[:3], "=2+3", *ROW[4:]]), most_rows=MOST)
    found = faults(grid)
    assert (2, "column D", "holds a formula. Enter what it comes to: Haven works out nothing") in found
    assert all("5" not in cell for cell in grid.sheets[UNITS][1][1][3:4])


def test_every_fault_of_every_cell_is_said_at_once() -> None:
    rows = [
        ["LR1", "1.2E+05", "0", "x", "99", "maybe", "Moat", "free"], ["", "", "", "", "", "", "", "1"], ROW, ROW,
        ["LR1", "LR1-5", "1", "3", "0", "no", "", ""],
    ]  # fmt: skip
    found = faults(read_file(lines(HEADINGS, *rows), most_rows=MOST))
    columns = [column for row, column, _ in found if row == 2]
    assert columns == ["Unit", "Bedrooms", "People at most", "Floor", "Lift", "Features", "Weekly charge"]
    assert [sentence for row, _, sentence in found if row == 3][:2] == ["Property is missing", "Unit is missing"]
    assert (5, "Unit", "LR1 LR1-4 is in row 4 already. Take one of the two out") in found
    assert (6, "People at most", "People at most must be 1 or fewer: there are no more beds and cots") in found


def test_headings_that_are_unknown_or_stand_twice_are_said() -> None:
    found = faults(read_file(lines([*HEADINGS, "Colour", "Floor"], [*ROW, "red", "1"]), most_rows=MOST))
    assert [sentence for _, _, sentence in found] == [
        "“Colour” is no heading of the template. Take it out",
        "“Floor” stands twice. Take it out",
    ]


def test_days_that_a_program_knows_as_days() -> None:
    headings = ["Property", "From", "Adults", "Ways of paying"]
    day = ["LR1", datetime(2026, 12, 1), "Women", "x"]  # noqa: DTZ001 - a spreadsheet's days have no zone
    grid = read_file(book(headings, day, title="What is accepted"), most_rows=MOST)
    assert grid.sheets["What is accepted"][1][1][1] == "2026-12-01"
