"""The money of the year, as the sanctuary coordinator sees and sets it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.refusals import Refused
from housing.sanctuary.aftercare.budget import SET, financial_year, history, set_budget, spending
from housing.sanctuary.aftercare.forms import BudgetForm

blueprint = Blueprint("sanctuary_budget", __name__, url_prefix="/sanctuary/budget")
YEARS_BACK = 3


@blueprint.get("")
@requires(SET)
def index() -> ResponseReturnValue:
    """Budget, ordered, invoiced and what is left, by financial year; what was said of this year's budget."""
    authority, year = current_actor().home(SET).authority, financial_year(clock.today())
    with db.reading() as session:
        years = spending(session, authority, range(year - YEARS_BACK, year + 2))
        said = history(session, authority, year)
    return render_template("sanctuary/aftercare/budget.html", years=list(reversed(years)), said=said, year=year)


@blueprint.route("/set", methods=["GET", "POST"])
@requires(SET)
def change() -> ResponseReturnValue:
    """Say what may be spent in a year."""
    form = BudgetForm(data={"year": financial_year(clock.today())})
    if form.validate_on_submit():
        try:
            set_budget(by=current_actor(), now=clock.now(), **form.answers())
            flash("The budget is recorded. What was said before stays on record", "success")
            return redirect(url_for("sanctuary_budget.index"))
        except Refused as refused:
            form.blame(refused)
    return render_template("sanctuary/aftercare/budget_set.html", form=form)
