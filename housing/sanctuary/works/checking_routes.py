"""The coordinator's pages on what was done: each measure, photographs, extra work, invoices."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock
from housing.access import NotFound, current_actor, requires
from housing.refusals import Refused
from housing.sanctuary.contractors.forms import InvoiceForm, PhotographForm
from housing.sanctuary.works.costing import decide_extra, record_invoice
from housing.sanctuary.works.forms import CheckForm, DecideForm
from housing.sanctuary.works.measuring import check_line
from housing.sanctuary.works.models import Extra
from housing.sanctuary.works.picturing import add_photograph, remove_photograph
from housing.sanctuary.works.reach import COORDINATE
from housing.sanctuary.works.routes import Seen, back, blueprint, seen
from housing.sanctuary.works.standing import Line, Works


@blueprint.route("/measures/<uuid:line_id>", methods=["GET", "POST"])
@requires(COORDINATE)
def measure(job_id: UUID, line_id: UUID) -> ResponseReturnValue:
    """Look at one measure: accept it or send it back."""
    found, line = _line(job_id, line_id)
    form = CheckForm()
    if form.validate_on_submit():
        try:
            check_line(
                job_id=job_id, line_id=line_id, accept=form.accept.data == "yes", words=form.words.data,
                by=current_actor(), now=clock.now(),
            )  # fmt: skip
            flash(f"{found.words.measure(line.row)}: recorded", "success")
            return back(job_id, "measures")
        except Refused as refused:
            form.blame(refused)
    return render_template("sanctuary/works/measure.html", form=form, seen=found, line=line)


@blueprint.route("/measures/<uuid:line_id>/photograph", methods=["GET", "POST"])
@requires(COORDINATE)
def add_picture(job_id: UUID, line_id: UUID) -> ResponseReturnValue:
    """Add a photograph of one measure."""
    found, line = _line(job_id, line_id)
    form = PhotographForm()
    if form.validate_on_submit():
        try:
            add_photograph(
                job_id=job_id, line_id=line_id, taken=form.taken.data, data=form.photograph.data.read(),
                permission=COORDINATE, by=current_actor(), now=clock.now(),
            )  # fmt: skip
            flash("The photograph is added, without what your camera wrote into it", "success")
            return back(job_id, "measures")
        except Refused as refused:
            form.blame(refused)
    return render_template("sanctuary/works/photograph.html", form=form, seen=found, line=line)


@blueprint.post("/photographs/<uuid:photograph_id>/remove")
@requires(COORDINATE)
def remove_picture(job_id: UUID, photograph_id: UUID) -> ResponseReturnValue:
    """Erase a photograph that should not have been taken."""
    try:
        remove_photograph(
            job_id=job_id, photograph_id=photograph_id, permission=COORDINATE, by=current_actor(), now=clock.now()
        )
        flash("The photograph is erased", "success")
    except Refused as refused:
        flash(str(refused))
    return back(job_id, "measures")


@blueprint.route("/extra/<uuid:extra_id>", methods=["GET", "POST"])
@requires(COORDINATE)
def extra(job_id: UUID, extra_id: UUID) -> ResponseReturnValue:
    """Decide about extra work."""
    found = seen(job_id)
    works, asked = _extra(found, extra_id)
    form = DecideForm()
    if form.validate_on_submit():
        try:
            decide_extra(
                job_id=job_id, extra_id=extra_id, approve=form.approve.data == "yes", words=form.words.data,
                by=current_actor(), now=clock.now(),
            )  # fmt: skip
            flash("Your decision is recorded, and the contractor told", "success")
            return back(job_id, "cost")
        except Refused as refused:
            form.blame(refused)
    return render_template("sanctuary/works/extra.html", form=form, seen=found, works=works, extra=asked)


@blueprint.route("/invoice", methods=["GET", "POST"])
@requires(COORDINATE)
def invoice(job_id: UUID) -> ResponseReturnValue:
    """Record an invoice or a credit note."""
    found = seen(job_id)
    if found.order is None:
        raise NotFound("order")
    form = InvoiceForm(today=clock.today(), data={"kind": "invoice"})
    if form.validate_on_submit():
        try:
            record_invoice(job_id=job_id, permission=COORDINATE, by=current_actor(), now=clock.now(), **form.answers())
            flash("The invoice is recorded", "success")
            return back(job_id, "cost")
        except Refused as refused:
            form.blame(refused)
    return render_template(
        "sanctuary/works/invoice.html", form=form, title="Record an invoice", works=found.order,
        reference=found.standing.job.reference, back=url_for("works.show", job_id=job_id),
    )  # fmt: skip


def _line(job_id: UUID, line_id: UUID) -> tuple[Seen, Line]:
    found = seen(job_id)
    line = found.order.line(line_id) if found.order else None
    if line is None:
        raise NotFound("measure")
    return found, line


def _extra(found: Seen, extra_id: UUID) -> tuple[Works, Extra]:
    for works in found.works:
        for extra in works.extras:
            if extra.id == extra_id:
                return works, extra
    raise NotFound("extra work")
