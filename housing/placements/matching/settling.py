"""What has to be settled with a service before a unit of it is offered, since no rule reads it (ADR 0052)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from housing.codes import choices
from housing.placements.matching.runs.queries import UnitName
from housing.places.models import AcceptancePolicy, Property
from housing.places.policy_words import to_settle
from housing.places.queries import policy_on

Settle = Mapping[str, list[str]]


def of_units(session: Session, units: Iterable[UnitName], *, on: date) -> Settle:
    """Of these units of one council what to settle, {unit id: lines}; those without anything are left out."""
    homes = {unit.id: UUID(unit.home_id) for unit in units}
    found = of_homes(session, set(homes.values()), on=on)
    return {unit: found[home] for unit, home in homes.items() if home in found}


def of_homes(session: Session, homes: Iterable[UUID], *, on: date) -> Mapping[UUID, list[str]]:
    """Of these properties of one council what to settle by the policies in force, {property: lines}; two queries."""
    policy = AcceptancePolicy
    said = select(policy.property_id).where(or_(policy.notes.is_not(None), policy.restrictions != []))
    query = select(policy, Property.authority_code).join(Property, Property.id == policy.property_id)
    by_home: dict[UUID, list[AcceptancePolicy]] = {}
    found = session.execute(query.where(policy.property_id.in_(homes), policy.property_id.in_(said))).all()
    if not found:
        return {}
    for row, _ in found:
        by_home.setdefault(row.property_id, []).append(row)
    labels = choices(session, "restriction", found[0].authority_code)
    lines = {home: to_settle(policy_on(rows, on), labels) for home, rows in by_home.items()}
    return {home: each for home, each in lines.items() if each}
