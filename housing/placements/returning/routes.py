"""She has come back: the page on which she is asked what still holds, and nothing that she has told before."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import current_actor, requires
from housing.forms import Choices, HavenForm, Option
from housing.placements.moving.planning import EDIT
from housing.placements.returning.services import known_before, still_right
from housing.presentations.queries import latest_of
from housing.refusals import Refused

blueprint = Blueprint("returning", __name__)


class StillForm(HavenForm):
    """What still holds."""

    sections = Choices(
        "What did she say is still right?", noun="What is still right", hint="Select all that apply",
        required="Select what she said is still right",
    )  # fmt: skip


@blueprint.route("/households/<uuid:household_id>/since-last-time", methods=["GET", "POST"])
@requires(EDIT)
def ask(household_id: UUID) -> ResponseReturnValue:
    """What was known before: still right, or to be changed."""
    actor, now, form = current_actor(), clock.now(), StillForm()
    with db.reading() as session:
        presentation = latest_of(session, actor, household_id, EDIT)
        known = known_before(session, presentation)
    form.sections.options = [Option(each.section.slug, each.section.title) for each in known if each.confirmed is None]
    if form.validate_on_submit():
        try:
            still_right(household_id=household_id, sections=form.sections.data, by=actor, now=now)
            flash("Written down", "success")
            return redirect(url_for("returning.ask", household_id=household_id), 303)
        except Refused as refused:
            form.blame(refused)
    audit.record_reading(actor, "household.read", presentation.household, now=now)
    return render_template("placements/returning/ask.html", form=form, household=presentation.household, known=known)
