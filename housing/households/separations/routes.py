"""Households kept apart: the list, one more, and the end of one."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes, db
from housing.access import Actor, current_actor, requires
from housing.forms import Option
from housing.households import queries as households
from housing.households.separations import queries
from housing.households.separations.forms import EndForm, SeparationForm
from housing.households.separations.services import Apart, add_separation, end_separation
from housing.refusals import Refused
from housing.web import Paging

blueprint = Blueprint("separations", __name__)


@blueprint.get("/separations")
@requires("separation.keep")
def index() -> ResponseReturnValue:
    """What counts now, and what has ended; only where both households are within reach."""
    actor = current_actor()
    with db.reading() as session:
        paging = Paging.of(queries.count(session, actor, still=True), request.args.get("page"), queries.PAGE)
        past = Paging.of(queries.count(session, actor, still=False), request.args.get("ended"), queries.PAGE)
        standing = queries.standing(session, actor, page=paging.page)
        ended = queries.ended(session, actor, page=past.page)
    audit.record_reading(actor, "separation.listed", ("account", actor.account_id), now=clock.now())
    return render_template(
        "households/separations/index.html", standing=standing, ended=ended, paging=paging, past=past
    )


@blueprint.route("/separations/new", methods=["GET", "POST"])
@requires("separation.keep")
def new() -> ResponseReturnValue:
    """Keep a household apart, by its reference."""
    actor, form = current_actor(), SeparationForm()
    _reasons(form, actor)
    if form.validate_on_submit():
        with db.reading() as session:
            household_id = queries.household_called(session, actor, form.whom.data or "")
        if household_id is None:
            form.blame_question("whom", "Enter the reference of a household that you may see, like H-7K3M9Q")
        elif _added(form, household_id, actor):
            return redirect(url_for("separations.index"), 303)
    return render_template("households/separations/new.html", form=form, household=None)


@blueprint.route("/households/<uuid:household_id>/separations/new", methods=["GET", "POST"])
@requires("separation.keep")
def new_of_household(household_id: UUID) -> ResponseReturnValue:
    """Keep this household apart."""
    actor, form = current_actor(), SeparationForm()
    with db.reading() as session:
        household = households.one(session, actor, household_id, queries.KEEP)
    del form.whom
    _reasons(form, actor)
    if form.validate_on_submit() and _added(form, household_id, actor):
        return redirect(url_for("households.page", household_id=household_id), 303)
    audit.record_reading(actor, "household.read", household, now=clock.now())
    return render_template("households/separations/new.html", form=form, household=household)


@blueprint.route("/separations/<uuid:separation_id>/end", methods=["GET", "POST"])
@requires("separation.keep")
def end(separation_id: UUID) -> ResponseReturnValue:
    """End one, with the reason."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        shown = queries.one(session, actor, separation_id)
    form = EndForm()
    if form.validate_on_submit():
        try:
            end_separation(separation_id=separation_id, by=actor, now=now, **form.answers())
            flash("Ended. From now on it no longer counts", "success")
            return redirect(url_for("separations.index"), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("households/separations/end.html", shown=shown, form=form)


def _reasons(form: SeparationForm, actor: Actor) -> None:
    with db.reading() as session:
        listed = codes.choices(session, queries.REASONS, actor.home(queries.KEEP).authority)
    form.reason.options = Option.each(listed.items())


def _added(form: SeparationForm, household_id: UUID, actor: Actor) -> bool:
    answers = form.answers()
    apart = Apart(
        household_id=household_id, **{name: answers[name] for name in ("level", "reason", "why", "metres")},
        reference=answers["reference"], code=answers["code"],
    )  # fmt: skip
    try:
        add_separation(apart=apart, by=actor, now=clock.now())
    except Refused as refused:
        form.blame(refused)
        return False
    flash("Recorded. From now on no run and no offer brings them together", "success")
    return True
