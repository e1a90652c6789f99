"""The sanctuary report's figures: rows in, tables out, small cells hidden before anything leaves. Pure.

Definitions: an event counts in the month in which it was recorded; a home is made safe when its works are first
reported done; late is after the moment that was promised. A column's sum may be known from another table, so a hidden
cell never stands alone in its column; totals over months are rounded to ten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median, quantiles

from housing.reports.periods import Period
from housing.reports.sanctuary.queries import EventRow, OpenRow, SafeRow
from housing.reports.suppression import hidden, rounded
from pathway.calendar import utc
from pathway.sanctuary_eligibility import TENURES
from pathway.sanctuary_moves import Event, Stage

Cell = int | None
MONTHLY = {
    "Referred": (Event.REFERRED,),
    "Ordered": (Event.ORDERED, Event.EMERGENCY_ORDERED),
    "Works done": (Event.WORK_DONE,),
    "Signed off": (Event.SIGNED_OFF,),
    "Not possible": (Event.NOT_POSSIBLE,),
    "She stopped it": (Event.WITHDRAWN,),
    "She moved": (Event.RELEASED,),
}
PRIORITIES = {"urgent": "Urgent", "standard": "Standard"}
NOT_KNOWN = "Not recorded"
HOURS_A_DAY = 24
GROUPS = {
    "Found out about": (Stage.REFERRED, Stage.NOT_ELIGIBLE, Stage.ELIGIBLE),
    "With the owner": (Stage.CONSENT_ASKED, Stage.CONSENT_REFUSED),
    "Surveyed, quoted and approved": (
        Stage.CONSENTED, Stage.SURVEYED, Stage.QUOTED, Stage.AWAITING_APPROVAL, Stage.NOT_APPROVED, Stage.APPROVED,
    ),
    "With the contractor": (Stage.ORDERED, Stage.BOOKED),
    "Done, and looked after": (Stage.DONE, Stage.SIGNED_OFF, Stage.REVIEWED_AT_3, Stage.REVIEWED_AT_6),
}  # fmt: skip
OUTCOMES = (Event.OUTCOME_AT_6, Event.OUTCOME_AT_12)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its name, then its cells; None where a cell stays hidden."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """How long homes of a priority took, in days from the referral to works done; None where too few were done."""

    priority: str
    done: Cell
    late: Cell
    median: float | None
    ninetieth: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the page shows; nothing here is below the limit."""

    months: tuple[Line, ...]
    all_months: Line
    stages: tuple[Line, ...]
    late_now: Cell
    paces: tuple[Pace, ...]
    tenures: tuple[Line, ...]
    outcomes: tuple[Line, ...]


def shown(number: int, below: int) -> Cell:
    """A number that stands alone, as it may be shown: nought, or not below the limit."""
    return None if 0 < number < below else number


def column(numbers: Sequence[int], below: int) -> list[Cell]:
    """A column whose sum may be known: what is too small is hidden, and with it what would give it away."""
    places = hidden([list(numbers)], below=below)
    return [None if place in places else number for place, number in enumerate(numbers)]


def table(names: Sequence[str], rows: Sequence[Sequence[int]], below: int) -> tuple[Line, ...]:
    """Rows of numbers as lines, each column hidden by itself."""
    columns = [column(numbers, below) for numbers in zip(*rows, strict=True)]
    return tuple(Line(name, tuple(cells)) for name, cells in zip(names, zip(*columns, strict=True), strict=True))


def figures(
    events: Sequence[EventRow],
    safe: Sequence[SafeRow],
    running: Sequence[OpenRow],
    labels: Mapping[str, str],
    *,
    periods: Sequence[Period],
    below: int,
    now: datetime,
) -> Figures:
    """Count and hide. `labels` are the code list's words for the outcomes; `below` the smallest number shown."""
    counts = [[_count(events, told, period) for told in MONTHLY.values()] for period in periods]
    late = sum(not row.state.made_safe and utc(row.due_at) <= utc(now) for row in running)
    return Figures(
        table([period.title for period in periods], counts, below),
        Line("All months, rounded to 10", tuple(rounded(sum(column)) for column in zip(*counts, strict=True))),
        _stages(running, below),
        shown(late, below),
        _paces(safe, below),
        _tenures(events, safe, below),
        _outcomes(events, labels, below),
    )


def _count(events: Sequence[EventRow], told: tuple[Event, ...], period: Period) -> int:
    return sum(row.event in told and period.from_on <= row.on < period.until_on for row in events)


def _stages(running: Sequence[OpenRow], below: int) -> tuple[Line, ...]:
    counts = Counter(row.state.stage for row in running)
    return table(list(GROUPS), [[sum(counts[stage] for stage in stages)] for stages in GROUPS.values()], below)


def _paces(safe: Sequence[SafeRow], below: int) -> tuple[Pace, ...]:
    own = {priority: [row for row in safe if row.priority == priority] for priority in PRIORITIES}
    done = column([len(rows) for rows in own.values()], below)
    return tuple(
        _pace(PRIORITIES[priority], rows, many, below) for (priority, rows), many in zip(own.items(), done, strict=True)
    )


def _pace(title: str, own: Sequence[SafeRow], done: Cell, below: int) -> Pace:
    late = sum(utc(row.done_at) >= utc(row.due_at) for row in own)
    # the number in time is the rest: where that is small, the number late gives it away
    cell = column([late, len(own) - late], below)[0]
    days = sorted((utc(row.done_at) - utc(row.referred_at)).total_seconds() / 3600 / HOURS_A_DAY for row in own)
    if len(days) < max(below, 2):
        return Pace(title, done, cell, None, None)
    ninetieth = quantiles(days, n=10, method="inclusive")[-1]
    return Pace(title, done, cell, round(float(median(days)), 1), round(ninetieth, 1))


def _tenures(events: Sequence[EventRow], safe: Sequence[SafeRow], below: int) -> tuple[Line, ...]:
    counts = (
        Counter(row.tenure for row in events if row.event is Event.REFERRED),
        Counter(row.tenure for row in safe),
        Counter(row.tenure for row in events if row.event is Event.CONSENT_REFUSED),
    )
    names: dict[str | None, str] = {**{tenure.value: words for tenure, words in TENURES.items()}, None: NOT_KNOWN}
    return table(list(names.values()), [[found[tenure] for found in counts] for tenure in names], below)


def _outcomes(events: Sequence[EventRow], labels: Mapping[str, str], below: int) -> tuple[Line, ...]:
    facts = [[row.facts for row in events if row.event is event] for event in OUTCOMES]
    results = [Counter(each.get("result") for each in found) for found in facts]
    incidents = [sum(each.get("incident") is True for each in found) for found in facts]
    lent = [sum(bool(each.get("lent")) for each in found) for found in facts]
    return (
        *table(list(labels.values()), [[found[slug] for found in results] for slug in labels], below),
        Line("Of all, with an incident since the works", tuple(shown(number, below) for number in incidents)),
        Line("Of all, with something lent that is not back", tuple(shown(number, below) for number in lent)),
    )
