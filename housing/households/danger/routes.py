"""The pages on people of concern: a list, a page for each, "there is nobody", and a page that asks before removing."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes
from housing.access import current_actor, requires
from housing.households import services
from housing.households.case import SectionForm, back_to, opened, options, saved
from housing.households.concerns import concern_of
from housing.households.danger import listing
from housing.households.danger.forms import ConcernForm
from housing.households.family.partly import answered, shown_parts
from housing.refusals import Refused

blueprint = Blueprint("danger", __name__, url_prefix="/<uuid:household_id>/concerns")


@blueprint.get("")
@requires("household.edit")
def people(household_id: UUID) -> ResponseReturnValue:
    """Everybody the household must be kept from, with their places."""
    with opened(household_id) as (session, household):
        related = codes.choices(session, "concern_relationship", household.authority_code)
    cards = listing.cards(household, related, clock.today())
    return render_template("households/concerns.html", household=household, cards=cards)


@blueprint.route("/add", methods=["GET", "POST"])
@requires("household.edit")
def add(household_id: UUID) -> ResponseReturnValue:
    """Record a person of concern; their places come next."""
    with opened(household_id) as (session, household):
        form = ConcernForm(today=clock.today())
        form.relationship.options = options(codes.choices(session, "concern_relationship", household.authority_code))
    made: list[UUID] = []

    def save() -> None:
        person = services.add_person_of_concern(
            household_id=household_id, concern=form.concern(), by=current_actor(), now=clock.now()
        )
        made.append(person.id)

    if saved(form, household.version, save):
        return back_to("households.danger_places.places", household_id, concern_id=made[0])
    return render_template(
        "households/item.html",
        form=form,
        household=household,
        title="Add a person of concern",
        back=_list(household_id),
    )


@blueprint.route("/<uuid:concern_id>", methods=["GET", "POST"])
@requires("household.edit")
def change(household_id: UUID, concern_id: UUID) -> ResponseReturnValue:
    """Change what is recorded of a person of concern."""
    with opened(household_id) as (session, household):
        person = concern_of(household, concern_id)
        today = clock.today()
        stored = {"name": person.name, "relationship": person.relationship_to_her, "phone": person.phone}
        form = ConcernForm(today=today, data={**stored, **answered(person, today)})
        shown_parts(form, person)
        form.relationship.options = options(codes.choices(session, "concern_relationship", household.authority_code))

    def save() -> object:
        return services.change_person_of_concern(
            household_id=household_id,
            concern_id=concern_id,
            concern=form.concern(),
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
        title="Change a person of concern",
        back=_list(household_id),
    )


@blueprint.route("/<uuid:concern_id>/remove", methods=["GET", "POST"])
@requires("household.edit")
def remove(household_id: UUID, concern_id: UUID) -> ResponseReturnValue:
    """Ask, then take the person off the case."""
    with opened(household_id) as (_, household):
        person = concern_of(household, concern_id)
        form = SectionForm()

    def save() -> object:
        return services.remove_person_of_concern(
            household_id=household_id, concern_id=concern_id, by=current_actor(), now=clock.now()
        )

    if saved(form, household.version, save):
        flash("Removed. Homes near their places can be proposed again.", "success")
        return back_to("households.danger.people", household_id)
    return render_template(
        "households/remove.html",
        form=form,
        household=household,
        title="Remove a person of concern",
        what=person.name or "this person of concern",
        warn="Homes near the places of this person can then be proposed.",
        back=_list(household_id),
    )


@blueprint.post("/none")
@requires("household.edit")
def nobody(household_id: UUID) -> ResponseReturnValue:
    """Asked: there is nobody."""
    try:
        services.nobody_of_concern(household_id=household_id, by=current_actor(), now=clock.now())
    except Refused as error:
        flash(str(error))
    return redirect(_list(household_id), 303)


def _list(household_id: UUID) -> str:
    return url_for("households.danger.people", household_id=household_id)
