"""The panel "Offers" of the household's page (see housing.presentations.panels)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.placements.offers import queries
from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part


def offer_panel(session: Session, actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """Every offer of the presentation, newest first; nothing where there has been none. No address."""
    found = queries.of_presentation(session, actor, presentation.id)
    if not found:
        return None
    facts = {"offers": found, "now": now}
    return Panel("placements/offers/panel.html", facts, heading="Offers", part=Part.HOMES, order=10)
