"""The equality questions of one household."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes
from housing.access import current_actor, requires
from housing.households.case import back_to, opened, options, saved
from housing.households.equality import queries, services
from housing.households.equality.forms import EqualityForm

blueprint = Blueprint("equality", __name__, url_prefix="/<uuid:household_id>/equality")


@blueprint.route("", methods=["GET", "POST"])
@requires("household.edit")
def ask(household_id: UUID) -> ResponseReturnValue:
    """Ask, and say first what the answers are for."""
    with opened(household_id) as (session, household):
        form = EqualityForm(data=queries.read(queries.latest(session, household_id)))
        for name in queries.QUESTIONS:
            form[name].options = options(codes.choices(session, f"equality_{name}", household.authority_code))

    def save() -> object:
        return services.save_answers(
            household_id=household_id, answers=form.answers(*queries.QUESTIONS), by=current_actor(), now=clock.now()
        )

    if saved(form, household.version, save):
        flash("Saved.", "success")
        return back_to("households.tasks", household_id)
    back = url_for("households.tasks", household_id=household_id)
    return render_template("households/equality.html", form=form, household=household, back=back)
