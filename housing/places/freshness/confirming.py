""" "Still right?": what a page showed of units is confirmed, and only that.

What changed since the page was shown is not confirmed: it is said instead. Pressing twice confirms once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.db import transaction
from housing.places import diary
from housing.places.freshness.escalating import settle
from housing.places.freshness.looking import last_looks
from housing.places.freshness.seeing import Seen, doing, looked, read_seen
from housing.places.models import Property, Unit, VacancyCheck
from housing.places.services import lock_unit

MANAGE = "unit.manage"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What became of a confirmation, by the units' codes.

    `already`: somebody had confirmed the same before. `changed`: not what was seen, so not confirmed.
    """

    confirmed: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def confirm_seen(*, seen: str, by: Actor, now: datetime, property_id: UUID | None = None) -> Confirmed:
    """Say that what a page showed of these units is right; `seen` is what the page carried.

    With `property_id`, every unit of the property: one that the page did not show yet counts as changed.

    Raises:
        NotFound: one of them, or the property, is not the actor's; then none is confirmed.
    """
    insist(by, MANAGE)
    carried = read_seen(seen)
    with transaction() as session:
        if property_id is not None:
            _own(session.scalar(select(Property.organisation_id).where(Property.id == property_id)), by)
            of_property = session.scalars(select(Unit.id).where(Unit.property_id == property_id)).all()
            carried = {unit_id: carried.get(unit_id, Seen("", "")) for unit_id in of_property}
        units = _locked(session, carried, by)
        looks = last_looks(session, carried)
        outcome: dict[str, list[str]] = {"confirmed": [], "already": [], "changed": []}
        for unit in units:
            look = looks.get(unit.id)
            became = _became(session, unit, carried[unit.id], looked(look.at if look else None), now)
            outcome[became].append(unit.code)
            if became == "confirmed":
                session.add(VacancyCheck(unit_id=unit.id, at=now, by=by.account_id))
                audit.record(session, by, "unit.confirmed", unit, now=now)
        settle(session, {unit.property_id for unit in units}, by=by, now=now)
    return Confirmed(**{name: tuple(sorted(codes)) for name, codes in outcome.items()})


def _became(session: Session, unit: Unit, carried: Seen, last: str, now: datetime) -> str:
    if doing(diary.standing(session, unit, now=now)) != carried.doing:
        return "changed"
    return "confirmed" if last == carried.looked else "already"


def _locked(session: Session, unit_ids: Iterable[UUID], by: Actor) -> list[Unit]:
    """All locks before the first line, in one order (docs/adr/0034)."""
    units = [lock_unit(session, unit_id) for unit_id in sorted(unit_ids)]
    for unit in units:
        _own(unit.property.organisation_id, by)
    return units


def _own(organisation_id: UUID | None, by: Actor) -> None:
    if organisation_id not in by.extent(MANAGE).organisations:
        raise NotFound("unit")
