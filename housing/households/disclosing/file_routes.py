"""The log of disclosures as a file for a review: of one case, and of the council; taking it is in the trail."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import current_actor, requires
from housing.households.case import opened
from housing.households.disclosing import queries
from housing.households.disclosing.forms import PeriodForm
from housing.households.queries import READ
from housing.web.downloads import csv_file

of_case = Blueprint("disclosing_file", __name__, url_prefix="/<uuid:household_id>/disclosures")
of_council = Blueprint("disclosures_file", __name__, url_prefix="/disclosures")


@of_case.get("/file")
@requires("story.download")
def case_file(household_id: UUID) -> ResponseReturnValue:
    """Who was told what of one case."""
    actor, now = current_actor(), clock.now()
    with opened(household_id, READ) as (session, household):
        lines = queries.of_case(session, actor, household.id)
    audit.record_reading(actor, "disclosure.downloaded", household, now=now, facts={"rows": len(lines)})
    return csv_file(_name(), [queries.HEADING[1:], *(line.cells[1:] for line in lines)])


@of_council.get("/file")
@requires("audit.read")
def council_file() -> ResponseReturnValue:
    """Who was told what in the whole council, in the days asked for."""
    actor, now = current_actor(), clock.now()
    form = PeriodForm(request.args)
    form.validate()
    period = queries.Period(form.from_on.data, form.until_on.data)
    with db.reading() as session:
        lines = queries.of_council(session, actor, period, offset=0, size=queries.MOST_IN_FILE)
    audit.record_reading(
        actor, "disclosure.downloaded", ("disclosure", "all"), now=now, facts={"rows": len(lines)}
    )  # fmt: skip
    return csv_file(_name(), [queries.HEADING, *(line.cells for line in lines)])


def _name() -> str:
    return f"log-{clock.today().isoformat()}"
