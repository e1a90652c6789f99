"""Starting: a new record, or going on with one that is there already."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes, db
from housing.access import current_actor, requires
from housing.forms import HavenForm
from housing.households.case import back_to, opened, options
from housing.presentations import services
from housing.presentations.blueprint import blueprint
from housing.presentations.first_contact.forms import AgainForm, StartForm
from housing.presentations.first_contact.known import Known, known
from housing.refusals import Refused
from pathway.stages import Stage

LABELS = {stage.value: stage.label for stage in Stage}


@blueprint.route("/new", methods=["GET", "POST"])
@requires("presentation.start")
def start() -> ResponseReturnValue:
    """Ask her name; show who has it already; make the record."""
    form = StartForm(today=clock.today())
    _offer_routes(form)
    if form.validate_on_submit():
        found = [] if form.has_looked else _known(form)
        if found:
            return render_template("presentations/possible.html", again=form, found=found, labels=LABELS)
        made = services.start_presentation(
            name=form.name.data, route=form.route.data, born=form.born.data, by=current_actor(), now=clock.now()
        )
        return redirect(url_for("households.tasks", household_id=made.household_id), 303)
    return render_template("presentations/start.html", form=form)


@blueprint.route("/<uuid:household_id>/again", methods=["GET", "POST"])
@requires("presentation.start")
def again(household_id: UUID) -> ResponseReturnValue:
    """A household that has been helped before asks again."""
    with opened(household_id):
        form = AgainForm()
    _offer_routes(form)
    if form.validate_on_submit():
        try:
            services.start_again(household_id=household_id, route=form.route.data, by=current_actor(), now=clock.now())
        except Refused as error:
            flash(str(error))
            return back_to("households.page", household_id)
        return back_to("households.tasks", household_id)
    return render_template("presentations/again.html", form=form, household_id=household_id)


def _offer_routes(form: HavenForm) -> None:
    authority = current_actor().home("presentation.start").authority
    with db.reading() as session:
        form["route"].options = options(codes.choices(session, "presentation_route", authority))


def _known(form: StartForm) -> list[Known]:
    with db.reading() as session:
        return known(session, current_actor(), form.name.data, form.born.data)
