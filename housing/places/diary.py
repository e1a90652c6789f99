"""A unit's diary: the one place where a unit is held, let, prepared or taken out of use.

Every function works inside the caller's transaction, after the unit's row has been locked (`places.services.lock_unit`,
see docs/adr/0034). A line is never edited: it is replaced. The database refuses two lines over the same days for one
unit, and two holds or two stays for one household; that refusal becomes `PlaceTaken`, whatever the code above had
checked.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.db import broken_constraint
from housing.places.availability.asking import free
from housing.places.availability.reading import terms
from housing.places.models import HOUSEHOLD_HELD, HOUSEHOLD_HOUSED, UNIT_TAKEN, Unit, UnitPeriod
from housing.places.opening.models import CLOSED_OVER_PEOPLE
from housing.places.state import PLANNED, UnitState, first_day, state_of
from housing.refusals import Refused
from housing.web.filters import said_date

KINDS = {
    "hold": "held", "stay": "occupied", "preparing": "being prepared", "out_of_use": "out of use", "closed": "closed",
}  # fmt: skip


class PlaceTaken(Refused):
    """The unit, or the household, is spoken for on some of those days; `taken` is the line that stands, if known."""

    def __init__(self, sentence: str, *, taken: UnitPeriod | None = None) -> None:
        super().__init__(sentence, field="unit")
        self.taken = taken


def in_force(session: Session, unit_id: UUID) -> list[UnitPeriod]:
    """The unit's lines in force, earliest first."""
    query = (
        select(UnitPeriod)
        .where(UnitPeriod.unit_id == unit_id, UnitPeriod.replaced_at.is_(None))
        .order_by(func.lower(UnitPeriod.during))
    )
    return list(session.scalars(query))


def standing(session: Session, unit: Unit, *, now: datetime) -> UnitState:
    """What the unit is doing today; its property must be loaded."""
    return state_of(in_force(session, unit.id), today=day_of(now), terms=terms(session, unit))


def add(
    session: Session,
    unit: Unit,
    kind: str,
    *,
    from_on: date,
    until_on: date | None,
    by: Actor,
    now: datetime,
    household_id: UUID | None = None,
    lapses_at: datetime | None = None,
    reason: str | None = None,
) -> UnitPeriod:
    """Write a line over `[from_on, until_on)`; until None is open-ended.

    Raises:
        PlaceTaken: the days are spoken for.
        Refused: the period is empty.
    """
    if until_on is not None and until_on <= from_on:
        raise Refused("The last day must be after the first.", field="until_on")
    line = UnitPeriod(
        unit_id=unit.id,
        authority_code=unit.authority_code,
        kind=kind,
        during=Range(from_on, until_on, bounds="[)"),
        household_id=household_id,
        lapses_at=lapses_at,
        reason=reason,
        recorded_by=by.account_id,
        recorded_at=now,
    )
    try:
        with session.begin_nested():
            session.add(line)
    except IntegrityError as error:
        raise _taken(session, unit, line, broken_constraint(error)) from error
    return line


def hold(
    session: Session, unit: Unit, *, household_id: UUID, from_on: date, until_on: date | None = None,
    lapses_at: datetime, by: Actor, now: datetime,
) -> UnitPeriod:  # fmt: skip
    """Keep the unit over `[from_on, until_on)` for one household until the offer is answered, withdrawn or lapses.

    Raises:
        PlaceTaken: the unit, with the days it takes to prepare, is not free on those days, or they begin in the past.
    """
    if from_on < day_of(now):
        raise PlaceTaken(f"{unit.code} cannot be held from a day that has passed.")
    _insist_free(session, unit, in_force(session, unit.id), from_on, until_on, now=now)
    return add(
        session, unit, "hold", from_on=from_on, until_on=until_on, by=by, now=now,
        household_id=household_id, lapses_at=lapses_at,
    )  # fmt: skip


def put_off(session: Session, line: UnitPeriod, *, from_on: date, by: Actor, now: datetime) -> UnitPeriod:
    """Let a hold begin on a later day, since the unit is not ready before; the line that stands from now on."""
    replace(session, line, now=now)
    unit = session.get_one(Unit, line.unit_id)
    until_on = None if line.during.upper is None else line.during.upper + (from_on - first_day(line))
    return add(
        session, unit, "hold", from_on=from_on, until_on=until_on, by=by, now=now,
        household_id=line.household_id, lapses_at=line.lapses_at,
    )  # fmt: skip


