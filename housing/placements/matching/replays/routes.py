"""The button that makes a past run again."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from housing import clock
from housing.access import current_actor, requires
from housing.placements.matching.blueprint import blueprint
from housing.placements.matching.replay import Outcome
from housing.placements.matching.replays import services
from housing.placements.matching.replays.view import in_short


@blueprint.post("/matching/runs/<uuid:run_id>/again")
@requires("run.read")
def make_again(run_id: UUID) -> ResponseReturnValue:
    """Make the run again now, and show how that ended on its page."""
    replayed = services.make_again(run_id, by=current_actor(), now=clock.now())
    flash(in_short(replayed), "success" if replayed.outcome is Outcome.SAME else "important")
    return redirect(url_for("matching.one", run_id=run_id), 303)
