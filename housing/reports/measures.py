"""The placements report's figures: rows in, tables out, small cells hidden before anything leaves. Pure.

Definitions (reports.md): a placement is a stay begun in refuge, dispersed or specialist accommodation; a household
counts in the month in which it arrived; a night belongs to the day on which it begins; days from presentation to
placement are counted from London date to London date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median, quantiles

from housing.reports.periods import Period
from housing.reports.queries import StayRow
from housing.reports.suppression import hidden, rounded

KINDS = ("refuge", "dispersed", "specialist")
KIND_TITLES = {"refuge": "Refuge", "dispersed": "Safer Options and other dispersed", "specialist": "Specialist"}
MEASURES = ("households", "adults", "children", "nights")

PEOPLE = ("households", "adults", "children")

Cell = int | None
Counts = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A measure by period (rows) and kind (columns), totals last; None where a cell stays hidden.

    The last row, over all periods, is rounded to the nearest ten.
    """

    measure: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Days from presentation to placement for one kind; None where fewer than the limit were placed."""

    kind: str
    median: float | None
    ninetieth: float | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why households could not be supported: the code, its label, and the count, None where hidden."""

    slug: str
    label: str
    count: Cell


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the page shows; nothing here is below the limit."""

    periods: tuple[Period, ...]
    tables: tuple[Table, ...]
    waiting: tuple[Waiting, ...]
    reasons: tuple[Reason, ...]
    reasons_total: int

    def table(self, measure: str) -> Table:
        """The table of one measure."""
        return next(table for table in self.tables if table.measure == measure)


def report(
    stays: Sequence[StayRow],
    refusals: Mapping[str, int],
    labels: Mapping[str, str],
    *,
    periods: tuple[Period, ...],
    below: int,
    today: date,
) -> Report:
    """Count and hide. `labels` are the code list's words for the reasons; `below` the smallest number shown."""
    counts = {measure: count(stays, measure, periods, today=today) for measure in (*MEASURES, "homes")}
    begun = [stay for stay in stays if periods[0].from_on <= stay.arrived_on < periods[-1].until_on]
    return Report(
        periods,
        tuple(_table(measure, counts, below) for measure in MEASURES),
        tuple(_waiting(begun, kind, below) for kind in KINDS),
        tuple(
            Reason(slug, label, None if 0 < refusals[slug] < below else refusals[slug])
            for slug, label in labels.items()
            if refusals.get(slug)
        ),
        rounded(sum(refusals.values())),
    )


def count(stays: Sequence[StayRow], measure: str, periods: Sequence[Period], *, today: date) -> Counts:
    """A measure by period and kind, nothing hidden yet. Nights still to come are not counted.

    "homes" counts households with a night in the period: nights are hidden by it.
    """
    return tuple(
        tuple(sum(_worth(stay, measure, period, today) for stay in stays if stay.kind == kind) for kind in KINDS)
        for period in periods
    )


def _worth(stay: StayRow, measure: str, period: Period, today: date) -> int:
    if measure in ("nights", "homes"):
        ends = min(stay.left_on or today, today, period.until_on)
        nights = max(0, (ends - max(stay.arrived_on, period.from_on)).days)
        return nights if measure == "nights" else min(nights, 1)
    if not period.from_on <= stay.arrived_on < period.until_on:
        return 0
    return {"households": 1, "adults": stay.adults, "children": stay.children}[measure]


def _table(measure: str, counts: Mapping[str, Counts], below: int) -> Table:
    """One measure with its hidden cells; the last row is the rounded total of the periods."""
    together = ("homes", "nights") if measure == "nights" else PEOPLE
    rows: list[tuple[Cell, ...]] = []
    for number, row in enumerate(counts[measure]):
        places = hidden([counts[name][number] for name in together], below=below)
        rows.append(tuple(None if place in places else value for place, value in enumerate([*row, sum(row)])))
    sums = [sum(row[column] for row in counts[measure]) for column in range(len(KINDS))]
    rows.append(tuple(rounded(number) for number in (*sums, sum(sums))))
    return Table(measure, tuple(rows))


def _waiting(stays: Sequence[StayRow], kind: str, below: int) -> Waiting:
    days = sorted((stay.arrived_on - stay.presented_on).days for stay in stays if stay.kind == kind)
    if len(days) < max(below, 2):
        return Waiting(kind, None, None)
    return Waiting(kind, float(median(days)), float(quantiles(days, n=10, method="inclusive")[-1]))
