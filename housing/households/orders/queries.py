"""Reading orders and risk levels: the newest row of each; who may know of the case is the caller's to have asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from housing.households.orders.models import ConcernRisk, ProtectiveOrder
from housing.households.orders.services import CLOCK
from pathway.clocks import Running, running
from pathway.duties import clock


@dataclass(frozen=True, slots=True)
class Standing:
    """An order as it stands today: `clock` is how long it still runs; `open` whether it protects her today."""

    order: ProtectiveOrder
    clock: Running
    open: bool


def orders_of(session: Session, household_id: UUID, today: date) -> list[Standing]:
    """Every order, those that protect her first and of these the one that ends first."""
    newest = (
        select(ProtectiveOrder)
        .ext(distinct_on(ProtectiveOrder.thread))
        .where(ProtectiveOrder.household_id == household_id)
        .order_by(ProtectiveOrder.thread, ProtectiveOrder.at.desc(), ProtectiveOrder.id)
    )
    found = [_standing(order, today) for order in session.scalars(newest)]
    return sorted(found, key=lambda each: (not each.open, each.clock.last_on or date.max, str(each.order.thread)))


def risks_of(session: Session, household_id: UUID) -> dict[UUID, ConcernRisk]:
    """How dangerous each person of concern is held to be now, by that person's id."""
    newest = (
        select(ConcernRisk)
        .ext(distinct_on(ConcernRisk.concern_id))
        .where(ConcernRisk.household_id == household_id, ConcernRisk.concern_id.is_not(None))
        .order_by(ConcernRisk.concern_id, ConcernRisk.at.desc(), ConcernRisk.id)
    )
    return {each.concern_id: each for each in session.scalars(newest) if each.concern_id is not None}


def _standing(order: ProtectiveOrder, today: date) -> Standing:
    found = running(clock(CLOCK, order.made_on), order.made_on, today, ends_on=order.ends_on)
    return Standing(order, found, order.ended_on is None and not found.over)
