"""The pages of the MARAC: is a referral owed, what was heard, is it a repeat."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.households.case import back_to, saved
from housing.presentations.blueprint import blueprint
from housing.presentations.case import presented
from housing.presentations.marac import queries, services
from housing.presentations.marac.forms import HearingForm
from housing.presentations.marac.owing import repeats
from housing.presentations.queries import latest_risk
from housing.presentations.recording import marac_owed
from pathway.clocks import running
from pathway.duties import clock as clock_of

REPEAT = "marac-repeat"


@blueprint.get("/<uuid:household_id>/marac")
@requires("household.edit")
def marac(household_id: UUID) -> ResponseReturnValue:
    """What is owed, and every hearing."""
    presentation = presented(household_id)
    now, risk = clock.now(), latest_risk(presentation)
    with db.reading() as session:
        heard = queries.hearings(session, current_actor(), household_id)
    last = heard[0].heard_on if heard else None
    return render_template(
        "presentations/marac/index.html",
        presentation=presentation,
        household=presentation.household,
        hearings=heard,
        owed=marac_owed(risk, now, last),
        repeat=repeats(last, risk.further_abuse_on if risk else None, now),
        until=running(clock_of(REPEAT, last), last, clock.day_of(now)).last_on if last else None,
    )


@blueprint.route("/<uuid:household_id>/marac/add", methods=["GET", "POST"])
@requires("household.edit")
def add_hearing(household_id: UUID) -> ResponseReturnValue:
    """The MARAC heard her case."""
    presentation = presented(household_id)
    form = HearingForm(today=clock.today())

    def save() -> object:
        return services.record_hearing(
            presentation_id=presentation.id, heard_on=form.heard_on.data, meeting=form.meeting.data,
            actions=form.actions.data, by=current_actor(), now=clock.now(),
        )  # fmt: skip

    if saved(form, presentation.version, save):
        flash("What the MARAC heard is recorded", "success")
        return back_to("presentations.marac", household_id)
    return render_template("presentations/marac/add.html", form=form, household=presentation.household)
