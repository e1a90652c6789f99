"""Restricting a case to named people, and opening it again."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock
from housing.access import current_actor, requires
from housing.forms import Choices
from housing.households import services
from housing.households.blueprint import blueprint
from housing.households.case import SectionForm, back_to, opened, options, saved
from housing.households.restriction import RESTRICT, nameable, named_for


class RestrictForm(SectionForm):
    """Who may see the case."""

    named = Choices(
        "Who may see this case?", noun="People", hint="You are named with them. Everybody else will not find it"
    )


@blueprint.route("/<uuid:household_id>/restrict", methods=["GET", "POST"])
@requires("household.restrict")
def restrict(household_id: UUID) -> ResponseReturnValue:
    """Name who may see the case."""
    with opened(household_id, RESTRICT) as (session, household):
        form = RestrictForm(data={"named": tuple(str(one) for one in named_for(session, household_id))})
        able = nameable(session, household, clock.now())
        form.named.options = options({str(account): name for account, name in able.items()})

    def save() -> object:
        return services.restrict(
            household_id=household_id,
            named=[UUID(account) for account in form.named.data],
            by=current_actor(),
            now=clock.now(),
            version=form.opened_with,
        )

    if saved(form, household.version, save):
        flash("Only the people named see this case now.", "success")
        return back_to("households.page", household_id)
    return render_template("presentations/restrict.html", form=form, household=household)


@blueprint.post("/<uuid:household_id>/open")
@requires("household.restrict")
def open_to_team(household_id: UUID) -> ResponseReturnValue:
    """End the restriction."""
    services.open_to_team(household_id=household_id, by=current_actor(), now=clock.now())
    flash("The team sees this case again.", "success")
    return redirect(url_for("households.page", household_id=household_id), 303)
