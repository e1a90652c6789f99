"""The figures on help with money: rows in, tables out, small cells hidden before anything leaves. Pure.

Definitions: a request counts in the financial year in which it was approved, once it is paid; a household counts once
for each purpose, with the people it had when it first asked. Where a household count is hidden, everything else of its
row is, since one gives another away; sums over purposes are rounded to ten, and hidden where they are of few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from housing.reports.helped.queries import PaidRow
from housing.reports.suppression import hidden, rounded

Cell = int | None
MEASURES = ("Households", "Adults", "Children", "Pounds paid")


@dataclass(frozen=True, slots=True)
class Line:
    """A purpose and its cells, in the order of MEASURES; None where a cell stays hidden."""

    name: str
    cells: tuple[Cell, ...]


def by_purpose(rows: Sequence[PaidRow], labels: Mapping[str, str], below: int) -> tuple[Line, ...]:
    """One fund by purpose, a last line for all purposes together; `labels` is the code list."""
    counts = [_counted([row for row in rows if row.purpose == slug]) for slug in labels]
    columns = [[count[place] for count in counts] for place in range(len(MEASURES))]
    places = hidden(columns[:3], below=below)
    lines = [
        Line(name, (None,) * len(MEASURES) if place in places else count)
        for place, (name, count) in enumerate(zip(labels.values(), counts, strict=True))
    ]
    whole = _counted(rows)
    few = 0 < whole[0] < below
    together = tuple(None if few else rounded(number) for number in whole)
    return (*lines, Line("All purposes, rounded to 10", together))


def _counted(rows: Sequence[PaidRow]) -> tuple[int, int, int, int]:
    first: dict[UUID, PaidRow] = {}
    for row in rows:
        first.setdefault(row.household, row)
    adults, children = sum(row.adults for row in first.values()), sum(row.children for row in first.values())
    return len(first), adults, children, int(sum(row.pounds for row in rows))
