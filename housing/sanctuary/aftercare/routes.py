"""The coordinator's pages after the works: sign-off, flags, reviews, outcomes, equipment, the end."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue

from housing import clock
from housing.access import NotFound, current_actor, requires
from housing.forms import HavenForm, Option
from housing.refusals import Refused
from housing.sanctuary.aftercare.flagging import record_flag
from housing.sanctuary.aftercare.forms import (
    FlagForm,
    LendForm,
    OutcomeForm,
    ReasonForm,
    ReturnedForm,
    ReviewForm,
    SignOffForm,
)
from housing.sanctuary.aftercare.lending import lend, take_back
from housing.sanctuary.aftercare.reviewing import record_outcome, record_review
from housing.sanctuary.aftercare.signing import close_job, reopen_job, sign_off
from housing.sanctuary.aftercare.standing import SERVICES
from housing.sanctuary.works.reach import COORDINATE
from housing.sanctuary.works.routes import Seen, back, seen
from pathway.sanctuary_aftercare import FLAG_MOVES, FlagEvent

blueprint = Blueprint("aftercare", __name__, url_prefix="/sanctuary/<uuid:job_id>")
FLAG_EVENTS = {
    FlagEvent.ASKED: "We have asked for it",
    FlagEvent.SET: "It is set",
    FlagEvent.REFUSED: "They refused it",
    FlagEvent.REVIEWED: "They looked at it again, and it stays",
    FlagEvent.REMOVED: "It is removed",
}


@blueprint.route("/sign-off", methods=["GET", "POST"])
@requires(COORDINATE)
def sign(job_id: UUID) -> ResponseReturnValue:
    """Sign the works off."""
    found = seen(job_id)
    form = SignOffForm(today=clock.today(), data={"signed_off_on": clock.today()})

    def save() -> None:
        sign_off(
            job_id=job_id, feels_safe=form.feels_safe.truth, signed_off_on=form.signed_off_on.data,
            words=form.words.data, by=current_actor(), now=clock.now(),
        )  # fmt: skip

    return _asked(form, found, save, "Sign off the works", "Sign off", "The works are signed off")


@blueprint.route("/flags/<service>", methods=["GET", "POST"])
@requires(COORDINATE)
def flag(job_id: UUID, service: str) -> ResponseReturnValue:
    """Record what happened to the flag at one service."""
    found = seen(job_id)
    if service not in SERVICES:
        raise NotFound("service")
    state = found.after.flag(service).state
    form = FlagForm(today=clock.today(), data={"happened_on": clock.today()})
    form.event.options = [
        Option(event.value, FLAG_EVENTS[event],
               reveals=("review_on",) if event in (FlagEvent.SET, FlagEvent.REVIEWED) else ())
        for event in FLAG_MOVES[state]
    ]  # fmt: skip

    def save() -> None:
        record_flag(
            job_id=job_id, service=service, event=FlagEvent(form.event.data), happened_on=form.happened_on.data,
            reference=form.reference.data, review_on=form.review_on.data, by=current_actor(), now=clock.now(),
        )  # fmt: skip

    return _asked(form, found, save, f"{SERVICES[service]}: flag on the address", "Save", "What happened is recorded")


@blueprint.route("/reviews/<int:months>", methods=["GET", "POST"])
@requires(COORDINATE)
def review(job_id: UUID, months: int) -> ResponseReturnValue:
    """Record a review."""
    found = seen(job_id)
    if months not in {due.months for due in found.after.reviews}:
        raise NotFound("review")
    form = ReviewForm(today=clock.today(), data={"reviewed_on": clock.today()})

    def save() -> None:
        record_review(
            job_id=job_id, months=months, found=form.found(), reviewed_on=form.reviewed_on.data,
            words=form.words.data, by=current_actor(), now=clock.now(),
        )  # fmt: skip

    return _asked(form, found, save, f"Review after {months} months", "Save", "The review is recorded")


@blueprint.route("/outcomes/<int:months>", methods=["GET", "POST"])
@requires(COORDINATE)
def outcome(job_id: UUID, months: int) -> ResponseReturnValue:
    """Record how it turned out."""
    found = seen(job_id)
    if months not in {due.months for due in found.after.outcomes}:
        raise NotFound("outcome")
    form = OutcomeForm(today=clock.today(), data={"found_on": clock.today()})
    form.result.options = Option.each(found.lists["sanctuary_outcome"].items())

    def save() -> None:
        record_outcome(
            job_id=job_id, months=months, result=form.result.data, incident=form.incident.truth,
            found_on=form.found_on.data, words=form.words.data, by=current_actor(), now=clock.now(),
        )  # fmt: skip

    return _asked(form, found, save, f"How it turned out after {months} months", "Save", "The outcome is recorded")


@blueprint.route("/equipment", methods=["GET", "POST"])
@requires(COORDINATE)
def equipment(job_id: UUID) -> ResponseReturnValue:
    """Record something that is lent to her."""
    found = seen(job_id)
    form = LendForm(today=clock.today(), data={"lent_on": clock.today()})
    form.item.options = Option.each(found.lists["sanctuary_loan_item"].items())

    def save() -> None:
        lend(job_id=job_id, by=current_actor(), now=clock.now(), **form.answers())

    return _asked(form, found, save, "Lend something", "Save", "What is lent is recorded")


@blueprint.route("/equipment/<uuid:loan_id>/returned", methods=["GET", "POST"])
@requires(COORDINATE)
def returned(job_id: UUID, loan_id: UUID) -> ResponseReturnValue:
    """Record that something came back."""
    found = seen(job_id)
    loan = next((each for each in found.after.loans if each.id == loan_id), None)
    if loan is None:
        raise NotFound("loan")
    form = ReturnedForm(today=clock.today(), data={"returned_on": clock.today()})
    form.condition.options = Option.each(found.lists["sanctuary_loan_condition"].items())

    def save() -> None:
        take_back(job_id=job_id, loan_id=loan_id, by=current_actor(), now=clock.now(), **form.answers())

    item = found.lists["sanctuary_loan_item"].get(loan.item, loan.item)
    return _asked(form, found, save, f"{item}: returned", "Save", "It is recorded that it came back")


@blueprint.route("/close", methods=["GET", "POST"])
@requires(COORDINATE)
def close(job_id: UUID) -> ResponseReturnValue:
    """End the job."""
    found = seen(job_id)
    form = ReasonForm()
    form.reason.options = Option.each(found.lists["sanctuary_close"].items())

    def save() -> None:
        close_job(job_id=job_id, by=current_actor(), now=clock.now(), **form.answers())

    return _asked(form, found, save, "Close the job", "Close the job", "The job is closed")


@blueprint.route("/reopen", methods=["GET", "POST"])
@requires(COORDINATE)
def reopen(job_id: UUID) -> ResponseReturnValue:
    """Open a closed job again."""
    found = seen(job_id)
    form = ReasonForm()
    form.reason.options = Option.each(found.lists["sanctuary_reopen"].items())

    def save() -> None:
        reopen_job(job_id=job_id, by=current_actor(), now=clock.now(), **form.answers())

    return _asked(form, found, save, "Open the job again", "Open the job again", "The job is open again")


def _asked(
    form: HavenForm, found: Seen, save: Callable[[], None], title: str, button: str, said: str
) -> ResponseReturnValue:
    """The page of some questions; once they are answered, back to the works."""
    if form.validate_on_submit():
        try:
            save()
            flash(said, "success")
            return back(found.standing.job.id, "after")
        except Refused as refused:
            form.blame(refused)
    return render_template("sanctuary/aftercare/ask.html", form=form, seen=found, title=title, button=button)
