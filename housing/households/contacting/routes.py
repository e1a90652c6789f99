"""The page on safe contact."""

from __future__ import annotations

from dataclasses import fields
from datetime import time
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes
from housing.access import current_actor, requires
from housing.forms import Option
from housing.households import services
from housing.households.case import back_to, opened, saved
from housing.households.contacting.forms import ContactForm
from housing.households.models import Household

blueprint = Blueprint("contact", __name__, url_prefix="/<uuid:household_id>/contact")


@blueprint.route("", methods=["GET", "POST"])
@requires("household.edit")
def edit(household_id: UUID) -> ResponseReturnValue:
    """Ask how to reach her."""
    with opened(household_id) as (session, household):
        form = ContactForm(data=_stored(household))
        form.methods.options = Option.each(codes.choices(session, "contact_method", household.authority_code).items())
    if request.method != "POST":
        audit.record_reading(current_actor(), "household.contact_shown", household, now=clock.now())

    def save() -> object:
        return services.save_contact(
            household_id=household_id,
            contact=form.contact(),
            interpreter=form.interpreter.truth,
            language=form.language.data,
            by=current_actor(),
            now=clock.now(),
            version=form.opened_with,
        )

    if saved(form, household.version, save):
        return back_to("households.tasks", household_id)
    return render_template("households/section.html", form=form, household=household, title="Safe contact")


def _stored(household: Household) -> dict[str, Any]:
    kept = household.safe_contact
    contact = {field.name: getattr(kept, field.name) for field in fields(services.Contact)} if kept else {}
    if kept is not None and kept.from_at == kept.until_at == time.min:
        contact |= {"any_time": True, "from_at": None, "until_at": None}
    return {**contact, "interpreter": household.interpreter, "language": household.language}
