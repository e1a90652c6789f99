"""Units counted by area and kind. Pure: standings in, rows out; every unit is in one column and in one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from housing.places.state import UnitState

FREE, SOON, HELD, OUT, IN_USE = "free", "soon", "held", "out", "in_use"
COLUMNS = (FREE, SOON, HELD, OUT, IN_USE)
WITHHELD = ""  # the area of homes whose ward this person is not told


def column(state: UnitState, *, today: date, soon_days: int) -> str:
    """In which column a unit is counted: what most concerns somebody who looks for a place comes first.

    `soon`: free from a later day, at most `soon_days` from today, with no end in sight.
    """
    available = state.available_from
    if available is not None and available <= today:
        return FREE
    if state.kind in ("held", "booked"):
        return HELD
    if available is not None and available <= today + timedelta(days=soon_days):
        return SOON
    return OUT if state.kind in ("out_of_use", "closed") else IN_USE


@dataclass(frozen=True, slots=True)
class Row:
    """An area and a kind with its counts; `area` is a ward's name, or WITHHELD; `code` is the ward's, or empty.

    `units` is how many there are, whatever they are doing: that number alone is never rounded.
    """

    area: str
    code: str
    kind: str
    units: int
    counts: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        return self.counts.get(name, 0)


def rows(counted: Iterable[tuple[str, str, str, str]], kinds: Iterable[str]) -> list[Row]:
    """The rows of (area, code, kind, column) one for each unit: by area, those withheld last, kinds in their order."""
    order = {kind: place for place, kind in enumerate(kinds)}
    found: dict[tuple[str, str, str], Counter[str]] = {}
    for area, code, kind, name in counted:
        found.setdefault((area, code, kind), Counter())[name] += 1
    made = [Row(*key, counts.total(), counts) for key, counts in found.items()]
    return sorted(made, key=lambda row: (row.area == WITHHELD, row.area, row.code, order.get(row.kind, len(order))))


def total(found: Iterable[Row]) -> Row:
    """All rows in one."""
    counts: Counter[str] = Counter()
    for row in found:
        counts.update(row.counts)
    return Row("", "", "", counts.total(), counts)


def rounded(row: Row, to: int) -> Row:
    """A row that says of nobody what they do: the counts to the nearest multiple (security.md, T17)."""
    return Row(row.area, row.code, row.kind, row.units, {name: round(row[name] / to) * to for name in COLUMNS})
