"""The page on which the council says that an offer is a transfer."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import current_actor, requires
from housing.placements.offers import queries
from housing.placements.transfers.forms import TransferForm
from housing.placements.transfers.services import MAKE, record_transfer, stay_of
from housing.refusals import Refused

blueprint = Blueprint("transfers", __name__)


@blueprint.route("/offers/<uuid:offer_id>/transfer", methods=["GET", "POST"])
@requires(MAKE)
def record(offer_id: UUID) -> ResponseReturnValue:
    """They live somewhere already: on the day they arrive here, that stay ends."""
    actor, now, form = current_actor(), clock.now(), TransferForm()
    with db.reading() as session:
        offer = queries.offer(session, actor, offer_id).offer
        stay = stay_of(session, offer.household_id)
    if form.validate_on_submit():
        try:
            record_transfer(offer_id=offer_id, by=actor, now=now, **form.answers())
            flash("Recorded. The old stay ends by itself on the day they arrive", "success")
            return redirect(url_for("offers.show", offer_id=offer_id), 303)
        except Refused as refused:
            form.blame(refused)
    audit.record_reading(actor, "stay.read", ("household", offer.household_id), now=now)
    return render_template("placements/transfers/record.html", form=form, offer=offer, stay=stay)
