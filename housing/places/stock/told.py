"""The history of a property and of a unit in words: what was said, from when, by whom; newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from housing.places.stock import words
from housing.places.stock.models import PropertyDescription, PropertyEntry, UnitEntry
from housing.places.words import KINDS, SLEEPING
from housing.web.filters import said_date


@dataclass(frozen=True, slots=True)
class Told:
    """One time that something was recorded: `rows` are (question, what it said before or "", what it says)."""

    title: str
    at: datetime
    by: str
    rows: tuple[tuple[str, str, str], ...]


def of_property(
    entries: Sequence[PropertyEntry],
    descriptions: Sequence[PropertyDescription],
    lists: words.Lists,
    wards: Mapping[str, str],
) -> list[Told]:
    """What was recorded of a property; an address is never said, only that it was another."""
    told = _entries(entries, wards)
    before: dict[str, str] = {}
    for row in descriptions:
        now = words.described(row, lists)
        title = f"Described, from {said_date(row.from_on)}"
        told.append(Told(title, row.recorded_at, row.recorded_by_name, _differing(before, now)))
        before = now
    return sorted(told, key=lambda each: each.at, reverse=True)


def of_unit(entries: Sequence[UnitEntry], features: Mapping[str, str]) -> list[Told]:
    """What was recorded of a unit."""
    told: list[Told] = []
    before: dict[str, str] = {}
    for row in entries:
        now = words.of_unit(row, features)
        title = "Changed" if before else "Registered"
        told.append(Told(title, row.recorded_at, row.recorded_by_name, _differing(before, now)))
        before = now
    return told[::-1]


def _entries(entries: Iterable[PropertyEntry], wards: Mapping[str, str]) -> list[Told]:
    told: list[Told] = []
    last: PropertyEntry | None = None
    for row in entries:
        before, now = _said(last, wards) if last else {}, _said(row, wards)
        moved = last is not None and (last.easting, last.northing) != (row.easting, row.northing)
        rows = _differing(before, now)
        title = "Changed" if last else "Registered"
        if moved or (last is not None and not rows):
            title = "Its address was corrected"
        told.append(Told(title, row.recorded_at, row.recorded_by_name, rows))
        last = row
    return told


def _said(row: PropertyEntry, wards: Mapping[str, str]) -> dict[str, str]:
    days = row.preparation_days
    return {
        "Called": row.code,
        "Kind": KINDS[row.kind],
        "Ward": wards.get(row.ward_code, row.ward_code),
        "What may be shown": words.CLASSES[row.confidential],
        "Who may share a room": SLEEPING[row.sleeping],
        "Days to prepare a unit": f"{days} working {'day' if days == 1 else 'days'}",
    }


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple((name, before.get(name, ""), said) for name, said in now.items() if before.get(name) != said)
