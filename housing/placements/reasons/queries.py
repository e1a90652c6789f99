"""Reading what reasons lead to, and who is waiting until a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.households import queries as households
from housing.households.models import Household
from housing.placements.reasons.models import Parking, ReasonConsequence
from pathway.consequences import Side

Table = dict[str, ReasonConsequence]  # by the reason's slug


def table(session: Session, side: Side, authority: str, on: date) -> Table:
    """What each reason of a side leads to on a day: the council's own row where it has one, else the shared one."""
    row = ReasonConsequence
    query = (
        select(row)
        .ext(distinct_on(row.slug))
        .where(row.list == side.value, row.from_on <= on)
        .where(or_(row.authority_code.is_(None), row.authority_code == authority))
        .order_by(row.slug, row.authority_code.is_(None), row.from_on.desc(), row.recorded_at.desc().nulls_last())
    )
    return {each.slug: each for each in session.scalars(query)}


def parked(authority: str, on: date) -> Select[UUID, date]:
    """Households for whom no place is looked for on a day, each until when; whoever's day has come is not there."""
    return select(Parking.household_id, Parking.until_on).where(
        Parking.authority_code == authority, Parking.ended_at.is_(None), Parking.until_on > on
    )


def parking_of(session: Session, actor: Actor, household_id: UUID, permission: str) -> Parking | None:
    """What a household within the actor's reach waits for, if it does."""
    query = (
        select(Parking)
        .join(Household, Household.id == Parking.household_id)
        .where(Parking.household_id == household_id, Parking.ended_at.is_(None))
        .where(households.visible(actor, permission))
    )
    return session.scalar(query)
