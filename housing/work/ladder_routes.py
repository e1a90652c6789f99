"""Pages: who hears of what is not done, for each kind of task."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import ROLE_TITLES, NotFound, current_actor, requires
from housing.forms import Choice, HavenForm, Option, WholeNumber
from housing.refusals import Refused
from housing.tasks.escalation import HEARING
from housing.web.lists import Column
from housing.work import ladders
from pathway.ladders import MOST_HOURS, Rung

blueprint = Blueprint("ladders", __name__, url_prefix="/escalation")
COLUMNS = (Column("Kind of task"), Column("Who hears of it"), Column("Action"))
ROLES = {role.value: title for role, title in ROLE_TITLES.items()}
TO = Option.each((role.value, ROLE_TITLES[role]) for role in HEARING)
STEPS = ("first", "second", "third")


class LadderForm(HavenForm):
    """Up to three steps, each after so many hours and to a role."""

    first_hours = WholeNumber(
        "First step: so many hours after it was due", noun="Hours of the first step", maximum=MOST_HOURS
    )
    first_to = Choice("First step: who hears of it", noun="Who hears of it", options=TO, as_list=True)
    second_hours = WholeNumber(
        "Second step: so many hours after it was due", noun="Hours of the second step", maximum=MOST_HOURS
    )
    second_to = Choice("Second step: who hears of it", noun="Who hears of it", options=TO, as_list=True)
    third_hours = WholeNumber(
        "Third step: so many hours after it was due", noun="Hours of the third step", maximum=MOST_HOURS
    )
    third_to = Choice("Third step: who hears of it", noun="Who hears of it", options=TO, as_list=True)

    def check(self) -> None:
        """A step has both answers or neither."""
        for step in STEPS:
            hours, to = getattr(self, f"{step}_hours").data, getattr(self, f"{step}_to").data
            if to is not None and hours is None:
                self.blame_question(f"{step}_hours", f"Enter after how many hours the {step} step is taken")
            if hours is not None and to is None:
                self.blame_question(f"{step}_to", f"Select who hears of it at the {step} step")

    def steps(self) -> list[dict[str, Any]]:
        """The steps that are filled in."""
        both = [(getattr(self, f"{step}_hours").data, getattr(self, f"{step}_to").data) for step in STEPS]
        return [{"after_hours": hours, "to": to} for hours, to in both if to is not None]


@blueprint.get("")
@requires("task.ladders")
def index() -> ResponseReturnValue:
    """Every kind of task and its ladder."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        found = ladders.listed(session, actor.home(ladders.EDIT).authority, now)
    return render_template("work/ladders.html", ladders=found, columns=COLUMNS, roles=ROLES)


@blueprint.route("/<kind>", methods=["GET", "POST"])
@requires("task.ladders")
def change(kind: str) -> ResponseReturnValue:
    """Another ladder for a kind of task."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        found = ladders.listed(session, actor.home(ladders.EDIT).authority, now)
    one = next((each for each in found if each.kind == kind), None)
    if one is None:
        raise NotFound("ladder")
    form = LadderForm(data=_answers(one.rungs))
    if form.validate_on_submit():
        try:
            ladders.change_ladder(kind=kind, steps=form.steps(), by=actor, now=now)
            flash("It counts for tasks that are made from now on", "success")
            return redirect(url_for("ladders.index"), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("work/ladder.html", form=form, one=one)


def _answers(rungs: tuple[Rung, ...]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for step, rung in zip(STEPS, rungs, strict=False):
        answers[f"{step}_hours"], answers[f"{step}_to"] = rung.after_hours, rung.to
    return answers
