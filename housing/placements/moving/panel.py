"""The panel "Moving on" of the household's page (see housing.presentations.panels)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.codes import choices
from housing.placements.moving.planning import EDIT, STAGES, newest_plan
from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part
from housing.presentations.queries import current_stage
from pathway.stages import Stage

SHOWN = (Stage.PLACED, Stage.SETTLING, Stage.MOVING_ON, Stage.RESETTLED)


def moving_panel(session: Session, actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """Where moving on stands, for a household that lives somewhere; two queries."""
    if current_stage(presentation) not in SHOWN or not actor.may(EDIT):
        return None
    plan = newest_plan(session, presentation.id)
    labels = choices(session, STAGES, presentation.authority_code) if plan else {}
    facts = {"plan": plan, "stage": labels.get(plan.stage, plan.stage) if plan else "", "today": day_of(now)}
    return Panel("placements/moving/panel.html", facts, heading="Moving on", part=Part.HOMES, order=40)
