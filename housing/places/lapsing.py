"""Holds whose time is over: the unit is free from that moment, whether or not the job that ends them has run.

The view `lapsing_hold` (migration 0018) names the holds that end by themselves, and when: those of offers to which an
answer is missing, of a household that can safely be reached. A place is never taken from her because nobody could
reach her (pathway.offers.lapses). Whoever reads a diary asks for its lines with `in_force`; whoever writes into one
ends such offers first, whole (placements.offers.lapsing), since the database goes by the rows that stand.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, DateTime, Select, and_, column, or_, select, table

from housing.db import Id
from housing.places.models import UnitPeriod

LAPSING = table("lapsing_hold", column("line_id", Id), column("lapses_at", DateTime(timezone=True)))


def over(now: datetime) -> Select[object]:
    """The ids of the holds that are over at that moment by themselves."""
    return select(LAPSING.c.line_id).where(LAPSING.c.lapses_at <= now)


def in_force(now: datetime) -> ColumnElement[bool]:
    """Which lines of a diary say something at that moment: not replaced, and no hold that is over."""
    return and_(
        UnitPeriod.replaced_at.is_(None),
        or_(UnitPeriod.kind != "hold", UnitPeriod.id.not_in(over(now).scalar_subquery())),
    )
