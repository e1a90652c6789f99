"""How the people of a household are related to one another: a list, one more, and taking one back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes
from housing.access import NotFound, current_actor, requires
from housing.forms import Option
from housing.households.case import SectionForm, back_to, opened, options, saved
from housing.households.relations import queries, services
from housing.households.relations.forms import RelationForm

blueprint = Blueprint("relations", __name__, url_prefix="/<uuid:household_id>/relations")
LIST = "households.relations.index"


@blueprint.get("")
@requires("household.edit")
def index(household_id: UUID) -> ResponseReturnValue:
    """Everything said of how they are related."""
    with opened(household_id) as (session, household):
        kinds = codes.choices(session, queries.KINDS, household.authority_code)
        found = queries.said(queries.relations(session, household_id), queries.called(household), kinds)
    items = [
        {"text": sentence, "remove": url_for("households.relations.remove", household_id=household_id, relation_id=id_)}
        for id_, sentence in found
    ]
    return render_template("households/relations.html", household=household, items=items)


@blueprint.route("/add", methods=["GET", "POST"])
@requires("household.edit")
def add(household_id: UUID) -> ResponseReturnValue:
    """Say of two people how they are related."""
    with opened(household_id) as (session, household):
        form = RelationForm()
        people = Option.each((str(id_), name) for id_, name in queries.called(household).items())
        form.one.options, form.other.options = people, people
        form.kind.options = options(codes.choices(session, queries.KINDS, household.authority_code))
    if len(household.people) < 2:
        flash("Add the people of the household first.")
        return redirect(url_for("households.family.people", household_id=household_id), 303)

    def save() -> object:
        return services.relate(
            household_id=household_id, one=UUID(form.one.data), other=UUID(form.other.data), kind=form.kind.data,
            by=current_actor(), now=clock.now(),
        )  # fmt: skip

    if saved(form, household.version, save):
        return back_to(LIST, household_id)
    return render_template(
        "households/item.html", form=form, household=household, title="How two people are related",
        back=url_for(LIST, household_id=household_id),
    )  # fmt: skip


@blueprint.route("/<uuid:relation_id>/remove", methods=["GET", "POST"])
@requires("household.edit")
def remove(household_id: UUID, relation_id: UUID) -> ResponseReturnValue:
    """Ask, then take it back."""
    with opened(household_id) as (session, household):
        if relation_id not in {each.id for each in queries.relations(session, household_id)}:
            raise NotFound("relation")
        form = SectionForm()

    def save() -> object:
        return services.end_relation(
            household_id=household_id, relation_id=relation_id, by=current_actor(), now=clock.now()
        )

    if saved(form, household.version, save):
        flash("Taken back.", "success")
        return back_to(LIST, household_id)
    return render_template(
        "households/remove.html", form=form, household=household, title="Remove how two people are related",
        what="how they are related", back=url_for(LIST, household_id=household_id),
    )  # fmt: skip
