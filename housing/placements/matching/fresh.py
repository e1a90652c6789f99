"""Units that nobody has confirmed lately, as the pages that offer one show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.placements.matching.runs.queries import UnitName
from housing.places.freshness.looking import last_looks, said_for_council, to_confirm_first
from housing.places.models import Unit


def to_confirm(session: Session, units: Iterable[UnitName], *, now: datetime) -> Mapping[str, str]:
    """Of these units of one council those to confirm first, by id: when and by which organisation each last was."""
    ids = [UUID(unit.id) for unit in units]
    if not ids:
        return {}
    authority = session.scalars(select(Unit.authority_code).where(Unit.id == ids[0])).one()
    return to_confirm_first(session, ids, authority=authority, now=now)


def since_confirmed(session: Session, unit: Unit | None, *, now: datetime) -> str:
    """When a unit was last confirmed, in words for the council's staff; "" without a unit."""
    return said_for_council(last_looks(session, [unit.id]).get(unit.id), now=now) if unit else ""
