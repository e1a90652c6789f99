"""The pages of moving on: where it stands, the new home checked, the move, and how she is some weeks later."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from housing import audit, clock, codes, db
from housing.access import Actor, current_actor, requires
from housing.forms import Option
from housing.households.points import wards
from housing.placements.moving import queries
from housing.placements.moving.forms import ContactForm, HomeForm, MovedForm, PlanForm
from housing.placements.moving.page import ANSWERS, page
from housing.placements.moving.planning import (
    BLOCKERS,
    DESTINATIONS,
    EDIT,
    NOT_A_HOME,
    STAGES,
    Place,
    check_home,
    write_plan,
)
from housing.placements.moving.resettling import Asked, record_contact, record_move
from housing.presentations.models import Presentation
from housing.presentations.queries import latest_of
from housing.refusals import Refused

blueprint = Blueprint("moving", __name__)
SAFE = {"yes": True, "no": False}


@blueprint.get("/households/<uuid:household_id>/moving-on")
@requires(EDIT)
def show(household_id: UUID) -> ResponseReturnValue:
    """Where moving on stands, and everything that was said of it."""
    return page(household_id)


@blueprint.route("/households/<uuid:household_id>/moving-on/plan", methods=["GET", "POST"])
@requires(EDIT)
def plan(household_id: UUID) -> ResponseReturnValue:
    """Where it stands now."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        presentation = _case(session, actor, household_id)
        last = queries.moving(session, presentation, today=clock.day_of(now)).plan
        form = PlanForm(obj=last, today=clock.day_of(now))
        for name, question in ((STAGES, form.stage), (BLOCKERS, form.blockers), (DESTINATIONS, form.destination)):
            question.options = Option.each(codes.choices(session, name, presentation.authority_code).items())
    if form.validate_on_submit():
        try:
            write_plan(household_id=household_id, by=actor, now=now, **form.answers())
            return _done(household_id, "The plan is written down")
        except Refused as refused:
            form.blame(refused)
    return _ask(presentation, form, "The plan for moving on", "Save")


@blueprint.route("/households/<uuid:household_id>/moving-on/new-home", methods=["GET", "POST"])
@requires(EDIT)
def new_home(household_id: UUID) -> ResponseReturnValue:
    """Check where a new home is against the rules of safety."""
    actor, now, form = current_actor(), clock.now(), HomeForm()
    with db.reading() as session:
        presentation = _case(session, actor, household_id)
        kinds = codes.choices(session, DESTINATIONS, presentation.authority_code)
        form.destination.options = Option.each((slug, said) for slug, said in kinds.items() if slug not in NOT_A_HOME)
        form.ward.options = Option.each(wards(session, presentation.authority_code).items())
    if form.validate_on_submit():
        place = Place(
            form.destination.data, form.address.data, form.postcode.data, form.ward.data or None, form.by_hand.data,
            form.landlord.data,
        )  # fmt: skip
        try:
            row, checked = check_home(household_id=household_id, place=place, by=actor, now=now)
            for sentence in checked.sentences:
                flash(f"{sentence[:1].upper()}{sentence[1:]}", "important")
            return _done(household_id, f"{ANSWERS[row.answer]}. It is kept with the address, sealed")
        except Refused as refused:
            form.blame(refused)
    return _ask(presentation, form, "Check the area of the new home", "Check it")


@blueprint.route("/households/<uuid:household_id>/moving-on/moved", methods=["GET", "POST"])
@requires(EDIT)
def moved(household_id: UUID) -> ResponseReturnValue:
    """She has moved in."""
    actor, now = current_actor(), clock.now()
    form = MovedForm(today=clock.day_of(now), data={"moved_on": clock.day_of(now)})
    with db.reading() as session:
        presentation = _case(session, actor, household_id)
    if form.validate_on_submit():
        try:
            record_move(household_id=household_id, by=actor, now=now, **form.answers())
            return _done(household_id, "The move is recorded. How she is will be asked some weeks from now")
        except Refused as refused:
            form.blame(refused)
    return _ask(presentation, form, "She has moved", "Record the move")


@blueprint.route("/households/<uuid:household_id>/moving-on/<uuid:move_id>/<int:weeks>", methods=["GET", "POST"])
@requires(EDIT)
def contact(household_id: UUID, move_id: UUID, weeks: int) -> ResponseReturnValue:
    """How she is, so many weeks after her move."""
    actor, now, form = current_actor(), clock.now(), ContactForm()
    with db.reading() as session:
        presentation = _case(session, actor, household_id)
        found = queries.moving(session, presentation, today=clock.day_of(now))
    if found.move is None or found.move.id != move_id or weeks not in {each.weeks for each in found.owed}:
        abort(404)
    if form.validate_on_submit():
        asked = Asked(
            reached=form.reached.data == "yes", safe=SAFE.get(form.safe.data or ""),
            rating=int(form.rating.data) if form.rating.data else None, her_words=form.her_words.data,
            words=form.words.data,
        )  # fmt: skip
        try:
            record_contact(move_id=move_id, weeks=weeks, asked=asked, by=actor, now=now)
            return _done(household_id, "Written down")
        except Refused as refused:
            form.blame(refused)
    return _ask(presentation, form, f"How she is, {weeks} weeks after her move", "Save")


def _case(session: Session, actor: Actor, household_id: UUID) -> Presentation:
    return latest_of(session, actor, household_id, EDIT)


def _done(household_id: UUID, sentence: str) -> ResponseReturnValue:
    flash(sentence, "success")
    return redirect(url_for("moving.show", household_id=household_id), 303)


def _ask(presentation: Presentation, form: Any, title: str, button: str) -> ResponseReturnValue:
    audit.record_reading(current_actor(), "household.read", presentation.household, now=clock.now())
    return render_template(
        "placements/moving/ask.html", form=form, household=presentation.household, title=title, button=button, intro=()
    )
