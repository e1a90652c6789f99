"""Options now for one household, and offering one of them."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import NotFound, current_actor, requires
from housing.placements.matching.blueprint import blueprint
from housing.placements.matching.decisions.forms import OfferForm
from housing.placements.matching.fresh import to_confirm
from housing.placements.matching.options.queries import look
from housing.placements.matching.options.services import offer_unit
from housing.placements.matching.settling import of_units
from housing.presentations.funding.nights import weekly_charge
from housing.presentations.funding.offering import before_offer
from housing.refusals import Refused
from housing.sanctuary.option import staying


@blueprint.get("/households/<uuid:household_id>/options")
@requires("options.see")
def options(household_id: UUID) -> ResponseReturnValue:
    """Units that she could go to now, best first; the others with the reason."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        page = look(session, actor, household_id, now=now)
        confirm_first = to_confirm(session, page.every_unit, now=now)
        settle = of_units(session, page.every_unit, on=clock.day_of(now))
        home = staying(session, actor, page.presentation.household, now=now)
    audit.record_reading(actor, "household.options", page.presentation.household, now=now)
    return render_template(
        "placements/matching/options.html",
        page=page,
        today=clock.day_of(now),
        may_offer=actor.may("offer.make"),
        may_edit=actor.may("match.edit"),
        confirm_first=confirm_first,
        settle=settle,
        home=home,
    )


@blueprint.route("/households/<uuid:household_id>/options/<uuid:unit_id>", methods=["GET", "POST"])
@requires("offer.make")
def offer(household_id: UUID, unit_id: UUID) -> ResponseReturnValue:
    """Offer one unit: what speaks for it once more, and the reason where a run proposed another."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        page = look(session, actor, household_id, now=now, permission="offer.make")
        confirm_first = to_confirm(session, page.every_unit, now=now)
        settle = of_units(session, page.every_unit, on=clock.day_of(now))
        option = page.option(unit_id)
        if option is None:
            raise NotFound("unit")
        household, today = page.presentation.household, clock.day_of(now)
        nights = before_offer(
            session, household, from_on=option.from_on, today=today, weekly=weekly_charge(session, unit_id)
        )
    differs = page.proposed is not None and page.proposed != unit_id
    form = OfferForm()
    if option.unit.id not in confirm_first:
        form.without_confirming()
    if not differs:
        del form.reason
    elif form.reason is not None:
        form.reason.required = "Enter the reason"
    if form.validate_on_submit():
        try:
            offer_unit(
                presentation_id=page.presentation.id, unit_id=unit_id, proposal_id=page.proposal_id,
                proposed=page.proposed, reason=form.reason.data if differs else None,
                confirming=form.confirming(), by=actor, now=now,
            )  # fmt: skip
            flash("The unit is held and the provider has been asked", "success")
            return redirect(url_for("households.page", household_id=household_id), 303)
        except Refused as refused:
            form.blame(refused)
    audit.record_reading(actor, "household.options", page.presentation.household, now=now)
    said = {"confirm_first": confirm_first, "settle": settle, "nights": nights}
    return render_template("placements/matching/offer.html", page=page, option=option, form=form, **said)
