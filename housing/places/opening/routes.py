"""The page on which a property says whether one may arrive on the day others leave."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.forms import Choice, HavenForm, Option
from housing.places.blueprint import blueprint
from housing.places.opening import turnover as services

SAME_DAY, NEXT_DAY = "same-day", "next-day"


class TurnoverForm(HavenForm):
    """Whether one may arrive on the day others leave."""

    turnover = Choice(
        "May somebody arrive on the day on which others leave?",
        required="Select whether somebody may arrive on the day on which others leave",
        options=[
            Option(SAME_DAY, "Yes, if the property takes no days to prepare"),
            Option(NEXT_DAY, "No: from the next day at the earliest"),
        ],
    )


@blueprint.route("/properties/<uuid:property_id>/turnover", methods=["GET", "POST"])
@requires("unit.manage")
def turnover(property_id: UUID) -> ResponseReturnValue:
    """The rule as it is, what it was before, and the form that changes it."""
    actor = current_actor()
    with db.reading() as session:
        home, before = services.turnover(session, actor, property_id)
    form = TurnoverForm(today=clock.today(), data={"turnover": SAME_DAY if home.same_day_turnover else NEXT_DAY})
    if form.validate_on_submit():
        same_day = form.turnover.data == SAME_DAY
        services.set_turnover(property_id=property_id, same_day=same_day, by=actor, now=clock.now())
        flash("The rule for the day of leaving is recorded", "success")
        return redirect(url_for("places.property", property_id=property_id), 303)
    return render_template("places/turnover.html", form=form, home=home, before=before)
