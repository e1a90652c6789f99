"""Surveying a home, and the fire service's advice on a safe room."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from housing import clock, codes, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.forms.left import sent
from housing.sanctuary.asking import ask, standing
from housing.sanctuary.blueprint import blueprint
from housing.sanctuary.queries import Standing
from housing.sanctuary.survey.forms import FireAdviceForm, LinesForm, SurveyForm, size_asked, with_lines
from housing.sanctuary.surveying import MEASURES, ROOMS, WORK, record_fire_advice, record_survey

MORE = "more"
TITLE = "Survey of her home"


@blueprint.route("/sanctuary/<uuid:job_id>/survey", methods=["GET", "POST"])
@requires(WORK)
def survey(job_id: UUID) -> ResponseReturnValue:
    """Record what the home needs, line by line; "more lines" keeps what is typed."""
    found, now = standing(job_id, WORK), clock.now()
    form = lines_form(SurveyForm, found, today=clock.day_of(now), data={"surveyed_on": clock.day_of(now)})
    if MORE in request.form:
        return render_template("sanctuary/lines.html", standing=found, job=found.job, form=form, title=TITLE,
                               button="Save the survey", intro=(), warn="")  # fmt: skip
    return ask(
        found, form, title=TITLE, button="Save the survey", template="sanctuary/lines.html",
        save=lambda: record_survey(
            job_id=job_id, surveyed_on=form["surveyed_on"].data, lines=form.lines(), words=form["words"].data,
            by=current_actor(), now=now,
        ),
        done="The survey is saved",
        intro=("A later survey replaces this one, and asks for new quotes.",),
    )  # fmt: skip


@blueprint.route("/sanctuary/<uuid:job_id>/fire-advice", methods=["GET", "POST"])
@requires(WORK)
def fire_advice(job_id: UUID) -> ResponseReturnValue:
    """Record what the fire service advised."""
    found, now = standing(job_id, WORK), clock.now()
    form = FireAdviceForm(today=clock.day_of(now), data={"advised_on": clock.day_of(now)})
    return ask(
        found, form, title="The fire service’s advice", button="Save the advice",
        save=lambda: record_fire_advice(job_id=job_id, by=current_actor(), now=now, **form.answers()),
        done="The advice is saved",
    )  # fmt: skip


def lines_form(base: type[LinesForm], found: Standing, *, priced: bool = True, **rest: Any) -> LinesForm:
    """The form with as many lines as the page asked for, and the council's lists on each."""
    size = size_asked(sent("size"), more=MORE in request.form)
    form = with_lines(base, size, priced=priced)(**rest)
    form.size.data, form.size.raw_data = str(size), []
    with db.reading() as session:
        authority = found.job.authority_code
        form.offer(
            Option.each(codes.choices(session, MEASURES, authority).items()),
            Option.each(codes.choices(session, ROOMS, authority).items()),
        )
    return form
