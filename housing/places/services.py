"""What may be done to stock: added, described by a policy, prepared, taken out of use, confirmed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from housing import audit
from housing.access import Actor, Extent, NotFound, insist
from housing.clock import day_of
from housing.db import transaction
from housing.places import diary
from housing.places.models import AcceptancePolicy, Property, Unit, UnitPeriod, VacancyCheck
from housing.places.state import state_of
from housing.refusals import Refused
from pathway.calendar import add_working_days


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What a service accepts: the fields of `AcceptancePolicy` that a person fills in."""

    sexes: tuple[str, ...]
    boys_up_to: int | None
    boys_any: bool
    max_support: str | None
    funding: tuple[str, ...]
    pets: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    caps: dict[str, int] = field(default_factory=dict)


def record_policy(
    *, property_id: UUID, acceptance: Acceptance, from_on: date, by: Actor, now: datetime
) -> AcceptancePolicy:
    """Say what a service accepts from a day on; what it accepted before stays on record.

    Raises:
        NotFound: the property is not the actor's.
        Refused: nobody would be accepted at all.
    """
    insist(by, "unit.manage")
    if not acceptance.sexes:
        raise Refused("Select at least one sex of adult that the service accepts.", field="sexes")
    if not acceptance.funding:
        raise Refused("Select at least one way of paying that the service accepts.", field="funding")
    with transaction() as session:
        found = session.get(Property, property_id)
        _own(found.organisation_id if found else None, found.authority_code if found else None, by)
        policy = AcceptancePolicy(
            property_id=property_id,
            from_on=from_on,
            sexes=list(acceptance.sexes),
            boys_up_to=acceptance.boys_up_to,
            boys_any=acceptance.boys_any,
            max_support=acceptance.max_support,
            pets=list(acceptance.pets),
            funding=list(acceptance.funding),
            services=list(acceptance.services),
            caps=acceptance.caps,
            recorded_by=by.account_id,
            recorded_at=now,
        )
        session.add(policy)
        audit.record(session, by, "policy.recorded", policy, now=now, facts={"property": property_id})
    return policy


def prepare_unit(*, unit_id: UUID, ready_on: date, by: Actor, now: datetime) -> None:
    """Say that an empty unit is being prepared until a day.

    Raises:
        NotFound: the unit is not the actor's.
        diary.PlaceTaken: somebody lives in it or it is held.
    """
    with transaction() as session:
        unit = _own_unit(session, unit_id, by)
        _clear(session, unit, now, "preparing", "out_of_use")
        today = day_of(now)
        if ready_on > today:
            diary.add(session, unit, "preparing", from_on=today, until_on=ready_on, by=by, now=now)
        _changed(session, unit, "unit.preparing", by, now)


def take_out_of_use(*, unit_id: UUID, reason: str, until_on: date | None, by: Actor, now: datetime) -> None:
    """Take an empty unit out of use from today, for a reason of the code list; `until_on` None: nobody knows how long.

    Raises:
        NotFound: the unit is not the actor's.
        diary.PlaceTaken: somebody lives in it or it is held.
        Refused: no reason, or the day is not after today.
    """
    if not reason:
        raise Refused("Select why the unit is out of use.", field="reason")
    today = day_of(now)
    if until_on is not None and until_on <= today:
        raise Refused("The day it is back in use must be after today.", field="until_on")
    with transaction() as session:
        unit = _own_unit(session, unit_id, by)
        _clear(session, unit, now, "preparing", "out_of_use")
        diary.add(session, unit, "out_of_use", from_on=today, until_on=until_on, by=by, now=now, reason=reason)
        _changed(session, unit, "unit.out_of_use", by, now)


def make_available(*, unit_id: UUID, from_on: date, by: Actor, now: datetime) -> None:
    """Say from which day an empty unit can be lived in; today or earlier frees it at once.

    Raises:
        NotFound: the unit is not the actor's.
        diary.PlaceTaken: somebody lives in it or it is held.
    """
    with transaction() as session:
        unit = _own_unit(session, unit_id, by)
        standing = _standing(session, unit, now)
        if standing is not None and standing.kind in ("stay", "hold"):
            raise diary.PlaceTaken(f"{unit.code} is {diary.KINDS[standing.kind]}.", taken=standing)
        _clear(session, unit, now, "preparing", "out_of_use")
        today = day_of(now)
        if from_on > today:
            diary.add(session, unit, "preparing", from_on=today, until_on=from_on, by=by, now=now)
        _changed(session, unit, "unit.available", by, now)


def confirm_units(*, unit_ids: list[UUID], by: Actor, now: datetime) -> None:
    """Say that what Haven shows of these units is right.

    Raises:
        NotFound: one of them is not the actor's; then none is confirmed.
    """
    with transaction() as session:
        for unit_id in unit_ids:
            unit = _own_unit(session, unit_id, by)
            _changed(session, unit, "unit.confirmed", by, now)


def prepare_after(session: Session, unit: Unit, *, left_on: date, by: Actor, now: datetime) -> None:
    """Inside a departure: the unit is prepared for the property's working days from the day it was left."""
    ready_on = add_working_days(left_on, unit.property.preparation_days)
    if ready_on > max(left_on, day_of(now)):
        diary.add(session, unit, "preparing", from_on=left_on, until_on=ready_on, by=by, now=now)


def lock_unit(session: Session, unit_id: UUID) -> Unit:
    """A unit with its property, locked until the caller's transaction ends. Raises NotFound."""
    query = select(Unit).where(Unit.id == unit_id).options(joinedload(Unit.property)).with_for_update(of=Unit)
    unit = session.scalar(query)
    if unit is None:
        raise NotFound("unit")
    return unit


def _own_unit(session: Session, unit_id: UUID, by: Actor) -> Unit:
    insist(by, "unit.manage")
    unit = lock_unit(session, unit_id)
    _own(unit.property.organisation_id, unit.authority_code, by)
    return unit


def _own(organisation_id: UUID | None, authority: str | None, by: Actor) -> None:
    extent: Extent = by.extent("unit.manage")
    if organisation_id not in extent.organisations and authority not in extent.authorities:
        raise NotFound("unit")


def _standing(session: Session, unit: Unit, now: datetime) -> UnitPeriod | None:
    lines = diary.in_force(session, unit.id)
    return state_of(lines, today=day_of(now), preparation_days=unit.property.preparation_days).line


def _clear(session: Session, unit: Unit, now: datetime, *kinds: str) -> None:
    """Lines of these kinds that reach today or later give way; days already past stay on record."""
    today = day_of(now)
    for line in diary.in_force(session, unit.id):
        if line.kind in kinds and (line.during.upper is None or line.during.upper > today):
            start = line.during.lower
            diary.replace(session, line, now=now)
            if start is not None and start < today:
                session.add(
                    UnitPeriod(
                        unit_id=unit.id, authority_code=unit.authority_code, kind=line.kind, reason=line.reason,
                        during=type(line.during)(start, today, bounds="[)"),
                        recorded_by=line.recorded_by, recorded_at=now,
                    )
                )  # fmt: skip
    session.flush()


def _changed(session: Session, unit: Unit, action: str, by: Actor, now: datetime) -> None:
    """A change is also a check: whoever changed the unit has just looked at it."""
    session.add(VacancyCheck(unit_id=unit.id, at=now, by=by.account_id))
    audit.record(session, by, action, unit, now=now)
