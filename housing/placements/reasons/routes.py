"""What a reason leads to, for the council to read and to change; and looking again for somebody who waits."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.placements.reasons.forms import ConsequenceForm
from housing.placements.reasons.listing import Listed, listed_reasons
from housing.placements.reasons.parking import look_again_now
from housing.placements.reasons.setting import SET, set_consequence
from housing.refusals import Refused
from housing.web import Column
from pathway.consequences import Side

blueprint = Blueprint("reasons", __name__)
COLUMNS = (Column("Reason"), Column("What follows"), Column("Change"))
TITLES = {Side.HERS: "When she says no", Side.PROVIDER: "When a provider says no"}
SIDES = {"hers": Side.HERS, "providers": Side.PROVIDER}


@blueprint.get("/offers/reasons")
@requires(SET)
def every() -> ResponseReturnValue:
    """Every reason of both sides, and what it leads to."""
    authority, today = current_actor().home(SET).authority, clock.today()
    with db.reading() as session:
        found = [
            (name, TITLES[side], listed_reasons(session, side, authority, on=today)) for name, side in SIDES.items()
        ]
    return render_template("placements/reasons/index.html", found=found, columns=COLUMNS)


@blueprint.route("/offers/reasons/<side>/<slug>", methods=["GET", "POST"])
@requires(SET)
def change(side: str, slug: str) -> ResponseReturnValue:
    """What one reason leads to from today on."""
    which = SIDES.get(side) or abort(404)
    listed = _listed(which)
    if slug not in listed.labels:
        abort(404)
    row = listed.rows.get(slug)
    stored = {"consequence": row.consequence, "days": row.days, "says": "\n".join(row.says)} if row else {}
    form = ConsequenceForm(data=stored)
    form.offer(which)
    if form.validate_on_submit():
        try:
            set_consequence(
                side=which, slug=slug, consequence=form.consequence.data, days=form.days.data,
                says=(form.says.data or "").splitlines(), by=current_actor(), now=clock.now(),
            )  # fmt: skip
            flash("Saved. It counts from today on, and changes nothing that has happened", "success")
            return redirect(url_for("reasons.every"), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("placements/reasons/change.html", form=form, label=listed.labels[slug], title=TITLES[which])


@blueprint.post("/households/<uuid:household_id>/look-again")
@requires("offer.make")
def look_again(household_id: UUID) -> ResponseReturnValue:
    """Look for places again before the day that was set."""
    try:
        look_again_now(household_id=household_id, by=current_actor(), now=clock.now())
        flash("Places are looked for again, from the next run on", "success")
    except Refused as refused:
        flash(str(refused))
    return redirect(url_for("households.page", household_id=household_id), 303)


def _listed(side: Side) -> Listed:
    with db.reading() as session:
        return listed_reasons(session, side, current_actor().home(SET).authority, on=clock.today())
