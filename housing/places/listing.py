"""Lists of units as pages show them: grouped, said in words, and whether somebody should look again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from housing.clock import day_of
from housing.codes import choices, setting
from housing.places.models import Property, Unit
from housing.places.queries import UnitRow
from housing.places.state import UnitState
from housing.places.words import Said, confirmed, said

LIVED_IN = frozenset({"occupied", "leaving", "overdue"})
PROMISED = frozenset({"held", "booked"})
REASONS = {"out_of_use": "void_reason", "closed": "closing_reason"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One unit as a list shows it. `stale`: nobody has said for too long that this is right."""

    unit: Unit
    home: Property
    state: UnitState
    said: Said
    confirmed: str
    stale: bool

    @property
    def lived_in(self) -> bool:
        """Whether, as far as anybody knows, a household lives there."""
        return self.state.kind in LIVED_IN

    @property
    def promised(self) -> bool:
        """Whether a household is expected there, today or from a later day."""
        return self.state.kind in PROMISED


@dataclass(frozen=True, slots=True)
class Group:
    """A property with its units; `stale` where one of them is."""

    home: Property
    units: list[Shown]

    @property
    def stale(self) -> bool:
        """Whether somebody should look at one of the units again."""
        return any(unit.stale for unit in self.units)


def shown(session: Session, rows: Iterable[UnitRow], *, now: datetime) -> list[Shown]:
    """Rows with their words: three queries for each council that they are in."""
    rows = list(rows)
    reasons: dict[str, Mapping[str, Mapping[str, str]]] = {}
    stale_after: dict[str, timedelta] = {}
    for authority in {row.unit.authority_code for row in rows}:
        reasons[authority] = {kind: choices(session, name, authority) for kind, name in REASONS.items()}
        hours = setting(session, "vacancy.stale_hours", authority=authority, on=day_of(now))
        stale_after[authority] = timedelta(hours=hours)
    return [
        Shown(
            row.unit,
            row.property,
            row.state,
            said(row.state, reasons[row.unit.authority_code], now=now),
            confirmed(row.checked_at, now=now),
            row.checked_at is None or now - row.checked_at > stale_after[row.unit.authority_code],
        )
        for row in rows
    ]


def grouped(units: Iterable[Shown]) -> list[Group]:
    """By property; the units come in the order of the properties' codes."""
    by_property = groupby(units, key=lambda each: each.home.id)
    groups = [list(members) for _, members in by_property]
    return [Group(members[0].home, members) for members in groups]
