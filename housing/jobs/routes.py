"""The jobs page: what Haven does by itself, when it last did it, and how that ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from housing import clock
from housing.access import NotFound, current_actor, requires
from housing.db import reading
from housing.jobs import queries
from housing.jobs.catalogue import jobs_of
from housing.jobs.models import JobRun
from housing.jobs.running import Job
from housing.placements.matching.replays import queries as replays

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")
BLUEPRINTS = (blueprint,)
GRACE = timedelta(minutes=5)


@blueprint.get("")
@requires("jobs.read")
def index() -> ResponseReturnValue:
    """Every job with its last slot; what should have run and has not stands out, and so does a past run that did not
    come out the same when it was made again."""
    actor, now = current_actor(), clock.now()
    jobs = jobs_of(current_app.config["HAVEN"])
    with reading() as session:
        latest = queries.latest(session)
        alarms = replays.alarms(session, actor.extent("jobs.read").authorities)
    rows = [(job, latest.get(job.name), state_of(job, latest.get(job.name), now=now)) for job in jobs]
    return render_template("jobs/index.html", rows=rows, alarms=alarms, may_open=actor.may("run.read"))


@blueprint.get("/<name>")
@requires("jobs.read")
def history(name: str) -> ResponseReturnValue:
    """One job's last slots."""
    job = next((job for job in jobs_of(current_app.config["HAVEN"]) if job.name == name), None)
    if job is None:
        raise NotFound("job")
    with reading() as session:
        slots = queries.history(session, name)
    return render_template("jobs/history.html", job=job, slots=slots)


def state_of(job: Job, slot: JobRun | None, *, now: datetime) -> str:
    """How a job stands: done, failed, running, or late: its last slot was due a while ago and nobody has begun it."""
    if slot is not None and slot.due_at >= job.schedule.last_due(now - GRACE):
        return slot.outcome or "running"
    return "late"
