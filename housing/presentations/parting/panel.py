"""The panel on other households and records of the same people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part
from housing.presentations.parting.queries import links


def together_panel(session: Session, actor: Actor, presentation: Presentation, _now: datetime) -> Panel | None:
    """Who left whom, and which records go on where; the ways to part, and to join two records."""
    if not actor.may("household.edit"):
        return None
    found = links(session, actor, presentation.household_id)
    adults = sum(person.role == "adult" for person in presentation.household.people)
    facts = {
        "links": found,
        "may_part": adults > 1 and presentation.ended_at is None,
        "may_merge": actor.may("alike.decide"),
        "may_rejoin": bool(presentation.household.people),
    }
    return Panel("presentations/parting/panel.html", facts, part=Part.PEOPLE, order=60)
