"""A provider's pages about a property: registered, changed, moved to where it really is, described; and its history."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.places.blueprint import blueprint
from housing.places.stock import describe_forms, describing, editing, queries, told, whereabouts
from housing.places.stock.describe_forms import DescribeForm
from housing.places.stock.forms import PropertyForm, RegisterForm, WhereForm
from housing.places.stock.keeping import entries_of_property
from housing.places.stock.words import CLASS_TAGS
from housing.places.words import KINDS
from housing.refusals import Refused

PERMISSION = editing.MANAGE


@blueprint.get("/properties")
@requires("unit.manage")
def properties() -> ResponseReturnValue:
    """Own properties, those without a unit too."""
    with db.reading() as session:
        found = queries.own_homes(session, current_actor())
    return render_template("places/stock/properties.html", found=found, kinds=KINDS, classes=CLASS_TAGS)


@blueprint.route("/properties/add", methods=["GET", "POST"])
@requires("unit.manage")
def property_add() -> ResponseReturnValue:
    """Register a property."""
    actor, now = current_actor(), clock.now()
    form = PropertyForm(data={"seen": "0"})
    with db.reading() as session:
        owners = queries.own_organisations(session, actor)
        form.ward_code.options = Option.each(whereabouts.wards(session, actor.home(PERMISSION).authority).items())
    form.organisation.options = Option.each(owners.items())
    if len(owners) == 1:
        del form.organisation
    if form.validate_on_submit():
        owner = UUID(next(iter(owners)) if len(owners) == 1 else form.organisation.data)
        try:
            home = editing.register_property(
                organisation_id=owner, register=form.register(), address=form.address.data, where=form.where(),
                by=actor, now=now,
            )  # fmt: skip
            flash(f"{home.code} is registered. Say next what it accepts, then add its units", "success")
            return _back(home.id)
        except Refused as refused:
            form.blame(refused)
    return render_template("places/stock/property_add.html", form=form)


@blueprint.route("/properties/<uuid:property_id>/register", methods=["GET", "POST"])
@requires("unit.manage")
def property_change(property_id: UUID) -> ResponseReturnValue:
    """Say something else of a property, besides where it is."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        home = queries.home_of(session, actor, property_id)
        seen = entries_of_property(session, property_id)
    form = RegisterForm(obj=home, data={"seen": str(seen)})
    if form.validate_on_submit():
        try:
            editing.change_register(
                property_id=property_id, register=form.register(), seen=form.number_seen, by=actor, now=now
            )
            flash("The facts are recorded", "success")
            return _back(property_id)
        except Refused as refused:
            form.blame(refused)
            form.carry(seen)
    return render_template("places/stock/property_change.html", form=form, home=home)


@blueprint.route("/properties/<uuid:property_id>/where", methods=["GET", "POST"])
@requires("unit.manage")
def property_where(property_id: UUID) -> ResponseReturnValue:
    """Correct where a property is; what was recorded is not shown, it is typed anew."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        home = queries.home_of(session, actor, property_id)
        seen = entries_of_property(session, property_id)
        wards = whereabouts.wards(session, home.authority_code)
    form = WhereForm(data={"seen": str(seen)})
    form.ward_code.options = Option.each(wards.items())
    if form.validate_on_submit():
        try:
            editing.correct_address(
                property_id=property_id, address=form.address.data, where=form.where(), seen=form.number_seen,
                by=actor, now=now,
            )  # fmt: skip
            flash("The address is corrected. Whoever lives there is being looked at again", "success")
            return _back(property_id)
        except Refused as refused:
            form.blame(refused)
            form.carry(seen)
    return render_template("places/stock/property_where.html", form=form, home=home)


@blueprint.route("/properties/<uuid:property_id>/description", methods=["GET", "POST"])
@requires("unit.manage")
def property_describe(property_id: UUID) -> ResponseReturnValue:
    """Say how a property is from a day on."""
    actor, now = current_actor(), clock.now()
    today = clock.day_of(now)
    with db.reading() as session:
        home = queries.home_of(session, actor, property_id)
        rows = queries.descriptions(session, property_id)
        lists = queries.lists(session, home.authority_code)
    newest = max(rows, key=lambda row: (row.from_on, row.recorded_at), default=None)
    answers = describe_forms.as_answers(newest)
    form = DescribeForm(today=today, data={**answers, "from_on": today, "seen": str(len(rows))})
    form.tenure.options = [*Option.each(lists[describing.TENURES].items()), Option(describe_forms.UNKNOWN, "Not known")]
    form.security.options = Option.each(lists[describing.MEASURES].items())
    if form.validate_on_submit():
        try:
            describing.describe_property(
                property_id=property_id, description=form.description(), from_on=form.from_on.data,
                seen=form.number_seen, by=actor, now=now,
            )  # fmt: skip
            flash("The description is recorded", "success")
            return _back(property_id)
        except Refused as refused:
            form.blame(refused)
            form.carry(len(rows))
    return render_template("places/stock/property_describe.html", form=form, home=home)


@blueprint.get("/properties/<uuid:property_id>/history")
@requires("unit.manage")
def property_history(property_id: UUID) -> ResponseReturnValue:
    """What was said of a property, by whom, from when."""
    with db.reading() as session:
        home = queries.home_of(session, current_actor(), property_id)
        history = _history(session, property_id, home.authority_code)
    return render_template("places/stock/property_history.html", home=home, history=history)


def _history(session: Session, property_id: UUID, authority: str) -> list[told.Told]:
    return told.of_property(
        queries.entries(session, property_id),
        queries.descriptions(session, property_id),
        queries.lists(session, authority),
        whereabouts.wards(session, authority),
    )


def _back(property_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("places.property", property_id=property_id), 303)
