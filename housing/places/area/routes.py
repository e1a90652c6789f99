"""The area view: `/places/areas`."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.places.area.counting import WITHHELD
from housing.places.area.queries import areas
from housing.places.blueprint import blueprint
from housing.places.words import KINDS
from housing.web import Column
from housing.web.filters import plural


@blueprint.get("/places/areas")
@requires("places.count")
def by_area() -> ResponseReturnValue:
    """How many units of each kind there are in each ward, and what they are doing."""
    actor, today = current_actor(), clock.today()
    with db.reading() as session:
        found = areas(session, actor, today=today)
    said = plural(found.soon_days, "day")
    titles = ("Units", "Free now", f"Free within {said}", "Held", "Out of use", "In use")
    return render_template(
        "places/area/page.html",
        found=found,
        columns=[Column("Area"), Column("Kind"), *(Column(title, numeric=True) for title in titles)],
        titles=titles,
        kinds=KINDS,
        withheld=WITHHELD,
        leads_on=actor.may("vacancy.see"),
    )
