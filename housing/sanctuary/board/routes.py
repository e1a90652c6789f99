"""The board of sanctuary jobs, and the same as a file."""

from __future__ import annotations

import csv
import io

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from housing import audit, clock, db
from housing.access import current_actor, requires
from housing.clock import day_of
from housing.sanctuary.blueprint import blueprint
from housing.sanctuary.board.forms import ENDED, LATE, BoardFilter
from housing.sanctuary.board.listing import Row, chosen, grouped, rows
from housing.sanctuary.queries import READ

HEADINGS = (
    "Job", "Stage", "How soon", "Clock", "Referred on", "Promised by", "Days since referral", "Days at this stage",
    "How she holds her home",
)  # fmt: skip


@blueprint.get("/sanctuary")
@requires(READ)
def board() -> ResponseReturnValue:
    """Every job by what it waits for, the one due first at the top."""
    form = _asked()
    found = _rows(form)
    audit.record_reading(current_actor(), "sanctuary.board", ("sanctuary_job", len(found)), now=clock.now())
    return render_template(
        "sanctuary/board.html", form=form, groups=grouped(found), total=len(found), chosen=form.chosen_words(),
        asked={name: form[name].data for name in ("stage", "priority", "show") if form[name].data},
        budget=current_actor().may("sanctuary.budget"),
    )  # fmt: skip


@blueprint.get("/sanctuary/jobs.csv")
@requires(READ)
def board_csv() -> ResponseReturnValue:
    """The same jobs as lines of a file: references and days, no address and no name."""
    found = _rows(_asked())
    audit.record_reading(current_actor(), "sanctuary.downloaded", ("sanctuary_job", len(found)), now=clock.now())
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    writer.writerows(_line(row) for _, members in grouped(found) for row in members)
    answer = Response(written.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="sanctuary-jobs.csv"'
    return answer


def _asked() -> BoardFilter:
    """What is chosen; nothing where the address says what is not on the list."""
    form = BoardFilter(request.args)
    return form if form.validate() else BoardFilter(MultiDict())


def _rows(form: BoardFilter) -> list[Row]:
    now = clock.now()
    with db.reading() as session:
        found = rows(session, current_actor(), ended=form.show.data == ENDED, now=now)
    return chosen(
        found, stage=form.stage.data, priority=form.priority.data, late=form.show.data == LATE, now=now
    )  # fmt: skip


def _line(row: Row) -> tuple[str | int, ...]:
    job = row.standing.job
    return (
        job.reference,
        row.stage.label,
        job.priority.capitalize(),
        row.clock.tag[0] if row.clock else "None",
        day_of(job.referred_at).isoformat(),
        job.due_at.astimezone(clock.LONDON).isoformat(timespec="minutes"),
        row.days,
        row.days_here,
        row.tenure,
    )
