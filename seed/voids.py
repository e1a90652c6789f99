"""Works on the made-up units: what is known of those that go on, one that should have ended, and two that are over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from housing.access import Actor
from housing.clock import day_of
from housing.db import reading
from housing.places.models import Unit, UnitPeriod
from housing.places.voids.models import Void
from housing.places.voids.services import change_void, record_void
from housing.places.voids.works import Works, said_in
from seed.hours import opening
from seed.morning import SAID_BEFORE

DAY = timedelta(days=1)
OVER = (("safety_works", "MU-2031", Decimal("186.00")), ("damage", "MU-2034", Decimal("92.40")))
BEGUN_BEFORE, LASTED = 6, 2  # days


def record(managers: Mapping[UUID, Actor], *, now: datetime) -> None:
    """`managers`: who manages each unit. Units that are free today stay free."""
    with reading() as session:
        going_on = _going_on(session)
        idle = _idle(session, list(managers), now)
    for number, with_end in (("MU-2040", True), ("MU-2041", False)):
        void = next((each for each in going_on if (each.stands.until_on is not None) is with_end), None)
        if void is not None:
            _tell(void, number, managers[void.unit_id], now)
    begins = opening(day_of(now) - BEGUN_BEFORE * DAY)
    until_on = day_of(begins) + LASTED * DAY
    for unit_id, (reason, number, cost) in zip(idle, OVER, strict=False):
        works = Works(reason, from_on=day_of(begins), until_on=until_on, works_reference=number, cost=cost)
        record_void(unit_id=unit_id, works=works, by=managers[unit_id], now=begins)


def _tell(void: Void, number: str, manager: Actor, now: datetime) -> None:
    """First the order, then the price; where nobody knows the end, it was expected yesterday."""
    today, said = day_of(now), said_in(void.stands)
    ordered = replace(said, works_reference=number, cost_centre="D4410")
    if said.until_on is None:
        ordered = replace(ordered, expected_on=today - DAY)
    first = opening(today - (SAID_BEFORE - 1) * DAY)
    change_void(void_id=void.id, works=ordered, seen=0, by=manager, now=first)
    priced = replace(ordered, cost=Decimal("640.00") if said.until_on else Decimal("2150.00"))
    change_void(void_id=void.id, works=priced, seen=1, by=manager, now=first + timedelta(hours=3))


def _going_on(session: Session) -> Sequence[Void]:
    """As the morning left them, in the order of their units."""
    query = select(Void).join(Void.unit).options(selectinload(Void.revisions)).order_by(Unit.code)
    return session.scalars(query).all()


def _idle(session: Session, units: Sequence[UUID], now: datetime) -> list[UUID]:
    """Units of whose diary nothing in force touches the days of works that are over, nor anything after them."""
    begins = day_of(now) - BEGUN_BEFORE * DAY
    end = func.upper(UnitPeriod.during)
    busy = select(UnitPeriod.unit_id).where(UnitPeriod.replaced_at.is_(None), or_(end.is_(None), end > begins))
    taken = set(session.scalars(busy))
    return [unit_id for unit_id in units if unit_id not in taken]
