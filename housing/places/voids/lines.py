"""Voids and the diary together, inside the caller's transaction and after the unit was locked (docs/adr/0034).

Each change of a void's days takes its line out of force, adds another, and adds a revision that names it; other
changes add a revision only.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from housing.access import Actor
from housing.places import diary
from housing.places.availability.asking import first_day
from housing.places.models import Unit, UnitPeriod
from housing.places.voids.models import Void, VoidRevision
from housing.places.voids.works import FIELDS, Works, said_in

OUT_OF_USE = "out_of_use"


def begin(session: Session, unit: Unit, works: Works, *, by: Actor, now: datetime) -> Void:
    """A new void over its days.

    Raises:
        PlaceTaken: the days are spoken for.
    """
    line = _line(session, unit, works, by=by, now=now)
    void = Void(unit_id=unit.id, authority_code=unit.authority_code, revisions=[])
    session.add(void)
    revise(void, "recorded", works, line.id, by=by, now=now)
    session.flush()
    return void


def move(session: Session, unit: Unit, void: Void, works: Works, *, by: Actor, now: datetime) -> None:
    """Other days, or another reason, for a void.

    Raises:
        PlaceTaken: the days are spoken for.
    """
    _take_out(session, void, now=now)
    revise(void, "changed", works, _line(session, unit, works, by=by, now=now).id, by=by, now=now)


def cancel(session: Session, void: Void, *, by: Actor, now: datetime) -> None:
    """Nothing comes of a void: its days are free again."""
    _take_out(session, void, now=now)
    revise(void, "cancelled", said_in(void.stands), None, by=by, now=now)


def cut_short(session: Session, line: UnitPeriod, *, until_on: date, by: Actor, now: datetime) -> None:
    """End a line of the diary early, with the void that it stands for, if it stands for one."""
    kept = diary.shorten(session, line, until_on=until_on, by=by, now=now)
    void = _of_line(session, line)
    if void is None:
        return
    works = said_in(void.stands)
    if kept is None:
        revise(void, "cancelled", works, None, by=by, now=now)
    else:
        revise(void, "ended", _with_days(works, works.from_on, until_on), kept.id, by=by, now=now)


def give_way(session: Session, unit: Unit, stay: UnitPeriod, *, until: date, by: Actor, now: datetime) -> None:
    """Works that were to begin while somebody still lived there begin when they had left: that is what happened.

    `stay` is the line of those who lived there, `until` the day on which they left.
    """
    for line in diary.in_force(session, unit.id):
        start, end = first_day(line), line.during.upper
        if line.kind != OUT_OF_USE or not first_day(stay) <= start < until:
            continue
        void = _of_line(session, line)
        diary.replace(session, line, now=now)
        if void is None:
            continue
        works = said_in(void.stands)
        if end is not None and end <= until:
            revise(void, "cancelled", works, None, by=by, now=now)
            continue
        put_off = _with_days(works, until, end)
        revise(void, "put_off", put_off, _line(session, unit, put_off, by=by, now=now).id, by=by, now=now)


def revise(void: Void, change: str, works: Works, line_id: UUID | None, *, by: Actor, now: datetime) -> None:
    """Add what is said of a void from now on; its revisions must be loaded."""
    void.revisions.append(
        VoidRevision(
            position=len(void.revisions),
            change=change,
            line_id=line_id,
            at=now,
            by=by.account_id,
            by_name=by.name,
            **{name: getattr(works, name) for name in FIELDS},
        )
    )


def _line(session: Session, unit: Unit, works: Works, *, by: Actor, now: datetime) -> UnitPeriod:
    return diary.add(
        session, unit, OUT_OF_USE, from_on=works.from_on, until_on=works.until_on, by=by, now=now, reason=works.reason
    )


def _take_out(session: Session, void: Void, *, now: datetime) -> None:
    line = session.get(UnitPeriod, void.stands.line_id) if void.stands.line_id else None
    if line is not None:
        diary.replace(session, line, now=now)


def _of_line(session: Session, line: UnitPeriod) -> Void | None:
    query = (
        select(Void)
        .join(Void.revisions)
        .where(VoidRevision.line_id == line.id)
        .options(selectinload(Void.revisions))
        .execution_options(populate_existing=True)
    )
    return session.scalars(query).unique().one_or_none()


def _with_days(works: Works, from_on: date, until_on: date | None) -> Works:
    said = {name: getattr(works, name) for name in FIELDS}
    expected = works.expected_on if until_on is None and works.expected_on and works.expected_on > from_on else None
    return Works(**{**said, "from_on": from_on, "until_on": until_on, "expected_on": expected})
