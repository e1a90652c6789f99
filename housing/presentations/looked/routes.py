"""The page that says who looked at a case."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import current_actor, requires
from housing.households.blueprint import blueprint
from housing.households.queries import reached
from housing.presentations.looked import queries
from housing.web import Paging

LOOKED = "case.looked"
PAGE = 50


@blueprint.get("/<uuid:household_id>/looked")
@requires("case.looked")
def looked(household_id: UUID) -> ResponseReturnValue:
    """Who looked at this case, a line for each person and day, newest first."""
    actor = current_actor()
    with db.reading() as session:
        household = reached(session, actor, household_id, LOOKED)
        paging = Paging.of(queries.count(session, household_id), request.args.get("page"), PAGE)
        found = queries.looks(session, household_id, size=paging.size, offset=paging.offset)
    audit.record_reading(actor, "household.looked", household, now=clock.now())
    return render_template(
        "presentations/looked/index.html",
        household=household,
        looks=found,
        paging=paging,
        page_href=lambda number: url_for("households.looked", household_id=household_id, page=number),
    )
