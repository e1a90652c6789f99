"""The pages about money for one household: her status, who pays for which night, the plan before it ends."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes
from housing.access import current_actor, requires
from housing.forms import HavenForm, Option
from housing.households.case import opened
from housing.households.immigration.recording import BASIS, ELIGIBILITY, EVIDENCE, STATUS
from housing.households.models import Household
from housing.households.queries import READ
from housing.presentations.funding.forms import LineForm, PlanForm, StatusForm, TermsForm
from housing.presentations.funding.lines import ROUTES, add_line, record_line
from housing.presentations.funding.planning import record_plan
from housing.presentations.funding.reading import one_line
from housing.presentations.funding.showing import shown
from housing.presentations.funding.status import record_status
from housing.refusals import Refused
from pathway.funding import Event

blueprint = Blueprint("funding", __name__, url_prefix="/households/<uuid:household_id>/funding")
EDIT = "household.edit"


@blueprint.get("")
@requires(READ)
def show(household_id: UUID) -> ResponseReturnValue:
    """Public funds, every way of paying, and which night is paid for by whom."""
    now = clock.now()
    with opened(household_id, READ) as (session, household):
        page = shown(session, household, now=now)
    return render_template(
        "presentations/funding/show.html", household=household, page=page, today=clock.day_of(now),
        may_edit=current_actor().may(EDIT),
    )  # fmt: skip


@blueprint.route("/status", methods=["GET", "POST"])
@requires(EDIT)
def status(household_id: UUID) -> ResponseReturnValue:
    """Record her immigration status."""
    now = clock.now()
    with opened(household_id) as (session, household):
        form = StatusForm(today=clock.day_of(now), data={"from_on": clock.day_of(now), "basis": ELIGIBILITY})
        council = household.authority_code
        for field, name in ((form.status, STATUS), (form.evidence, EVIDENCE), (form.basis, BASIS)):
            field.options = Option.each(codes.choices(session, name, council).items())
    form.reveal_end()
    return _ask(
        household, form, title="Record immigration status", button="Save the status",
        intro=("Support is owed whatever it is, and no document is needed. Nothing here is sent to immigration "
               "enforcement, and no report or download carries it."),
        save=lambda: record_status(household_id=household_id, said=form.said(), by=current_actor(), now=now),
    )  # fmt: skip


@blueprint.route("/lines/add", methods=["GET", "POST"])
@requires(EDIT)
def add(household_id: UUID) -> ResponseReturnValue:
    """A way of paying that is asked for, or confirmed."""
    now = clock.now()
    with opened(household_id) as (session, household):
        form = LineForm(today=clock.day_of(now))
        form.route.options = Option.each(codes.choices(session, ROUTES, household.authority_code).items())
    form.offer((Event.ASKED, Event.CONFIRMED))
    form.carry()
    return _ask(
        household, form, title="Add a way of paying", button="Save the way of paying",
        template="presentations/funding/line.html",
        intro="Once nights are confirmed, they decide whether this way of paying is open to her when homes are found.",
        save=lambda: add_line(
            household_id=household_id, route=form.route.data, payer=form.payer.data or "",
            event=Event(form.event.data), terms=form.terms(), once=form.key, by=current_actor(), now=now,
        ),
    )  # fmt: skip


@blueprint.route("/lines/<uuid:line_id>", methods=["GET", "POST"])
@requires(EDIT)
def line(household_id: UUID, line_id: UUID) -> ResponseReturnValue:
    """What happened to a way of paying."""
    now = clock.now()
    with opened(household_id) as (session, household):
        found = one_line(session, current_actor(), household_id, line_id, EDIT)
        routes = codes.choices(session, ROUTES, household.authority_code)
    terms = found.terms or found.last
    known = {name: getattr(terms, name) for name in ("from_on", "until_on", "per_night", "reference")}
    form = TermsForm(today=clock.day_of(now), data=known)
    form.offer(found.may_follow)
    return _ask(
        household, form, title=f"{routes.get(found.row.route, found.row.route)}: what happened",
        button="Save what happened", template="presentations/funding/line.html", line=found,
        save=lambda: record_line(
            household_id=household_id, line_id=line_id, event=Event(form.event.data), terms=form.terms(),
            by=current_actor(), now=now,
        ),
    )  # fmt: skip


@blueprint.route("/plan", methods=["GET", "POST"])
@requires(EDIT)
def plan(household_id: UUID) -> ResponseReturnValue:
    """The plan before the money ends."""
    now = clock.now()
    with opened(household_id) as (session, household):
        page = shown(session, household, now=now)
    form = PlanForm()
    intro = f"From {page.unpaid_said} on nobody is recorded as paying." if page.unpaid_on else ""
    return _ask(
        household, form, title="Plan before the money ends", button="Save the plan", intro=intro,
        save=lambda: record_plan(
            household_id=household_id, words=form.words.data or "", by=current_actor(), now=now
        ),
    )  # fmt: skip


def _ask(
    household: Household,
    form: HavenForm,
    *,
    title: str,
    button: str,
    save: Callable[[], object],
    intro: str = "",
    template: str = "presentations/funding/ask.html",
    **more: object,
) -> ResponseReturnValue:
    if form.validate_on_submit():
        try:
            save()
            flash("Saved", "success")
            return redirect(url_for("funding.show", household_id=household.id), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template(
        template, household=household, form=form, title=title, button=button, intro=intro, **more
    )  # fmt: skip
