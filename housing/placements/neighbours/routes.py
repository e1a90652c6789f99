"""The check of the place where a household lives, on the facts as they are now."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import current_actor, requires
from housing.placements.neighbours.blueprint import blueprint
from housing.placements.neighbours.seeing import see

__all__ = ["blueprint"]


@blueprint.get("/households/<uuid:household_id>/place-check")
@requires("separation.keep")
def check(household_id: UUID) -> ResponseReturnValue:
    """What is wrong with where they live; the other household only to whoever may see it too."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        view = see(session, actor, household_id, now=now)
        audit.record_reading(actor, "household.place_checked", view.household, now=now)
        return render_template("placements/neighbours/check.html", view=view)
