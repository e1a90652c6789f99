"""The pages on people and expected births: a list, a page for each, and a page that asks before removing."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from housing import clock, codes
from housing.access import NotFound, current_actor, requires
from housing.forms import Option
from housing.households import services
from housing.households.case import SectionForm, back_to, opened, options, saved
from housing.households.family import listing
from housing.households.family.forms import ALONE, BirthForm, LeadForm, PersonForm
from housing.households.family.partly import answered, shown_parts
from housing.households.models import Household, Person
from housing.refusals import Refused

blueprint = Blueprint("family", __name__, url_prefix="/<uuid:household_id>/people")


@blueprint.get("")
@requires("household.edit")
def people(household_id: UUID) -> ResponseReturnValue:
    """Who is in the household, and who is expected."""
    with opened(household_id) as (session, household):
        related = codes.choices(session, "relationship", household.authority_code)
    return render_template(
        "households/people.html",
        household=household,
        items=listing.people(household, related, clock.today()),
        births=listing.births(household),
    )


@blueprint.route("/add", methods=["GET", "POST"])
@requires("household.edit")
def add(household_id: UUID) -> ResponseReturnValue:
    """Add a person."""
    with opened(household_id) as (session, household):
        form = PersonForm(today=clock.today())
        _offer(session, household, form, None)

    def save() -> object:
        return services.add_person(household_id=household_id, member=form.member(), by=current_actor(), now=clock.now())

    if saved(form, household.version, save):
        return back_to("households.family.people", household_id)
    return render_template(
        "households/item.html", form=form, household=household, title="Add a person", back=_list(household_id)
    )


@blueprint.route("/<uuid:person_id>", methods=["GET", "POST"])
@requires("household.edit")
def change(household_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Change what is recorded of a person."""
    with opened(household_id) as (session, household):
        person = _person(household, person_id)
        kind = PersonForm if person.position else LeadForm
        form = kind(today=clock.today(), data=_stored(person, clock.today()))
        shown_parts(form, person)
        _offer(session, household, form, person)

    def save() -> object:
        return services.change_person(
            household_id=household_id,
            person_id=person_id,
            member=form.member(),
            by=current_actor(),
            now=clock.now(),
            version=form.opened_with,
        )

    if saved(form, household.version, save):
        return back_to("households.family.people", household_id)
    return render_template(
        "households/item.html", form=form, household=household, title="Change a person", back=_list(household_id)
    )


@blueprint.route("/<uuid:person_id>/remove", methods=["GET", "POST"])
@requires("household.edit")
def remove(household_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Ask, then take the person out."""
    with opened(household_id) as (_, household):
        person = _person(household, person_id)
        form = SectionForm()

    def save() -> object:
        return services.remove_person(
            household_id=household_id, person_id=person_id, by=current_actor(), now=clock.now()
        )

    if saved(form, household.version, save):
        flash("Removed from the household.", "success")
        return back_to("households.family.people", household_id)
    return render_template(
        "households/remove.html",
        form=form,
        household=household,
        title="Remove a person",
        what=person.name or "this person",
        back=_list(household_id),
    )


@blueprint.route("/births/add", methods=["GET", "POST"])
@requires("household.edit")
def add_birth(household_id: UUID) -> ResponseReturnValue:
    """Record an expected birth."""
    with opened(household_id) as (_, household):
        form = BirthForm(data={"babies": 1})

    def save() -> object:
        return services.add_birth(
            household_id=household_id,
            due_on=form.due_on.data,
            babies=form.babies.data,
            by=current_actor(),
            now=clock.now(),
        )

    if saved(form, household.version, save):
        return back_to("households.family.people", household_id)
    return render_template(
        "households/item.html", form=form, household=household, title="Expected birth", back=_list(household_id)
    )


@blueprint.route("/births/<uuid:birth_id>/remove", methods=["GET", "POST"])
@requires("household.edit")
def remove_birth(household_id: UUID, birth_id: UUID) -> ResponseReturnValue:
    """Ask, then take the expected birth back."""
    with opened(household_id) as (_, household):
        if birth_id not in {birth.id for birth in household.births}:
            raise NotFound("birth")
        form = SectionForm()

    def save() -> object:
        return services.remove_birth(household_id=household_id, birth_id=birth_id, by=current_actor(), now=clock.now())

    if saved(form, household.version, save):
        return back_to("households.family.people", household_id)
    return render_template(
        "households/remove.html",
        form=form,
        household=household,
        title="Remove an expected birth",
        what="this expected birth",
        back=_list(household_id),
    )


@blueprint.post("/births/none")
@requires("household.edit")
def no_births(household_id: UUID) -> ResponseReturnValue:
    """Asked: nobody is pregnant."""
    try:
        services.nobody_is_pregnant(household_id=household_id, by=current_actor(), now=clock.now())
    except Refused as error:
        flash(str(error))
    return redirect(_list(household_id), 303)


def _list(household_id: UUID) -> str:
    return url_for("households.family.people", household_id=household_id)


def _person(household: Household, person_id: UUID) -> Person:
    found = next((person for person in household.people if person.id == person_id), None)
    if found is None:
        raise NotFound("person")
    return found


def _offer(session: Session, household: Household, form: PersonForm, person: Person | None) -> None:
    adults = [one for one in household.people if one.role == "adult" and one is not person]
    form.partner.options = [
        Option(ALONE, "No"),
        *(Option(str(one.id), one.name or "Adult without a name") for one in adults),
    ]
    form.relationship.options = options(codes.choices(session, "relationship", household.authority_code))
    if not adults:
        del form.partner
    if person is not None and person.position == 0:
        del form.relationship


def _stored(person: Person, today: date) -> dict[str, Any]:
    return {
        "name": person.name,
        "role": person.role,
        **answered(person, today),
        "sex": person.sex,
        "relationship": person.relationship_to_lead,
        "partner": str(person.partner_id) if person.partner_id else None,
    }
