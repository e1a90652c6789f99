"""How voids are said: where one stands, for how long, and what each change of it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from housing.clock import day_of
from housing.places.voids.models import VoidRevision
from housing.places.voids.works import FIELDS
from housing.web.filters import money, plural, said_date, said_moment

WHEN = {"now": "Out of use now", "planned": "Planned", "over": "Over", "cancelled": "Cancelled"}
COLOURS = {"now": "orange", "planned": "blue", "over": "grey", "cancelled": "grey"}
SAID = {
    "changed": "Changed",
    "put_off": "Put off, since those who lived there left later",
    "ended": "Ended early: the unit was ready",
    "cancelled": "Cancelled",
}
NAMES = {
    "reason": "Why", "from_on": "First day", "until_on": "Back in use", "expected_on": "Expected back",
    "works_reference": "Works reference", "cost": "Cost", "cost_centre": "Cost centre", "notes": "Notes",
}  # fmt: skip
FREELY_TYPED = frozenset({"works_reference", "cost_centre", "notes"})


@dataclass(frozen=True, slots=True)
class Line:
    """One revision as the component `timeline` shows it."""

    title: str
    when: str
    machine_when: str
    by: str
    text: str


def when_of(revision: VoidRevision, today: date) -> str:
    """now, planned, over or cancelled."""
    if revision.cancelled:
        return "cancelled"
    if revision.from_on > today:
        return "planned"
    return "now" if revision.until_on is None or revision.until_on > today else "over"


def late(revision: VoidRevision, today: date) -> bool:
    """Whether it should have ended: it has no end, and the day by which it was expected has come."""
    expected = revision.expected_on
    return when_of(revision, today) == "now" and expected is not None and expected <= today


def days(revision: VoidRevision, today: date) -> int | None:
    """Its days as far as they are known: those passed where it goes on, all of them otherwise; None where open."""
    state = when_of(revision, today)
    if state == "cancelled":
        return 0
    if state == "now":
        return (today - revision.from_on).days
    return None if revision.until_on is None else (revision.until_on - revision.from_on).days


def said_days(revision: VoidRevision, today: date) -> str:
    """ "12 days so far", "5 days", "not known"."""
    count = days(revision, today)
    if count is None:
        return "not known"
    return plural(count, "day") + (" so far" if when_of(revision, today) == "now" else "")


def said_value(name: str, value: object, reasons: Mapping[str, str]) -> str:
    """One thing that is said of a void, in words."""
    if value is None:
        return "not known" if name in ("until_on", "cost", "expected_on") else "none"
    if name == "reason":
        return reasons.get(str(value), str(value))
    if isinstance(value, Decimal):
        return money(value)
    return said_date(value) if isinstance(value, date) else str(value)


def history(revisions: list[VoidRevision], reasons: Mapping[str, str], *, openly: bool) -> list[Line]:
    """Every change, newest first. Without `openly` what was freely typed is not repeated, nor opened."""
    first = revisions[0]
    title = "Planned" if first.from_on > day_of(first.at) else "Recorded"
    told = [_line(first, title, _days_said(first))]
    for before, after in pairwise(revisions):
        told.append(_line(after, SAID[after.change], "; ".join(_differences(before, after, reasons, openly))))
    return told[::-1]


def _differences(before: VoidRevision, after: VoidRevision, reasons: Mapping[str, str], openly: bool) -> list[str]:
    found = []
    for name in FIELDS:
        if name in FREELY_TYPED and not openly:
            continue
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        if name == "notes":
            found.append("Notes rewritten")
            continue
        found.append(f"{NAMES[name]}: {said_value(name, new, reasons)}, was {said_value(name, old, reasons)}")
    return found


def _days_said(revision: VoidRevision) -> str:
    until = f"until {said_date(revision.until_on)}" if revision.until_on else "with no end known"
    return f"From {said_date(revision.from_on)} {until}"


def _line(revision: VoidRevision, title: str, text: str) -> Line:
    return Line(title, said_moment(revision.at), revision.at.isoformat(), revision.by_name, text)
