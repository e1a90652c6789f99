"""A contractor's reports: each measure with its photographs, extra work, invoices."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes, db
from housing.access import NotFound, current_actor, requires
from housing.forms import Option
from housing.refusals import Refused
from housing.sanctuary.contractors.forms import ExtraForm, InvoiceForm, PhotographForm, ReportForm
from housing.sanctuary.contractors.queries import OwnJob, own_job
from housing.sanctuary.contractors.routes import back, blueprint
from housing.sanctuary.works.costing import ask_extra, record_invoice
from housing.sanctuary.works.measuring import report_line
from housing.sanctuary.works.picturing import add_photograph, remove_photograph
from housing.sanctuary.works.reach import FIT, WITHDRAWN
from housing.sanctuary.works.standing import Line
from housing.sanctuary.works.words import Words, words_of
from housing.web.errors import page_for


@blueprint.route("/<uuid:job_id>/measures/<uuid:line_id>", methods=["GET", "POST"])
@requires(FIT)
def measure(job_id: UUID, line_id: UUID) -> ResponseReturnValue:
    """Report what was done of one measure."""
    found, line, words = _line(job_id, line_id)
    form = ReportForm(today=clock.today(), data={"done_on": clock.today()})
    if form.validate_on_submit():
        try:
            report_line(
                job_id=job_id, line_id=line_id, done=form.result.data == "done", done_on=form.done_on.data,
                words=form.words.data, by=current_actor(), now=clock.now(),
            )  # fmt: skip
            flash(f"{words.measure(line.row)}: recorded", "success")
            return back(job_id)
        except Refused as refused:
            form.blame(refused)
    return render_template("sanctuary/contractors/measure.html", form=form, found=found, line=line, words=words)


@blueprint.route("/<uuid:job_id>/measures/<uuid:line_id>/photograph", methods=["GET", "POST"])
@requires(FIT)
def add_picture(job_id: UUID, line_id: UUID) -> ResponseReturnValue:
    """Add a photograph of one measure."""
    found, line, words = _line(job_id, line_id)
    form = PhotographForm()
    if form.validate_on_submit():
        try:
            add_photograph(
                job_id=job_id, line_id=line_id, taken=form.taken.data, data=form.photograph.data.read(),
                permission=FIT, by=current_actor(), now=clock.now(),
            )  # fmt: skip
            flash("The photograph is added, without what your camera wrote into it", "success")
            return redirect(url_for("my_jobs.show", job_id=job_id, _anchor="measures"))
        except Refused as refused:
            form.blame(refused)
    return render_template("sanctuary/contractors/photograph.html", form=form, found=found, line=line, words=words)


@blueprint.post("/<uuid:job_id>/photographs/<uuid:photograph_id>/remove")
@requires(FIT)
def remove_picture(job_id: UUID, photograph_id: UUID) -> ResponseReturnValue:
    """Erase a photograph that should not have been taken."""
    try:
        remove_photograph(
            job_id=job_id, photograph_id=photograph_id, permission=FIT, by=current_actor(), now=clock.now()
        )
        flash("The photograph is erased", "success")
    except Refused as refused:
        flash(str(refused))
    return back(job_id)


@blueprint.route("/<uuid:job_id>/extra", methods=["GET", "POST"])
@requires(FIT)
def extra(job_id: UUID) -> ResponseReturnValue:
    """Ask for work beyond the order."""
    form = ExtraForm()
    with db.reading() as session:
        found = own_job(session, current_actor(), job_id, clock.now())
        for name in ("measure", "room"):
            choices = codes.choices(session, f"sanctuary_{name}", found.job.authority_code)
            form[name].options = Option.each(choices.items())
    if form.validate_on_submit():
        try:
            ask_extra(job_id=job_id, wanted=form.wanted(), by=current_actor(), now=clock.now())
            flash("The council has been asked. Do not begin before it has answered", "success")
            return back(job_id)
        except Refused as refused:
            form.blame(refused)
    return render_template("sanctuary/contractors/extra.html", form=form, found=found)


@blueprint.route("/<uuid:job_id>/invoice", methods=["GET", "POST"])
@requires(FIT)
def invoice(job_id: UUID) -> ResponseReturnValue:
    """Send an invoice or a credit note."""
    with db.reading() as session:
        found = own_job(session, current_actor(), job_id, clock.now())
    form = InvoiceForm(today=clock.today(), data={"kind": "invoice"})
    if form.validate_on_submit():
        try:
            record_invoice(job_id=job_id, permission=FIT, by=current_actor(), now=clock.now(), **form.answers())
            flash("The invoice is recorded", "success")
            return back(job_id)
        except Refused as refused:
            form.blame(refused)
    return render_template(
        "sanctuary/works/invoice.html", form=form, title="Send an invoice", works=found.works,
        reference=found.reference, back=url_for("my_jobs.show", job_id=job_id),
    )  # fmt: skip


def _line(job_id: UUID, line_id: UUID) -> tuple[OwnJob, Line, Words]:
    with db.reading() as session:
        found = own_job(session, current_actor(), job_id, clock.now())
        words = words_of(session, found.job.authority_code)
    line = found.works.line(line_id)
    if line is None:
        raise NotFound("measure")
    if found.withdrawn:
        abort(page_for(409, sentence=WITHDRAWN))
    return found, line, words
