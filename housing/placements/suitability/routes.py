"""The page on which it is reasoned why a place is suitable, and on which what was reasoned is read."""

from __future__ import annotations

import json
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import current_actor, requires
from housing.placements.offers import queries
from housing.placements.suitability.forms import suitability_form
from housing.placements.suitability.services import MAKE, newest, reason_suitability
from housing.refusals import Refused
from pathway.suitability import heads

blueprint = Blueprint("suitability", __name__)


@blueprint.route("/offers/<uuid:offer_id>/suitability", methods=["GET", "POST"])
@requires(MAKE)
def reason(offer_id: UUID) -> ResponseReturnValue:
    """Why the place is suitable for this household."""
    actor, now = current_actor(), clock.now()
    today = clock.day_of(now)
    with db.reading() as session:
        offer = queries.offer(session, actor, offer_id).offer
        last = newest(session, offer_id)
    stored = {**json.loads(last.answers), "outcome": "yes" if last.suitable else "no"} if last else {}
    form = suitability_form(today)(data=stored)
    if form.validate_on_submit():
        answers = form.answers()
        suitable = answers.pop("outcome") == "yes"
        try:
            reason_suitability(offer_id=offer_id, answers=answers, suitable=suitable, by=actor, now=now)
            flash("Kept with the offer", "success")
            return redirect(url_for("offers.show", offer_id=offer_id), 303)
        except Refused as refused:
            form.blame(refused)
    audit.record_reading(actor, "suitability.read", ("household", offer.household_id), now=now)
    return render_template("placements/suitability/reason.html", form=form, offer=offer, last=last, heads=heads(today))
