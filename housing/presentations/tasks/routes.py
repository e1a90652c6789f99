"""The task list: any section, in any order, saved by itself."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from housing.access import requires
from housing.households.blueprint import blueprint
from housing.presentations.case import presented, way_to_options
from housing.presentations.queries import current_band
from housing.presentations.tasks.sections import Progress, Standing, standings
from housing.unfinished.offering import left_of_case


@blueprint.get("/<uuid:household_id>/tasks")
@requires("household.edit")
def tasks(household_id: UUID) -> ResponseReturnValue:
    """What has been asked, what has not, and what waits for it."""
    presentation = presented(household_id)
    every = standings(presentation)
    grouped = groupby(every, key=lambda one: one.section.group)
    groups = [(title, [_item(one, household_id) for one in ones]) for title, ones in grouped]
    return render_template(
        "presentations/tasks.html",
        presentation=presentation,
        household=presentation.household,
        groups=groups,
        done=sum(one.progress is Progress.COMPLETE for one in every),
        total=len(every),
        band=current_band(presentation),
        options_href=way_to_options(household_id),
        left=left_of_case(household_id),
    )


def _item(standing: Standing, household_id: UUID) -> dict[str, str]:
    return {
        "text": standing.section.title,
        "href": url_for(standing.section.endpoint, household_id=household_id),
        "hint": standing.blocks,
        "status": standing.progress.words,
        "colour": standing.progress.colour,
    }
