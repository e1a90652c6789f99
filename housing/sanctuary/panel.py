"""The panel "Making her home safe" of the household's page (see housing.presentations.panels)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part
from housing.sanctuary import queries
from housing.sanctuary.models import STAY


def sanctuary_panel(session: Session, actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """Every job of the household, newest first, and the way to refer her; nothing where there is neither."""
    found = queries.of_household(session, actor, presentation.household_id)
    may_refer = (
        presentation.ended_at is None
        and actor.may("sanctuary.refer")
        and presentation.household.wants_to_stay is not False
        and not any(each.state.open and each.job.purpose == STAY for each in found)
    )
    if not found and not may_refer:
        return None
    facts = {"jobs": found, "may_refer": may_refer, "now": now}
    return Panel("sanctuary/panel.html", facts, heading="Making her home safe", part=Part.HOMES, order=20)
