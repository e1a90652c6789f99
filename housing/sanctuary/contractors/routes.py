"""A contractor's pages: my jobs, one job, the answer to an order, and what the page of one job leads to."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.refusals import Refused
from housing.sanctuary.contractors import queries
from housing.sanctuary.contractors.forms import ReturnForm
from housing.sanctuary.works.ordering import accept_order, return_order
from housing.sanctuary.works.picturing import photograph
from housing.sanctuary.works.reach import FIT
from housing.sanctuary.works.words import Words, words_of

blueprint = Blueprint("my_jobs", __name__, url_prefix="/my-jobs")


@blueprint.get("")
@requires(FIT)
def index() -> ResponseReturnValue:
    """My jobs: what to answer, to arrange, to put right, and where not to go."""
    now = clock.now()
    with db.reading() as session:
        found = queries.own_jobs(session, current_actor(), now)
        words = words_of(session)
    return render_template("sanctuary/contractors/index.html", jobs=found, now=now, words=words)


@blueprint.get("/<uuid:job_id>")
@requires(FIT)
def show(job_id: UUID) -> ResponseReturnValue:
    """One job."""
    return page(job_id)


@blueprint.post("/<uuid:job_id>/address")
@requires(FIT)
def address(job_id: UUID) -> ResponseReturnValue:
    """Show where the home is; it is recorded who looked."""
    try:
        return page(job_id, address=queries.show_address(job_id=job_id, by=current_actor(), now=clock.now()))
    except Refused as refused:
        flash(str(refused))
        return back(job_id)


@blueprint.post("/<uuid:job_id>/number")
@requires(FIT)
def number(job_id: UUID) -> ResponseReturnValue:
    """Show the number to ring while ringing is safe; it is recorded who looked."""
    try:
        return page(job_id, number=queries.show_number(job_id=job_id, by=current_actor(), now=clock.now()))
    except Refused as refused:
        flash(str(refused))
        return back(job_id)


@blueprint.post("/<uuid:job_id>/accept")
@requires(FIT)
def accept(job_id: UUID) -> ResponseReturnValue:
    """Take an order on."""
    try:
        accept_order(job_id=job_id, by=current_actor(), now=clock.now())
        flash("You have accepted the order. The council has been told", "success")
    except Refused as refused:
        flash(str(refused))
    return back(job_id)


@blueprint.route("/<uuid:job_id>/return", methods=["GET", "POST"])
@requires(FIT)
def give_back(job_id: UUID) -> ResponseReturnValue:
    """Give an order back, with a reason."""
    actor, now = current_actor(), clock.now()
    form = ReturnForm()
    with db.reading() as session:
        found = queries.own_job(session, actor, job_id, now)
        form.reason.options = Option.each(
            codes.choices(session, "sanctuary_order_return", found.job.authority_code).items()
        )
    if form.validate_on_submit():
        try:
            return_order(job_id=job_id, permission=FIT, by=actor, now=now, **form.answers())
            flash("You have returned the order. The council has been told", "success")
            return redirect(url_for("my_jobs.index"))
        except Refused as refused:
            form.blame(refused)
    return render_template("sanctuary/contractors/return.html", form=form, found=found)


@blueprint.get("/<uuid:job_id>/photographs/<uuid:photograph_id>")
@requires(FIT)
def picture(job_id: UUID, photograph_id: UUID) -> ResponseReturnValue:
    """A photograph of one's own job."""
    actor = current_actor()
    with db.reading() as session:
        content = photograph(session, queries.order_ids(session, actor, job_id, clock.now()), photograph_id)
    audit.record_reading(actor, "sanctuary.photograph_shown", ("sanctuary_photograph", photograph_id), now=clock.now())
    return Response(content, mimetype="image/jpeg")


def page(job_id: UUID, *, address: str | None = None, number: str | None = None) -> ResponseReturnValue:
    """The page of one job, with what was asked to be shown; it is recorded that it was opened."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        found = queries.own_job(session, actor, job_id, now)
        words: Words = words_of(session, found.job.authority_code)
    audit.record_reading(actor, "sanctuary.order_shown", found.job, now=now)
    return render_template(
        "sanctuary/contractors/job.html", found=found, now=now, words=words, address=address, number=number
    )


def back(job_id: UUID) -> ResponseReturnValue:
    """The page of the job again."""
    return redirect(url_for("my_jobs.show", job_id=job_id))
