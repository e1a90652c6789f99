"""Naming one more coordinator for the job of a restricted case, after the referral."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.forms import Choices, HavenForm, Option
from housing.households.editing import EDIT
from housing.sanctuary import naming
from housing.sanctuary.asking import ask, standing
from housing.sanctuary.blueprint import blueprint
from housing.sanctuary.naming_later import name_coordinators


class CoordinatorForm(HavenForm):
    """Who may run the job."""

    named = Choices("Who may run the job?", noun="Who may run the job", required="Select who may run the job",
                    hint="They see the job, and nothing else of the case")  # fmt: skip


@blueprint.route("/sanctuary/<uuid:job_id>/named", methods=["GET", "POST"])
@requires(EDIT)
def name_coordinator(job_id: UUID) -> ResponseReturnValue:
    """Name somebody who may run the job of a restricted case."""
    found, now = standing(job_id, EDIT), clock.now()
    if not found.job.household.restricted:
        flash("The case is open to the team: every coordinator sees the job already.")
        return redirect(url_for("sanctuary.job", job_id=job_id), 303)
    form = CoordinatorForm()
    with db.reading() as session:
        able = naming.nameable(session, found.job.authority_code, found.job.household_id, now=now)
    form.named.options = Option.each((str(account), name) for account, name in able.items())
    return ask(
        found, form, title="Who may run this job", button="Name them",
        save=lambda: name_coordinators(
            job_id=job_id, accounts=[UUID(account) for account in form.named.data], by=current_actor(), now=now
        ),
        done="They are named, and have been told",
        intro=("The case is restricted. Those who are named already stay named.",),
    )  # fmt: skip
