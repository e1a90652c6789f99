"""A home whose contract ends: when it closes was said, taken back and said again; and a home with a rule of its own."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from housing.clock import day_of
from housing.db import reading
from housing.placements.closing.services import Plan, close_unit, take_back
from housing.places.models import Property, Unit, UnitPeriod
from housing.places.opening.turnover import set_turnover
from seed.cast import Cast

SAID_BEFORE, SAID_AGAIN = timedelta(days=2), timedelta(days=1)
FIRST_MEANT, MEANT_NOW = timedelta(days=30), timedelta(days=45)
OUT_OF_USE = "out_of_use"
RULED = "SP12"  # nobody arrives there on the day others leave


def plan_closings(cast: Cast, *, now: datetime) -> None:
    """The home that is out of use with no day known closes for good; nothing that is free this morning is touched."""
    manager = cast.actors["specialist"]
    with reading() as session:
        unit_id = session.scalar(
            select(Unit.id)
            .join(UnitPeriod, UnitPeriod.unit_id == Unit.id)
            .where(UnitPeriod.kind == OUT_OF_USE, UnitPeriod.replaced_at.is_(None))
            .where(func.upper(UnitPeriod.during).is_(None))
            .order_by(Unit.code)
            .limit(1)
        )
        ruled = session.scalar(select(Property.id).where(Property.code == RULED))
    if unit_id is not None:
        today = day_of(now)
        meant = Plan(today + FIRST_MEANT, None, "contract_ends", "The landlord wants it back")
        closing = close_unit(unit_id=unit_id, plan=meant, by=manager, now=now - SAID_BEFORE)
        take_back(closing_id=closing.id, by=manager, now=now - SAID_AGAIN)
        meant = Plan(today + MEANT_NOW, None, "contract_ends", "The landlord gives two weeks more")
        close_unit(unit_id=unit_id, plan=meant, by=manager, now=now - SAID_AGAIN)
    if ruled is not None:
        set_turnover(property_id=ruled, same_day=False, by=manager, now=now - SAID_BEFORE)
