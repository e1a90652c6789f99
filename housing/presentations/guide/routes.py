"""Pages of the guide: what each stage owes, for everybody who owes it; changes for the administrator."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes, db
from housing.access import ROLE_TITLES, Actor, current_actor, requires
from housing.presentations.guide import owing, queries, services
from housing.presentations.guide.forms import RetireForm, RowForm, answers_of
from housing.refusals import Refused
from housing.web.lists import Column
from pathway.conditions import CONDITIONS
from pathway.stages import OPEN

blueprint = Blueprint("guide", __name__, url_prefix="/guide")
COLUMNS = (Column("Owed"), Column("By whom"), Column("By when"), Column("To whom"), Column("Source"))
ROLES = {role.value: title for role, title in ROLE_TITLES.items()}


@blueprint.get("")
@requires("guide.read")
def index() -> ResponseReturnValue:
    """What each stage owes today, and what changes soon."""
    actor, today = current_actor(), clock.today()
    authority = _authority(actor)
    with db.reading() as session:
        rows = queries.rows(session, authority, today)
        coming = queries.coming(session, authority, today)
        begins = codes.setting(session, owing.BEGINS, authority=authority, on=today)
    stages = [(stage, [(row, queries.support_of(row)) for row in rows if row.stage == stage.value]) for stage in OPEN]
    return render_template(
        "presentations/guide/index.html",
        stages=stages,
        coming=coming,
        begins=date.fromisoformat(begins),
        columns=COLUMNS,
        roles=ROLES,
        conditions={slug: each.words for slug, each in CONDITIONS.items()},
        may_edit=actor.may(services.EDIT),
        may_climb=actor.may("task.ladders"),
        may_law=actor.may("law.edit"),
    )


@blueprint.route("/add", methods=["GET", "POST"])
@requires("guide.edit")
def add() -> ResponseReturnValue:
    """Owe something more."""
    form = RowForm(data={"from_on": clock.today(), "only": "none", "kept_by": "none"}, today=clock.today())
    if form.validate_on_submit():
        try:
            services.add_row(said=form.said(), by=current_actor(), now=clock.now())
            flash("It is in the guide", "success")
            return redirect(url_for("guide.index"), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("presentations/guide/change.html", form=form, row=None)


@blueprint.get("/<slug>")
@requires("guide.read")
def history(slug: str) -> ResponseReturnValue:
    """How one row came to be what it is."""
    with db.reading() as session:
        rows = queries.history(session, _authority(current_actor()), slug)
    return render_template(
        "presentations/guide/history.html",
        rows=[(row, queries.support_of(row)) for row in rows],
        slug=slug,
        roles=ROLES,
        may_edit=current_actor().may(services.EDIT),
    )


@blueprint.route("/<slug>/change", methods=["GET", "POST"])
@requires("guide.edit")
def change(slug: str) -> ResponseReturnValue:
    """Say it differently from a day on."""
    actor, today = current_actor(), clock.today()
    with db.reading() as session:
        newest = queries.history(session, _authority(actor), slug)[0]
    form = RowForm(data=answers_of(newest, today), today=today)
    if form.validate_on_submit():
        try:
            services.change_row(slug=slug, said=form.said(), by=actor, now=clock.now())
            flash("The guide is changed. Tasks that are made stay as they are", "success")
            return redirect(url_for("guide.history", slug=slug), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("presentations/guide/change.html", form=form, row=newest)


@blueprint.route("/<slug>/retire", methods=["GET", "POST"])
@requires("guide.edit")
def retire(slug: str) -> ResponseReturnValue:
    """Owe it no more from a day on."""
    actor = current_actor()
    with db.reading() as session:
        newest = queries.history(session, _authority(actor), slug)[0]
    form = RetireForm(data={"from_on": clock.today()}, today=clock.today())
    if form.validate_on_submit():
        try:
            services.retire_row(slug=slug, from_on=form.from_on.data, by=actor, now=clock.now())
            flash("It is owed no more from that day on", "success")
            return redirect(url_for("guide.history", slug=slug), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("presentations/guide/retire.html", form=form, row=newest)


def _authority(actor: Actor) -> str:
    return actor.home(services.READ).authority
