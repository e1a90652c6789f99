"""The panel "Kept apart" of the household's page (see housing.presentations.panels)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.households.separations import queries
from housing.placements.neighbours.judging import lived_in
from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part


def apart_panel(session: Session, actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """From whom the household is kept apart, as far as this person may know; nothing for whoever may not keep apart."""
    if not actor.may(queries.KEEP):
        return None
    shown, hidden = queries.of_household(session, actor, presentation.household_id)
    lives = bool(lived_in(session, presentation.household_id, day_of(now)))
    facts = {"shown": shown, "hidden": hidden, "lives": lives}
    return Panel("placements/neighbours/panel.html", facts, heading="Kept apart", part=Part.SAFETY, order=60)
