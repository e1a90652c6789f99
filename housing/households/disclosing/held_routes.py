"""The page on which a lead looks at an entry of the log that named somebody of concern."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes, db
from housing.access import current_actor, requires
from housing.households.disclosing import holding
from housing.households.disclosing.forms import HeldForm
from housing.households.disclosing.services import LISTS
from housing.refusals import Refused

blueprint = Blueprint("held_tellings", __name__, url_prefix="/disclosures/held")


@blueprint.route("/<uuid:held_id>", methods=["GET", "POST"])
@requires("alike.decide")
def held(held_id: UUID) -> ResponseReturnValue:
    """What was written down, and what it was."""
    actor, form = current_actor(), HeldForm()
    with db.reading() as session:
        shown = holding.one_held(session, actor, held_id)
        lists = {field: codes.choices(session, name, shown.household.authority_code) for field, name in LISTS.items()}
    words = {field: lists[field].get(getattr(shown.told, field), "") for field in LISTS}
    audit.record_reading(actor, "disclosure.read", shown.household, now=clock.now())
    if form.validate_on_submit():
        try:
            holding.decide_held(
                held_id=held_id, outcome=form.outcome.data, reason=form.reason.data or "", by=actor, now=clock.now()
            )
        except Refused as error:
            form.blame(error)
        else:
            flash("Recorded.", "success")
            return redirect(url_for("households.disclosing.log", household_id=shown.household.id), 303)
    return render_template(
        "households/disclosing/held.html", form=form, held=shown, words=words, outcomes=holding.OUTCOMES
    )  # fmt: skip
