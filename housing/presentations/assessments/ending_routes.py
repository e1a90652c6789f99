"""The pages that end an assessment: completing it, and setting it aside."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from housing import clock
from housing.access import current_actor, requires
from housing.households.case import back_to, saved
from housing.presentations.assessments import services, words
from housing.presentations.assessments.finishing import Verdict, kept_band
from housing.presentations.assessments.forms import BandForm, DashForm, FinishForm, SetAsideForm
from housing.presentations.assessments.routes import ONE, opened
from housing.presentations.assessments.sheet import Filled, filled
from housing.presentations.blueprint import blueprint
from pathway import dash
from pathway.assessments import band


def _form(now: Filled) -> FinishForm | BandForm:
    if now.form.key == dash.KEY:
        form: BandForm = DashForm(today=clock.today())
    elif now.form.bands:
        form = BandForm()
    else:
        return FinishForm()
    form.offer(now.form.bands, band(now.form, now.score.total))
    return form


def _verdict(form: FinishForm | BandForm) -> Verdict:
    given = form.answers()
    known = {name: given.get(name) for name in ("band", "reason", "further_abuse_on")}
    truths = {name: form[name].truth if name in form else None for name in ("judgement", "escalation")}
    return Verdict(**known, **truths)


@blueprint.route(f"{ONE}/finish", methods=["GET", "POST"])
@requires("household.edit")
def finish_assessment(household_id: UUID, assessment_id: UUID) -> ResponseReturnValue:
    """What it comes to so far, what is missing, and what whoever asked thinks of it."""
    presentation, found = opened(household_id, assessment_id)
    now = filled(found)
    form = _form(now)

    def save() -> object:
        return services.finish_assessment(
            assessment_id=found.id, verdict=_verdict(form), by=current_actor(), now=clock.now(),
            version=form.opened_with,
        )  # fmt: skip

    if saved(form, len(found.parts), save):
        flash(f"{now.form.title}: completed", "success")
        return back_to("presentations.assessment", household_id, assessment_id=found.id)
    return render_template(
        "presentations/assessments/finish.html",
        household=presentation.household,
        assessment=found,
        form=form,
        now=now,
        words=words,
        kept=kept_band(presentation, now, Verdict()) if now.form.key == dash.KEY else None,
    )


@blueprint.route(f"{ONE}/set-aside", methods=["GET", "POST"])
@requires("household.edit")
def set_assessment_aside(household_id: UUID, assessment_id: UUID) -> ResponseReturnValue:
    """Not going on with it."""
    presentation, found = opened(household_id, assessment_id)
    form = SetAsideForm()

    def save() -> object:
        return services.set_aside(assessment_id=found.id, why=form.why.data or "", by=current_actor(), now=clock.now())

    if saved(form, len(found.parts), save):
        flash("The assessment is set aside. It stays on record", "success")
        return back_to("presentations.assessments", household_id)
    return render_template(
        "presentations/assessments/set_aside.html", household=presentation.household, assessment=found, form=form
    )
