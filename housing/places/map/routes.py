"""The map of the borough: `/places/map`."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.places.blueprint import blueprint
from housing.places.map.drawing import NARROW, WIDE, picture
from housing.places.map.queries import homes


@blueprint.get("/places/map")
@requires("places.see")
def borough() -> ResponseReturnValue:
    """How many homes there are in each ward and how many are free; refuges for their own staff alone."""
    actor, today = current_actor(), clock.today()
    with db.reading() as session:
        found = homes(session, actor, today=today)
    rings = found.outline.rings
    return render_template(
        "places/map/page.html",
        found=found,
        pictures=[("wide", picture(rings, found.places, WIDE)), ("narrow", picture(rings, found.places, NARROW))],
        shown=sorted((place for place in found.places if place.of), key=lambda place: place.name),
        leads_on=actor.may("vacancy.see"),
    )
