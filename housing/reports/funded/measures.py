"""The figures on who pays: counts in, lines out, small cells hidden before anything leaves. Pure.

A line is hidden as a whole, since its nights would give its households away. What became of the concession is not
added up: a household may stand in several lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from housing.presentations.funding.outcomes import Concession, RouteCount
from housing.reports.suppression import hidden, rounded
from pathway.concession import Outcome

Cell = int | None
MEASURES = ("Households on the last day", "Households in the period", "Nights paid for")
NOBODY = RouteCount(0, 0, 0)
TITLES = {
    Outcome.APPLIED: "Applied for",
    Outcome.GRANTED: "Granted",
    Outcome.REFUSED: "Refused",
    Outcome.ENDED: "Ended before another way of paying began",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its name and its cells; None where a cell stays hidden."""

    name: str
    cells: tuple[Cell, ...]


def routes(counts: Mapping[str, RouteCount], labels: Mapping[str, str], below: int, *, several: bool) -> list[Line]:
    """By way of paying, in the order of the code list; over several months nights are rounded to ten."""
    names = {**labels, **{slug: slug for slug in sorted(set(counts) - set(labels))}}
    rows = [counts.get(slug, NOBODY) for slug in names]
    places = hidden([[row.on_day for row in rows], [row.households for row in rows]], below=below)
    return [
        Line(name, (None,) * len(MEASURES) if place in places else _cells(row, several))
        for place, (name, row) in enumerate(zip(names.values(), rows, strict=True))
    ]


def concession(found: Concession, below: int, *, several: bool) -> tuple[list[Line], Cell]:
    """What became of the concession; and the nights that nobody paid for, hidden where few households had any."""
    lines = [Line(title, (_shown(found.households.get(each, 0), below),)) for each, title in TITLES.items()]
    few = _shown(found.of_households, below) is None
    nights: Cell = None if few else rounded(found.nights) if several else found.nights
    return lines, nights


def all_lines(by_route: Sequence[Line], became: Sequence[Line], nights: Cell, mark: str) -> list[Sequence[object]]:
    """The same as rows of a file; `mark` stands where a cell is hidden."""

    def said(cells: Sequence[Cell]) -> list[object]:
        return [mark if cell is None else cell for cell in cells]

    return [
        ["Way of paying", *MEASURES],
        *([line.name, *said(line.cells)] for line in by_route),
        [],
        ["Concession for migrant victims", "Households"],
        *([line.name, *said(line.cells)] for line in became),
        ["Nights that nobody paid for", *said([nights])],
    ]


def _cells(row: RouteCount, several: bool) -> tuple[Cell, ...]:
    return row.on_day, row.households, rounded(row.nights) if several else row.nights


def _shown(number: int, below: int) -> Cell:
    return None if 0 < number < below else number
