"""A page that asks something about one job: its form, one call, and back to the job. For the edge only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import current_actor
from housing.forms import HavenForm, Known
from housing.refusals import Refused
from housing.sanctuary import queries
from housing.sanctuary.queries import Standing


def standing(job_id: UUID, permission: str) -> Standing:
    """A job for a page. Raises NotFound."""
    with db.reading() as session:
        return queries.one(session, current_actor(), job_id, permission)


def ask(
    found: Standing,
    form: HavenForm,
    *,
    title: str,
    button: str,
    save: Callable[[], object],
    done: str,
    intro: Sequence[str] = (),
    warning: str = "",
    template: str = "sanctuary/ask.html",
    **more: object,
) -> ResponseReturnValue:
    """Show the form, or save what it says and go back to the job; what is refused goes on its question."""
    job = found.job
    if form.validate_on_submit():
        try:
            save()
            flash(done, "success")
            return redirect(url_for("sanctuary.job", job_id=job.id), 303)
        except Refused as refused:
            form.blame(refused)
    audit.record_reading(current_actor(), "sanctuary.read", ("household", job.household_id), now=clock.now())
    return render_template(
        template, standing=found, job=job, form=form, title=title, button=button, intro=intro, warn=warning, **more
    )


def truth(answer: Known | None) -> bool | None:
    """Yes and no as they are; "not known" and no answer as None."""
    return {Known.YES: True, Known.NO: False}.get(answer) if answer else None
