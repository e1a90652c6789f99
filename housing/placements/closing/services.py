"""Closing a property or a unit, opening it again on another day, and taking a closing back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.clock import day_of
from housing.db import broken_constraint, transaction
from housing.placements.closing import scopes, unsafe
from housing.placements.closing.fitting import refuse_over_people
from housing.placements.closing.scopes import Scope
from housing.placements.offers import life, reasons
from housing.places.availability.asking import first_day
from housing.places.models import UnitPeriod
from housing.places.opening.models import CLOSED_OVER_PEOPLE, CLOSED_TWICE, Closing
from housing.refusals import Refused
from housing.web.filters import said_date, said_moment

TAKEN = {
    CLOSED_OVER_PEOPLE: "Somebody lives in {} or is expected there on some of those days.",
    CLOSED_TWICE: "{} is closed on some of those days already.",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Closed over `[from_on, until_on)`; None: for good, or nobody knows. `unsafe`: nobody may stay from today on."""

    from_on: date
    until_on: date | None
    reason: str
    words: str | None = None
    unsafe: bool = False


def close_property(*, property_id: UUID, plan: Plan, by: Actor, now: datetime) -> Closing:
    """Close a whole property.

    Raises:
        NotFound: it is not the actor's.
        PeopleThere: somebody lives there or is expected; says the earliest day that would work.
        Refused: the days contradict one another, it is closed on them already, or there is no reason of the list.
    """
    with transaction() as session:
        return _close(session, scopes.of_property(session, by, property_id), plan, by=by, now=now)


def close_unit(*, unit_id: UUID, plan: Plan, by: Actor, now: datetime) -> Closing:
    """Close one unit; as `close_property`."""
    with transaction() as session:
        return _close(session, scopes.of_unit(session, by, unit_id), plan, by=by, now=now)


def open_again(*, closing_id: UUID, on: date | None, by: Actor, now: datetime) -> None:
    """Say on which day what is closed opens again, earlier or later than was said before; None: nobody knows.

    Raises:
        NotFound: it is not the actor's.
        PeopleThere: somebody is expected on a day that would be closed now.
        Refused: it has been changed already, has ended, or the day is before today.
    """
    today = day_of(now)
    with transaction() as session:
        closing, scope = scopes.of_closing(session, by, closing_id)
        _refuse_if_over(closing, today)
        if on is not None and on < today:
            raise Refused("The day it opens again must be today or later.", field="until_on")
        before = closing.during
        if on == before.upper:
            raise Refused("It opens again on that day already.", field="until_on")
        if before.upper is not None and (on is None or on > before.upper):
            newcomers = _newcomers(closing, scope)
            refuse_over_people(scope.code, scope.units, newcomers, before.upper, on, today=today)
        _withdraw(session, closing, by=by, now=now)
        if on is None or before.lower is None or on > before.lower:
            _add(session, scope, Range(before.lower, on, bounds="[)"), closing, by=by, now=now)
        if closing.unsafe and on is not None and on <= today:
            unsafe.settle(session, [unit.id for unit in scope.units], by=by, now=now)
        audit.record(session, by, "closing.changed", closing, now=now, facts={"until": on})


def take_back(*, closing_id: UUID, by: Actor, now: datetime) -> None:
    """Take back a closing that has not begun.

    Raises:
        NotFound: it is not the actor's.
        Refused: it has begun, or has been taken back already; the sentence says by whom.
    """
    with transaction() as session:
        closing, _ = scopes.of_closing(session, by, closing_id)
        _refuse_if_over(closing, day_of(now))
        if closing.during.lower is None or closing.during.lower <= day_of(now):
            raise Refused("It is closed already. Say on which day it opens again instead.")
        _withdraw(session, closing, by=by, now=now)
        audit.record(session, by, "closing.withdrawn", closing, now=now)


def _close(session: Session, scope: Scope, plan: Plan, *, by: Actor, now: datetime) -> Closing:
    today = day_of(now)
    _check(plan, today)
    reasons.check(session, "closing_reason", plan.reason, plan.words, scope.home.authority_code)
    during = Range(plan.from_on, plan.until_on, bounds="[)")
    if not plan.unsafe:
        _refuse_if_closed(session, scope, during)
        refuse_over_people(scope.code, scope.units, scope.lines, plan.from_on, plan.until_on, today=today)
        closing = _add(session, scope, during, plan, by=by, now=now)
        audit.record(session, by, "closing.made", closing, now=now, facts={"unsafe": False})
        return closing
    living = unsafe.who_lives_there(session, scope)
    offers = unsafe.end_offers(session, scope, by=by, now=now)
    unsafe.tell_of_closing(session, scope, living, by=by, now=now)
    _make_room(session, scope, during, by=by, now=now)
    closing = _add(session, scope, during, plan, by=by, now=now)
    for offer in offers:
        life.noted(session, offer, by=by, now=now)
    unsafe.raise_tasks(session, scope, living, by=by, now=now)
    audit.record(session, by, "closing.made", closing, now=now, facts={"unsafe": True, "households": len(living)})
    return closing


