"""Pages: what she has agreed to, one more, and taking one back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue

from housing import clock, codes
from housing.access import current_actor, requires
from housing.forms import Option
from housing.households.case import back_to, opened, options, saved
from housing.households.consents import queries, services
from housing.households.consents.forms import OTHER, ConsentForm, WithdrawForm
from housing.households.consents.services import Agreed
from housing.households.queries import READ

blueprint = Blueprint("consents", __name__)


@blueprint.get("/<uuid:household_id>/consents")
@requires("household.read")
def index(household_id: UUID) -> ResponseReturnValue:
    """What she has agreed to, and what she took back."""
    today = clock.today()
    with opened(household_id, READ) as (session, household):
        found = queries.of_household(session, household_id)
        purposes = codes.choices(session, services.PURPOSES, household.authority_code)
        ways = codes.choices(session, services.WAYS, household.authority_code)
    return render_template(
        "households/consents/index.html",
        household=household,
        consents=[(each, queries.state(each, today)) for each in found],
        purposes=purposes,
        ways=ways,
    )


@blueprint.route("/<uuid:household_id>/consents/add", methods=["GET", "POST"])
@requires("household.edit")
def add(household_id: UUID) -> ResponseReturnValue:
    """One more consent."""
    form = ConsentForm(today=clock.today())
    with opened(household_id) as (session, household):
        known = services.agencies(session, household.authority_code)
        form.purpose.options = options(codes.choices(session, services.PURPOSES, household.authority_code))
        form.given_how.options = options(codes.choices(session, services.WAYS, household.authority_code))
    listed = Option.each((str(one), name) for one, name in known.items())
    form.organisation.options = [*listed, Option(OTHER, "Another agency", reveals=("agency",), divider="or")]

    def save() -> object:
        agreed = Agreed(
            form.purpose.data, form.given_how.data, form.given_on.data, form.chosen, form.agency.data,
            form.expires_on.data,
        )  # fmt: skip
        return services.record_consent(
            household_id=household_id, agreed=agreed, by=current_actor(), now=clock.now(), version=form.opened_with
        )

    if saved(form, household.version, save):
        flash("What she agreed to is recorded.", "success")
        return back_to("households.consents.index", household_id)
    return render_template("households/consents/add.html", form=form, household=household)


@blueprint.route("/<uuid:household_id>/consents/<uuid:consent_id>/withdraw", methods=["GET", "POST"])
@requires("household.edit")
def withdraw(household_id: UUID, consent_id: UUID) -> ResponseReturnValue:
    """She takes it back."""
    form = WithdrawForm()
    with opened(household_id) as (session, household):
        consent = queries.one(session, current_actor(), household_id, consent_id)
        purposes = codes.choices(session, services.PURPOSES, household.authority_code)
    if form.validate_on_submit():
        services.withdraw_consent(
            household_id=household_id, consent_id=consent_id, words=form.words.data, by=current_actor(), now=clock.now()
        )
        flash("It is taken back. What was told before stays told: say so to her.", "success")
        return back_to("households.consents.index", household_id)
    return render_template(
        "households/consents/withdraw.html", form=form, household=household, consent=consent, purposes=purposes
    )
