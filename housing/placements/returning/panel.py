"""The panel on the household's page of somebody who has come back, until what was known has been asked again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.placements.moving.planning import EDIT
from housing.placements.returning.services import known_before
from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part


def returning_panel(session: Session, actor: Actor, presentation: Presentation, _now: datetime) -> Panel | None:
    """How much is to be asked again; nothing for who asks for the first time, or once everything was asked."""
    if not actor.may(EDIT):
        return None
    left = [each for each in known_before(session, presentation) if each.confirmed is None]
    if not left:
        return None
    return Panel("placements/returning/panel.html", {"left": left}, heading="Back again", part=Part.NOW, order=60)
