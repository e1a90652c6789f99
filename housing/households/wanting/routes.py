"""The pages on needs, money and wishes."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from housing import clock, codes
from housing.access import current_actor, requires
from housing.households import services
from housing.households.case import answered, back_to, opened, options, saved, ticked
from housing.households.wanting.forms import MoneyForm, NeedsForm, WishesForm

blueprint = Blueprint("wanting", __name__, url_prefix="/<uuid:household_id>")


@blueprint.route("/needs", methods=["GET", "POST"])
@requires("household.edit")
def needs(household_id: UUID) -> ResponseReturnValue:
    """Ask what any home must offer."""
    with opened(household_id) as (session, household):
        lists = {name: ticked(household, name) for name in ("access_needs", "pets", "preferred_services")}
        form = NeedsForm(data={**lists, "support_need": household.support_need})
        council = household.authority_code
        form.pets.options = options(codes.choices(session, "pet", council), "No animals")
        form.preferred_services.options = options(codes.choices(session, "service", council), "No preference")

    def save() -> object:
        return services.save_needs(
            household_id=household_id,
            access_needs=answered(form.access_needs.data),
            support_need=form.support_need.data,
            pets=answered(form.pets.data),
            preferred_services=answered(form.preferred_services.data),
            by=current_actor(),
            now=clock.now(),
            version=form.opened_with,
        )

    if saved(form, household.version, save):
        return back_to("households.tasks", household_id)
    return render_template("households/section.html", form=form, household=household, title="Needs")


@blueprint.route("/money", methods=["GET", "POST"])
@requires("household.edit")
def money(household_id: UUID) -> ResponseReturnValue:
    """Ask about public funds and ways of paying."""
    with opened(household_id) as (session, household):
        form = MoneyForm(data={"immigration": household.immigration, "funding": ticked(household, "funding")})
        council = household.authority_code
        form.immigration.options = options(codes.choices(session, "immigration", council))
        form.funding.options = options(codes.choices(session, "funding_route", council), "None is known yet")

    def save() -> object:
        return services.save_money(
            household_id=household_id,
            immigration=form.immigration.data,
            funding=answered(form.funding.data),
            by=current_actor(),
            now=clock.now(),
            version=form.opened_with,
        )

    if saved(form, household.version, save):
        return back_to("households.tasks", household_id)
    return render_template("households/section.html", form=form, household=household, title="Money and immigration")


@blueprint.route("/wishes", methods=["GET", "POST"])
@requires("household.edit")
def wishes(household_id: UUID) -> ResponseReturnValue:
    """Ask what she wants."""
    with opened(household_id) as (_, household):
        stored = dict(zip(("first", "second", "third"), household.accepts, strict=False))
        form = WishesForm(data={**stored, "wants_to_stay": household.wants_to_stay})

    def save() -> object:
        return services.save_wishes(
            household_id=household_id,
            accepts=form.accepts,
            wants_to_stay=form.wants_to_stay.truth,
            by=current_actor(),
            now=clock.now(),
            version=form.opened_with,
        )

    if saved(form, household.version, save):
        return back_to("households.tasks", household_id)
    return render_template("households/section.html", form=form, household=household, title="What she wants")
