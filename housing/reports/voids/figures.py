"""The figures of "Voids and gaps": rows in, tables out, small cells hidden before anything leaves. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from housing.reports.suppression import hidden, rounded
from housing.reports.voids.nights import (
    EMPTY,
    HELD,
    LET,
    OUT_OF_USE,
    PREPARING,
    Nights,
    Turnover,
    nights,
    together,
    turnovers,
)
from housing.reports.voids.queries import UnitSpans

PLACE_KINDS = ("refuge", "dispersed", "specialist")
COLUMNS = (LET, HELD, PREPARING, OUT_OF_USE, EMPTY)
TELLING = frozenset({LET, HELD, EMPTY})  # from which the nights of a few households could be told
NOTHING: frozenset[str] = frozenset()

Cell = int | None


@dataclass(frozen=True, slots=True)
class Row:
    """Nights of one kind, of one unit or of all: what they could have been, and by COLUMNS what they were.

    None where a cell stays hidden.
    """

    name: str
    lettable: int
    cells: tuple[Cell, ...]

    def cell(self, kind: str) -> Cell:
        """The nights of one of COLUMNS."""
        return self.cells[COLUMNS.index(kind)]

    @property
    def share_let(self) -> float | None:
        """Nights let of those lettable, 0 to 1; None where hidden or where there were none."""
        let = self.cell(LET)
        return None if let is None or not self.lettable else let / self.lettable


@dataclass(frozen=True, slots=True)
class Reason:
    """Why units were out of use: nights in the period, and what the voids begun in it cost, in pounds."""

    slug: str
    nights: int
    cost: Decimal | None


@dataclass(frozen=True, slots=True)
class Days:
    """How many days something took: how often, the median and the longest; None where too few to be shown."""

    count: Cell
    median: float | None
    longest: Cell


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the page shows. `units` have only what tells nothing of a household, unless the reader knows them."""

    from_on: date
    until_on: date
    kinds: tuple[Row, ...]
    total: Row
    units: tuple[Row, ...]
    reasons: tuple[Reason, ...]
    to_ready: Days
    to_next: Days


def report(
    units: Sequence[UnitSpans],
    costs: Mapping[str, Decimal],
    *,
    from_on: date,
    until_on: date,
    today: date,
    below: int,
    several: bool = False,
) -> Report:
    """Count and hide. `below`: the smallest number of households shown; 0 for the provider itself, who knows them.

    Nights still to come are not counted. `several`: the period is several months, whose sums would give a hidden month
    away: what tells of households is rounded to ten.
    """
    until = max(from_on, min(until_on, today))
    counted = [nights(unit.spans, _first(unit, from_on, until), until) for unit in units]
    kinds, total = _by_kind(units, counted, (from_on, until), below, coarse=several and below > 0)
    hide = TELLING if below else NOTHING
    sums = together(counted)
    left = [each for unit in units for each in turnovers(unit.spans, today)]
    return Report(
        from_on,
        until_on,
        kinds,
        total,
        tuple(_row(unit.code, found, hide) for unit, found in zip(units, counted, strict=True)),
        tuple(Reason(slug, sums.reasons[slug], costs.get(slug)) for slug in sorted({*sums.reasons, *costs})),
        _days(_to_ready(left, from_on, until), below),
        _days(_to_next(left, from_on, until), below),
    )


def _by_kind(
    units: Sequence[UnitSpans], counted: Sequence[Nights], days: tuple[date, date], below: int, *, coarse: bool
) -> tuple[tuple[Row, ...], Row]:
    """The rows of the kinds of which there are units, and of all together."""
    pairs = list(zip(units, counted, strict=True))
    sums = [together(found for unit, found in pairs if unit.kind == kind) for kind in PLACE_KINDS]
    homes = [_households([unit for unit in units if unit.kind == kind], *days) for kind in PLACE_KINDS]
    places = hidden([homes, [each.of(LET) for each in sums]], below=below)
    there = {unit.kind for unit in units}
    rows = tuple(
        _row(kind, found, TELLING if place in places else NOTHING, coarse=coarse)
        for place, (kind, found) in enumerate(zip(PLACE_KINDS, sums, strict=True))
        if kind in there
    )
    hide = TELLING if len(PLACE_KINDS) in places else NOTHING
    return rows, _row("all", together(counted), hide, coarse=coarse)


def _first(unit: UnitSpans, from_on: date, until_on: date) -> date:
    """The first night of the period of which anything is known."""
    if unit.known_from is None:
        return from_on
    known = min([unit.known_from, *(span.from_on for span in unit.spans if span.kind != "closed")])
    return min(max(known, from_on), until_on) if until_on > from_on else from_on


def _households(units: Iterable[UnitSpans], from_on: date, until_on: date) -> int:
    """How many stays have a night in the period."""
    return sum(
        span.kind == LET and span.from_on < until_on and (span.until_on is None or span.until_on > from_on)
        for unit in units
        for span in unit.spans
    )


def _row(name: str, found: Nights, hide: frozenset[str], *, coarse: bool = False) -> Row:
    def cell(kind: str) -> Cell:
        if kind in hide:
            return None
        return rounded(found.of(kind)) if coarse and kind in TELLING else found.of(kind)

    return Row(name, found.lettable, tuple(cell(kind) for kind in COLUMNS))


def _to_ready(left: Iterable[Turnover], from_on: date, until_on: date) -> list[timedelta]:
    return [
        each.ready_on - each.left_on
        for each in left
        if each.ready_on is not None and from_on <= each.ready_on < until_on
    ]


def _to_next(left: Iterable[Turnover], from_on: date, until_on: date) -> list[timedelta]:
    return [
        each.next_on - each.ready_on
        for each in left
        if each.ready_on is not None and each.next_on is not None and from_on <= each.next_on < until_on
    ]


def _days(found: Sequence[timedelta], below: int) -> Days:
    days = [each.days for each in found]
    if not days or len(days) < below:
        return Days(0 if not days else None, None, None)
    return Days(len(days), float(median(days)), max(days))
