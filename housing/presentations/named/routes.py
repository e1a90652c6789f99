"""The pages of naming somebody for a restricted case that nobody could open. They show nothing of the case."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import current_actor, requires
from housing.forms import Choice, HavenForm, LongText
from housing.households.case import options
from housing.households.restriction import nameable
from housing.presentations.named import queries, services
from housing.presentations.named.queries import ASK
from housing.refusals import Refused

blueprint = Blueprint("named", __name__, url_prefix="/restricted")


class AskForm(HavenForm):
    """Who is to be named, and why."""

    account = Choice("Who is to be named?", noun="Who is to be named", required="Select who is to be named",
                     as_list=True, coerce=UUID)  # fmt: skip
    reason = LongText(
        "Why, and why this person?", noun="Why", required="Enter why", max_length=1000, rows=4,
        hint="A second person reads this. No names of anybody helped, and no addresses",
    )  # fmt: skip


class RefuseForm(HavenForm):
    """Why not."""

    words = LongText("Why not?", noun="Why not", required="Enter why not", max_length=500, rows=3)


@blueprint.get("")
@requires("naming.decide")
def index() -> ResponseReturnValue:
    """What waits for a second person; for information governance also the cases that nobody could open."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        waiting = queries.waiting(session, actor, now)
        closed = queries.closed(session, actor, now) if actor.may(ASK) else []
    if closed:
        audit.record_reading(actor, "naming.listed", ("authority", actor.home(ASK).authority), now=now,
                             facts={"rows": len(closed)})  # fmt: skip
    return render_template(
        "presentations/named/index.html", waiting=waiting, closed=closed, asks=actor.may(ASK), me=actor.account_id
    )


@blueprint.route("/<uuid:household_id>/ask", methods=["GET", "POST"])
@requires("naming.ask")
def ask(household_id: UUID) -> ResponseReturnValue:
    """Ask that somebody be named."""
    actor, now = current_actor(), clock.now()
    form = AskForm()
    with db.reading() as session:
        household = queries.one_closed(session, actor, household_id, now)
        people = nameable(session, household, now)
    form.account.options = options({str(one): name for one, name in people.items() if one != actor.account_id})
    if form.validate_on_submit():
        try:
            services.ask(
                household_id=household_id, account_id=form.account.data, reason=form.reason.data or "", by=actor,
                now=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            form.blame(refused)
        else:
            flash("It is asked for. A second person decides.", "success")
            return redirect(url_for("named.index"), 303)
    return render_template("presentations/named/ask.html", form=form, reference=household.reference)


@blueprint.route("/requests/<uuid:request_id>", methods=["GET", "POST"])
@requires("naming.decide")
def show(request_id: UUID) -> ResponseReturnValue:
    """One request; posted to, it is refused or taken back in words."""
    actor, now = current_actor(), clock.now()
    form = RefuseForm()
    if form.validate_on_submit():
        try:
            services.refuse(request_id=request_id, words=form.words.data or "", by=actor, now=now)
            flash("Recorded. Nobody was named.", "success")
            return redirect(url_for("named.index"), 303)
        except Refused as refused:
            form.blame(refused)
    with db.reading() as session:
        found = queries.one(session, actor, request_id)
    return render_template(
        "presentations/named/show.html", found=found, form=form, own=found.request.asked_by == actor.account_id,
        open=found.request.closed_at is None and found.request.lapses_at > now,
    )  # fmt: skip


@blueprint.post("/requests/<uuid:request_id>/approve")
@requires("naming.decide")
def approve(request_id: UUID) -> ResponseReturnValue:
    """Say yes."""
    try:
        services.approve(request_id=request_id, by=current_actor(), now=clock.now())
        flash("They are named, and have been told. You have not seen the case.", "success")
    except Refused as refused:
        flash(str(refused))
    return redirect(url_for("named.show", request_id=request_id), 303)
