"""The list of households and the search, whose answer has no address of its own."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import current_actor, requires
from housing.households.blueprint import blueprint
from housing.households.case import options
from housing.households.queries import called
from housing.presentations.index import queries
from housing.presentations.index.forms import ListFilter, SearchForm
from housing.presentations.index.queries import Wanted
from housing.presentations.next_steps import steps
from housing.web.lists import Column, Paging
from pathway.stages import Stage

COLUMNS = (
    Column("Household"),
    Column("Name"),
    Column("People", numeric=True),
    Column("Band"),
    Column("Stage"),
    Column("Days", numeric=True),
    Column("Officer"),
    Column("Next"),
)
LABELS = {stage.value: stage.label for stage in Stage}


@blueprint.get("")
@requires("household.read")
def index() -> ResponseReturnValue:
    """Households, the most urgent first."""
    actor = current_actor()
    form = ListFilter(request.args)
    with db.reading() as session:
        officers = queries.officers(session, actor)
        form.officer.options = options(officers)
        wanted = form.wanted() if form.validate() else Wanted()
        paging = Paging.of(queries.count(session, actor, wanted), request.args.get("page"))
        rows = queries.page(session, actor, wanted, offset=paging.offset, limit=paging.size)
        found = steps(session, [row.presentation.id for row in rows], clock.now())
    return render_template(
        "presentations/index.html",
        filter_form=form,
        may=actor.may,
        search=SearchForm(),
        rows=rows,
        paging=paging,
        columns=COLUMNS,
        chosen=_said(wanted, officers),
        page_href=lambda number: url_for("households.index", **{**request.args.to_dict(), "page": number}),
        labels=LABELS,
        called=called,
        waited=queries.waited,
        now=clock.now(),
        steps=found,
    )


@blueprint.post("/search")
@requires("household.read")
def search() -> ResponseReturnValue:
    """What was found, on this page alone: no name or reference reaches an address or the history."""
    actor = current_actor()
    form = SearchForm()
    rows, found = [], {}
    if form.validate_on_submit():
        with db.reading() as session:
            rows = queries.search(session, actor, form.sought.data or "")
            found = steps(session, [row.presentation.id for row in rows], clock.now())
        audit.record_reading(actor, "household.search", ("household", len(rows)), now=clock.now())
    return render_template(
        "presentations/search.html",
        form=form,
        rows=rows,
        columns=COLUMNS,
        labels=LABELS,
        called=called,
        waited=queries.waited,
        now=clock.now(),
        steps=found,
    )


def _said(wanted: Wanted, officers: dict[str, str]) -> list[str]:
    said = [
        f"band {wanted.band}" if wanted.band else "",
        LABELS.get(wanted.stage or "", "").lower(),
        officers.get(str(wanted.officer), ""),
        "ended" if wanted.ended else "",
    ]
    return [words for words in said if words]
