"""The pages on one person of concern's places."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes
from housing.access import NotFound, current_actor, requires
from housing.households import services
from housing.households.case import SectionForm, back_to, opened, options, saved
from housing.households.concerns import concern_of
from housing.households.danger import listing
from housing.households.danger.forms import DangerPlaceForm, NotKnownForm
from housing.households.points import described, wards

blueprint = Blueprint("danger_places", __name__, url_prefix="/<uuid:household_id>/concerns/<uuid:concern_id>/places")


@blueprint.get("")
@requires("household.edit")
def places(household_id: UUID, concern_id: UUID) -> ResponseReturnValue:
    """Where this person lives, works and goes, as far as she knows."""
    with opened(household_id) as (session, household):
        person = concern_of(household, concern_id)
        kinds = codes.choices(session, "concern_place", household.authority_code)
        names = described(session, person.places)
    items = listing.places(household, person, kinds, names)
    return render_template("households/concern_places.html", household=household, person=person, items=items)


@blueprint.route("/add", methods=["GET", "POST"])
@requires("household.edit")
def add(household_id: UUID, concern_id: UUID) -> ResponseReturnValue:
    """Record a place and the distance to keep."""
    with opened(household_id) as (session, household):
        concern_of(household, concern_id)
        form = DangerPlaceForm()
        form.kind.options = options(codes.choices(session, "concern_place", household.authority_code))
        form.ward.options = options(wards(session, household.authority_code))

    def save() -> object:
        return services.add_place_of_concern(
            household_id=household_id,
            concern_id=concern_id,
            place=form.place(),
            by=current_actor(),
            now=clock.now(),
        )

    if saved(form, household.version, save):
        return back_to("households.danger_places.places", household_id, concern_id=concern_id)
    return render_template(
        "households/item.html",
        form=form,
        household=household,
        title="A place to keep away from",
        back=_list(household_id, concern_id),
    )


@blueprint.route("/<uuid:place_id>/remove", methods=["GET", "POST"])
@requires("household.edit")
def remove(household_id: UUID, concern_id: UUID, place_id: UUID) -> ResponseReturnValue:
    """Ask, then take the place off."""
    with opened(household_id) as (_, household):
        if place_id not in {place.id for place in concern_of(household, concern_id).places}:
            raise NotFound("place")
        form = SectionForm()

    def save() -> object:
        return services.remove_place_of_concern(
            household_id=household_id, concern_id=concern_id, place_id=place_id, by=current_actor(), now=clock.now()
        )

    if saved(form, household.version, save):
        return back_to("households.danger_places.places", household_id, concern_id=concern_id)
    return render_template(
        "households/remove.html",
        form=form,
        household=household,
        title="Remove a place to keep away from",
        what="this place",
        warn="Homes near it can then be proposed.",
        back=_list(household_id, concern_id),
    )


@blueprint.route("/not-known", methods=["GET", "POST"])
@requires("household.edit")
def not_known(household_id: UUID, concern_id: UUID) -> ResponseReturnValue:
    """She does not know where they are."""
    with opened(household_id) as (_, household):
        form = NotKnownForm(data={"why": concern_of(household, concern_id).places_why})

    def save() -> object:
        return services.places_not_known(
            household_id=household_id,
            concern_id=concern_id,
            why=form.why.data or "",
            by=current_actor(),
            now=clock.now(),
            version=form.opened_with,
        )

    if saved(form, household.version, save):
        return back_to("households.danger.people", household_id)
    return render_template(
        "households/item.html",
        form=form,
        household=household,
        title="She does not know where they are",
        back=_list(household_id, concern_id),
    )


def _list(household_id: UUID, concern_id: UUID) -> str:
    return url_for("households.danger_places.places", household_id=household_id, concern_id=concern_id)
