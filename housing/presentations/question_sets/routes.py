"""The administrator's pages of question sets: which there are, what each asks, a new version, from when it is used."""

from __future__ import annotations

import json
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.presentations.question_sets import queries, services
from housing.presentations.question_sets.forms import AddForm, UseForm
from housing.refusals import Refused
from pathway.reading_question_sets import made

blueprint = Blueprint("question_sets", __name__, url_prefix="/question-sets")
KINDS = {
    "yes_no": "Yes or no", "scale": "One of several", "number": "A number", "words": "Words", "ranked": "In her order",
}  # fmt: skip


@blueprint.get("")
@requires("question_set.manage")
def index() -> ResponseReturnValue:
    """Every form with its versions, and which is in use."""
    authority, today = current_actor().home(queries.MANAGE).authority, clock.today()
    with db.reading() as session:
        found = queries.versions(session, authority)
        used = queries.uses(session, authority, today)
        planned = queries.planned(session, authority, today)
    return render_template(
        "presentations/question_sets/index.html", versions=found, used=set(used.values()), planned=planned
    )


@blueprint.get("/<uuid:question_set_id>")
@requires("question_set.manage")
def show(question_set_id: UUID) -> ResponseReturnValue:
    """One version: its questions, weights, bands, and where it is from."""
    actor = current_actor()
    with db.reading() as session:
        stored = queries.one(session, actor, question_set_id)
        used = queries.uses(session, actor.home(queries.MANAGE).authority, clock.today())
    return render_template(
        "presentations/question_sets/one.html",
        stored=stored,
        form=made(stored.document),
        kinds=KINDS,
        in_use=used.get(stored.key) == stored.id,
    )


@blueprint.get("/<uuid:question_set_id>/file.json")
@requires("question_set.manage")
def file(question_set_id: UUID) -> ResponseReturnValue:
    """One version as the file that it could be sent as."""
    with db.reading() as session:
        stored = queries.one(session, current_actor(), question_set_id)
    answer = Response(json.dumps(stored.document, indent=1, ensure_ascii=False), mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{stored.key}-{stored.version}.json"'
    return answer


@blueprint.route("/add", methods=["GET", "POST"])
@requires("question_set.manage")
def add() -> ResponseReturnValue:
    """A new version from a file; every fault is said at once."""
    form = AddForm()
    if form.validate_on_submit():
        try:
            stored = services.add_version(document=form.file.data.read(), by=current_actor(), now=clock.now())
            flash("The version is stored. It is in use from the day that you say", "success")
            return redirect(url_for("question_sets.show", question_set_id=stored.id), 303)
        except services.Faulty as error:
            for sentence in error.sentences:
                form.blame_question("file", sentence)
        except Refused as error:
            form.blame(error)
    return render_template("presentations/question_sets/add.html", form=form)


@blueprint.route("/<uuid:question_set_id>/use", methods=["GET", "POST"])
@requires("question_set.manage")
def use(question_set_id: UUID) -> ResponseReturnValue:
    """From when this version is used; or, with the second button, from when no version of this form is."""
    actor, form = current_actor(), UseForm(data={"from_on": clock.today()})
    with db.reading() as session:
        stored = queries.one(session, actor, question_set_id)
    if form.validate_on_submit():
        change = services.stop_using if "stop" in request.form else services.use_version
        try:
            change(question_set_id=stored.id, from_on=form.from_on.data, by=actor, now=clock.now())
            flash("It is written down which version is used from that day", "success")
            return redirect(url_for("question_sets.index"), 303)
        except Refused as error:
            form.blame(error)
    return render_template("presentations/question_sets/use.html", form=form, stored=stored)
