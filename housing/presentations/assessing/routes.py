"""The pages on her situation and on the risk."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.households.case import back_to, saved
from housing.presentations import services
from housing.presentations.assessing.forms import RiskForm, SituationForm, stored_risk, stored_situation
from housing.presentations.blueprint import blueprint
from housing.presentations.case import presented
from housing.presentations.marac.queries import heard_on
from housing.presentations.models import RiskEntry
from housing.presentations.queries import current_band, latest_risk
from housing.presentations.question_sets.queries import dash_limits
from housing.presentations.recording import marac_owed
from housing.presentations.situation import FORM
from pathway.thresholds import dash_thresholds


@blueprint.route("/<uuid:household_id>/situation", methods=["GET", "POST"])
@requires("household.edit")
def situation(household_id: UUID) -> ResponseReturnValue:
    """Ask whether she is safe, and where she is."""
    presentation = presented(household_id)
    form = SituationForm(data=stored_situation(presentation.situation))

    def save() -> object:
        return services.record_situation(
            presentation_id=presentation.id,
            answers=form.facts(),
            by=current_actor(),
            now=clock.now(),
            version=form.opened_with,
        )

    if saved(form, presentation.version, save):
        return back_to("households.tasks", household_id)
    return render_template(
        "households/section.html", form=form, household=presentation.household, title="Safe now, and where"
    )


@blueprint.route("/<uuid:household_id>/risk", methods=["GET", "POST"])
@requires("household.edit")
def risk(household_id: UUID) -> ResponseReturnValue:
    """Enter the DASH and what it comes to; say at once where a MARAC referral is owed."""
    presentation = presented(household_id)
    last = latest_risk(presentation)
    with db.reading() as session:
        heard = heard_on(session, household_id)
        limits = dash_limits(session, presentation.authority_code, clock.today())
    form = RiskForm(data=stored_risk(last, clock.today()) if last else {}, today=clock.today())
    form.limit((limits or dash_thresholds(FORM, clock.today())).highest)
    made: list[RiskEntry] = []

    def save() -> None:
        entry = services.record_risk(
            presentation_id=presentation.id,
            risk=replace(form.risk(), limits=limits),
            by=current_actor(),
            now=clock.now(),
            version=form.opened_with,
        )
        made.append(entry)

    if saved(form, presentation.version, save):
        owed = marac_owed(made[0], clock.now(), heard)
        if owed.owed:
            flash(" ".join(owed.because))
        return back_to("households.tasks", household_id)
    return render_template(
        "presentations/risk.html",
        form=form,
        household=presentation.household,
        owed=marac_owed(last, clock.now(), heard),
        last=last,
        band=current_band(presentation),
    )
