"""Her version of the plan as a PDF, made here, with a name that says nothing."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import current_actor, requires
from housing.households.queries import READ
from housing.presentations.blueprint import blueprint
from housing.presentations.case import presented
from housing.presentations.letters.checking import refuse_addresses
from housing.presentations.letters.paper import Unwritable, as_pdf
from housing.presentations.plan.paper import TITLE, as_text
from housing.presentations.plan.queries import given, version_of
from housing.refusals import Refused

NOT_SHOWN = "The file cannot show “{signs}”. Print this page instead: it shows every sign."


@blueprint.get("/<uuid:household_id>/plan/versions/<int:number>/file")
@requires("household.read")
def plan_file(household_id: UUID, number: int) -> ResponseReturnValue:
    """One version as a file, where it says no place that has to stay secret; before it is given, its page says whether
    may_send allows it."""
    presentation = presented(household_id, READ)
    try:
        with db.reading() as session:
            version = version_of(session, presentation.id, number)
            text = as_text(version, given(version), presentation.reference)
            refuse_addresses(session, household_id, text)
        paper = as_pdf(TITLE, text, at=version.at)
    except (Refused, Unwritable) as error:
        flash(NOT_SHOWN.format(signs=error.signs) if isinstance(error, Unwritable) else str(error))
        return redirect(url_for("presentations.plan_version", household_id=household_id, number=number), 303)
    facts = {"presentation": presentation.id, "version": number}
    audit.record_reading(current_actor(), "plan.taken", ("household", household_id), now=clock.now(), facts=facts)
    headers = {"Content-Disposition": f'attachment; filename="plan-{number}.pdf"'}
    return Response(paper, mimetype="application/pdf", headers=headers)
