"""How many units wait for somebody: nobody has said lately that they are right, or that a household has left."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.places import listing, queries


def stale_own(session: Session, actor: Actor, now: datetime) -> int:
    """Units of the person's own organisation that somebody should look at again."""
    return _stale(session, queries.own_units(session, actor, now=now), now)


def stale_vacancies(session: Session, actor: Actor, now: datetime) -> int:
    """Units of the person's council that their providers should look at again."""
    return _stale(session, queries.vacancies(session, actor, now=now), now)


def overdue(session: Session, actor: Actor, now: datetime) -> int:
    """Own units that a household was to have left, with nothing recorded since."""
    return sum(row.state.kind == "overdue" for row in queries.own_units(session, actor, now=now))


def _stale(session: Session, rows: list[queries.UnitRow], now: datetime) -> int:
    return sum(each.stale for each in listing.shown(session, rows, now=now))
