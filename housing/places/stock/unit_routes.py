"""A provider's pages about a unit: registered, changed, and what was said of it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.forms.left import sent
from housing.places.blueprint import blueprint
from housing.places.registering import add_unit
from housing.places.stock import editing, queries, told, unit_forms
from housing.places.stock.keeping import entries_of_unit
from housing.places.words import FEATURES
from housing.refusals import Refused

MORE = "more"
FIELDS_OF_BEDS = {"bedrooms": "beds_1"}


@blueprint.route("/properties/<uuid:property_id>/units/add", methods=["GET", "POST"])
@requires("unit.manage")
def unit_add(property_id: UUID) -> ResponseReturnValue:
    """Register a unit of a property."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        home = queries.home_of(session, actor, property_id)
    form = _form(at_least=1, data={"code": f"{home.code}-", "seen": "0"})
    if MORE not in request.form and form.validate_on_submit():
        try:
            unit = add_unit(property_id=property_id, home=form.home(), by=actor, now=now)
            flash(f"{unit.code} is registered", "success")
            return redirect(url_for("places.unit", unit_id=unit.id), 303)
        except Refused as refused:
            form.blame(refused, FIELDS_OF_BEDS)
    back = url_for("places.property", property_id=property_id)
    return render_template("places/stock/unit.html", form=form, home=home, unit=None, back=back)


@blueprint.route("/units/<uuid:unit_id>/facts", methods=["GET", "POST"])
@requires("unit.manage")
def unit_change(unit_id: UUID) -> ResponseReturnValue:
    """Say something else of a unit, from now on."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        unit = queries.unit_of(session, actor, unit_id)
        seen = entries_of_unit(session, unit_id)
    form = _form(at_least=len(unit.bedrooms), data={**unit_forms.as_answers(unit), "seen": str(seen)})
    if MORE not in request.form and form.validate_on_submit():
        try:
            editing.change_unit(unit_id=unit_id, home=form.home(), seen=form.number_seen, by=actor, now=now)
            flash("The facts are recorded", "success")
            return redirect(url_for("places.unit", unit_id=unit_id), 303)
        except Refused as refused:
            form.blame(refused, FIELDS_OF_BEDS)
            form.carry(seen)
    back = url_for("places.unit", unit_id=unit_id)
    return render_template("places/stock/unit.html", form=form, home=unit.property, unit=unit, back=back)


@blueprint.get("/units/<uuid:unit_id>/history")
@requires("unit.manage")
def unit_history(unit_id: UUID) -> ResponseReturnValue:
    """What was said of a unit, by whom, from when."""
    with db.reading() as session:
        unit = queries.unit_of(session, current_actor(), unit_id)
        history = told.of_unit(queries.unit_entries(session, unit_id), FEATURES)
    return render_template("places/stock/unit_history.html", unit=unit, history=history)


def _form(*, at_least: int, data: dict[str, object]) -> unit_forms.UnitForm:
    """The form with as many bedrooms as the page showed, and one more where that was asked."""
    rooms = unit_forms.rooms_sent(sent("rooms"), at_least) + (MORE in request.form)
    return unit_forms.form_for(rooms)(data=data)
