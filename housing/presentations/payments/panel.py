"""The panel about help with money of the household's page (see housing.presentations.panels): one query."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part
from housing.presentations.payments.queries import ASK, of_household
from pathway.payments import STATES

SHOWN = 5


def payments_panel(session: Session, actor: Actor, presentation: Presentation, _now: datetime) -> Panel | None:
    """The newest requests and where they stand, and the way to ask; nothing where there is neither."""
    found = of_household(session, actor, presentation.household_id)
    may_ask = presentation.ended_at is None and actor.may(ASK)
    if not found and not may_ask:
        return None
    facts = {"requests": found[:SHOWN], "more": len(found) - SHOWN, "may_ask": may_ask, "states": STATES}
    return Panel("presentations/payments/panel.html", facts, heading="Help with money", part=Part.MONEY, order=30)
