"""Who lives too close to whom: every pair of which one is a given household, with how close and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from housing.households.models import Household
from housing.placements.matching.apart import Apart, conflicted, in_order, read_apart
from housing.placements.neighbours.judging import Lived


@dataclass(frozen=True, slots=True)
class TooClose:
    """Two households, in order, that live or are to live too close; `unit_id` is where the household asked about is."""

    one: UUID
    other: UUID
    unit_id: UUID


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What is wrong with where a household lives, besides the rules: pairs, homes closed to it, interested staff."""

    pairs: tuple[TooClose, ...] = ()
    closed: tuple[UUID, ...] = ()
    staff: tuple[UUID, ...] = ()


def conflicts(session: Session, household: Household, lived: Iterable[Lived], on: date) -> Conflicts:
    """Everything of that kind about one household, in a constant number of queries; `closed`, `staff` are its units."""
    places = {each.unit.id: each.unit.property for each in lived}
    homes = {home.id: home.organisation_id for home in places.values()}
    apart = read_apart(session, household.authority_code, [household], homes, on=on)
    interested = conflicted(session, {household.id}, on).get(household.id, set())
    return Conflicts(
        pairs=_pairs(household.id, {unit: home.id for unit, home in places.items()}, apart),
        closed=tuple(unit for unit, home in places.items() if home.id in apart.named.get(household.id, ())),
        staff=tuple(unit for unit, home in places.items() if home.organisation_id in interested),
    )


def _pairs(her: UUID, units: dict[UUID, UUID], apart: Apart) -> tuple[TooClose, ...]:
    found: dict[tuple[UUID, UUID], UUID] = {}
    for pair in apart.pairs:
        other = pair[1] if pair[0] == her else pair[0]
        for unit, home in units.items():
            if any(apart.too_close(her, other, home, their) for their in apart.lived.get(other, ())):
                found.setdefault(in_order(her, other), unit)
    return tuple(TooClose(one, other, unit) for (one, other), unit in sorted(found.items()))
