"""A provider's pages about safety checks: all that is due, one property's, and recording one."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import NotFound, current_actor, requires
from housing.codes import choices
from housing.places.blueprint import blueprint
from housing.places.compliance import queries, words
from housing.places.compliance.forms import CheckForm
from housing.places.compliance.recording import record_check
from housing.places.stock.queries import home_of
from housing.refusals import Refused


@blueprint.get("/safety-checks")
@requires("unit.manage")
def compliance() -> ResponseReturnValue:
    """The checks of all own properties: what has run out or is missing, what soon does, and the rest."""
    with db.reading() as session:
        found = queries.by_urgency(queries.own_lines(session, current_actor(), on=clock.today()))
    return render_template(
        "places/compliance/own.html",
        late=[line for line in found if line.state in ("overdue", "missing")],
        soon=[line for line in found if line.state == "soon"],
        rest=[line for line in found if line.state in ("good", "not_needed")],
        words=words,
    )


@blueprint.get("/properties/<uuid:property_id>/safety-checks")
@requires("unit.manage")
def property_compliance(property_id: UUID) -> ResponseReturnValue:
    """One property's checks, of every kind, and what was recorded of them."""
    actor = current_actor()
    with db.reading() as session:
        home = home_of(session, actor, property_id)
        kinds = choices(session, queries.KINDS, home.authority_code)
        found = queries.own_lines(session, actor, on=clock.today(), property_id=property_id)
        records = queries.records(session, property_id)
    return render_template(
        "places/compliance/property.html",
        home=home,
        lines=found,
        others={kind: label for kind, label in kinds.items() if kind not in {line.kind for line in found}},
        history=[
            {"title": words.recorded(row, kinds), "at": row.recorded_at, "by": row.recorded_by_name} for row in records
        ],
        words=words,
    )


@blueprint.route("/properties/<uuid:property_id>/safety-checks/<kind>", methods=["GET", "POST"])
@requires("unit.manage")
def property_compliance_record(property_id: UUID, kind: str) -> ResponseReturnValue:
    """Record a check of one kind."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        home = home_of(session, actor, property_id)
        label = choices(session, queries.KINDS, home.authority_code).get(kind)
    if label is None:
        raise NotFound("compliance kind")
    form = CheckForm(kind, today=clock.day_of(now))
    if form.validate_on_submit():
        try:
            record_check(property_id=property_id, check=form.as_check(), by=actor, now=now)
            flash(f"{label} is recorded", "success")
            return redirect(url_for("places.property_compliance", property_id=property_id), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("places/compliance/record.html", form=form, home=home, label=label)
