"""Pages: offering a case, what waits for an answer, answering."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.households.blueprint import blueprint as households
from housing.households.case import back_to, saved
from housing.households.consents import queries as consents
from housing.households.consents.models import Consent
from housing.presentations.case import presented
from housing.presentations.handover import queries, services
from housing.presentations.handover.forms import COLLEAGUE, TEAM, HandOverForm, TurnDownForm
from housing.presentations.worker import queries as workers
from housing.refusals import Refused
from pathway.handovers import WORDS, Answer
from pathway.stages import Stage

blueprint = Blueprint("handovers", __name__, url_prefix="/handovers")
LABELS = {stage.value: stage.label for stage in Stage}
ENDED = {answer.value: words for answer, words in WORDS.items()}


@households.route("/<uuid:household_id>/hand-over", methods=["GET", "POST"])
@requires("case.hand_over")
def hand_over(household_id: UUID) -> ResponseReturnValue:
    """Offer the case to a colleague or to another team."""
    presentation = presented(household_id, workers.OWN)
    household, now = presentation.household, clock.now()
    form = HandOverForm()
    with db.reading() as session:
        people = workers.able(session, household, now)
        teams = {} if household.restricted else queries.teams(session, household, now)
        agreed = consents.of_household(session, household_id)
        standing = queries.open_of(session, presentation.id)
        past = queries.past(session, presentation.id)
    form.to.options = [
        *(Option(f"{COLLEAGUE}:{one}", name) for one, name in people.items() if one != presentation.officer_id),
        *(Option(f"{TEAM}:{one}", name, hint="Another team") for one, name in teams.items()),
    ]

    def save() -> object:
        return services.offer_handover(
            presentation_id=presentation.id,
            asked=form.asked(),
            by=current_actor(),
            now=clock.now(),
            version=form.opened_with,
        )

    if saved(form, presentation.version, save):
        flash("It is offered. The case stays as it is until they accept.", "success")
        return back_to("households.page", household_id)
    return render_template(
        "presentations/handover/offer.html",
        form=form,
        household=household,
        presentation=presentation,
        standing=standing,
        past=past,
        ended=ENDED,
        agreed=[each.agency for each in agreed if _for_handover(each, clock.day_of(now))],
    )


@blueprint.get("")
@requires("case.hand_over")
def index() -> ResponseReturnValue:
    """What waits for my answer, and what we have offered."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        waiting = queries.waiting(session, actor, now)
        under_way = queries.under_way(session, actor, now)
    return render_template("presentations/handover/index.html", waiting=waiting, under_way=under_way, labels=LABELS)


@blueprint.get("/<uuid:handover_id>")
@requires("case.hand_over")
def show(handover_id: UUID) -> ResponseReturnValue:
    """One handover, with as much as is needed to answer."""
    return _page(handover_id, TurnDownForm())


@blueprint.post("/<uuid:handover_id>/accept")
@requires("case.hand_over")
def accept(handover_id: UUID) -> ResponseReturnValue:
    """Take the case over."""
    try:
        household_id = services.accept(handover_id=handover_id, by=current_actor(), now=clock.now())
    except Refused as refused:
        flash(str(refused))
        return redirect(url_for("handovers.show", handover_id=handover_id), 303)
    flash("The case is yours. Agree with whoever had it how she hears of you", "success")
    return back_to("households.page", household_id)


@blueprint.post("/<uuid:handover_id>/turn-down")
@requires("case.hand_over")
def turn_down(handover_id: UUID) -> ResponseReturnValue:
    """Say no."""
    form = TurnDownForm()
    if form.validate_on_submit():
        try:
            words = form.words.data or ""
            services.turn_down(handover_id=handover_id, words=words, by=current_actor(), now=clock.now())
            flash("They have your answer", "success")
            return redirect(url_for("handovers.index"), 303)
        except Refused as refused:
            form.blame(refused)
    return _page(handover_id, form)


@blueprint.post("/<uuid:handover_id>/take-back")
@requires("case.hand_over")
def take_back(handover_id: UUID) -> ResponseReturnValue:
    """Take the offer back."""
    try:
        services.take_back(handover_id=handover_id, by=current_actor(), now=clock.now())
        flash("The offer is taken back", "success")
    except Refused as refused:
        flash(str(refused))
    return redirect(url_for("handovers.show", handover_id=handover_id), 303)


def _page(handover_id: UUID, form: TurnDownForm) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        found = queries.one(session, actor, handover_id)
        mine = handover_id in {each.handover.id for each in queries.waiting(session, actor, now)}
    over = found.handover.closed_at is not None
    lapsed = not over and found.handover.lapses_at <= now
    return render_template(
        "presentations/handover/show.html",
        form=form,
        found=found,
        mine=mine,
        open=not over and not lapsed,
        said=ENDED[Answer.LAPSED] if lapsed else ENDED.get(found.handover.outcome or "", ""),
        labels=LABELS,
    )


def _for_handover(consent: Consent, today: date) -> bool:
    return consent.purpose == consents.HANDOVER and consents.state(consent, today) == "In force"
