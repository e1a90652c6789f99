"""Recording an order, what becomes of it, and how dangerous a person of concern is held to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.db import transaction
from housing.households import editing, timeline
from housing.households.adding import later_than, made_before
from housing.households.concerns import concern_of
from housing.households.models import Household
from housing.households.orders.models import ConcernRisk, ProtectiveOrder
from housing.promises.running import start_clock, stop_clock
from housing.refusals import Refused

CLOCK = "protective-order"
LISTS = {"kind": "order_kind", "level": "concern_risk"}


@dataclass(frozen=True, slots=True)
class Order:
    """An order as entered; the days are London days. `ended_on`: discharged or replaced before its end."""

    concern_id: UUID | None
    kind: str
    made_on: date
    court: str | None = None
    ends_on: date | None = None
    ended_on: date | None = None
    terms: str | None = None
    zones: str | None = None


def record_order(*, household_id: UUID, order: Order, key: UUID, by: Actor, now: datetime) -> None:
    """Record an order; its end runs as a clock from then on. With the same key it is recorded once.

    Raises:
        NotFound: the household or the person of concern is not there, or not for this person.
        Refused: an answer is not of its list, or the days cannot be.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "concerns")
        if made_before(session, ProtectiveOrder, key, household.id) is not None:
            return
        _check(session, household, order, day_of(now))
        _put(session, household, order, row_id=key, thread=key, at=now, by=by, now=now)
        timeline.tell(session, household.id, "safety", "An order was recorded.", by=by, now=now)
        audit.record(session, by, "order.recorded", household, now=now, facts={"order": key, "kind": order.kind})


def change_order(
    *, household_id: UUID, thread: UUID, order: Order, by: Actor, now: datetime, version: int | None = None
) -> None:
    """Record what became of an order: another end, other terms, discharged. The rows before stay.

    Raises:
        NotFound: the household, the order or the person of concern is not there, or not for this person.
        Refused: an answer is not of its list, or the days cannot be.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "concerns", version=version)
        before = current_of(session, household.id, thread)
        if {name: getattr(before, name) for name in asdict(order)} == asdict(order):
            return
        _check(session, household, order, day_of(now))
        at = later_than(before.at, now)
        _put(session, household, order, row_id=uuid4(), thread=thread, at=at, by=by, now=now)
        words = "An order was changed." if order.ended_on is None else "An order has ended."
        timeline.tell(session, household.id, "safety", words, by=by, now=now)
        audit.record(session, by, "order.changed", household, now=now, facts={"order": thread})


def hold_risk(*, household_id: UUID, concern_id: UUID, level: str, why: str, by: Actor, now: datetime) -> None:
    """Record how dangerous a person of concern is held to be, and why. The same again is recorded once.

    Raises:
        NotFound: the household or the person of concern is not there, or not for this person.
        Refused: the level is not of the list.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "concerns")
        person = concern_of(household, concern_id)
        if level not in codes.choices(session, LISTS["level"], household.authority_code):
            raise Refused("Select an answer from the list.", field="level")
        newest = select(ConcernRisk).where(ConcernRisk.concern_id == person.id).order_by(ConcernRisk.at.desc()).limit(1)
        last = session.scalar(newest)
        if last is not None and (last.level, last.why) == (level, why):
            return
        session.add(
            ConcernRisk(
                household_id=household.id, concern_id=person.id, level=level, why=why,
                at=later_than(last.at if last else None, now), by=by.account_id,
                by_name=by.name,
            )
        )  # fmt: skip
        words = "How dangerous a person of concern is was looked at."
        timeline.tell(session, household.id, "risk", words, by=by, now=now)
        audit.record(session, by, "concern.risk", household, now=now, facts={"concern": concern_id, "level": level})


def current_of(session: Session, household_id: UUID, thread: UUID) -> ProtectiveOrder:
    """The newest row about an order of a household.

    Raises:
        NotFound: not of this household.
    """
    of_it = ProtectiveOrder.household_id == household_id, ProtectiveOrder.thread == thread
    query = select(ProtectiveOrder).where(*of_it).order_by(ProtectiveOrder.at.desc(), ProtectiveOrder.id).limit(1)
    found = session.scalar(query)
    if found is None:
        raise NotFound("order")
    return found


def _check(session: Session, household: Household, order: Order, today: date) -> None:
    if order.concern_id is not None:
        concern_of(household, order.concern_id)
    if order.kind not in codes.choices(session, LISTS["kind"], household.authority_code):
        raise Refused("Select an answer from the list.", field="kind")
    found = next((said for said, wrong in _wrong_days(order, today).items() if wrong), None)
    if found is not None:
        sentence, field = found
        raise Refused(sentence, field=field)


def _wrong_days(order: Order, today: date) -> Mapping[tuple[str, str], bool]:
    ends, ended = order.ends_on, order.ended_on
    return {
        ("The day it was made must be today or in the past.", "made_on"): order.made_on > today,
        ("The last day must be after the day it was made.", "ends_on"): ends is not None and ends < order.made_on,
        ("The day it ended must be after the day it was made.", "ended_on"): ended is not None
        and ended < order.made_on,
        ("The day it ended must be today or in the past.", "ended_on"): ended is not None and ended > today,
    }


def _put(
    session: Session,
    household: Household,
    order: Order,
    *,
    row_id: UUID,
    thread: UUID,
    at: datetime,
    by: Actor,
    now: datetime,
) -> None:
    session.add(
        ProtectiveOrder(
            id=row_id, thread=thread, household_id=household.id, at=at, by=by.account_id, by_name=by.name,
            **asdict(order),
        )
    )  # fmt: skip
    session.flush()
    about = (ProtectiveOrder.__tablename__, thread)
    because = "changed" if order.ended_on is None else "ended"
    stop_clock(session, key=CLOCK, about=about, because=because, by=by, now=now)
    if order.ended_on is None:
        start_clock(
            session, key=CLOCK, household_id=household.id, about=about, started_on=order.made_on,
            ends_on=order.ends_on, by=by, now=now,
        )  # fmt: skip
