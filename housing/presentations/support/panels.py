"""The panels on reaching her, on her support and on her safety: a few lines each, by at most two queries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.disclosures import Disclosure
from housing.households.contacting.models import MayBeTold, UnsafeMark
from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part


def reach_panel(session: Session, _actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """How many others may be told, how many numbers or addresses are never used, how often somebody was told."""
    of_her = presentation.household_id
    told = select(func.count(MayBeTold.id)).where(
        MayBeTold.household_id == of_her,
        MayBeTold.ended_at.is_(None),
        or_(MayBeTold.until_on.is_(None), MayBeTold.until_on >= day_of(now)),
    )
    unsafe = select(func.count(UnsafeMark.id)).where(UnsafeMark.household_id == of_her, UnsafeMark.lifted_at.is_(None))
    log = select(func.count(Disclosure.id)).where(Disclosure.household_id == of_her)
    counted = session.execute(select(*(each.scalar_subquery() for each in (told, unsafe, log)))).one()
    facts = dict(zip(("told", "unsafe", "log"), counted, strict=True))
    return Panel("presentations/support/reach_panel.html", facts, part=Part.CONTACT, order=10)
