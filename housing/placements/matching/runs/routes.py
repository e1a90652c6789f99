"""Today's run, past runs, and the button that makes one."""

from __future__ import annotations

from json import JSONDecodeError
from uuid import UUID

from cryptography.exceptions import InvalidTag
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from allocation.problem import BadProblem
from housing import audit, clock, db
from housing.access import Actor, current_actor, requires
from housing.placements.matching.blueprint import blueprint
from housing.placements.matching.fresh import to_confirm
from housing.placements.matching.replays.view import ReplayShown
from housing.placements.matching.replays.view import shown as replay_shown
from housing.placements.matching.runs import queries
from housing.placements.matching.runs.making import make_run
from housing.placements.matching.runs.view import page
from housing.placements.matching.settling import of_units
from housing.placements.offers import freed
from housing.refusals import Refused
from housing.web import Paging

CANNOT_BE_READ = (InvalidTag, BadProblem, JSONDecodeError)


@blueprint.get("/matching")
@requires("run.read")
def today() -> ResponseReturnValue:
    """The newest run, and plainly whether it is of today."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        try:
            run = queries.newest(session, actor)
            shown = page(session, actor, run) if run else None
        except CANNOT_BE_READ:
            return _unreadable(actor, None, None)
        again = replay_shown(session, actor, run.id, run.authority_code) if run else None
        confirm_first = to_confirm(session, shown.proposed_units, now=now) if shown else {}
        settle = of_units(session, shown.proposed_units, on=clock.day_of(now)) if shown else {}
        free_again = freed.codes(session, actor, now)
    if run is not None:
        audit.record_reading(actor, "run.read", run, now=now)
    return render_template(
        "placements/matching/run.html",
        page=shown,
        today=clock.day_of(now),
        newest=True,
        again=again,
        confirm_first=confirm_first,
        settle=settle,
        free_again=free_again,
        may_start=actor.may("run.start"),
    )


@blueprint.post("/matching/run")
@requires("run.start")
def run_now() -> ResponseReturnValue:
    """Make a run of the person's own council at once."""
    actor = current_actor()
    try:
        run = make_run(authority=actor.home("run.start").authority, by=actor, now=clock.now())
        flash(f"Run {run.number} is made", "success")
    except Refused as refused:
        flash(str(refused), "important")
    return redirect(url_for("matching.today"), 303)


@blueprint.get("/matching/runs")
@requires("run.read")
def past() -> ResponseReturnValue:
    """Every run, newest first."""
    actor = current_actor()
    with db.reading() as session:
        paging = Paging.of(queries.count(session, actor), request.args.get("page"), queries.PAGE)
        runs = queries.past(session, actor, page=paging.page)
    return render_template("placements/matching/past.html", runs=runs, paging=paging)


@blueprint.get("/matching/runs/<uuid:run_id>")
@requires("run.read")
def one(run_id: UUID) -> ResponseReturnValue:
    """A run as it was; decided on only where it is the newest."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        known = queries.known(session, actor, run_id)
        again = replay_shown(session, actor, run_id, known.authority_code)
        try:
            run = queries.one(session, actor, run_id)
            shown = page(session, actor, run)
        except CANNOT_BE_READ:
            return _unreadable(actor, run_id, again)
        confirm_first = to_confirm(session, shown.proposed_units, now=now) if known.newest else {}
        settle = of_units(session, shown.proposed_units, on=clock.day_of(now)) if known.newest else {}
    audit.record_reading(actor, "run.read", run, now=now)
    return render_template(
        "placements/matching/run.html",
        page=shown,
        today=clock.day_of(now),
        newest=known.newest,
        again=again,
        confirm_first=confirm_first,
        settle=settle,
        may_start=False,
    )


def _unreadable(actor: Actor, run_id: UUID | None, again: ReplayShown | None) -> str:
    """The page of a run whose documents do not open, or no longer read; without an id it is the newest."""
    return render_template(
        "placements/matching/unreadable.html",
        run_id=run_id,
        again=again,
        may_start=run_id is None and actor.may("run.start"),
    )
