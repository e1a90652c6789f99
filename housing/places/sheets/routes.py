"""Stock by spreadsheet: the template, a file out, a file in, and what it would do before it does it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import Actor, current_actor, requires
from housing.forms import Option
from housing.people.models import Organisation
from housing.places.blueprint import blueprint
from housing.places.sheets import services
from housing.places.sheets.columns import SHEETS, lists
from housing.places.sheets.comparing import compare
from housing.places.sheets.exporting import XLSX, Written, export_council, export_own
from housing.places.sheets.forms import ConfirmForm, FetchCouncilForm, FetchForm, SendForm
from housing.places.sheets.grids import Grid, Unreadable
from housing.places.sheets.models import StockDraft, as_grid
from housing.places.sheets.planning import CHANGED, NEW, Plan
from housing.places.sheets.writing import template
from housing.refusals import Refused

SHOWN = 200  # steps of a kind on the page; the rest are counted


@blueprint.route("/units/spreadsheet", methods=["GET", "POST"])
@requires("unit.manage")
def spreadsheet() -> ResponseReturnValue:
    """Send a file: it is read and kept sealed, and nothing changes yet."""
    actor, now = current_actor(), clock.now()
    own = _organisations(actor)
    form = SendForm()
    form.organisation.options = Option.each((str(key), name) for key, name in own.items())
    if len(own) == 1:
        del form.organisation
    if form.validate_on_submit():
        organisation_id = next(iter(own)) if len(own) == 1 else form.organisation.data
        try:
            grid = _read(form.file.data.stream.read(), actor, now)
            draft_id = services.keep_draft(organisation_id=organisation_id, grid=grid, by=actor, now=now)
            return redirect(url_for("places.spreadsheet_draft", draft_id=draft_id), 303)
        except Unreadable as unreadable:
            form.blame_question("file", str(unreadable))
    return render_template("places/sheets/send.html", form=form, fetch=FetchForm(formdata=None))


@blueprint.get("/units/spreadsheet/template.xlsx")
@requires("unit.manage")
def spreadsheet_template() -> ResponseReturnValue:
    """The workbook to begin from."""
    with db.reading() as session:
        content = template(lists(session, current_actor().home("unit.manage").authority))
    return _file((content, XLSX, "stock-template.xlsx"))


@blueprint.post("/units/spreadsheet/fetch")
@requires("unit.manage")
def spreadsheet_fetch() -> ResponseReturnValue:
    """Own stock as a file; with addresses only if that was asked for, and that is written down."""
    fetch = FetchForm()
    if not fetch.validate_on_submit():
        form = SendForm(formdata=None)
        del form.organisation
        return render_template("places/sheets/send.html", form=form, fetch=fetch)
    return _file(export_own(form=fetch.form.data, addresses=fetch.addresses.data, by=current_actor(), now=clock.now()))


@blueprint.route("/vacancies/spreadsheet", methods=["GET", "POST"])
@requires("vacancy.see")
def council_spreadsheet() -> ResponseReturnValue:
    """The council's stock as a file, without addresses."""
    form = FetchCouncilForm()
    if form.validate_on_submit():
        return _file(export_council(form=form.form.data, by=current_actor(), now=clock.now()))
    return render_template("places/sheets/fetch.html", form=form)


@blueprint.route("/units/spreadsheet/<uuid:draft_id>", methods=["GET", "POST"])
@requires("unit.manage")
def spreadsheet_draft(draft_id: UUID) -> ResponseReturnValue:
    """What a file would do; confirming does it, all of it or nothing."""
    actor, now, form = current_actor(), clock.now(), ConfirmForm()
    since: list[str] = []
    if form.validate_on_submit():
        try:
            services.confirm_draft(draft_id=draft_id, seen=form.seen.data or "", by=actor, now=now)
            return redirect(url_for("places.spreadsheet_draft", draft_id=draft_id), 303)
        except services.ChangedSince as changed:
            form.blame(changed)
            since = changed.lines
        except Refused as refused:
            form.blame_question(None, str(refused))
    with db.reading() as session:
        draft = services.mine(session, actor, draft_id, now=now)
        if draft.grid is None:
            return render_template("places/sheets/done.html", done=services.done_of(draft))
        if draft.asked_at is not None:
            return render_template("places/sheets/waiting.html", draft=draft)
        found = _plan(session, draft, as_grid(draft.grid), now)
    form.seen.data, form.seen.raw_data = found.digest, []
    return render_template("places/sheets/check.html", form=form, since=since[:SHOWN], draft=draft, **_arranged(found))


def _arranged(found: Plan) -> Mapping[str, object]:
    """A plan as its page shows it: by sheet and kind, the first rows of each."""
    groups = [
        (sheet.title, kind, found.of(sheet.title, kind)[:SHOWN], len(found.of(sheet.title, kind)))
        for sheet in SHEETS
        for kind in (NEW, CHANGED)
    ]
    return {"plan": found, "groups": [group for group in groups if group[3]], "most": SHOWN}


def _plan(session: Session, draft: StockDraft, grid: Grid, now: datetime) -> Plan:
    own = lists(session, draft.authority_code)
    return compare(session, grid, own, organisation_id=draft.organisation_id, today=clock.day_of(now))[0]


def _read(content: bytes, actor: Actor, now: datetime) -> Grid:
    with db.reading() as session:
        most = services.most_rows(session, actor.home("unit.manage").authority, now)
    return services.read_file(content, most_rows=most)


def _organisations(actor: Actor) -> dict[UUID, str]:
    """The organisations whose stock this person keeps, by name."""
    with db.reading() as session:
        query = select(Organisation.id, Organisation.name).where(
            Organisation.id.in_(actor.extent("unit.manage").organisations)
        )
        return dict(session.execute(query.order_by(Organisation.name)).all())


def _file(written: Written) -> Response:
    content, kind, name = written
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
