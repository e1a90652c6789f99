"""The pages of one new home: its works before she moves, its address, and that the move is off."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes, db
from housing.access import current_actor, requires
from housing.forms import HavenForm, Option
from housing.placements.moving.calling_off import REASONS, call_off, home_of, running_job
from housing.placements.moving.home_forms import DoneForm, ElsewhereForm, HomeWorksForm, OffForm
from housing.placements.moving.page import page
from housing.placements.moving.planning import EDIT
from housing.placements.moving.prefilling import prefilled
from housing.placements.moving.revealing import reveal_new_home
from housing.placements.moving.securing import ask_elsewhere, done_elsewhere, refer_home
from housing.presentations.models import Presentation
from housing.presentations.queries import latest_of
from housing.refusals import Refused
from housing.sanctuary import naming
from housing.sanctuary.known import PRIORITIES, STANDARD, URGENT, numbers
from housing.sanctuary.referring import REFER, NewHome

blueprint = Blueprint("new_home", __name__, url_prefix="/households/<uuid:household_id>/new-homes/<uuid:home_id>")


@blueprint.post("/address")
@requires(EDIT)
def address(household_id: UUID, home_id: UUID) -> ResponseReturnValue:
    """Show where the new home is; it is recorded who looked."""
    try:
        line = reveal_new_home(household_id=household_id, home_id=home_id, by=current_actor(), now=clock.now())
    except Refused as refused:
        flash(str(refused))
        return redirect(url_for("moving.show", household_id=household_id), 303)
    return page(household_id, address=line)


@blueprint.route("/works", methods=["GET", "POST"])
@requires(REFER)
def refer(household_id: UUID, home_id: UUID) -> ResponseReturnValue:
    """Refer the new home to sanctuary, with what is known filled in."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        presentation = latest_of(session, actor, household_id, REFER)
        home = home_of(session, household_id, home_id)
        if home.presentation_id != presentation.id:
            abort(404)
        form = HomeWorksForm(today=clock.day_of(now), data=prefilled(session, presentation, home, now))
        local = numbers(session, presentation.authority_code, clock.day_of(now))
        able = naming.nameable(session, presentation.authority_code, household_id, now=now)
        where = home.address, home.postcode
    form.priority.options = [Option(each, PRIORITIES[each], hint=local.promise(each).words.capitalize())
                             for each in (URGENT, STANDARD)]  # fmt: skip
    form.named.options = Option.each(able.items())
    del form.wants_to_stay
    if where[0]:
        del form.address, form.postcode
    if not presentation.household.restricted:
        del form.named

    def save() -> object:
        street, postcode = where if where[0] else (form.address.data, form.postcode.data)
        asked = NewHome(form.told(), form.priority.data, street, postcode, form.moves_on.data, form["words"].data,
                        form.named.data if presentation.household.restricted else ())  # fmt: skip
        return refer_home(household_id=household_id, home_id=home_id, home=asked, by=actor, now=now)

    return _ask(
        presentation, form, "Refer the new home", "Refer the new home", save,
        done="The new home is referred. Those who make homes safe have been told",
        intro=("Those who make homes safe see where it is and how to reach her, and what you answer here. They see "
               "nothing of the case.", "An offer or a job of the home where she was stays as it is."),
    )  # fmt: skip


@blueprint.route("/works-elsewhere", methods=["GET", "POST"])
@requires(EDIT)
def elsewhere(household_id: UUID, home_id: UUID) -> ResponseReturnValue:
    """Who was asked where the council sends nobody."""
    now = clock.now()
    form = ElsewhereForm(today=clock.day_of(now), data={"on": clock.day_of(now)})
    return _ask(
        _case(household_id, home_id), form, "Works on a home outside the council", "Save",
        lambda: ask_elsewhere(
            household_id=household_id, home_id=home_id, told=form.told.data, on=form.on.data, by=current_actor(),
            now=now,
        ),
        intro=("Haven can order no works there, sends nobody, and hears nothing of them. Ask the council there, or the "
               "landlord, in a way that is safe for her, and write down what they say.",),
    )  # fmt: skip


@blueprint.route("/works-done", methods=["GET", "POST"])
@requires(EDIT)
def done(household_id: UUID, home_id: UUID) -> ResponseReturnValue:
    """Whoever was asked elsewhere says that the home is safe now."""
    now = clock.now()
    form = DoneForm(today=clock.day_of(now), data={"on": clock.day_of(now)})
    return _ask(
        _case(household_id, home_id), form, "The works elsewhere are done", "Save",
        lambda: done_elsewhere(household_id=household_id, home_id=home_id, on=form.on.data, by=current_actor(),
                               now=now),
    )  # fmt: skip


@blueprint.route("/off", methods=["GET", "POST"])
@requires(EDIT)
def off(household_id: UUID, home_id: UUID) -> ResponseReturnValue:
    """The move is off, or she lives there no more."""
    actor, now, form = current_actor(), clock.now(), OffForm()
    with db.reading() as session:
        presentation = latest_of(session, actor, household_id, EDIT)
        home_of(session, household_id, home_id)
        runs = running_job(session, home_id) is not None
        form.reason.options = Option.each(codes.choices(session, REASONS, presentation.authority_code).items())
    if not runs:
        del form.works
    return _ask(
        presentation, form, "The move is off", "Save",
        lambda: call_off(
            household_id=household_id, home_id=home_id, reason=form.reason.data,
            works=form.works.data if runs else None, words=form["words"].data, by=actor, now=now,
        ),
        intro=("What was checked and planned stays on record. Days waited and priority stay as they are.",),
    )  # fmt: skip


def _case(household_id: UUID, home_id: UUID) -> Presentation:
    with db.reading() as session:
        presentation = latest_of(session, current_actor(), household_id, EDIT)
        if home_of(session, household_id, home_id).presentation_id != presentation.id:
            abort(404)
    return presentation


def _ask(
    presentation: Presentation,
    form: HavenForm,
    title: str,
    button: str,
    save: Callable[[], object],
    *,
    done: str = "Written down",
    intro: tuple[str, ...] = (),
) -> ResponseReturnValue:
    """A question page: save and go back to moving on, or show what is wrong."""
    household = presentation.household
    if form.validate_on_submit():
        try:
            save()
            flash(done, "success")
            return redirect(url_for("moving.show", household_id=household.id), 303)
        except Refused as refused:
            form.blame(refused)
    audit.record_reading(current_actor(), "household.read", household, now=clock.now())
    return render_template(
        "placements/moving/ask.html", form=form, household=household, title=title, button=button, intro=intro
    )
