"""A contractor's visits: proposed, agreed on the telephone where that is allowed, recorded, called off."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import NotFound, current_actor, requires
from housing.refusals import Refused
from housing.sanctuary.contractors.forms import AskedVisitForm, CallOffForm, HappenedForm, VisitForm
from housing.sanctuary.contractors.queries import OwnJob, own_job
from housing.sanctuary.contractors.routes import back, blueprint
from housing.sanctuary.works.reach import FIT
from housing.sanctuary.works.visiting import agree_visit, propose_visit, record_visit
from pathway.sanctuary_appointments import VisitEvent
from pathway.sanctuary_visits import next_safe


@blueprint.route("/<uuid:job_id>/visit", methods=["GET", "POST"])
@requires(FIT)
def visit(job_id: UUID) -> ResponseReturnValue:
    """Propose a visit inside her safe hours."""
    now = clock.now()
    found = _own(job_id)
    instruction = found.works.instruction
    if found.unusable or instruction is None:
        flash(found.unusable or "How it is safe to come has not been recorded yet")
        return back(job_id)
    form = (AskedVisitForm if instruction.telephone else VisitForm)(today=clock.today())
    if form.validate_on_submit():
        begins, ends = form.period()
        agreed = isinstance(form, AskedVisitForm) and bool(form.agreed.data)
        try:
            propose_visit(
                job_id=job_id, begins=begins, ends=ends, agreed=agreed, permission=FIT, by=current_actor(), now=now
            )
            said = "The visit is arranged" if agreed else "The visit is proposed. The council asks her, and tells you"
            flash(said, "success")
            return back(job_id)
        except Refused as refused:
            form.blame(refused)
    return render_template(
        "sanctuary/contractors/visit.html", form=form, found=found, coming=next_safe(instruction.rule, now)
    )


@blueprint.post("/<uuid:job_id>/visits/<uuid:visit_id>/agreed")
@requires(FIT)
def agreed(job_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """She has agreed, on the telephone, where that is allowed."""
    try:
        agree_visit(job_id=job_id, visit_id=visit_id, permission=FIT, by=current_actor(), now=clock.now())
        flash("The visit is arranged", "success")
    except Refused as refused:
        flash(str(refused))
    return back(job_id)


@blueprint.route("/<uuid:job_id>/visits/<uuid:visit_id>/happened", methods=["GET", "POST"])
@requires(FIT)
def happened(job_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Say whether a visit took place."""
    found = _own(job_id, visit_id)
    form = HappenedForm()
    if form.validate_on_submit():
        try:
            record_visit(
                job_id=job_id, visit_id=visit_id, event=VisitEvent(form.happened.data), words=form.words.data,
                permission=FIT, by=current_actor(), now=clock.now(),
            )  # fmt: skip
            flash("What happened is recorded", "success")
            return back(job_id)
        except Refused as refused:
            form.blame(refused)
    return render_template("sanctuary/contractors/happened.html", form=form, found=found)


@blueprint.route("/<uuid:job_id>/visits/<uuid:visit_id>/call-off", methods=["GET", "POST"])
@requires(FIT)
def call_off(job_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Call a visit off, with the reason."""
    found = _own(job_id, visit_id)
    form = CallOffForm()
    if form.validate_on_submit():
        try:
            record_visit(
                job_id=job_id, visit_id=visit_id, event=VisitEvent.CALLED_OFF, words=form.words.data,
                permission=FIT, by=current_actor(), now=clock.now(),
            )  # fmt: skip
            flash("The visit is called off. The council has been told", "success")
            return back(job_id)
        except Refused as refused:
            form.blame(refused)
    return render_template(
        "sanctuary/works/call_off.html", form=form, title="Call off a visit", reference=found.reference,
        back=url_for("my_jobs.show", job_id=job_id),
    )  # fmt: skip


def _own(job_id: UUID, visit_id: UUID | None = None) -> OwnJob:
    with db.reading() as session:
        found = own_job(session, current_actor(), job_id, clock.now())
    if visit_id is not None and visit_id not in {each.row.id for each in found.works.visits}:
        raise NotFound("visit")
    return found
