"""One household's map: `/households/<id>/map`."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import current_actor, requires
from housing.placements.matching.blueprint import blueprint
from housing.placements.matching.mapping.queries import PERMISSION, read_map
from housing.places.map.drawing import NARROW, WIDE, picture


@blueprint.get("/households/<uuid:household_id>/map")
@requires(PERMISSION)
def household_map(household_id: UUID) -> ResponseReturnValue:
    """Her danger zones, the areas where she cannot live, and the homes by ward; looking is recorded."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        found = read_map(session, actor, household_id, today=clock.day_of(now))
    audit.record_reading(actor, "household.map", found.household, now=now)
    rings, zones = found.outline.rings, [each.zone for each in found.dangers]
    return render_template(
        "placements/matching/mapping/page.html",
        found=found,
        household=found.household,
        pictures=[
            ("wide", picture(rings, found.places, WIDE, zones)),
            ("narrow", picture(rings, found.places, NARROW, zones)),
        ],
    )
