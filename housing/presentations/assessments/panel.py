"""The panel "Assessments" of the household's page (see housing.presentations.panels): two queries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.households.editing import EDIT
from housing.presentations.assessments import queries, words
from housing.presentations.assessments.models import Assessment
from housing.presentations.assessments.reviewing import review_clock
from housing.presentations.marac.queries import heard_on
from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part
from housing.presentations.queries import latest_risk
from housing.presentations.recording import marac_owed


def assessments_panel(session: Session, actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """What each form came to last, what was begun, until when the risk is looked at again, and the MARAC."""
    if not actor.may(EDIT):
        return None
    people = {person.id: person for person in presentation.household.people}
    found = queries.current(session, actor, presentation.household_id)
    heard, risk = heard_on(session, presentation.household_id), latest_risk(presentation)
    return Panel(
        "presentations/assessments/panel.html",
        {
            "rows": [(each, words.about(each, people), _standing(each)) for each in found],
            "review": review_clock(day_of(risk.at), day_of(now)) if risk and presentation.ended_at is None else None,
            "heard_on": heard,
            "owed": marac_owed(risk, now, heard),
        },
        heading="Assessments",
        part=Part.SAFETY,
        order=10,
    )


def _standing(assessment: Assessment) -> str:
    """What it came to, or who has begun it."""
    if assessment.completed_at is None:
        return f"Begun by {assessment.started_by_name}"
    return words.result(assessment, assessment.question_set.highest)
