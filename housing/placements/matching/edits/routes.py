"""Pinning, banning and lifting; and the list of pins and bans. Nothing is stored before its cost has been shown."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import Actor, current_actor, requires
from housing.placements.matching.blueprint import blueprint
from housing.placements.matching.edits import asked, queries
from housing.placements.matching.edits.forms import EditForm, LiftForm
from housing.placements.matching.edits.models import BAN, PIN
from housing.placements.matching.edits.preview import Preview, preview
from housing.placements.matching.edits.services import CostChanged, lift_edit, make_edit
from housing.refusals import Refused
from housing.web import Paging
from housing.web.filters import said_date

DONE = {
    PIN: "Pinned. The next run proposes this unit for this household, if every rule still allows it",
    BAN: "The next run does not propose this unit for this household",
}


@blueprint.route("/households/<uuid:household_id>/options/<uuid:unit_id>/pin", methods=["GET", "POST"])
@requires(queries.PERMISSION)
def pin(household_id: UUID, unit_id: UUID) -> ResponseReturnValue:
    """Propose this unit for this household from the next run on: why, how long, what it costs, confirm."""
    return _edit(PIN, household_id, unit_id)


@blueprint.route("/households/<uuid:household_id>/options/<uuid:unit_id>/ban", methods=["GET", "POST"])
@requires(queries.PERMISSION)
def ban(household_id: UUID, unit_id: UUID) -> ResponseReturnValue:
    """Never propose this unit for this household, nor offer it: why, how long, what it costs, confirm."""
    return _edit(BAN, household_id, unit_id)


@blueprint.get("/matching/edits")
@requires(queries.PERMISSION)
def edits() -> ResponseReturnValue:
    """Every pin and ban that counts today, and those that have ended."""
    actor, today = current_actor(), clock.today()
    with db.reading() as session:
        paging = Paging.of(queries.count_ended(session, actor, today), request.args.get("page"), queries.PAGE)
        standing = queries.standing(session, actor, today)
        ended = queries.ended(session, actor, today, page=paging.page)
    return render_template("placements/matching/edits/index.html", standing=standing, ended=ended, paging=paging)


@blueprint.route("/matching/edits/<uuid:edit_id>/lift", methods=["GET", "POST"])
@requires(queries.PERMISSION)
def lift(edit_id: UUID) -> ResponseReturnValue:
    """End a pin or a ban before its last day."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        edit = queries.one(session, actor, edit_id, clock.day_of(now))
    form = LiftForm()
    if form.validate_on_submit():
        try:
            lift_edit(edit_id=edit_id, by=actor, now=now, **form.answers())
            flash("Lifted. From the next run on it no longer counts", "success")
            return redirect(url_for("matching.edits"), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("placements/matching/edits/lift.html", edit=edit, form=form)


def _edit(kind: str, household_id: UUID, unit_id: UUID) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        wanted = asked.asked(session, actor, kind, household_id, unit_id)
        days = asked.days(session, wanted.authority, clock.day_of(now))
    form = EditForm(today=clock.day_of(now), data={"last_on": days.usual})
    form.allow_until(days.latest, said_date(days.latest))
    audit.record_reading(actor, "household.options", ("household", household_id), now=now)
    if not form.validate_on_submit() or request.form.get("change"):
        return _ask(wanted, form)
    try:
        if not form.seen.data:
            return _show(form, _previewed(wanted, form, actor, now))
        make_edit(kind=kind, household_id=household_id, unit_id=unit_id, by=actor, now=now, **form.answers())
    except CostChanged as changed:
        form.blame(changed)
        return _show(form, changed.preview)
    except Refused as refused:
        form.blame(refused)
        return _ask(wanted, form)
    flash(DONE[kind], "success")
    return redirect(url_for("matching.options", household_id=household_id), 303)


def _previewed(wanted: asked.Asked, form: EditForm, actor: Actor, now: datetime) -> Preview:
    return preview(
        kind=wanted.kind, household_id=wanted.household_id, unit_id=wanted.unit_id, last_on=form.last_on.data,
        by=actor, now=now,
    )  # fmt: skip


def _ask(wanted: asked.Asked, form: EditForm) -> ResponseReturnValue:
    form.show("")
    return render_template("placements/matching/edits/ask.html", wanted=wanted, form=form)


def _show(form: EditForm, shown: Preview) -> ResponseReturnValue:
    form.show(shown.key)
    return render_template("placements/matching/edits/preview.html", wanted=shown.wanted, shown=shown, form=form)
