"""One job: where it stands, on what it depends, what it costs, what happened, and what can happen next."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes, db
from housing.access import current_actor, requires
from housing.refusals import Refused
from housing.sanctuary import queries
from housing.sanctuary.approving import approved_quote
from housing.sanctuary.blueprint import blueprint
from housing.sanctuary.clocks import promises
from housing.sanctuary.known import found
from housing.sanctuary.page.panels import JOB_PANELS
from housing.sanctuary.page.steps import steps
from housing.sanctuary.page.warnings import warnings
from housing.sanctuary.quoting import quotes_of
from housing.sanctuary.revealing import Her, Home, reveal_her, reveal_home
from housing.sanctuary.surveying import latest_survey
from housing.sanctuary.words import lists_of, told

TELL = "sanctuary.tell"


@blueprint.get("/sanctuary/<uuid:job_id>")
@requires(queries.READ)
def job(job_id: UUID) -> ResponseReturnValue:
    """One job."""
    return _page(job_id)


@blueprint.post("/sanctuary/<uuid:job_id>/address")
@requires(TELL)
def show_home(job_id: UUID) -> ResponseReturnValue:
    """Show where the home is; it is recorded who looked."""
    try:
        return _page(job_id, home=reveal_home(job_id=job_id, by=current_actor(), now=clock.now()))
    except Refused as refused:
        flash(str(refused))
        return redirect(url_for("sanctuary.job", job_id=job_id), 303)


@blueprint.post("/sanctuary/<uuid:job_id>/contact")
@requires(TELL)
def show_her(job_id: UUID) -> ResponseReturnValue:
    """Show what she is called and how she is reached; it is recorded who looked."""
    try:
        return _page(job_id, her=reveal_her(job_id=job_id, by=current_actor(), now=clock.now()))
    except Refused as refused:
        flash(str(refused))
        return redirect(url_for("sanctuary.job", job_id=job_id), 303)


def _page(job_id: UUID, *, home: Home | None = None, her: Her | None = None) -> str:
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        standing = queries.one(session, actor, job_id)
        one = standing.job
        lists = lists_of(session, one.authority_code)
        promised = promises(session, one.authority_code, now)
        survey, quotes = latest_survey(session, job_id), quotes_of(session, job_id)
        methods = codes.choices(session, "contact_method", one.authority_code)
        shown = [panel for maker in JOB_PANELS if (panel := maker(session, actor, standing, now))]
    audit.record_reading(actor, "sanctuary.read", ("household", one.household_id), now=now)
    first, others = steps(standing, actor)
    what = found(one, now)
    return render_template(
        "sanctuary/job.html",
        standing=standing,
        job=one,
        clock=promised.clock(standing, now),
        warnings=warnings(standing, what, now),
        what=what,
        lists=lists,
        survey=survey,
        quotes=quotes,
        approved=approved_quote(one),
        methods=methods,
        panels=shown,
        first=first,
        others=others,
        events=told(one, lists),
        home=home,
        her=her,
        may=actor.may,
        today=clock.day_of(now),
    )
