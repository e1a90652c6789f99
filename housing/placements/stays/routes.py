"""A provider's pages of a stay: who lives in a unit, when they expect to leave, and that they have left."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.placements.stays import queries, services
from housing.placements.stays.forms import DepartureForm, LeavingForm
from housing.refusals import Refused

blueprint = Blueprint("stays", __name__)


@blueprint.get("/units/<uuid:unit_id>/stay")
@requires("stay.record")
def of_unit(unit_id: UUID) -> ResponseReturnValue:
    """Who lives in a unit, since when, and what can be recorded."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        living = queries.of_unit(session, actor, unit_id)
    audit.record_reading(actor, "stay.read", ("household", living.stay.household_id), now=now)
    return render_template("placements/stays/stay.html", living=living, stay=living.stay, today=clock.day_of(now))


@blueprint.route("/stays/<uuid:stay_id>/leaving", methods=["GET", "POST"])
@requires("stay.record")
def leaving(stay_id: UUID) -> ResponseReturnValue:
    """When they expect to leave, or that they are staying on."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        living = queries.one(session, actor, stay_id)
    stored = {"plan": "day" if living.leaving_on else None, "leaving_on": living.leaving_on}
    form = LeavingForm(today=clock.day_of(now), data=stored)
    if form.validate_on_submit():
        try:
            services.plan_departure(stay_id=stay_id, leaving_on=form.leaving_on.data, by=actor, now=now)
            flash("What they expect is recorded", "success")
            return redirect(url_for("stays.of_unit", unit_id=living.stay.unit_id), 303)
        except Refused as refused:
            form.blame(refused, {"unit": "leaving_on"})
    return render_template("placements/stays/leaving.html", form=form, stay=living.stay)


@blueprint.route("/stays/<uuid:stay_id>/departure", methods=["GET", "POST"])
@requires("stay.record")
def departure(stay_id: UUID) -> ResponseReturnValue:
    """They have left."""
    actor, now = current_actor(), clock.now()
    today = clock.day_of(now)
    form = DepartureForm(today=today, data={"left_on": today})
    with db.reading() as session:
        stay = queries.one(session, actor, stay_id).stay
        form.reason.options = Option.each(codes.choices(session, "departure_reason", stay.authority_code).items())
        form.destination.options = Option.each(codes.choices(session, "destination", stay.authority_code).items())
    if form.validate_on_submit():
        try:
            services.record_departure(stay_id=stay_id, by=actor, now=now, **form.answers())
            flash(f"{stay.unit.code}: the departure is recorded", "success")
            return redirect(url_for("places.unit", unit_id=stay.unit_id), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("placements/stays/departure.html", form=form, stay=stay)
