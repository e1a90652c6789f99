"""Children who stay some nights: a list, a page for each, and a page that asks before removing."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from housing import clock, codes
from housing.access import NotFound, current_actor, requires
from housing.households.case import SectionForm, back_to, opened, options, saved
from housing.households.family.partly import answered, shown_parts
from housing.households.models import Household
from housing.households.overnight import queries, services
from housing.households.overnight.forms import OvernightForm
from housing.households.overnight.models import OvernightChild
from housing.refusals import Refused

blueprint = Blueprint("overnight", __name__, url_prefix="/<uuid:household_id>/overnight")
LIST = "households.overnight.index"


@blueprint.get("")
@requires("household.edit")
def index(household_id: UUID) -> ResponseReturnValue:
    """Who stays some nights."""
    with opened(household_id) as (session, household):
        every = codes.choices(session, queries.EVERY, household.authority_code)
        found = queries.children(session, household_id)
    items = [_item(household_id, each, number, every) for number, each in enumerate(found, 1)]
    return render_template("households/overnight.html", household=household, items=items)


@blueprint.route("/add", methods=["GET", "POST"])
@requires("household.edit")
def add(household_id: UUID) -> ResponseReturnValue:
    """One more child."""
    with opened(household_id) as (session, household):
        form = _form(session, household, None)
    return _saved(form, household, None, "Add a child who stays some nights")


@blueprint.route("/<uuid:child_id>", methods=["GET", "POST"])
@requires("household.edit")
def change(household_id: UUID, child_id: UUID) -> ResponseReturnValue:
    """What is known now of a child."""
    with opened(household_id) as (session, household):
        form = _form(session, household, _child(session, household_id, child_id))
    return _saved(form, household, child_id, "Change a child who stays some nights")


@blueprint.route("/<uuid:child_id>/remove", methods=["GET", "POST"])
@requires("household.edit")
def remove(household_id: UUID, child_id: UUID) -> ResponseReturnValue:
    """Ask, then end it."""
    with opened(household_id) as (session, household):
        child = _child(session, household_id, child_id)
        form = SectionForm()

    def save() -> object:
        return services.end_child(household_id=household_id, child_id=child_id, by=current_actor(), now=clock.now())

    if saved(form, household.version, save):
        flash("Removed.", "success")
        return back_to(LIST, household_id)
    return render_template(
        "households/remove.html", form=form, household=household, title="Remove a child who stays some nights",
        what=child.name or "this child", back=url_for(LIST, household_id=household_id),
    )  # fmt: skip


@blueprint.post("/none")
@requires("household.edit")
def none(household_id: UUID) -> ResponseReturnValue:
    """Asked: no child."""
    try:
        services.no_child(household_id=household_id, by=current_actor(), now=clock.now())
    except Refused as error:
        flash(str(error))
    return redirect(url_for(LIST, household_id=household_id), 303)


def _saved(form: OvernightForm, household: Household, instead: UUID | None, title: str) -> ResponseReturnValue:
    def save() -> object:
        return services.save_child(
            household_id=household.id, child=form.child(), by=current_actor(), now=clock.now(), instead=instead,
            version=form.opened_with,
        )  # fmt: skip

    if saved(form, household.version, save):
        return back_to(LIST, household.id)
    back = url_for(LIST, household_id=household.id)
    return render_template("households/item.html", form=form, household=household, title=title, back=back)


def _form(session: Session, household: Household, child: OvernightChild | None) -> OvernightForm:
    today = clock.today()
    stored = {} if child is None else {**queries.stored(child), **answered(_Row(child), today)}
    form = OvernightForm(today=today, data=stored)
    form.every.options = options(codes.choices(session, queries.EVERY, household.authority_code))
    if child is not None:
        shown_parts(form, _Row(child))
    return form


class _Row:
    """A child's birth in the columns of a person's."""

    def __init__(self, child: OvernightChild) -> None:
        known = queries.birth(child)
        self.born = known.exact if known is not None else None
        partly = known is not None and known.exact is None
        self.born_from = child.born_from if partly else None
        self.born_until = child.born_until if partly else None
        self.born_how = child.born_how if partly else None


def _child(session: Session, household_id: UUID, child_id: UUID) -> OvernightChild:
    found = next((each for each in queries.children(session, household_id) if each.id == child_id), None)
    if found is None:
        raise NotFound("child")
    return found


def _item(household_id: UUID, child: OvernightChild, number: int, every: dict[str, str]) -> dict[str, str]:
    said = queries.line(child, every, clock.today())
    room = "" if child.space_wanted is None else ", room to sleep wanted" if child.space_wanted else ", no room needed"
    return {
        "text": child.name or f"Child {number}, name not given",
        "hint": said[:1].upper() + said[1:] + room,
        "change": url_for("households.overnight.change", household_id=household_id, child_id=child.id),
        "remove": url_for("households.overnight.remove", household_id=household_id, child_id=child.id),
    }
