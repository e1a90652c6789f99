"""The panel "Offers" of the household's page (see housing.presentations.panels)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.placements.offers import queries
from housing.placements.reasons.queries import parking_of
from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part


def offer_panel(session: Session, actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """Every offer of the presentation, newest first; nothing where there has been none. No address."""
    found = queries.of_presentation(session, actor, presentation.id)
    if not found:
        return None
    parking = parking_of(session, actor, presentation.household_id, queries.MAKE)
    facts = {"offers": found, "now": now, "parking": parking, "today": day_of(now)}
    return Panel("placements/offers/panel.html", facts, heading="Offers", part=Part.HOMES, order=10)
