"""What the MARAC heard of a household that somebody may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.households.editing import EDIT
from housing.households.models import Household
from housing.households.queries import visible
from housing.presentations.marac.models import MaracHearing


def hearings(session: Session, actor: Actor, household_id: UUID) -> Sequence[MaracHearing]:
    """Every hearing, the last first."""
    query = (
        select(MaracHearing)
        .join(Household, Household.id == MaracHearing.household_id)
        .where(MaracHearing.household_id == household_id, visible(actor, EDIT))
        .order_by(MaracHearing.heard_on.desc(), MaracHearing.recorded_at.desc())
    )
    return session.scalars(query).all()


def heard_on(session: Session, household_id: UUID) -> date | None:
    """When a MARAC last heard her case; that the household may be seen was the caller's to check."""
    return session.scalar(select(func.max(MaracHearing.heard_on)).where(MaracHearing.household_id == household_id))
