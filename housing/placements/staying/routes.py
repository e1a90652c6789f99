"""The page on which works are ordered: what, of whom, for how much, and that she has chosen to stay."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.forms import HavenForm, Tick
from housing.placements.staying.services import WORK, has_offer, order_works
from housing.sanctuary.approving import approved_quote
from housing.sanctuary.asking import ask, standing
from housing.sanctuary.known import found as conditions_of
from housing.sanctuary.models import MOVE
from housing.sanctuary.quoting import quotes_of
from housing.sanctuary.surveying import latest_survey
from housing.sanctuary.words import lists_of

blueprint = Blueprint("staying", __name__)
HELD = "A place elsewhere is held for her. If she stays, it is given back at once, and its provider is told."


class OrderForm(HavenForm):
    """That she has chosen to stay."""

    her_choice = Tick(
        "She has chosen to stay in her home",
        required="Ask her first: works are ordered as her choice to stay",
        hint="She can change her mind at any time",
    )


class NewHomeOrderForm(HavenForm):
    """That she agrees to works on the home that she moves to."""

    her_choice = Tick(
        "She moves there, and agrees to the works",
        required="Ask her first: it is going to be her home",
        hint="A place that is held for her elsewhere is not touched",
    )


@blueprint.route("/sanctuary/<uuid:job_id>/order", methods=["GET", "POST"])
@requires(WORK)
def order(job_id: UUID) -> ResponseReturnValue:
    """Order the works of the approved quote."""
    found, now = standing(job_id, WORK), clock.now()
    moving = found.job.purpose == MOVE
    form = NewHomeOrderForm() if moving else OrderForm()
    with db.reading() as session:
        held = not moving and has_offer(session, found.job.household_id)
        lists = lists_of(session, found.job.authority_code)
        survey = latest_survey(session, job_id)
        quote = next((each for each in quotes_of(session, job_id) if each.id == approved_quote(found.job)), None)
    measures = {each.id: each for each in survey.measures} if survey else {}
    return ask(
        found, form, title="Order the works", button="Order the works", template="sanctuary/order.html",
        save=lambda: order_works(
            job_id=job_id, her_choice=bool(form.her_choice.data), by=current_actor(), now=now
        ),
        done="Ordered. The contractor has been told",
        warning=HELD if held else "", quote=quote, lists=lists, measures=measures,
        what=conditions_of(found.job, now),
    )  # fmt: skip
