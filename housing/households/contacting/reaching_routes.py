"""The pages on reaching her: what is open now, who else may be told, what is unsafe, and how it was before."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes
from housing.access import NotFound, current_actor, requires
from housing.forms import Option
from housing.households.case import SectionForm, back_to, opened, saved
from housing.households.contacting import history
from housing.households.contacting.forms import LiftForm, ToldForm, UnsafeForm
from housing.households.contacting.marking import lift_mark, mark_unsafe
from housing.households.contacting.models import UnsafeMark
from housing.households.contacting.routes import blueprint
from housing.households.contacting.telling import MayKnow, allow_telling, may_be_told, stop_telling
from housing.households.contacting.unsafe import standing_marks
from housing.households.queries import READ
from housing.households.sending import Allowed, ways_now
from housing.web import Column
from pathway.safe_contact import CALLED, Reached

__all__ = ["blueprint"]
WAYS = "households.contact.ways"
COLUMNS = (Column("Way"), Column("Now"), Column("What to mind"))
NAMES = {
    "call": "Telephone call", "voicemail": "Message on voicemail", "text": "Text message", "email": "E-mail",
    "post": "Letter by post", "in_person": "Given to her in person", "through_worker": "Through a named worker",
    "collected": "Kept at the office for her",
}  # fmt: skip


@blueprint.get("/ways")
@requires("household.read")
def ways(household_id: UUID) -> ResponseReturnValue:
    """Which ways are open at this moment, who else may be told, and what is unsafe; no number is in the page."""
    now = clock.now()
    with opened(household_id, READ) as (session, household):
        lists = codes.choices(session, "told_about", household.authority_code)
        methods = codes.choices(session, "contact_method", household.authority_code)
        answers = ways_now(session, household.id, now)
        told = may_be_told(session, household.id, clock.day_of(now))
        marks = standing_marks(session, household.id)
    rows = [(NAMES[channel], answer, isinstance(answer, Allowed)) for channel, answer in answers.items()]
    return render_template(
        "households/contacting/ways.html", household=household, rows=rows, told=told, marks=marks, about=lists,
        columns=COLUMNS, methods=methods, called=CALLED, kinds=Reached, may_edit=current_actor().may("household.edit"),
    )  # fmt: skip


@blueprint.get("/history")
@requires("household.edit")
def before(household_id: UUID) -> ResponseReturnValue:
    """How her safe contact was before, newest first; looking is recorded."""
    with opened(household_id) as (session, household):
        methods = codes.choices(session, "contact_method", household.authority_code)
        records = history.records(session, household.id, methods)
    audit.record_reading(current_actor(), "household.contact_shown", household, now=clock.now())
    return render_template("households/contacting/history.html", household=household, records=records)


@blueprint.route("/told/add", methods=["GET", "POST"])
@requires("household.edit")
def told_add(household_id: UUID) -> ResponseReturnValue:
    """Record somebody who may be told something."""
    with opened(household_id) as (session, household):
        form = ToldForm(today=clock.today())
        form.what.options = Option.each(codes.choices(session, "told_about", household.authority_code).items())

    def save() -> None:
        may_know = MayKnow(**form.answers("name", "what", "who", "reached", "until_on"))
        allow_telling(
            household_id=household_id, may_know=may_know, key=form.row_key, by=current_actor(), now=clock.now()
        )

    if saved(form, household.version, save):
        return back_to(WAYS, household_id)
    return render_template(
        "households/item.html", form=form, household=household, title="Add somebody who may be told",
        back=url_for(WAYS, household_id=household_id),
    )  # fmt: skip


@blueprint.route("/told/<uuid:row_id>/stop", methods=["GET", "POST"])
@requires("household.edit")
def told_stop(household_id: UUID, row_id: UUID) -> ResponseReturnValue:
    """Ask, then tell them nothing more."""
    with opened(household_id) as (session, household):
        row = next((each for each in may_be_told(session, household.id, clock.today()) if each.id == row_id), None)
        form = SectionForm()

    def save() -> None:
        stop_telling(household_id=household_id, row_id=row_id, by=current_actor(), now=clock.now())

    if saved(form, household.version, save):
        flash("They may not be told anything any more", "success")
        return back_to(WAYS, household_id)
    if row is None:
        raise NotFound("person who may be told")
    return render_template(
        "households/remove.html", form=form, household=household, title="Stop telling somebody", what=row.name,
        warn="Nobody may tell this person anything about her from now on. The record of what was agreed stays.",
        back=url_for(WAYS, household_id=household_id),
    )  # fmt: skip


@blueprint.route("/unsafe/add", methods=["GET", "POST"])
@requires("household.edit")
def unsafe_add(household_id: UUID) -> ResponseReturnValue:
    """Mark a number or an address unsafe."""
    with opened(household_id) as (_, household):
        form = UnsafeForm()

    def save() -> None:
        mark_unsafe(
            household_id=household_id, kind=form.marked, value=form.value.data, why=form.why.data, by=current_actor(),
            now=clock.now(),
        )  # fmt: skip

    if saved(form, household.version, save):
        flash("Marked unsafe. Nothing is sent there", "success")
        return back_to(WAYS, household_id)
    return render_template(
        "households/item.html", form=form, household=household, title="Mark a number or an address unsafe",
        back=url_for(WAYS, household_id=household_id),
    )  # fmt: skip


@blueprint.route("/unsafe/<uuid:mark_id>/lift", methods=["GET", "POST"])
@requires("household.edit")
def unsafe_lift(household_id: UUID, mark_id: UUID) -> ResponseReturnValue:
    """Take a mark away, with the reason."""
    with opened(household_id) as (session, household):
        mark = session.get(UnsafeMark, mark_id)
        if mark is None or mark.household_id != household.id:
            raise NotFound("mark")
        form = LiftForm()

    def save() -> None:
        lift_mark(household_id=household_id, mark_id=mark_id, why=form.why.data, by=current_actor(), now=clock.now())

    if saved(form, household.version, save):
        flash("The mark is taken away", "success")
        return back_to(WAYS, household_id)
    return render_template(
        "households/item.html", form=form, household=household,
        title=f"Take the mark off a {CALLED[Reached(mark.kind)]}", back=url_for(WAYS, household_id=household_id),
    )  # fmt: skip
