"""Pages: the cases without a worker; who works with her, and who did."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes, db
from housing.access import current_actor, requires
from housing.households.blueprint import blueprint
from housing.households.case import back_to, options, saved
from housing.presentations.case import presented
from housing.presentations.queries import officer_name
from housing.presentations.worker import queries, services
from housing.presentations.worker.forms import WorkerForm
from housing.refusals import Refused
from housing.web.lists import Column, Paging
from pathway.stages import Stage

COLUMNS = (
    Column("Household"),
    Column("Band"),
    Column("Stage"),
    Column("Without a worker", numeric=True),
    Column("Action"),
)
LOADS = (Column("Worker"), Column("Open cases", numeric=True), Column("In bands 1 and 2", numeric=True))
LABELS = {stage.value: stage.label for stage in Stage}


@blueprint.get("/unassigned")
@requires("case.hand_over")
def unassigned() -> ResponseReturnValue:
    """Cases without a worker, and how many each worker has."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        paging = Paging.of(queries.count(session, actor, now), request.args.get("page"))
        rows = queries.unassigned(session, actor, now, offset=paging.offset, limit=paging.size)
        loads = queries.loads(session, actor)
        today = clock.day_of(now)
        authority = actor.home(queries.OWN).authority
        hidden = queries.closed_to_all(session, authority, now) if actor.may(queries.ASSIGN) else 0
        most = int(codes.setting(session, "worker.most_cases", authority=authority, on=today))
    return render_template(
        "presentations/worker/unassigned.html",
        rows=rows,
        paging=paging,
        page_href=lambda number: url_for("households.unassigned", page=number),
        columns=COLUMNS,
        loads=loads,
        load_columns=LOADS,
        labels=LABELS,
        most=most,
        hidden=hidden,
        now=now,
        lead=actor.may(queries.ASSIGN),
    )


@blueprint.post("/<uuid:household_id>/worker/take")
@requires("case.hand_over")
def take(household_id: UUID) -> ResponseReturnValue:
    """Become the worker of a case that has none."""
    presentation = presented(household_id, queries.OWN)
    try:
        services.take_case(presentation_id=presentation.id, by=current_actor(), now=clock.now())
        flash("You are the named worker now", "success")
    except Refused as refused:
        flash(str(refused))
    return redirect(url_for("households.worker", household_id=household_id), 303)


@blueprint.route("/<uuid:household_id>/worker", methods=["GET", "POST"])
@requires("case.hand_over")
def worker(household_id: UUID) -> ResponseReturnValue:
    """Who works with her and who did; a lead names another."""
    presentation = presented(household_id, queries.OWN)
    actor, now = current_actor(), clock.now()
    form = WorkerForm()
    with db.reading() as session:
        people = queries.able(session, presentation.household, now)
        reasons = codes.choices(session, services.REASONS, presentation.authority_code)
        shown = {
            "history": queries.history(session, presentation.id),
            "name": officer_name(session, presentation),
            "nobody": queries.has_nobody(session, presentation.id, now),
        }
    others = {str(account): called for account, called in people.items() if account != presentation.officer_id}
    form.to.options, form.reason.options = options(others), options(reasons)

    def save() -> None:
        chosen = {"to": form.to.data, "reason": form.reason.data, "words": form.words.data, "version": form.opened_with}
        services.give_case(presentation_id=presentation.id, **chosen, by=actor, now=clock.now())

    if request.method == "POST" and not actor.may(queries.ASSIGN):
        flash("Only a lead names another worker. Hand the case over instead.")
        return back_to("households.worker", household_id)
    if saved(form, presentation.version, save):
        flash("The worker has been named.", "success")
        return back_to("households.page", household_id)
    return render_template(
        "presentations/worker/worker.html",
        form=form,
        household=presentation.household,
        presentation=presentation,
        reasons=reasons,
        **shown,
        lead=actor.may(queries.ASSIGN),
        may_take=actor.account_id in people,
    )
