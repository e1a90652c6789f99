"""Reading a file of postcodes: which columns it has, and each row as a point. Pure: lines in, points out.

Layouts: the ONS Postcode Directory and the National Statistics Postcode Lookup (columns found by their names, which
differ between years), Code-Point Open (no names; ten columns), and plain `postcode,easting,northing,ward`.
Points are metres on the British National Grid. Northern Ireland's are on the Irish Grid and are left out.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from housing.forms.contact import read_postcode

NAMES = {
    "postcode": ("pcds", "pcd8", "pcd7", "pcd", "pcd2", "postcode"),
    "easting": ("east1m", "oseast1m", "easting", "eastings"),
    "northing": ("north1m", "osnrth1m", "northing", "northings"),
    "ward": ("osward", "ward", "ward_code"),
}
WARD = re.compile(r"[A-Z]\d{8}", re.ASCII)
WARD_OF_YEAR = re.compile(r"wd\d\dcd")
CODE_POINT = {"postcode": 0, "easting": 2, "northing": 3, "ward": 9}
CODE_POINT_COLUMNS = 10
NORTHERN_IRELAND = "BT"
EAST, NORTH = range(1, 700_001), range(1, 1_300_001)
FAULTS_KEPT = 50


class UnknownLayout(ValueError):
    """The first line is neither a heading that is known nor a row of Code-Point Open."""


@dataclass(frozen=True, slots=True)
class Point:
    """A postcode ("S60 1AA") and where it is, in metres; the ward's ONS code where the file has it."""

    postcode: str
    easting: int
    northing: int
    ward: str | None


@dataclass(slots=True)
class Read:
    """What became of a file's rows, filled while its points are read. `faults`: one sentence a line, the first 50."""

    points: int = 0
    without_a_point: int = 0
    faults: list[str] = field(default_factory=list)
    faulty: int = 0

    def fault(self, line: int, sentence: str) -> None:
        """Note that a line cannot be used."""
        self.faulty += 1
        if len(self.faults) < FAULTS_KEPT:
            self.faults.append(f"Line {line}: {sentence}")


def points(lines: Iterable[str], read: Read) -> Iterator[Point]:
    """The points of a file, as they are read; `read` is filled on the way.

    A row without a place (a PO box, the Isle of Man, Northern Ireland) is counted and left out; one that cannot be
    understood is a fault.

    Raises:
        UnknownLayout: the columns are not known, or there is no line at all.
    """
    rows = _rows(lines)
    number, first = next(rows, (0, None))
    if first is None:
        raise UnknownLayout("The file is empty.")
    columns = columns_of(first)
    if columns is None:
        columns = CODE_POINT
        yield from _point(first, columns, number, read)
    for number, row in rows:
        if row:
            yield from _point(row, columns, number, read)


def columns_of(first: Sequence[str]) -> Mapping[str, int] | None:
    """Where each column is by the heading; None for Code-Point Open, which has none.

    Raises:
        UnknownLayout: neither.
    """
    heading = [name.strip().strip("\ufeff").lower() for name in first]
    found = {}
    for column, names in NAMES.items():
        known = [name for name in names if name in heading]
        if known:
            found[column] = heading.index(known[0])
    of_year = [place for place, name in enumerate(heading) if WARD_OF_YEAR.fullmatch(name)]
    if of_year and "ward" not in found:
        found["ward"] = of_year[0]
    if {"postcode", "easting", "northing"} <= set(found):
        return found
    if len(first) == CODE_POINT_COLUMNS and read_postcode(first[0]):
        return None
    raise UnknownLayout(
        "The columns are not known. Give a file of the ONS Postcode Directory, NSPL or Code-Point Open, or one that "
        "begins with the line postcode,easting,northing,ward."
    )


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its line."""
    reader = csv.reader(lines)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise UnknownLayout(f"Line {reader.line_num} is no line of a CSV file.") from error


def _point(row: Sequence[str], columns: Mapping[str, int], line: int, read: Read) -> Iterator[Point]:
    if len(row) <= max(columns[name] for name in ("postcode", "easting", "northing")):
        read.fault(line, "there are too few columns.")
        return
    postcode = read_postcode(row[columns["postcode"]])
    if postcode is None:
        read.fault(line, "this is not a full postcode.")
        return
    east, north = row[columns["easting"]].strip(), row[columns["northing"]].strip()
    if postcode.startswith(NORTHERN_IRELAND) or _is_nowhere(east, north):
        read.without_a_point += 1
        return
    if not (_within(east, EAST) and _within(north, NORTH)):
        read.fault(line, "the easting and northing are not metres on the British National Grid.")
        return
    place = columns.get("ward")
    ward = row[place].strip() if place is not None and place < len(row) else ""
    if ward and not WARD.fullmatch(ward):
        read.fault(line, "the ward is not an ONS code, such as E05012996.")
        return
    read.points += 1
    yield Point(postcode, int(east), int(north), ward or None)


def _is_nowhere(east: str, north: str) -> bool:
    return (east, north) in (("", ""), ("0", "0"))


def _within(text: str, limits: range) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 7 and int(text) in limits
