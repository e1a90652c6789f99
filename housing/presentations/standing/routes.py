"""The pages of decisions: the band by hand, a move along the pathway, the end."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from housing import clock, codes, db
from housing.access import current_actor, requires
from housing.households.case import back_to, options, saved
from housing.presentations import endings, services, situation
from housing.presentations.blueprint import blueprint
from housing.presentations.case import presented
from housing.presentations.deciding import LOWER
from housing.presentations.queries import current_band, current_stage, latest_band
from housing.presentations.standing.forms import BandForm, EndForm, MoveForm
from pathway.stages import moves_from


@blueprint.route("/<uuid:household_id>/band", methods=["GET", "POST"])
@requires("presentation.band")
def band(household_id: UUID) -> ResponseReturnValue:
    """Show how the band came about; raise it, or lower it."""
    presentation = presented(household_id, "presentation.band")
    current = current_band(presentation)
    form = BandForm()
    form.offer(current, lower=current_actor().may(LOWER))

    def save() -> object:
        change = services.raise_band if form.to.data < current else services.lower_band
        return change(
            presentation_id=presentation.id,
            to=form.to.data,
            reason=form.reason.data or "",
            by=current_actor(),
            now=clock.now(),
            version=form.opened_with,
        )

    if saved(form, presentation.version, save):
        flash(f"The household is now in band {form.to.data}.", "success")
        return back_to("households.page", household_id)
    return render_template(
        "presentations/band.html",
        form=form,
        household=presentation.household,
        current=current,
        decision=latest_band(presentation),
        banding=situation.banding(presentation, presentation.household, clock.today()),
    )


@blueprint.route("/<uuid:household_id>/stage", methods=["GET", "POST"])
@requires("household.edit")
def stage(household_id: UUID) -> ResponseReturnValue:
    """Record what has happened."""
    presentation = presented(household_id)
    now_at = current_stage(presentation)
    moves = moves_from(now_at)
    form = MoveForm()
    form.offer(moves)

    def save() -> object:
        return services.move_stage(
            presentation_id=presentation.id,
            move=form.move.data,
            reason=form.reason.data,
            confirmed=form.confirmed.data,
            by=current_actor(),
            now=clock.now(),
            version=form.opened_with,
        )

    if saved(form, presentation.version, save):
        asks = next((move.asks for move in moves if move.slug == form.move.data), ())
        for sentence in asks:
            flash(sentence)
        return back_to("households.page", household_id)
    return render_template("presentations/stage.html", form=form, household=presentation.household, stage=now_at)


@blueprint.route("/<uuid:household_id>/end", methods=["GET", "POST"])
@requires("household.edit")
def end(household_id: UUID) -> ResponseReturnValue:
    """Record how it ended."""
    presentation = presented(household_id)
    form = EndForm()
    form.offer(endings.possible(current_stage(presentation)))
    with db.reading() as session:
        form.reason.options = options(codes.choices(session, "not_supported_reason", presentation.authority_code))

    def save() -> object:
        return services.end_presentation(
            presentation_id=presentation.id,
            ending=form.ending.data,
            reason=form.reason.data,
            confirmed=form.confirmed.data,
            by=current_actor(),
            now=clock.now(),
            version=form.opened_with,
        )

    if saved(form, presentation.version, save):
        flash("The presentation has ended. The household can come back at any time.", "success")
        return back_to("households.page", household_id)
    return render_template("presentations/end.html", form=form, household=presentation.household)