def _newcomers(closing: Closing, scope: Scope) -> dict[UUID, list[UnitPeriod]]:
    """The lines of those whom an unsafe closing has not found there: the others are known to need another place."""
    found_there = closing.during.lower if closing.unsafe else None
    return {
        unit: [line for line in lines if found_there is None or line.kind != "stay" or first_day(line) > found_there]
        for unit, lines in scope.lines.items()
    }


def _check(plan: Plan, today: date) -> None:
    if plan.unsafe and plan.from_on != today:
        raise Refused("A place that is not safe closes today.", field="from_on")
    if plan.from_on < today:
        raise Refused("The first day it is closed must be today or later.", field="from_on")
    if plan.until_on is not None and plan.until_on <= plan.from_on:
        raise Refused("The day it opens again must be after the day it closes.", field="until_on")


def _in_force(session: Session, scope: Scope, during: Range[date]) -> list[Closing]:
    """The closings of exactly this property, or of exactly this unit, that share a day with these."""
    own = Closing.unit_id == scope.unit.id if scope.unit else Closing.unit_id.is_(None)
    query = select(Closing).where(Closing.property_id == scope.home.id, own, Closing.withdrawn_at.is_(None))
    return list(session.scalars(query.where(Closing.during.overlaps(during)).order_by(Closing.during)))


def _refuse_if_closed(session: Session, scope: Scope, during: Range[date]) -> None:
    for each in _in_force(session, scope, during):
        start, end = each.during.lower, each.during.upper
        since = f" from {said_date(start)}" if start else ""
        until = f" until {said_date(end)}" if end else " with no day of opening again"
        who = f"{each.recorded_by_name} recorded that at {said_moment(each.recorded_at)}"
        raise Refused(f"{scope.code} is closed{since}{until} already: {who}. Change that instead.", field="from_on")


def _make_room(session: Session, scope: Scope, during: Range[date], *, by: Actor, now: datetime) -> None:
    """An unsafe closing goes before those that were planned: what is left of them stands on either side of it."""
    for each in _in_force(session, scope, during):
        _withdraw(session, each, by=by, now=now)
        start, end = each.during.lower, each.during.upper
        if during.lower is not None and (start is None or start < during.lower):
            _add(session, scope, Range(start, during.lower, bounds="[)"), each, by=by, now=now)
        if during.upper is not None and (end is None or end > during.upper):
            _add(session, scope, Range(during.upper, end, bounds="[)"), each, by=by, now=now)


def _add(
    session: Session, scope: Scope, during: Range[date], says: Plan | Closing, *, by: Actor, now: datetime
) -> Closing:
    """Write a closing that says why as a plan does, or as the closing in whose stead it stands."""
    closing = Closing(
        authority_code=scope.home.authority_code,
        property_id=scope.home.id,
        unit_id=scope.unit.id if scope.unit else None,
        during=during,
        reason=says.reason,
        words=says.words,
        unsafe=says.unsafe,
        instead_of=says.id if isinstance(says, Closing) else None,
        recorded_at=now,
        recorded_by=by.account_id,
        recorded_by_name=by.name,
    )
    try:
        with session.begin_nested():
            session.add(closing)
    except IntegrityError as error:
        said = TAKEN.get(broken_constraint(error))
        if said is None:
            raise
        raise Refused(said.format(scope.code)) from error
    return closing


def _withdraw(session: Session, closing: Closing, *, by: Actor, now: datetime) -> None:
    closing.withdrawn_at, closing.withdrawn_by, closing.withdrawn_by_name = now, by.account_id, by.name
    session.flush()


def _refuse_if_over(closing: Closing, today: date) -> None:
    if closing.withdrawn_at is not None:
        who = f"{closing.withdrawn_by_name}, {said_moment(closing.withdrawn_at)}"
        raise Refused(f"This has been changed already by {who}. Look at what stands now.")
    if closing.during.upper is not None and closing.during.upper <= today:
        raise Refused(f"It has been open again since {said_date(closing.during.upper)}.")


__all__ = ["Plan", "close_property", "close_unit", "open_again", "take_back"]
