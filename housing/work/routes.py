"""The worklist's pages."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.refusals import Refused
from housing.work import queries, services
from housing.work.forms import DoneForm
from housing.work.links import links

blueprint = Blueprint("work", __name__, url_prefix="/tasks")
BLUEPRINTS: tuple[Blueprint, ...] = (blueprint,)


@blueprint.get("")
@requires("task.read")
def index() -> ResponseReturnValue:
    """My tasks, those that nobody has taken, and my colleagues'."""
    actor = current_actor()
    with db.reading() as session:
        found = queries.worklist(session, actor)
    return render_template("work/index.html", work=found, now=clock.now(), links=lambda row: links(row, actor))


@blueprint.post("/<uuid:task_id>/take")
@requires("task.read")
def take(task_id: UUID) -> ResponseReturnValue:
    """Take a task."""
    try:
        services.claim_task(task_id=task_id, by=current_actor(), now=clock.now())
    except Refused as refused:
        flash(str(refused))
    return redirect(url_for("work.index"))


@blueprint.post("/<uuid:task_id>/let-go")
@requires("task.read")
def let_go(task_id: UUID) -> ResponseReturnValue:
    """Give a task back to the team."""
    try:
        services.let_go_of_task(task_id=task_id, by=current_actor(), now=clock.now())
    except Refused as refused:
        flash(str(refused))
    return redirect(url_for("work.index"))


@blueprint.route("/<uuid:task_id>/done", methods=["GET", "POST"])
@requires("task.read")
def done(task_id: UUID) -> ResponseReturnValue:
    """Say what was done."""
    actor = current_actor()
    form = DoneForm()
    with db.reading() as session:
        row = queries.one(session, actor, task_id)
    if form.validate_on_submit():
        try:
            services.finish_task(task_id=task_id, words=form.words.data or "", by=actor, now=clock.now())
            flash("The task is done", "success")
            return redirect(url_for("work.index"))
        except Refused as refused:
            form.blame(refused)
    return render_template("work/done.html", form=form, row=row)
