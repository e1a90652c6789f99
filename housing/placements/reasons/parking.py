"""Waiting until a day: begun by her own no, ended by the day, by a person, or with the no itself.

A run looks for places again from the day on by itself; the job only tells her officer.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from housing import audit
from housing.access import Actor, NotFound, Role, insist
from housing.clock import day_of
from housing.codes import setting
from housing.db import transaction
from housing.households import timeline
from housing.households.models import Household
from housing.households.queries import visible
from housing.placements.models import Offer, OfferEvent
from housing.placements.reasons.models import Parking
from housing.presentations.models import Presentation
from housing.refusals import Refused
from housing.tasks.raising import raise_task
from housing.web.filters import said_moment
from pathway.calendar import add_hours

MAKE = "offer.make"
DAY_CAME, BY_HAND, TAKEN_BACK, OVER = "day_came", "by_hand", "taken_back", "over"


def park(session: Session, offer: Offer, event: OfferEvent, until_on: date, *, by: Actor, now: datetime) -> Parking:
    """Look for no place before `until_on`; whatever she waited for before has ended with it. The case is locked."""
    for before in session.scalars(_open().where(Parking.household_id == offer.household_id)):
        _end(before, OVER, by=by, now=now)
    session.flush()
    row = Parking(
        authority_code=offer.authority_code, household_id=offer.household_id, presentation_id=offer.presentation_id,
        event_id=event.id, until_on=until_on, at=now, by=by.account_id, by_name=by.name,
    )  # fmt: skip
    session.add(row)
    return row


def end_of_event(session: Session, event_id: UUID, *, by: Actor, now: datetime) -> None:
    """The no that it began with has been taken back."""
    for row in session.scalars(_open().where(Parking.event_id == event_id)):
        _end(row, TAKEN_BACK, by=by, now=now)


def look_again_now(*, household_id: UUID, by: Actor, now: datetime) -> Parking:
    """Places are looked for again from the next run on.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: she waits for nothing, or somebody was first; says who.
    """
    insist(by, MAKE)
    with transaction() as session:
        reached = session.scalar(select(Household.id).where(Household.id == household_id, visible(by, MAKE)))
        if reached is None:
            raise NotFound("household")
        query = select(Parking).where(Parking.household_id == household_id).order_by(Parking.at.desc()).limit(1)
        row = session.scalar(query.with_for_update())
        if row is None:
            raise Refused("Places are being looked for already.")
        if row.ended_at is not None:
            raise Refused(f"Places are looked for again: {row.ended_by_name} said so at {said_moment(row.ended_at)}.")
        _end(row, BY_HAND, by=by, now=now)
        timeline.tell(session, household_id, "match", "Places are looked for again.", by=by, now=now)
        audit.record(session, by, "parking.ended", row, now=now, facts={"why": BY_HAND})
    return row


def end_those_whose_day_has_come(session: Session, *, by: Actor, now: datetime) -> int:
    """Tell her officer, once, that places are looked for again, inside the caller's transaction; how many."""
    due = _open().where(Parking.until_on <= day_of(now)).order_by(Parking.household_id)
    rows = session.scalars(due.with_for_update(skip_locked=True)).all()
    for row in rows:
        _back(session, row, by=by, now=now)
    return len(rows)


def _back(session: Session, row: Parking, *, by: Actor, now: datetime) -> None:
    presentation = session.scalars(
        select(Presentation).where(Presentation.id == row.presentation_id).options(joinedload(Presentation.household))
    ).one()
    if presentation.ended_at is not None:
        _end(row, OVER, by=by, now=now)
        return
    _end(row, DAY_CAME, by=by, now=now)
    timeline.tell(session, row.household_id, "match", "Places are looked for again.", by=by, now=now)
    hours = setting(session, "suitability.within_hours", authority=row.authority_code, on=day_of(now))
    raise_task(
        session, kind="parking-over", authority=row.authority_code, role=Role.OFFICER,
        organisation_id=presentation.household.organisation_id, title="Places are looked for again: ask how she is",
        why="She had asked to wait, or had somewhere to stay. The day has come: from today on she is among those for "
        "whom a place is looked for, with the same priority and every day that she has waited.",
        due_at=add_hours(now, float(hours)), by=by, now=now, household_id=row.household_id, once=f"parked:{row.id}",
    )  # fmt: skip


def _open() -> Select[Parking]:
    return select(Parking).where(Parking.ended_at.is_(None))


def _end(row: Parking, why: str, *, by: Actor, now: datetime) -> None:
    row.ended_at, row.ended_why = now, why
    row.ended_by, row.ended_by_name = by.account_id, by.name
