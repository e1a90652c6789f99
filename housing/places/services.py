"""What may be done to stock: described by a policy, prepared, made available, confirmed. Out of use: places.voids."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from housing import audit, disclosures
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.db import transaction
from housing.disclosures import Told
from housing.places import diary
from housing.places.availability.asking import gaps
from housing.places.availability.reading import agreed_with
from housing.places.availability.terms import BARE
from housing.places.freshness.escalating import settle
from housing.places.models import Property, Unit, VacancyCheck
from housing.places.policies import Acceptance, intend_policy, record_policy
from housing.places.state import first_day
from housing.places.voids import lines as voids
from housing.refusals import Outdated, Refused

VOID = ("preparing", "out_of_use")
__all__ = [
    "Acceptance",
    "clear_today",
    "confirm_units",
    "disclose_own_address",
    "intend_policy",
    "lock_unit",
    "looked_and_changed",
    "make_available",
    "own_unit",
    "prepare_after",
    "prepare_unit",
    "ready_after",
    "record_policy",
]


def disclose_own_address(*, property_id: UUID, by: Actor, now: datetime) -> str:
    """Give a provider's staff the address of their own property, on one line; it is written down who asked.

    Raises:
        NotFound: the property is not the actor's.
    """
    insist(by, "unit.manage")
    with transaction() as session:
        found = session.get(Property, property_id)
        _own(found.organisation_id if found else None, by)
        if found is None:
            raise NotFound("property")
        told = Told("place_address", "own_place", place=found.code)
        disclosures.shown(session, told, authority=found.authority_code, household_id=None, to=by, now=now)
        audit.record(session, by, "address.disclosed", ("property", property_id), now=now)
        return f"{found.address}, {found.postcode}"


def prepare_unit(*, unit_id: UUID, ready_on: date, by: Actor, now: datetime, seen: str | None = None) -> None:
    """Say that an empty unit is being prepared until a day.

    Raises:
        NotFound: the unit is not the actor's.
        diary.PlaceTaken: somebody lives in it or it is held on some of those days.
        Outdated: its state is not the one that was seen.
        Refused: the day is not after today.
    """
    if ready_on <= day_of(now):
        raise Refused("The day it is ready must be after today.", field="ready_on")
    with transaction() as session:
        unit = _own_empty_unit(session, unit_id, by, now, seen)
        clear_today(session, unit, by, now)
        diary.add(session, unit, "preparing", from_on=day_of(now), until_on=ready_on, by=by, now=now)
        looked_and_changed(session, unit, "unit.preparing", by, now)


def make_available(*, unit_id: UUID, from_on: date, by: Actor, now: datetime, seen: str | None = None) -> None:
    """Say from which day an empty unit can be lived in; today or earlier frees it at once.

    Raises:
        NotFound: the unit is not the actor's.
        diary.PlaceTaken: somebody lives in it or it is held on some of those days.
        Outdated: its state is not the one that was seen.
    """
    today = day_of(now)
    with transaction() as session:
        unit = _own_empty_unit(session, unit_id, by, now, seen)
        clear_today(session, unit, by, now)
        if from_on > today:
            diary.add(session, unit, "preparing", from_on=today, until_on=from_on, by=by, now=now)
        looked_and_changed(session, unit, "unit.available", by, now)


def confirm_units(*, unit_ids: list[UUID], by: Actor, now: datetime) -> None:
    """Say that what Haven shows of these units is right, whatever it is: a page uses `freshness.confirming`.

    Raises:
        NotFound: one of them is not the actor's; then none is confirmed.
    """
    with transaction() as session:
        _confirm(session, unit_ids, by, now)


def ready_after(unit: Unit, left_on: date) -> date:
    """The first day on which somebody new could have the unit: after the property's days of preparation, if any."""
    return agreed_with(unit.property).ready_after(left_on)


def prepare_after(session: Session, unit: Unit, *, left_on: date, by: Actor, now: datetime) -> None:
    """Inside a departure: the unit is prepared for the property's working days from the day it was left.

    Works that are planned for some of those days stay: it is prepared on those around them, and ready no sooner.
    """
    ready_on = ready_after(unit, left_on)
    if ready_on <= max(left_on, day_of(now)):
        return
    lines = diary.in_force(session, unit.id)
    for gap in gaps(lines, BARE, left_on, ready_on, today=left_on):
        diary.add(session, unit, "preparing", from_on=gap.from_on, until_on=gap.leave_by, by=by, now=now)


def lock_unit(session: Session, unit_id: UUID) -> Unit:
    """A unit with its property, locked until the caller's transaction ends. Raises NotFound."""
    query = select(Unit).where(Unit.id == unit_id).options(joinedload(Unit.property)).with_for_update(of=Unit)
    unit = session.scalar(query.execution_options(populate_existing=True))
    if unit is None:
        raise NotFound("unit")
    return unit


def own_unit(session: Session, unit_id: UUID, by: Actor) -> Unit:
    """A unit of the actor's, with its property, locked until the caller's transaction ends.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    insist(by, "unit.manage")
    unit = lock_unit(session, unit_id)
    _own(unit.property.organisation_id, by)
    return unit


def _own_empty_unit(session: Session, unit_id: UUID, by: Actor, now: datetime, seen: str | None) -> Unit:
    """A unit of the actor's in which, as far as anybody knows, nobody lives today, and which is not held today.

    `seen` is the mark of the state that the page showed (`UnitState.mark`); None where there was no page.
    """
    unit = own_unit(session, unit_id, by)
    state = diary.standing(session, unit, now=now)
    line = state.line
    if line is not None and line.kind in ("stay", "hold"):
        raise diary.PlaceTaken(f"{unit.code} is {diary.KINDS[line.kind]}.", taken=line)
    if seen is not None and seen != state.mark:
        raise Outdated(f"the state of {unit.code}")
    return unit


def _own(organisation_id: UUID | None, by: Actor) -> None:
    if organisation_id not in by.extent("unit.manage").organisations:
        raise NotFound("unit")


def _confirm(session: Session, unit_ids: Iterable[UUID], by: Actor, now: datetime) -> None:
    """All locks before the first line: a line of the audit trail keeps other writers waiting (docs/adr/0034)."""
    units = [own_unit(session, unit_id, by) for unit_id in sorted(set(unit_ids))]
    for unit in units:
        _looked(session, unit, "unit.confirmed", by, now)
    settle(session, {unit.property_id for unit in units}, by=by, now=now)


def clear_today(session: Session, unit: Unit, by: Actor, now: datetime) -> None:
    """Preparing and out of use that are going on give way from today; days already past stay on record.

    What is planned for later stays too: it is cancelled or moved on its own page.
    """
    today = day_of(now)
    for line in diary.in_force(session, unit.id):
        if line.kind not in VOID or first_day(line) > today or (line.during.upper or date.max) <= today:
            continue
        if line.kind == voids.OUT_OF_USE:
            voids.cut_short(session, line, until_on=today, by=by, now=now)
        else:
            diary.shorten(session, line, until_on=today, by=by, now=now)


def looked_and_changed(session: Session, unit: Unit, action: str, by: Actor, now: datetime) -> None:
    """Write down a change. A change is also a check: whoever changed the unit has just looked at it."""
    _looked(session, unit, action, by, now)
    settle(session, {unit.property_id}, by=by, now=now)


def _looked(session: Session, unit: Unit, action: str, by: Actor, now: datetime) -> None:
    session.add(VacancyCheck(unit_id=unit.id, at=now, by=by.account_id))
    audit.record(session, by, action, unit, now=now)
