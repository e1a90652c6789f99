"""The pages on her safety: what happened, her plan in all its versions, and the plan on paper."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes
from housing.access import current_actor, requires
from housing.forms import Option
from housing.households.blueprint import blueprint as households
from housing.households.case import back_to, opened, saved
from housing.households.danger.listing import called
from housing.presentations.safety import plans, queries
from housing.presentations.safety.forms import IncidentForm, PlanForm, PrintForm
from housing.presentations.safety.incidents import LISTS, record_incident
from housing.refusals import Refused
from pathway.safety_plan import MINE
from pathway.sanctuary_visits import clock_said

blueprint = Blueprint("safety", __name__, url_prefix="/<uuid:household_id>/safety")
INDEX, PLAN = "households.safety.index", "households.safety.plan"


@blueprint.get("")
@requires("household.edit")
def index(household_id: UUID) -> ResponseReturnValue:
    """What happened to her since, newest first, and where her plan stands."""
    with opened(household_id) as (session, household):
        lists = {name: codes.choices(session, name, household.authority_code) for name in LISTS.values()}
        found = queries.incidents_of(session, household.id)
        plan = plans.newest_plan(session, household.id)
    names = {person.id: called(person, number) for number, person in enumerate(household.concerns, 1)}
    return render_template(
        "presentations/safety/index.html", household=household, incidents=found, plan=plan, names=names,
        kinds=lists[LISTS["kind"]], places=lists[LISTS["place"]], today=clock.today(), said=clock_said,
    )  # fmt: skip


@blueprint.route("/incidents/add", methods=["GET", "POST"])
@requires("household.edit")
def incident(household_id: UUID) -> ResponseReturnValue:
    """Record something new that was done to her."""
    with opened(household_id) as (session, household):
        form = IncidentForm(today=clock.today())
        for field, name in LISTS.items():
            form[field].options = Option.each(codes.choices(session, name, household.authority_code).items())
        form.concern.options = [
            Option(str(person.id), called(person, number)) for number, person in enumerate(household.concerns, 1)
        ]

    def save() -> None:
        record_incident(
            household_id=household_id, happened=form.happened(), key=form.row_key, by=current_actor(), now=clock.now()
        )

    if saved(form, household.version, save):
        flash("Recorded. Her place is checked again, and the risk is to be reviewed", "success")
        return back_to(INDEX, household_id)
    return render_template(
        "households/item.html", form=form, household=household, title="Record a new incident",
        back=url_for(INDEX, household_id=household_id),
    )  # fmt: skip


@blueprint.get("/plan")
@requires("household.edit")
def plan(household_id: UUID) -> ResponseReturnValue:
    """Her plan as it stands, its versions, and the way to print it."""
    return _plan_page(household_id, PrintForm())


@blueprint.post("/plan")
@requires("household.edit")
def plan_printed(household_id: UUID) -> ResponseReturnValue:
    """The plan to print, where it may reach her in the way that was picked."""
    form, now = PrintForm(), clock.now()
    if not form.validate():
        return _plan_page(household_id, form)
    try:
        found = plans.print_plan(household_id=household_id, channel=form.how.data, by=current_actor(), now=now)
    except Refused as refused:
        form.blame(refused)
        return _plan_page(household_id, form)
    return render_template(
        "presentations/safety/plan_print.html", parts=plans.parts_of(found, MINE), household_id=household_id
    )


@blueprint.route("/plan/change", methods=["GET", "POST"])
@requires("household.edit")
def plan_change(household_id: UUID) -> ResponseReturnValue:
    """Talk the plan through, and keep it as a new version."""
    today = clock.today()
    with opened(household_id) as (session, household):
        newest = plans.newest_plan(session, household.id)
        days = int(codes.setting(session, plans.REVIEW_DAYS, authority=household.authority_code, on=today))
        stored = json.loads(newest.parts) | {"copies": newest.copies} if newest else {}
        shown = str(newest.version if newest else 0)
        form = PlanForm(data={**stored, "review_on": today + timedelta(days=days), "after": shown}, today=today)

    def save() -> None:
        plans.save_plan(
            household_id=household_id, plan=form.plan(), key=form.row_key, by=current_actor(), now=clock.now(),
            after=form.after_version,
        )  # fmt: skip

    if saved(form, household.version, save):
        return back_to(PLAN, household_id)
    return render_template(
        "households/item.html", form=form, household=household, title="Talk through her safety plan",
        back=url_for(PLAN, household_id=household_id),
    )  # fmt: skip


def _plan_page(household_id: UUID, form: PrintForm) -> str:
    with opened(household_id) as (session, household):
        versions = queries.plans_of(session, household.id)
    parts = plans.parts_of(versions[0]) if versions else []
    return render_template(
        "presentations/safety/plan.html", household=household, versions=versions, parts=parts, form=form,
        today=clock.today(),
    )  # fmt: skip


households.register_blueprint(blueprint)
