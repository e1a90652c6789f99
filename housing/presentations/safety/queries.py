"""Reading what happened to her and her plan; who may know of the case is the caller's to have asked."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.presentations.safety.models import Incident, SafetyPlan

MOST = 200


def incidents_of(session: Session, household_id: UUID) -> list[Incident]:
    """The newest first, by the day on which they happened."""
    query = select(Incident).where(Incident.household_id == household_id)
    return list(session.scalars(query.order_by(Incident.happened_on.desc(), Incident.at.desc()).limit(MOST)))


def plans_of(session: Session, household_id: UUID) -> list[SafetyPlan]:
    """Every version of her plan, the newest first."""
    query = select(SafetyPlan).where(SafetyPlan.household_id == household_id)
    return list(session.scalars(query.order_by(SafetyPlan.version.desc()).limit(MOST)))
