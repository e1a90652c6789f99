"""The pages of handovers to agencies outside Haven: offering, the paper, what came of it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.households.blueprint import blueprint as households
from housing.households.case import back_to, saved
from housing.presentations.case import presented
from housing.presentations.letters.giving import CHANNELS, HOW
from housing.presentations.letters.paper import Unwritable, as_pdf
from housing.presentations.outside import paper, queries, services
from housing.presentations.outside.forms import OfferForm, StepForm
from housing.presentations.outside.models import OutsideHandover
from housing.presentations.worker.queries import OWN
from housing.web.filters import said_date
from pathway.outside import WORDS, Step, possible

blueprint = Blueprint("outside", __name__, url_prefix="/<uuid:household_id>/outside")
INDEX, SHOW = "households.outside.index", "households.outside.show"
TITLE = "Handover of a case"


@blueprint.get("")
@requires("case.hand_over")
def index(household_id: UUID) -> ResponseReturnValue:
    """Every handover of the case to an agency, and whether another can be offered."""
    presentation = presented(household_id, OWN)
    with db.reading() as session:
        found = queries.of_household(session, household_id)
    return render_template(
        "presentations/outside/index.html", household=presentation.household, presentation=presentation,
        found=[(each, _state(each)) for each in found],
        waits=any(each.closed_at is None for each in found),
    )  # fmt: skip


@blueprint.route("/offer", methods=["GET", "POST"])
@requires("case.hand_over")
def offer(household_id: UUID) -> ResponseReturnValue:
    """Offer the case to an agency to which she agrees."""
    presentation = presented(household_id, OWN)
    form = OfferForm(today=clock.today())
    with db.reading() as session:
        agreed = queries.agreed(session, household_id, clock.today())
    form.consent.options = [
        Option(str(each.id), each.agency, hint=f"She agreed on {said_date(each.given_on)}") for each in agreed.values()
    ]
    made: list[UUID] = []

    def save() -> None:
        made.append(
            services.offer_outside(
                presentation_id=presentation.id, offered=form.offered(), key=form.row_key, by=current_actor(),
                now=clock.now(), version=form.opened_with,
            )
        )  # fmt: skip

    if agreed and saved(form, presentation.version, save):
        flash("It is offered. She is yours until they say yes.", "success")
        return back_to(SHOW, household_id, handover_id=made[0])
    return render_template(
        "presentations/outside/offer.html", form=form, household=presentation.household, presentation=presentation,
        agreed=agreed,
    )  # fmt: skip


@blueprint.get("/<uuid:handover_id>")
@requires("case.hand_over")
def show(household_id: UUID, handover_id: UUID) -> ResponseReturnValue:
    """One handover: the paper as the agency reads it, to be printed, and what happened."""
    presentation = presented(household_id, OWN)
    with db.reading() as session:
        found = queries.one(session, household_id, handover_id)
        ways = queries.every_way(session, presentation.authority_code)
        agreed = found.consent_id in queries.agreed(session, household_id, clock.today())
    return render_template(
        "presentations/outside/show.html", household=presentation.household, presentation=presentation,
        handover=found, paragraphs=found.paper.split("\n\n"), state=_state(found), words=WORDS, ways={**ways, **HOW},
        agreed=agreed, facts=[paper.FACTS.get(each, each) for each in found.facts], today=clock.today(),
    )  # fmt: skip


@blueprint.get("/<uuid:handover_id>/file")
@requires("case.hand_over")
def file(household_id: UUID, handover_id: UUID) -> ResponseReturnValue:
    """The paper as a PDF."""
    presentation = presented(household_id, OWN)
    with db.reading() as session:
        found = queries.one(session, household_id, handover_id)
    audit.record_reading(current_actor(), "outside_handover.taken", found, now=clock.now())
    try:
        made = as_pdf(f"{TITLE} {presentation.household.reference}", found.paper, at=found.offered_at)
    except Unwritable as error:
        flash(f"The file cannot show “{error.signs}”. Print this page instead: it shows every sign.")
        return redirect(url_for(SHOW, household_id=household_id, handover_id=handover_id), 303)
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="handover-{presentation.reference}.pdf"'
    return answer


@blueprint.route("/<uuid:handover_id>/record", methods=["GET", "POST"])
@requires("case.hand_over")
def record(household_id: UUID, handover_id: UUID) -> ResponseReturnValue:
    """Say what happened."""
    presentation = presented(household_id, OWN)
    today = clock.today()
    with db.reading() as session:
        found = queries.one(session, household_id, handover_id)
        agreed = found.consent_id in queries.agreed(session, household_id, today)
        means = services.means(session, presentation.authority_code)
    form = StepForm(today=today, data={"happened_on": today})
    steps = possible(ended=queries.ended(found), given=queries.is_given(found), agreed=agreed)
    form.offer(steps, given=means, copy={how: HOW[how] for how in CHANNELS})

    def save() -> None:
        services.record_step(
            household_id=household_id, handover_id=handover_id, step=Step(form.step.data), happened=form.happened(),
            confirmed=form.agreed_to, key=form.row_key, by=current_actor(), now=clock.now(),
        )  # fmt: skip

    if steps and saved(form, presentation.version, save):
        flash("Recorded.", "success")
        return back_to(SHOW, household_id, handover_id=handover_id)
    return render_template(
        "presentations/outside/record.html", form=form, household=presentation.household, handover=found,
        steps=steps, agreed=agreed,
    )  # fmt: skip


def _state(handover: OutsideHandover) -> tuple[str, str]:
    """How it stands, with the colour of its tag."""
    ended = queries.ended(handover)
    if ended is not None:
        return WORDS[ended], {"accepted": "green", "refused": "red"}.get(ended.value, "grey")
    return ("Waits for their answer", "yellow") if queries.is_given(handover) else ("Not given to them yet", "blue")


households.register_blueprint(blueprint)
