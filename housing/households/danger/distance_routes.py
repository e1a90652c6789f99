"""The pages where a distance to keep is changed. What it would do is shown next, before it is recorded."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.households import distances
from housing.households.case import opened
from housing.households.danger.distance_forms import DistanceForm
from housing.households.points import described
from housing.intentions import DISTANCE, USUAL_DISTANCE, begun
from housing.refusals import Refused
from housing.web import Column

of_place = Blueprint("danger_distance", __name__)
usual = Blueprint("distances", __name__, url_prefix="/distances")
COLUMNS = (Column("Kind of place"), Column("Usual distance", numeric=True), Column("Change"))


@of_place.route(
    "/<uuid:household_id>/concerns/<uuid:concern_id>/places/<uuid:place_id>/distance", methods=["GET", "POST"]
)
@requires("household.edit")
def change(household_id: UUID, concern_id: UUID, place_id: UUID) -> ResponseReturnValue:
    """Another distance for one place."""
    actor = current_actor()
    with opened(household_id) as (session, household):
        place = distances.place_of(household, concern_id, place_id)
        kind = distances.kinds(session, household.authority_code).get(place.kind, place.kind)
        where = place.postcode or described(session, [place]).get((place.easting, place.northing), "a place on the map")
        typed = begun(session, actor, request.args.get("change", ""), DISTANCE).get("radius_m")
    form = DistanceForm(data={"radius_m": typed or place.radius_m})
    if form.validate_on_submit():
        try:
            intention = distances.intend_distance(
                household_id=household_id, concern_id=concern_id, place_id=place_id,
                radius_m=form.radius_m.data, by=actor, now=clock.now(),
            )  # fmt: skip
            return redirect(url_for("sandbox.preview", intention_id=intention.id), 303)
        except Refused as refused:
            form.blame(refused)
    back = url_for("households.danger_places.places", household_id=household_id, concern_id=concern_id)
    caption = f"{household.reference}: {kind}, {where}"
    return render_template("households/distance.html", form=form, caption=caption, back=back, one_place=True)


@usual.get("")
@requires("distance.set")
def every() -> ResponseReturnValue:
    """The council's usual distances, by kind of place."""
    authority, today = current_actor().home("distance.set").authority, clock.today()
    with db.reading() as session:
        radii, kinds = distances.usual(session, authority, today), distances.kinds(session, authority)
    lines = [(slug, label, f"{radii[slug]:,} metres") for slug, label in kinds.items()]
    return render_template("households/distances.html", lines=lines, columns=COLUMNS)


@usual.route("/<kind>", methods=["GET", "POST"])
@requires("distance.set")
def change_usual(kind: str) -> ResponseReturnValue:
    """Another usual distance for one kind of place."""
    actor, now = current_actor(), clock.now()
    authority = actor.home("distance.set").authority
    with db.reading() as session:
        radii, kinds = distances.usual(session, authority, clock.day_of(now)), distances.kinds(session, authority)
        typed = begun(session, actor, request.args.get("change", ""), USUAL_DISTANCE).get("radius_m")
    if kind not in kinds:
        abort(404)
    form = DistanceForm(data={"radius_m": typed or radii[kind]})
    if form.validate_on_submit():
        try:
            intention = distances.intend_usual(kind=kind, radius_m=form.radius_m.data, by=actor, now=now)
            return redirect(url_for("sandbox.preview", intention_id=intention.id), 303)
        except Refused as refused:
            form.blame(refused)
    back = url_for("distances.every")
    return render_template("households/distance.html", form=form, caption=kinds[kind], back=back, one_place=False)
