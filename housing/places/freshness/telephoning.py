"""The council telephoned a provider, who said that what Haven shows of a unit is right."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.places.freshness.escalating import settle
from housing.places.models import Unit, VacancyCheck


def confirm_by_telephone(session: Session, unit: Unit, *, by: Actor, now: datetime) -> None:
    """Inside the caller's transaction, with the unit locked: it is confirmed, by somebody of the council."""
    session.add(VacancyCheck(unit_id=unit.id, at=now, by=by.account_id))
    audit.record(session, by, "unit.confirmed_by_telephone", unit, now=now)
    settle(session, {unit.property_id}, by=by, now=now)
