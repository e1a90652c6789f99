"""How checks are said on a page."""

from __future__ import annotations

from collections.abc import Mapping

from housing.places.compliance.models import ComplianceRecord
from housing.places.compliance.standing import Line, State
from housing.web.filters import said_date

TAGS: Mapping[State, tuple[str, str]] = {
    "overdue": ("Run out", "red"),
    "missing": ("Not recorded", "orange"),
    "soon": ("Runs out soon", "yellow"),
    "good": ("In order", "green"),
    "not_needed": ("Not needed", "grey"),
}


def until(line: Line) -> str:
    """ "30 November 2026", or nothing where there is no last day."""
    return said_date(line.valid_until) if line.valid_until else ""


def recorded(row: ComplianceRecord, kinds: Mapping[str, str]) -> str:
    """One record in a sentence: "Gas safety: done on ..., valid until ..., number ..."."""
    label = kinds.get(row.kind, row.kind)
    if row.not_needed or row.valid_until is None:
        return f"{label}: not needed"
    said = [f"done or begun on {said_date(row.done_on)}"] if row.done_on else []
    said.append(f"valid until {said_date(row.valid_until)}")
    return f"{label}: {', '.join([*said, *([f'number {row.reference}'] if row.reference else [])])}"
