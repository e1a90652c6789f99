"""The pages of closings: all of them, one property's, closing, opening again, and taking a closing back."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.placements.closing import queries, services
from housing.placements.closing.blueprint import blueprint
from housing.placements.closing.forms import DAY, NOT_KNOWN, CloseForm, OpenForm
from housing.refusals import Refused

__all__ = ["blueprint"]


@blueprint.get("/closings")
@requires("places.see")
def index() -> ResponseReturnValue:
    """What is closed and what will be; never an address."""
    actor = current_actor()
    with db.reading() as session:
        found = queries.current(session, actor, today=clock.today())
    return render_template("placements/closing/index.html", found=found, own=actor.may("unit.manage"))


@blueprint.get("/properties/<uuid:property_id>/closings")
@requires("unit.manage")
def of_property(property_id: UUID) -> ResponseReturnValue:
    """When one property and its units are closed, with everything that was recorded before."""
    with db.reading() as session:
        home, found = queries.of_property(session, current_actor(), property_id, today=clock.today())
    return render_template("placements/closing/property.html", home=home, found=found)


@blueprint.route("/properties/<uuid:property_id>/close", methods=["GET", "POST"])
@requires("unit.manage")
def close_property(property_id: UUID) -> ResponseReturnValue:
    """Close a whole property."""
    now, form = clock.now(), CloseForm(today=clock.today())
    with db.reading() as session:
        home, _ = queries.of_property(session, current_actor(), property_id, today=clock.today())
        form.reason.options = Option.each(codes.choices(session, "closing_reason", home.authority_code).items())
    if form.validate_on_submit():
        try:
            plan = form.plan(clock.day_of(now))
            services.close_property(property_id=property_id, plan=plan, by=current_actor(), now=now)
            return _closed(home.code, property_id)
        except Refused as refused:
            form.blame(refused)
    return render_template("placements/closing/close.html", form=form, code=home.code, home=home, what="property")


@blueprint.route("/units/<uuid:unit_id>/close", methods=["GET", "POST"])
@requires("unit.manage")
def close_unit(unit_id: UUID) -> ResponseReturnValue:
    """Close one unit."""
    now, form = clock.now(), CloseForm(today=clock.today())
    with db.reading() as session:
        home, unit = queries.own_unit(session, current_actor(), unit_id)
        form.reason.options = Option.each(codes.choices(session, "closing_reason", home.authority_code).items())
    if form.validate_on_submit():
        try:
            plan = form.plan(clock.day_of(now))
            services.close_unit(unit_id=unit_id, plan=plan, by=current_actor(), now=now)
            return _closed(unit.code, home.id)
        except Refused as refused:
            form.blame(refused)
    return render_template("placements/closing/close.html", form=form, code=unit.code, home=home, what="unit")


@blueprint.route("/closings/<uuid:closing_id>/opening", methods=["GET", "POST"])
@requires("unit.manage")
def opening(closing_id: UUID) -> ResponseReturnValue:
    """On which day it opens again: earlier, later, or no day known."""
    now = clock.now()
    with db.reading() as session:
        shown = queries.one(session, current_actor(), closing_id, today=clock.day_of(now))
    until_on = shown.closing.during.upper
    form = OpenForm(
        today=clock.day_of(now), data={"again": DAY if until_on else NOT_KNOWN, "until_on": until_on}
    )  # fmt: skip
    if form.validate_on_submit():
        try:
            services.open_again(closing_id=closing_id, on=form.until_on.data, by=current_actor(), now=now)
            flash(f"The day on which {shown.code} opens again is recorded", "success")
            return _back(shown.home.id)
        except Refused as refused:
            form.blame(refused, {"from_on": "until_on"})
    return render_template("placements/closing/opening.html", form=form, shown=shown)


@blueprint.post("/closings/<uuid:closing_id>/withdraw")
@requires("unit.manage")
def withdraw(closing_id: UUID) -> ResponseReturnValue:
    """Take back a closing that has not begun."""
    now = clock.now()
    with db.reading() as session:
        shown = queries.one(session, current_actor(), closing_id, today=clock.day_of(now))
    try:
        services.take_back(closing_id=closing_id, by=current_actor(), now=now)
        flash(f"{shown.code} does not close then", "success")
    except Refused as refused:
        flash(str(refused))
    return _back(shown.home.id)


def _closed(code: str, property_id: UUID) -> ResponseReturnValue:
    flash(f"The closing of {code} is recorded", "success")
    return _back(property_id)


def _back(property_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("closing.of_property", property_id=property_id), 303)
