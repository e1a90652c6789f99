"""What became of each night of one unit, and how long it took to be ready and to be lived in again. Pure.

A night belongs to the day on which it begins. Of what stands over one night the first of `ORDER` counts: a household
that lives there counts before anything else, and a hold counts only where nothing else does. A night on which a unit is
closed is no night that could be let. Source: reports.md, "occupancy and voids".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

LET, CLOSED, OUT_OF_USE, PREPARING, HELD, EMPTY = "let", "closed", "out_of_use", "preparing", "held", "empty"
ORDER = (LET, CLOSED, OUT_OF_USE, PREPARING, HELD)
NOT_READY = frozenset({CLOSED, OUT_OF_USE, PREPARING})


@dataclass(frozen=True, slots=True)
class Span:
    """Days `[from_on, until_on)` of a unit; `reason` is why it was out of use. None: still going on.

    `left` says of a stay that its end is recorded: a household has left, and is not only expected to.
    """

    kind: str
    from_on: date
    until_on: date | None
    reason: str = ""
    left: bool = False


@dataclass(frozen=True, slots=True)
class Nights:
    """Nights of one unit, or of several, by what became of them; `reasons`: those out of use, by reason."""

    by_kind: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def of(self, kind: str) -> int:
        """How many were let, held, being prepared, out of use, empty or closed."""
        return self.by_kind[kind]

    @property
    def lettable(self) -> int:
        """How many could have been let had everything gone well: all on which the unit was not closed."""
        return sum(count for kind, count in self.by_kind.items() if kind != CLOSED)


@dataclass(frozen=True, slots=True)
class Turnover:
    """Between two households: the day one left, the first day on which the unit was ready, the day the next came.

    None where that has not happened yet.
    """

    left_on: date
    ready_on: date | None
    next_on: date | None


def nights(spans: Iterable[Span], from_on: date, until_on: date) -> Nights:
    """Count the nights of one unit over `[from_on, until_on)` in one pass over its spans."""
    by_kind: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    standing: Counter[tuple[str, str]] = Counter()
    changes = sorted(_changes(spans, from_on, until_on), key=lambda change: change[0])
    day = from_on
    for on, step, kind, reason in changes:
        _tally(standing, (on - day).days, by_kind, reasons)
        day = on
        standing[(kind, reason)] += step
    _tally(standing, (until_on - day).days, by_kind, reasons)
    return Nights(by_kind, reasons)


def together(many: Iterable[Nights]) -> Nights:
    """The nights of several units."""
    by_kind: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for each in many:
        by_kind.update(each.by_kind)
        reasons.update(each.reasons)
    return Nights(by_kind, reasons)


def turnovers(spans: Sequence[Span], today: date) -> list[Turnover]:
    """Each time that a household has left a unit, in order."""
    stays = sorted((span for span in spans if span.kind == LET), key=lambda span: span.from_on)
    found = []
    for stay, following in pairwise([*stays, None]):
        if stay is None or not stay.left or stay.until_on is None:
            continue
        next_on = following.from_on if following else None
        ready = _ready(spans, stay.until_on, today if next_on is None else next_on)
        found.append(Turnover(stay.until_on, ready, next_on))
    return found


def _changes(spans: Iterable[Span], from_on: date, until_on: date) -> Iterable[tuple[date, int, str, str]]:
    for span in spans:
        begins = max(span.from_on, from_on)
        ends = until_on if span.until_on is None else min(span.until_on, until_on)
        if begins < ends:
            yield begins, 1, span.kind, span.reason
            yield ends, -1, span.kind, span.reason


def _tally(standing: Counter[tuple[str, str]], count: int, by_kind: Counter[str], reasons: Counter[str]) -> None:
    if not count:
        return
    there = {kind: reason for (kind, reason), number in standing.items() if number}
    kind = next((each for each in ORDER if each in there), EMPTY)
    by_kind[kind] += count
    if kind == OUT_OF_USE:
        reasons[there[kind]] += count


def _ready(spans: Sequence[Span], left_on: date, by: date) -> date | None:
    """The first day from `left_on` on which nothing but people stood in the way, not later than `by`."""
    day = left_on
    for span in sorted((each for each in spans if each.kind in NOT_READY), key=lambda each: each.from_on):
        if span.from_on <= day and (span.until_on is None or day < span.until_on):
            if span.until_on is None:
                return None
            day = span.until_on
    return day if day <= by else None
