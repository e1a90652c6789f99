"""The pages on referrals: those of this case to other councils, those of her to this one, and what became of each."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.households.queries import READ
from housing.presentations.blueprint import blueprint
from housing.presentations.case import presented
from housing.presentations.duties.accepting import owed
from housing.presentations.duties.elsewhere import why_no_longer
from housing.presentations.duties.pages import form_page
from housing.presentations.elsewhere.answering import Happened, record_step
from housing.presentations.elsewhere.forms import OutcomeForm, ReceivedForm, StepForm
from housing.presentations.elsewhere.queries import (
    last_step,
    received_of,
    received_one,
    sent_of,
    sent_one,
    steps_of,
)
from housing.presentations.elsewhere.receiving import Received, answer_referral, receive_referral
from pathway.calendar import london_moment
from pathway.referrals import ENDED_BY_REFERRAL, OUTCOME_WORDS, RECEIVED, WORDS, From, Outcome, Step, may_follow

PAGE = "presentations.referrals"


@blueprint.get("/<uuid:household_id>/referrals-of-councils")
@requires("household.read")
def referrals(household_id: UUID) -> ResponseReturnValue:
    """Every referral of the case between councils and from services, and what happened to each."""
    presentation = presented(household_id, READ)
    with db.reading() as session:
        sent = sent_of(session, presentation.id)
        standing = [each for each in sent if each.ended_at is None]
        return render_template(
            "presentations/elsewhere/index.html",
            household=presentation.household,
            presentation=presentation,
            sent=sent,
            steps=steps_of(session, presentation.id),
            stops={each.id: why_no_longer(session, household_id, each) for each in standing},
            may_refer=not standing and bool(owed(session, presentation.id).keys() & set(ENDED_BY_REFERRAL)),
            received=received_of(session, presentation.id),
            kinds={kind.value: each.title for kind, each in RECEIVED.items()},
            words={step.value: words for step, words in WORDS.items()},
            outcomes={outcome.value: words for outcome, words in OUTCOME_WORDS.items()},
        )


@blueprint.route("/<uuid:household_id>/referrals-of-councils/<uuid:referral_id>/step", methods=["GET", "POST"])
@requires("household.edit")
def referral_step(household_id: UUID, referral_id: UUID) -> ResponseReturnValue:
    """Record what the other council answered, or what was decided."""
    presentation = presented(household_id)
    with db.reading() as session:
        referral = sent_one(session, presentation.id, referral_id)
        last = last_step(steps_of(session, presentation.id).get(referral.id, []))
    form = StepForm(today=clock.today())
    form.step.options = [Option(step.value, WORDS[step]) for step in may_follow(last) or tuple(Step)]

    def save() -> object:
        happened = Happened(Step(form.step.data), **form.answers("on", "officer", "reference", "until_on", "words"))
        return record_step(referral_id=referral_id, happened=happened, by=current_actor(), now=clock.now())

    return form_page(
        form, presentation, save, title="What became of the referral to another council", done="Recorded.", back=PAGE,
        intro=(
            f"Referred to {referral.council}. Until it is decided, this council owes her everything that it owes now.",
            "Where the other council accepts, or it is decided that it owes her, the relief or main duty here ends, "
            "and she is told in writing. Where this council keeps her case she is told that too.",
        ),
    )  # fmt: skip


@blueprint.route("/<uuid:household_id>/referrals-of-councils/receive", methods=["GET", "POST"])
@requires("household.edit")
def referral_received(household_id: UUID) -> ResponseReturnValue:
    """Record that a service or another council referred her here."""
    presentation = presented(household_id)
    form = ReceivedForm(today=clock.today())

    def save() -> None:
        arrived: datetime = london_moment(form.received_on.data, form.received_at.data)
        received = Received(
            form.kind.data, form.sender.data, arrived, agreed=form.agreed.truth,
            **form.answers("officer", "reference", "notes"),
        )  # fmt: skip
        receive_referral(
            presentation_id=presentation.id, received=received, key=form.row_key, by=current_actor(), now=clock.now()
        )

    return form_page(
        form, presentation, save, title="She was referred to this council", done="Recorded. The clock runs.", back=PAGE,
        intro=("Services such as hospitals, prisons and jobcentres refer with her agreement (s213B).",),
    )  # fmt: skip


@blueprint.route("/<uuid:household_id>/referrals-of-councils/received/<uuid:referral_id>", methods=["GET", "POST"])
@requires("household.edit")
def referral_outcome(household_id: UUID, referral_id: UUID) -> ResponseReturnValue:
    """Record what became of a referral to this council."""
    presentation = presented(household_id)
    with db.reading() as session:
        referral = received_one(session, presentation.id, referral_id)
    form = OutcomeForm(today=clock.today())
    form.outcome.options = [Option(each.value, OUTCOME_WORDS[each]) for each in RECEIVED[From(referral.kind)].outcomes]

    def save() -> object:
        return answer_referral(
            referral_id=referral_id, outcome=Outcome(form.outcome.data), on=form.on.data, words=form.words.data,
            by=current_actor(), now=clock.now(),
        )  # fmt: skip

    return form_page(
        form, presentation, save, title="What became of the referral to this council", done="Recorded.", back=PAGE,
        intro=(f"From {referral.sender}.",),
    )  # fmt: skip
