"""Referring her from the household's page; and what she and her officer say of the job afterwards."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.presentations.case import presented
from housing.refusals import Refused
from housing.sanctuary import naming
from housing.sanctuary.asking import ask, standing
from housing.sanctuary.blueprint import blueprint
from housing.sanctuary.checking import record_facts
from housing.sanctuary.ending import NOT_POSSIBLE, WITHDRAWALS, give_up, withdraw
from housing.sanctuary.known import PRIORITIES, STANDARD, URGENT, numbers
from housing.sanctuary.models import MOVE
from housing.sanctuary.referral.forms import EndForm, FactsForm, HomeForm, ReferralForm, UrgentForm, stored
from housing.sanctuary.referring import change_address, make_urgent, refer

REFER, TELL, WORK = "sanctuary.refer", "sanctuary.tell", "sanctuary.work"


@blueprint.route("/households/<uuid:household_id>/sanctuary/refer", methods=["GET", "POST"])
@requires(REFER)
def refer_her(household_id: UUID) -> ResponseReturnValue:
    """Refer a household whose home is to be made safe."""
    presentation = presented(household_id, REFER)
    household, now = presentation.household, clock.now()
    form = ReferralForm(today=clock.day_of(now), data={"wants_to_stay": household.wants_to_stay})
    with db.reading() as session:
        local = numbers(session, household.authority_code, clock.day_of(now))
        able = naming.nameable(session, household.authority_code, household.id, now=now)
    form.priority.options = [Option(each, PRIORITIES[each], hint=local.promise(each).words.capitalize())
                             for each in (URGENT, STANDARD)]  # fmt: skip
    form.named.options = Option.each(able.items())
    if not household.restricted:
        del form.named
    if form.validate_on_submit():
        try:
            job = refer(
                household_id=household_id, answers=form.told(), priority=form.priority.data,
                address=form.address.data, postcode=form.postcode.data, words=form.words.data,
                named=form.named.data if household.restricted else (), by=current_actor(), now=now,
            )  # fmt: skip
            flash("She is referred. Those who make homes safe have been told", "success")
            return redirect(url_for("sanctuary.job", job_id=job.id), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("sanctuary/refer.html", form=form, household=household)


@blueprint.route("/sanctuary/<uuid:job_id>/facts", methods=["GET", "POST"])
@requires(TELL)
def facts(job_id: UUID) -> ResponseReturnValue:
    """Record what is known now of the conditions."""
    found, now = standing(job_id, TELL), clock.now()
    form = FactsForm(today=clock.day_of(now), data=stored(found.job.checks[-1] if found.job.checks else None))
    if found.job.purpose == MOVE:
        del form.wants_to_stay
    return ask(
        found, form, title="What decides whether it is possible", button="Save",
        save=lambda: record_facts(
            job_id=job_id, answers=form.told(), words=form.words.data, by=current_actor(), now=now
        ),
        done="Saved. What follows from it is on this page",
        intro=("Leave open what nobody knows: it becomes a task, and never counts against her.",),
    )  # fmt: skip


@blueprint.route("/sanctuary/<uuid:job_id>/home", methods=["GET", "POST"])
@requires(TELL)
def home(job_id: UUID) -> ResponseReturnValue:
    """Record where the home is; what is stored is not shown here."""
    found, form = standing(job_id, TELL), HomeForm()
    return ask(
        found, form, title="Where her home is", button="Save",
        save=lambda: change_address(job_id=job_id, by=current_actor(), now=clock.now(), **form.answers()),
        done="The address is saved",
        intro=("It is sealed. Those who run the job see it by a button, and it is written down who looked.",),
    )  # fmt: skip


@blueprint.route("/sanctuary/<uuid:job_id>/urgent", methods=["GET", "POST"])
@requires(TELL)
def urgent(job_id: UUID) -> ResponseReturnValue:
    """Bring a job forward."""
    found, form, now = standing(job_id, TELL), UrgentForm(), clock.now()
    with db.reading() as session:
        promise = numbers(session, found.job.authority_code, clock.day_of(now)).urgent
    return ask(
        found, form, title="Make this job urgent", button="Make it urgent",
        save=lambda: make_urgent(job_id=job_id, words=form.words.data, by=current_actor(), now=now),
        done="The job is urgent. Those who run it have been told",
        intro=(f"Her home is then to be made safe {promise.words} from now, or sooner where that was promised.",),
    )  # fmt: skip


@blueprint.route("/sanctuary/<uuid:job_id>/withdraw", methods=["GET", "POST"])
@requires(TELL)
def stop(job_id: UUID) -> ResponseReturnValue:
    """She asks to stop."""
    found, form = standing(job_id, TELL), EndForm()
    _options(form, WITHDRAWALS, found.job.authority_code)
    return ask(
        found, form, title="She asks to stop", button="Stop the job",
        save=lambda: withdraw(job_id=job_id, by=current_actor(), now=clock.now(), **form.answers()),
        done="The job is stopped. Whoever was going there has been told not to",
        intro=("Speak with her alone, to be sure that nobody decides for her. She need not say why.",),
    )  # fmt: skip


@blueprint.route("/sanctuary/<uuid:job_id>/end", methods=["GET", "POST"])
@requires(WORK)
def end(job_id: UUID) -> ResponseReturnValue:
    """End a job that is not possible."""
    found, form = standing(job_id, WORK), EndForm()
    _options(form, NOT_POSSIBLE, found.job.authority_code)
    return ask(
        found, form, title="End the job: not possible", button="End the job",
        save=lambda: give_up(job_id=job_id, by=current_actor(), now=clock.now(), **form.answers()),
        done="The job is ended. Her officer has been told",
        intro=("Her officer is told, because she needs another way to be safe.",),
    )  # fmt: skip


def _options(form: EndForm, name: str, authority: str) -> None:
    with db.reading() as session:
        form.reason.options = Option.each(codes.choices(session, name, authority).items())
