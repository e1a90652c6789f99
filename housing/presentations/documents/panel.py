"""The panel "Documents" of the household's page (see housing.presentations.panels)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing import codes
from housing.access import Actor
from housing.presentations.documents import queries
from housing.presentations.documents.services import LIST
from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part

SHOWN = 4


def document_panel(session: Session, actor: Actor, presentation: Presentation, _now: datetime) -> Panel:
    """The newest documents that this person may open, and the way to all of them: two queries."""
    found, total = queries.newest(session, actor, presentation.household_id, size=SHOWN)
    kinds = codes.choices(session, LIST, presentation.authority_code) if found else {}
    facts = {"documents": found, "total": total, "kinds": kinds, "may_add": actor.may("household.edit")}
    return Panel("presentations/documents/panel.html", facts, heading="Documents", part=Part.RECORD, order=10)
