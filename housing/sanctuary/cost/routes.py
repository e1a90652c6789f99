"""Quotes, their approval by one person or two, and works that cannot wait."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from housing import clock, codes, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.sanctuary.approving import ABOVE, NOT_APPROVED, WORK, approve, decide, put_forward, refuse_cost
from housing.sanctuary.asking import ask, standing
from housing.sanctuary.blueprint import blueprint
from housing.sanctuary.cost.forms import NO, YES, ChooseForm, DecideForm, EmergencyForm, priced
from housing.sanctuary.known import numbers
from housing.sanctuary.models import SanctuarySurvey
from housing.sanctuary.ordering import order_emergency
from housing.sanctuary.queries import Standing
from housing.sanctuary.quoting import contractors, quotes_of, record_quote
from housing.sanctuary.survey.routes import MORE, lines_form
from housing.sanctuary.surveying import latest_survey
from housing.sanctuary.words import Lists, lists_of
from housing.web.filters import money, said_date

EMERGENCY = "Emergency works"
NO_SURVEY = "The home has not been surveyed yet: there is nothing to give a price for."


@blueprint.route("/sanctuary/<uuid:job_id>/quote", methods=["GET", "POST"])
@requires(WORK)
def quote(job_id: UUID) -> ResponseReturnValue:
    """Record what a contractor asks for each measure."""
    found, now = standing(job_id, WORK), clock.now()
    with db.reading() as session:
        survey = latest_survey(session, job_id)
        lists = lists_of(session, found.job.authority_code)
        firms = contractors(session, found.job.authority_code)
    measures = list(survey.measures) if survey else []
    form = priced([lists.line(each) for each in measures])(
        today=clock.day_of(now), data={"received_on": clock.day_of(now)}
    )
    form.contractor.options = Option.each(firms.items())

    def save() -> object:
        amounts = {each.id: form[f"amount_{position}"].data for position, each in enumerate(measures)}
        return record_quote(
            job_id=job_id, organisation_id=form.contractor.data, received_on=form.received_on.data,
            valid_until=form.valid_until.data, amounts=amounts, by=current_actor(), now=now,
        )  # fmt: skip

    return ask(found, form, title="Record a quote", button="Save the quote", save=save, done="The quote is saved",
               intro=("Prices with VAT, in pounds; 0 where a measure costs nothing.",),
               warning="" if survey else NO_SURVEY)  # fmt: skip


@blueprint.route("/sanctuary/<uuid:job_id>/approve", methods=["GET", "POST"])
@requires(WORK)
def choose(job_id: UUID) -> ResponseReturnValue:
    """Approve a quote, put one above the limit to a second person, or none."""
    found, now = standing(job_id, WORK), clock.now()
    today = clock.day_of(now)
    form = ChooseForm()
    with db.reading() as session:
        limit = numbers(session, found.job.authority_code, today).approval_limit
        survey = latest_survey(session, job_id)
        good = [each for each in quotes_of(session, job_id) if _good(each.survey_id, each.valid_until, survey, today)]
        form.reason.options = Option.each(codes.choices(session, NOT_APPROVED, found.job.authority_code).items())
    form.quote.options = [
        *(Option(str(each.id), f"{each.organisation.name}, {money(each.total)}",
                 hint=f"Good to the end of {said_date(each.valid_until)}") for each in good),
        Option(NO, "None of them", divider="or", reveals=("reason", "words")),
    ]  # fmt: skip

    def save() -> object:
        if form.quote.data == NO:
            return refuse_cost(job_id=job_id, reason=form.reason.data, words=form.words.data, by=current_actor(),
                               now=now)  # fmt: skip
        return approve(job_id=job_id, quote_id=UUID(form.quote.data), by=current_actor(), now=now)

    return ask(found, form, title="Approve a cost", button="Save", save=save, done="Saved",
               intro=(f"Up to {money(limit)} you approve it yourself. Above it a second person decides.",))  # fmt: skip


@blueprint.route("/sanctuary/<uuid:job_id>/decide", methods=["GET", "POST"])
@requires(ABOVE)
def second_person(job_id: UUID) -> ResponseReturnValue:
    """Approve a cost above the limit, or not."""
    found, form = standing(job_id, ABOVE), DecideForm()
    asked = put_forward(found.job)
    with db.reading() as session:
        form.reason.options = Option.each(codes.choices(session, NOT_APPROVED, found.job.authority_code).items())
    intro = f"{asked.by_name} asks for {money_of(asked.facts['total'])}." if asked else "Nobody has asked for it."
    return ask(
        found, form, title="Approve a cost above the limit", button="Save your answer",
        save=lambda: decide(job_id=job_id, yes=form.answer.data == YES, reason=form.reason.data, words=form.words.data,
                            by=current_actor(), now=clock.now()),
        done="Your answer is saved", intro=(intro,),
    )  # fmt: skip


@blueprint.route("/sanctuary/<uuid:job_id>/emergency", methods=["GET", "POST"])
@requires(WORK)
def emergency(job_id: UUID) -> ResponseReturnValue:
    """Order works that cannot wait for the paperwork."""
    found, now = standing(job_id, WORK), clock.now()
    form = lines_form(EmergencyForm, found, priced=False)
    with db.reading() as session:
        most = numbers(session, found.job.authority_code, clock.day_of(now)).emergency_limit
        firms = contractors(session, found.job.authority_code)
    form["contractor"].options = Option.each(firms.items())
    intro = (
        f"For what she needs at once, such as a lock, up to {money(most)}. Consent and survey come afterwards.",
        "It does not say that she stays: an offer of another home is not touched.",
    )
    if MORE in request.form:
        return _lines(found, form, intro)
    return ask(
        found, form, title=EMERGENCY, button="Order the emergency works", template="sanctuary/lines.html",
        save=lambda: order_emergency(
            job_id=job_id, organisation_id=form["contractor"].data, lines=form.lines(), limit=form["limit"].data,
            words=form["words"].data, by=current_actor(), now=now,
        ),
        done="Ordered. The contractor has been told", intro=intro,
    )  # fmt: skip


def money_of(stored: str) -> str:
    """A sum as an event keeps it, in words."""
    return money(Lists.pounds(stored))


def _good(survey_id: UUID, valid_until: date, survey: SanctuarySurvey | None, today: date) -> bool:
    return survey is not None and survey_id == survey.id and valid_until >= today


def _lines(found: Standing, form: object, intro: tuple[str, ...]) -> str:
    return render_template("sanctuary/lines.html", standing=found, job=found.job, form=form, title=EMERGENCY,
                           button="Order the emergency works", intro=intro, warn="")  # fmt: skip
