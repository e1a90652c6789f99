"""The panel "Where they live" of the household's page (see housing.presentations.panels)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.placements.stays import queries
from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part


def stay_panel(session: Session, actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """Every stay of the presentation, newest first; nothing before an arrival. The address is on the offer's page."""
    found = queries.of_presentation(session, actor, presentation.id)
    if not found:
        return None
    facts = {"stays": found, "today": day_of(now)}
    return Panel("placements/stays/panel.html", facts, heading="Where they live", part=Part.NOW, order=10)