def let(session: Session, line: UnitPeriod, *, arrived_on: date, by: Actor, now: datetime) -> UnitPeriod:
    """Turn a hold into a stay from the day the household arrived; preparing that was to last longer has ended.

    A hold of so many days becomes a stay whose last day is expected.

    Raises:
        PlaceTaken: the unit was not free on that day, nobody has recorded that those before have left, or the
            household is recorded as living elsewhere.
    """
    unit = session.get_one(Unit, line.unit_id)
    until_on = line.during.upper if line.during.upper and line.during.upper > arrived_on else None
    others = [each for each in in_force(session, unit.id) if each is not line]
    for other in others:
        if other.kind == "stay" and other.reason == PLANNED:
            raise PlaceTaken(
                f"Nobody has recorded that those who lived in {unit.code} have left. Record their departure first.",
                taken=other,
            )
        if other.kind == "preparing" and (other.during.upper is None or other.during.upper > arrived_on):
            shorten(session, other, until_on=arrived_on, by=by, now=now)
    _insist_free(session, unit, [each for each in others if each.kind != "preparing"], arrived_on, until_on, now=now)
    replace(session, line, now=now)
    return add(
        session, unit, "stay", from_on=arrived_on, until_on=until_on, by=by, now=now,
        household_id=line.household_id, reason=PLANNED if until_on else None,
    )  # fmt: skip


def plan_leaving(
    session: Session, line: UnitPeriod, *, leaving_on: date | None, by: Actor, now: datetime
) -> UnitPeriod:
    """Write the expected first day without the household on a stay's line; None: no day is expected any more.

    Raises:
        PlaceTaken: the days after the old leaving day are spoken for already, or the unit is closed on them.
        Refused: the day is not after the arrival.
    """
    start, before = first_day(line), line.during.upper
    unit = session.get_one(Unit, line.unit_id)
    if leaving_on is None or (leaving_on > start and not (before and leaving_on <= before)):
        _insist_they_can_stay(session, unit, line, leaving_on, now=now)
    replace(session, line, now=now)
    return add(
        session, unit, "stay", from_on=start, until_on=leaving_on, by=by, now=now,
        household_id=line.household_id, reason=PLANNED if leaving_on else None,
    )  # fmt: skip


def end_stay(session: Session, line: UnitPeriod, *, left_on: date, by: Actor, now: datetime) -> None:
    """Close a stay's line on the day the household left; one who left on the day of arrival leaves no line."""
    start = first_day(line)
    replace(session, line, now=now)
    if left_on > start:
        unit = session.get_one(Unit, line.unit_id)
        add(session, unit, "stay", from_on=start, until_on=left_on, by=by, now=now, household_id=line.household_id)


def replace(session: Session, line: UnitPeriod, *, now: datetime) -> None:
    """Take a line out of force; what it said stays readable."""
    line.replaced_at = now
    session.flush()


def shorten(
    session: Session, line: UnitPeriod, *, until_on: date | None, by: Actor, now: datetime
) -> UnitPeriod | None:
    """Give a line another end; a line that would be empty is only taken out of force. The new line, if any."""
    start = first_day(line)
    replace(session, line, now=now)
    if until_on is not None and until_on <= start:
        return None
    unit = session.get_one(Unit, line.unit_id)
    return add(
        session, unit, line.kind, from_on=start, until_on=until_on, by=by, now=now,
        household_id=line.household_id, lapses_at=line.lapses_at, reason=line.reason,
    )  # fmt: skip


def _insist_free(
    session: Session, unit: Unit, lines: list[UnitPeriod], from_on: date, until_on: date | None, *, now: datetime
) -> None:
    answer = free(lines, terms(session, unit), from_on, until_on, today=day_of(now))
    if answer.block is not None:
        then = f" It is free from {said_date(answer.free_from)}." if answer.free_from else ""
        said = f"{unit.code} is {KINDS[answer.block.kind]} on some of those days.{then}"
        raise PlaceTaken(said, taken=answer.block.line)


def _insist_they_can_stay(
    session: Session, unit: Unit, line: UnitPeriod, leaving_on: date | None, *, now: datetime
) -> None:
    """A day later than the one recorded: what follows, and being ready for it, is in the way of staying on."""
    others = [each for each in in_force(session, unit.id) if each is not line]
    agreed = terms(session, unit).for_those_there(first_day(line))
    block = free(others, agreed, first_day(line), leaving_on, today=day_of(now)).block
    if block is not None:
        said = f"{unit.code} is {KINDS[block.kind]} afterwards: they can stay until {said_date(block.leave_by)}."
        raise PlaceTaken(said, taken=block.line)


def _taken(session: Session, unit: Unit, line: UnitPeriod, constraint: str) -> PlaceTaken:
    if constraint == UNIT_TAKEN:
        overlapping = [other for other in in_force(session, unit.id) if other.during.overlaps(line.during)]
        first = overlapping[0] if overlapping else None
        state = KINDS[first.kind] if first else "taken"
        return PlaceTaken(f"{unit.code} is {state} on some of those days.", taken=first)
    if constraint == CLOSED_OVER_PEOPLE:
        return PlaceTaken(f"{unit.code} is closed on some of those days.")
    if constraint == HOUSEHOLD_HELD:
        return PlaceTaken("Another unit is being held for this household. Withdraw that offer first.")
    if constraint == HOUSEHOLD_HOUSED:
        return PlaceTaken(
            "This household is recorded as living in another unit on some of those days. Ask the council to have the "
            "departure from there recorded, then record the arrival here."
        )
    raise ValueError(f"the diary's line was refused by {constraint or 'an unnamed constraint'}")
