"""The pages on areas to avoid and places to be near."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes
from housing.access import NotFound, current_actor, requires
from housing.households import services
from housing.households.around import listing
from housing.households.around.forms import AreasForm, NearForm
from housing.households.asked import was_asked
from housing.households.case import NONE, SectionForm, answered, back_to, opened, options, saved
from housing.households.models import Household
from housing.households.points import described, wards
from housing.refusals import Refused

blueprint = Blueprint("around", __name__, url_prefix="/<uuid:household_id>")


@blueprint.route("/areas", methods=["GET", "POST"])
@requires("household.edit")
def areas(household_id: UUID) -> ResponseReturnValue:
    """Ask where she cannot live."""
    with opened(household_id) as (session, household):
        form = AreasForm(data=_stored(household))
        form.wards.options = options(wards(session, household.authority_code), "None of these")

    def save() -> object:
        return services.save_areas(
            household_id=household_id,
            wards=answered(form.wards.data),
            leave_council=form.leave_council.data,
            by=current_actor(),
            now=clock.now(),
            version=form.opened_with,
        )

    if saved(form, household.version, save):
        return back_to("households.tasks", household_id)
    return render_template("households/section.html", form=form, household=household, title="Where she cannot live")


@blueprint.get("/near")
@requires("household.edit")
def near(household_id: UUID) -> ResponseReturnValue:
    """Everything the household needs to be near."""
    with opened(household_id) as (session, household):
        kinds = codes.choices(session, "near_place", household.authority_code)
        names = described(session, household.near)
    return render_template("households/near.html", household=household, items=listing.near(household, kinds, names))


@blueprint.route("/near/add", methods=["GET", "POST"])
@requires("household.edit")
def add_near(household_id: UUID) -> ResponseReturnValue:
    """Record a place to be near."""
    with opened(household_id) as (session, household):
        form = NearForm(data={"importance": 3})
        form.kind.options = options(codes.choices(session, "near_place", household.authority_code))
        form.ward.options = options(wards(session, household.authority_code))

    def save() -> object:
        return services.add_near_place(household_id=household_id, near=form.near(), by=current_actor(), now=clock.now())

    if saved(form, household.version, save):
        return back_to("households.around.near", household_id)
    return render_template(
        "households/item.html", form=form, household=household, title="A place to be near", back=_list(household_id)
    )


@blueprint.route("/near/<uuid:near_id>/remove", methods=["GET", "POST"])
@requires("household.edit")
def remove_near(household_id: UUID, near_id: UUID) -> ResponseReturnValue:
    """Ask, then take the place off."""
    with opened(household_id) as (_, household):
        if near_id not in {place.id for place in household.near}:
            raise NotFound("place")
        form = SectionForm()

    def save() -> object:
        return services.remove_near_place(
            household_id=household_id, near_id=near_id, by=current_actor(), now=clock.now()
        )

    if saved(form, household.version, save):
        return back_to("households.around.near", household_id)
    return render_template(
        "households/remove.html",
        form=form,
        household=household,
        title="Remove a place to be near",
        what="this place",
        back=_list(household_id),
    )


@blueprint.post("/near/none")
@requires("household.edit")
def nowhere(household_id: UUID) -> ResponseReturnValue:
    """Asked: there is nowhere."""
    try:
        services.nowhere_near(household_id=household_id, by=current_actor(), now=clock.now())
    except Refused as error:
        flash(str(error))
    return redirect(_list(household_id), 303)


def _list(household_id: UUID) -> str:
    return url_for("households.around.near", household_id=household_id)


def _stored(household: Household) -> dict[str, object]:
    inside = tuple(area.area_code for area in household.excluded if not area.outside)
    none = (NONE,) if was_asked(household, "excluded") else ()
    return {"wards": inside or none, "leave_council": any(area.outside for area in household.excluded)}
