"""What the pages of a presentation share: reading it, and saying so to the audit trail. For the edge only."""

from __future__ import annotations

from uuid import UUID

from flask import current_app, request, url_for

from housing import audit, clock, db
from housing.access import current_actor
from housing.households.editing import EDIT
from housing.presentations.models import Presentation
from housing.presentations.queries import latest_of

OPTIONS = "matching.options"


def presented(household_id: UUID, permission: str = EDIT) -> Presentation:
    """A household's open presentation, else the one that ended last, whole. Showing it is recorded.

    Raises:
        NotFound: it is not there, or not for whoever is signed in.
    """
    actor = current_actor()
    with db.reading() as session:
        presentation = latest_of(session, actor, household_id, permission)
    if request.method != "POST":
        audit.record_reading(actor, "household.read", presentation.household, now=clock.now())
    return presentation


def way_to_options(household_id: UUID) -> str:
    """The address of the page on where she could go, which the slice above gives; "" where there is none for
    whoever is signed in."""
    if OPTIONS not in current_app.view_functions or not current_actor().may("options.see"):
        return ""
    return url_for(OPTIONS, household_id=household_id)
