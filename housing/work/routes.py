"""The worklist's pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import ROLE_TITLES, Role, current_actor, requires
from housing.forms import Option
from housing.households.case import options
from housing.households.queries import READ as READ_HOUSEHOLD
from housing.refusals import Refused
from housing.web.downloads import csv_file
from housing.web.filters import said_moment
from housing.web.lists import Paging
from housing.work import kinds, queries, services
from housing.work.colleagues import able
from housing.work.forms import DoneForm, GiveForm, TaskFilter
from housing.work.ladder_routes import blueprint as ladders
from housing.work.links import links
from housing.work.queries import View, Wanted
from housing.work.unfinished_routes import blueprint as unfinished
from pathway.stages import Stage

blueprint = Blueprint("work", __name__, url_prefix="/tasks")
BLUEPRINTS: tuple[Blueprint, ...] = (blueprint, ladders, unfinished)
PARTS = {
    View.FOR_ME: "For me",
    View.UNALLOCATED: "Unallocated",
    View.TEAM: "All of my roles",
    View.OVERDUE: "Overdue",
}
MOST_LINES = 5000


@blueprint.get("")
@requires("task.read")
def index() -> ResponseReturnValue:
    """My tasks and those that nobody has taken; the unallocated, my roles' and the overdue ones apart."""
    actor, now = current_actor(), clock.now()
    form = TaskFilter(request.args)
    with db.reading() as session:
        form.kind.options = Option.each((kind, kinds.said(kind)) for kind in queries.kinds(session, actor))
        wanted = form.wanted() if form.validate() else Wanted()
        counted = queries.counts(session, actor, now)
        plain = not (wanted.kind or wanted.stage)
        total = counted[wanted.view] if plain else queries.count(session, actor, wanted, now)
        paging = Paging.of(total, request.args.get("page"))
        rows = queries.page(session, actor, wanted, now, offset=paging.offset, limit=paging.size)
        closed = queries.closed(session, actor)
    return render_template(
        "work/index.html",
        filter_form=form,
        wanted=wanted,
        parts=[(title, counted[view], _here(wanted, view=view), view is wanted.view) for view, title in PARTS.items()],
        rows=rows,
        closed=closed,
        paging=paging,
        chosen=_chosen(wanted),
        clear=url_for("work.index", view=wanted.view.value),
        page_href=lambda number: _here(wanted, page=number),
        download=url_for("work.download", **_asked(wanted)),
        now=now,
        me=actor.account_id,
        roles={role.value: title for role, title in ROLE_TITLES.items()},
        by_stage=actor.may(READ_HOUSEHOLD),
        may_download=actor.may("task.download"),
        links=lambda row: links(row, actor),
    )


@blueprint.get("/tasks.csv")
@requires("task.download")
def download() -> Response:
    """The list as it is narrowed, with references and never a name of anybody helped. Taking it is recorded."""
    actor, now = current_actor(), clock.now()
    form = TaskFilter(request.args)
    with db.reading() as session:
        form.kind.options = Option.each((kind, kinds.said(kind)) for kind in queries.kinds(session, actor))
        wanted = form.wanted() if form.validate() else Wanted()
        rows = queries.page(session, actor, wanted, now, limit=MOST_LINES)
    facts = {**_asked(wanted), "rows": len(rows)}
    subject = ("authority", actor.home("task.download").authority)
    audit.record_reading(actor, "tasks.downloaded", subject, now=now, facts=facts)
    head = ("Task", "Kind", "Household", "Unit", "Owed by", "Whose", "Raised", "Due", "Days late", "Urgent")
    lines = [
        (
            row.task.title, kinds.said(row.task.kind), row.household, row.unit, ROLE_TITLES[Role(row.task.role)],
            row.holder_name, said_moment(row.task.raised_at), said_moment(row.task.due_at), row.late_days(now),
            "yes" if row.task.urgent else "no",
        )
        for row in rows
    ]  # fmt: skip
    return csv_file("tasks", [head, *lines])


@blueprint.post("/<uuid:task_id>/take")
@requires("task.read")
def take(task_id: UUID) -> ResponseReturnValue:
    """Take a task."""
    try:
        services.claim_task(task_id=task_id, by=current_actor(), now=clock.now())
    except Refused as refused:
        flash(str(refused))
    return redirect(url_for("work.index"))


@blueprint.post("/<uuid:task_id>/let-go")
@requires("task.read")
def let_go(task_id: UUID) -> ResponseReturnValue:
    """Give a task back to the team."""
    try:
        services.let_go_of_task(task_id=task_id, by=current_actor(), now=clock.now())
    except Refused as refused:
        flash(str(refused))
    return redirect(url_for("work.index"))


@blueprint.route("/<uuid:task_id>/give", methods=["GET", "POST"])
@requires("task.read")
def give(task_id: UUID) -> ResponseReturnValue:
    """Give a task to a colleague."""
    actor, now = current_actor(), clock.now()
    form = GiveForm()
    with db.reading() as session:
        row = queries.one(session, actor, task_id)
        people = able(session, row.task, now)
    form.to.options = options({str(account): name for account, name in people.items()})
    if form.validate_on_submit():
        try:
            name = services.give_task(task_id=task_id, to=form.to.data, by=actor, now=now)
            flash(f"The task is now {name}’s", "success")
            return redirect(url_for("work.index"))
        except Refused as refused:
            form.blame(refused)
    return render_template("work/give.html", form=form, row=row)


@blueprint.route("/<uuid:task_id>/done", methods=["GET", "POST"])
@requires("task.read")
def done(task_id: UUID) -> ResponseReturnValue:
    """Say what was done."""
    actor = current_actor()
    form = DoneForm()
    with db.reading() as session:
        row = queries.one(session, actor, task_id)
    if form.validate_on_submit():
        try:
            services.finish_task(task_id=task_id, words=form.words.data or "", by=actor, now=clock.now())
            flash("The task is done", "success")
            return redirect(url_for("work.index"))
        except Refused as refused:
            form.blame(refused)
    return render_template("work/done.html", form=form, row=row)


def _asked(wanted: Wanted) -> dict[str, Any]:
    asked = {"view": wanted.view.value, "kind": wanted.kind, "stage": wanted.stage}
    return {name: value for name, value in asked.items() if value}


def _here(wanted: Wanted, *, view: View | None = None, page: int | None = None) -> str:
    asked: dict[str, Any] = {**_asked(wanted), **({"page": page} if page else {})}
    if view is not None:
        asked["view"] = view.value
    return url_for("work.index", **asked)


def _chosen(wanted: Wanted) -> list[str]:
    said = [
        kinds.said(wanted.kind) if wanted.kind else "",
        Stage(wanted.stage).label.lower() if wanted.stage else "",
    ]
    return [words for words in said if words]
