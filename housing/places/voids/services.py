"""What may be done with a void: recorded, planned, changed, cancelled. How one ends on time: its own days, or the
unit is made available (places.services). Where people live and it is not safe: closing (places.opening)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session, selectinload

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.codes import choices, setting
from housing.db import transaction
from housing.places import diary
from housing.places.availability.asking import first_day
from housing.places.models import Unit, UnitPeriod
from housing.places.services import VOID, clear_today, looked_and_changed, own_unit
from housing.places.voids import lines
from housing.places.voids.fitting import refuse_overlap
from housing.places.voids.models import Void
from housing.places.voids.works import Works, check_change, check_days, said_in
from housing.refusals import Outdated, Refused
from housing.web.filters import said_date


def record_void(*, unit_id: UUID, works: Works, by: Actor, now: datetime, seen: str | None = None) -> Void:
    """Take a unit out of use from a day, today, later or a few days ago; preparing that is going on gives way.

    `seen` is the mark of the state that the page showed (`UnitState.mark`); None where there was no page.

    Raises:
        NotFound: the unit is not the actor's.
        VoidBlocked: somebody lives there or is expected, or other works are planned; says from when it would work.
        Outdated: its state is not the one that was seen.
        Refused: no reason of the list, or the days contradict one another.
    """
    insist(by, "unit.manage")
    today = day_of(now)
    with transaction() as session:
        unit = own_unit(session, unit_id, by)
        back = setting(session, "void.backdated_days", authority=unit.authority_code, on=today)
        _check_reason(session, unit, works)
        check_days(works, today=today, back=timedelta(days=back))
        standing = diary.in_force(session, unit.id)
        if works.from_on <= today:
            standing = [each for each in (_after_giving_way(line, today) for line in standing) if each is not None]
        refuse_overlap(unit, standing, works.from_on, works.until_on, today=today)
        if works.from_on > today:
            void = lines.begin(session, unit, works, by=by, now=now)
            audit.record(session, by, "void.planned", void, now=now, facts={"unit": unit.id})
            return void
        if seen is not None and seen != diary.standing(session, unit, now=now).mark:
            raise Outdated(f"the state of {unit.code}")
        clear_today(session, unit, by, now)
        void = lines.begin(session, unit, works, by=by, now=now)
        looked_and_changed(session, unit, "unit.out_of_use", by, now)
    return void


def change_void(*, void_id: UUID, works: Works, seen: int, by: Actor, now: datetime) -> Void:
    """Other days, another reason, or more that is known of the works. Saying the same again changes nothing.

    `seen`: the position of the revision that the page showed.

    Raises:
        NotFound: the unit is not the actor's.
        VoidBlocked: the new days are spoken for.
        Outdated: somebody has changed it since.
        Refused: it was cancelled, no reason of the list, or the days may not be changed so.
    """
    insist(by, "unit.manage")
    today = day_of(now)
    with transaction() as session:
        unit, void = _own_void(session, void_id, by)
        before = said_in(void.stands)
        if works == before:
            return void
        _refuse_changed(void, seen)
        _check_reason(session, unit, works)
        check_change(before, works, today=today)
        if (works.from_on, works.until_on, works.reason) == (before.from_on, before.until_on, before.reason):
            lines.revise(void, "changed", works, void.stands.line_id, by=by, now=now)
        else:
            others = [line for line in diary.in_force(session, unit.id) if line.id != void.stands.line_id]
            refuse_overlap(unit, others, works.from_on, works.until_on, today=today)
            lines.move(session, unit, void, works, by=by, now=now)
        audit.record(session, by, "void.changed", void, now=now, facts={"fields": _changed(before, works)})
    return void


def cancel_void(*, void_id: UUID, seen: int, by: Actor, now: datetime) -> Void:
    """Works that have not begun will not be; cancelling again changes nothing.

    Raises:
        NotFound: the unit is not the actor's.
        Outdated: somebody has changed it since.
        Refused: they have begun: then the unit is made available instead.
    """
    insist(by, "unit.manage")
    with transaction() as session:
        _, void = _own_void(session, void_id, by)
        if void.stands.cancelled:
            return void
        _refuse_changed(void, seen)
        if void.stands.from_on <= day_of(now):
            raise Refused(
                f"This has begun on {said_date(void.stands.from_on)}. Say that the unit is ready instead, or change "
                "the day on which it is back in use."
            )
        lines.cancel(session, void, by=by, now=now)
        audit.record(session, by, "void.cancelled", void, now=now)
    return void


def _after_giving_way(line: UnitPeriod, today: date) -> UnitPeriod | None:
    """A line as it would stand once what is going on has given way from today; None where nothing of it is left."""
    start, end = first_day(line), line.during.upper
    if line.kind not in VOID or start > today or (end is not None and end <= today):
        return line
    return UnitPeriod(kind=line.kind, during=Range(start, today)) if start < today else None


def _check_reason(session: Session, unit: Unit, works: Works) -> None:
    if works.reason not in choices(session, "void_reason", unit.authority_code):
        raise Refused("Select why the unit is out of use.", field="reason")


def _refuse_changed(void: Void, seen: int) -> None:
    if void.stands.cancelled:
        raise Refused(f"{void.stands.by_name} cancelled this. Record it anew if the works go ahead after all.")
    if seen != void.stands.position:
        raise Outdated("these works")


def _own_void(session: Session, void_id: UUID, by: Actor) -> tuple[Unit, Void]:
    """A void of the actor's own unit, both locked. Raises NotFound."""
    unit_id = session.scalar(select(Void.unit_id).where(Void.id == void_id))
    if unit_id is None:
        raise NotFound("void")
    unit = own_unit(session, unit_id, by)
    query = select(Void).where(Void.id == void_id).options(selectinload(Void.revisions))
    return unit, session.scalars(query.execution_options(populate_existing=True)).one()


def _changed(before: Works, after: Works) -> list[str]:
    """The names of what is said otherwise."""
    return [name for name in Works.__slots__ if getattr(before, name) != getattr(after, name)]
