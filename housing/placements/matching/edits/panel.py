"""The panel "Pins and bans" of the household's page (see housing.presentations.panels)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.placements.matching.edits import queries
from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part


def edits_panel(session: Session, actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """What counts for this household today; nothing where nobody has pinned or banned."""
    found = queries.of_household(session, actor, presentation.household_id, day_of(now))
    if not found:
        return None
    facts = {"edits": found}
    return Panel("placements/matching/edits/panel.html", facts, heading="Pins and bans", part=Part.HOMES, order=60)
