"""Long stays and overdue moves: the list, and the page on which the council says that they may stay longer."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import current_actor, requires
from housing.placements.lengths import queries
from housing.placements.lengths.forms import LongerForm
from housing.placements.lengths.services import AUTHORISE, authorise_longer
from housing.refusals import Refused
from housing.web import Column, Paging

blueprint = Blueprint("lengths", __name__)
COLUMNS = (Column("Household"), Column("Unit"), Column("Since"), Column("What is past"), Column("Do"))


@blueprint.get("/stays/long")
@requires(queries.SEE)
def index() -> ResponseReturnValue:
    """Who has stayed past the limit or near it, or was to have left or moved."""
    actor, today = current_actor(), clock.today()
    with db.reading() as session:
        found = queries.long_stays(session, actor, today=today)
    paging = Paging.of(len(found), request.args.get("page"))
    return render_template(
        "placements/lengths/index.html", found=found[paging.offset : paging.offset + paging.size], paging=paging,
        columns=COLUMNS, today=today, may_authorise=actor.may(AUTHORISE),
        page_href=lambda number: url_for("lengths.index", page=number),
    )  # fmt: skip


@blueprint.route("/stays/<uuid:stay_id>/longer", methods=["GET", "POST"])
@requires(AUTHORISE)
def longer(stay_id: UUID) -> ResponseReturnValue:
    """Say that they may stay longer."""
    actor, now = current_actor(), clock.now()
    form = LongerForm(today=clock.day_of(now))
    with db.reading() as session:
        found = queries.one(session, actor, stay_id, today=clock.day_of(now))
    if form.validate_on_submit():
        try:
            authorise_longer(stay_id=stay_id, by=actor, now=now, **form.answers())
            flash(f"{found.reference} may stay longer. It is kept with the stay", "success")
            return redirect(url_for("lengths.index"), 303)
        except Refused as refused:
            form.blame(refused)
    audit.record_reading(actor, "stay.read", ("household", found.household_id), now=now)
    return render_template("placements/lengths/longer.html", form=form, found=found)
