"""The panels on reaching her, on her support and on her safety: a few lines each, by at most two queries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.households.contacting.models import MayBeTold, UnsafeMark
from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part


def reach_panel(session: Session, _actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """How many others may be told something, and how many numbers or addresses are never to be used."""
    of_her = presentation.household_id
    told = select(func.count(MayBeTold.id)).where(
        MayBeTold.household_id == of_her,
        MayBeTold.ended_at.is_(None),
        or_(MayBeTold.until_on.is_(None), MayBeTold.until_on >= day_of(now)),
    )
    unsafe = select(func.count(UnsafeMark.id)).where(UnsafeMark.household_id == of_her, UnsafeMark.lifted_at.is_(None))
    counted = session.execute(select(told.scalar_subquery(), unsafe.scalar_subquery())).one()
    facts = {"told": counted[0], "unsafe": counted[1]}
    return Panel("presentations/support/reach_panel.html", facts, part=Part.CONTACT, order=10)
