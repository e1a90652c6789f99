"""How "Voids and gaps" is said: pictures, tables in words, and the lines of the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from housing.places.words import KINDS
from housing.reports.voids.figures import COLUMNS, Cell, Days, Report, Row
from housing.reports.voids.nights import EMPTY, HELD, LET, OUT_OF_USE, PREPARING
from housing.web import charts
from housing.web.filters import money

HIDDEN = "hidden"
NOT_PUBLISHED = "[c]"  # the Government Statistical Service's mark for a cell kept confidential
TITLES = {LET: "Let", HELD: "Held", PREPARING: "Being prepared", OUT_OF_USE: "Out of use", EMPTY: "Empty"}
LOST = (HELD, PREPARING, OUT_OF_USE, EMPTY)
SHORT = {"refuge": "Refuge", "dispersed": "Dispersed", "specialist": "Specialist"}  # under a picture, on a telephone
NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows. A line of a table is its name and what each cell says."""

    lost: charts.Picture
    why: charts.Bars | None
    kinds: list[tuple[str, list[str]]]
    units: list[tuple[str, list[str]]]
    reasons: list[tuple[str, str, str]]
    days: list[tuple[str, str, str, str]]


def shown(report: Report, reasons: Mapping[str, str], *, full: bool) -> Shown:
    """The report in words and pictures; `reasons`: the labels of the list; `full`: a unit's nights are told whole."""
    by_reason = [(reasons.get(each.slug, each.slug), each) for each in report.reasons]
    return Shown(
        charts.columns(
            "Nights not let, by kind of place",
            [SHORT[row.name] for row in report.kinds],
            {TITLES[kind]: [_value(row.cell(kind)) for row in report.kinds] for kind in LOST},
            label="Kind of place",
            unit="Nights",
        ),
        charts.bars(
            "Nights out of use, by reason",
            [(label, charts.Value(each.nights)) for label, each in by_reason],
            label="Why",
            unit="Nights",
        )
        if by_reason
        else None,
        [*((KINDS[row.name], _cells(row)) for row in report.kinds), ("All", _cells(report.total))],
        [(row.name, _cells(row) if full else _harmless(row)) for row in report.units],
        [
            (label, f"{each.nights:,}", NOT_KNOWN if each.cost is None else money(each.cost))
            for label, each in by_reason
        ],
        [
            ("From leaving until ready", *_days(report.to_ready)),
            ("From ready until the next household", *_days(report.to_next)),
        ],
    )


def lines(report: Report, reasons: Mapping[str, str]) -> Iterable[Sequence[object]]:
    """The file, table after table."""
    heading = [TITLES[kind].lower() for kind in COLUMNS]
    yield ["nights by kind of place", "lettable", *heading]
    for row in (*report.kinds, report.total):
        yield [KINDS.get(row.name, "All"), row.lettable, *map(_published, row.cells)]
    yield []
    yield ["nights by unit", "lettable", *heading]
    for row in report.units:
        yield [row.name, row.lettable, *map(_published, row.cells)]
    yield []
    yield ["out of use because", "nights", "cost in pounds of voids begun in these days"]
    for each in report.reasons:
        yield [reasons.get(each.slug, each.slug), each.nights, each.cost]
    yield []
    yield ["days", "how often", "median", "longest"]
    for name, found in (("from leaving until ready", report.to_ready), ("from ready until the next", report.to_next)):
        yield [name, _published(found.count), _published(found.median), _published(found.longest)]


def _cells(row: Row) -> list[str]:
    share = "" if row.share_let is None else f"{row.share_let:.0%}"
    return [f"{row.lettable:,}", *(_said(cell) for cell in row.cells), share or HIDDEN if row.lettable else "none"]


def _harmless(row: Row) -> list[str]:
    """Of a unit, what tells nothing of a household."""
    return [f"{row.lettable:,}", _said(row.cell(PREPARING)), _said(row.cell(OUT_OF_USE))]


def _days(found: Days) -> tuple[str, str, str]:
    if found.median is None or found.longest is None:
        return (
            _said(found.count),
            HIDDEN if found.count is None else "none",
            HIDDEN if found.count is None else "none",
        )
    return _said(found.count), f"{found.median:g}", f"{found.longest:,}"


def _said(cell: Cell) -> str:
    return HIDDEN if cell is None else f"{cell:,}"


def _value(cell: Cell) -> charts.Value:
    return charts.Value(cell, _said(cell))


def _published(cell: float | None) -> object:
    return NOT_PUBLISHED if cell is None else cell
