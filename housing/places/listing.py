"""Lists of units as pages show them: grouped, said in words, and whether somebody should look again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from housing.codes import choices
from housing.places.freshness.looking import is_stale, said_for_council, stale_after
from housing.places.freshness.seeing import seen
from housing.places.models import Property, Unit
from housing.places.queries import UnitRow
from housing.places.state import UnitState
from housing.places.words import Said, confirmed, said

LIVED_IN = frozenset({"occupied", "leaving", "overdue"})
PROMISED = frozenset({"held", "booked"})
REASONS = {"out_of_use": "void_reason", "closed": "closing_reason"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One unit as a list shows it. `stale`: nobody has said for too long that this is right.

    `confirmed` says when somebody did, and who: to the provider's staff by name, to the council's the organisation.
    `seen` is what a page carries of it (`freshness.seeing`).
    """

    unit: Unit
    home: Property
    state: UnitState
    said: Said
    confirmed: str
    stale: bool
    seen: str

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
    """A property with its units; `stale` where one of them is; `seen` is what a page carries of them all."""

    home: Property
    units: list[Shown]

    @property
    def seen(self) -> str:
        """What the page showed of each unit, so that only that is confirmed."""
        return all_seen(self.units)

    @property
    def stale(self) -> bool:
        """Whether somebody should look at one of the units again."""
        return any(unit.stale for unit in self.units)


def all_seen(units: Iterable[Shown]) -> str:
    """What a page carries of several units."""
    return " ".join(unit.seen for unit in units)


def shown(session: Session, rows: Iterable[UnitRow], *, now: datetime, to_council: bool = False) -> list[Shown]:
    """Rows with their words: three queries for each council that they are in."""
    rows = list(rows)
    reasons: dict[str, Mapping[str, Mapping[str, str]]] = {}
    after: dict[str, timedelta] = {}
    for authority in {row.unit.authority_code for row in rows}:
        reasons[authority] = {kind: choices(session, name, authority) for kind, name in REASONS.items()}
        after[authority] = stale_after(session, authority, now)
    return [
        Shown(
            row.unit,
            row.property,
            row.state,
            said(row.state, reasons[row.unit.authority_code], now=now),
            _confirmed(row, now, to_council=to_council),
            is_stale(row.look, after[row.unit.authority_code], now=now),
            seen(row.unit.id, row.state, row.look.at if row.look else None),
        )
        for row in rows
    ]


def _confirmed(row: UnitRow, now: datetime, *, to_council: bool) -> str:
    if row.look is None:
        return confirmed(None, now=now)
    if to_council:
        return said_for_council(row.look, now=now)
    return confirmed(row.look.at, now=now, by=row.look.by_for_provider())


def grouped(units: Iterable[Shown]) -> list[Group]:
    """By property; the units come in the order of the properties' codes."""
    by_property = groupby(units, key=lambda each: each.home.id)
    groups = [list(members) for _, members in by_property]
    return [Group(members[0].home, members) for members in groups]
