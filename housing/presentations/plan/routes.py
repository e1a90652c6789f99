"""The pages on the plan: its steps, what she says of each, and the version that is hers to keep."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import NotFound, current_actor, requires
from housing.forms import Option
from housing.households.queries import READ
from housing.households.sending import Channel, may_send
from housing.presentations.blueprint import blueprint
from housing.presentations.case import presented
from housing.presentations.duties.pages import form_page
from housing.presentations.plan import services
from housing.presentations.plan.assessing import Found, record_assessment
from housing.presentations.plan.forms import LABELS, YES, AssessmentForm, GiveForm, SaidForm, StepForm
from housing.presentations.plan.queries import (
    assessment_of,
    given,
    parts_of,
    said_of,
    steps_of,
    version_of,
    versions_of,
)
from pathway.plans import ASSESSED, WORDS, Said, may_say, why_not_ready

PLAN = "presentations.plan"


@blueprint.get("/<uuid:household_id>/plan")
@requires("household.read")
def plan(household_id: UUID) -> ResponseReturnValue:
    """The plan step by step, and its versions."""
    presentation = presented(household_id, READ)
    with db.reading() as session:
        steps = steps_of(session, presentation.id)
        versions = versions_of(session, presentation.id)
        assessment = assessment_of(session, presentation.id)
    return render_template(
        "presentations/plan/index.html",
        household=presentation.household,
        presentation=presentation,
        steps=steps,
        versions=versions,
        assessment=assessment,
        assessed=ASSESSED,
        not_yet=why_not_ready(parts_of(assessment), [said_of(each) for each in steps]),
        words={said.value: words for said, words in WORDS.items()},
        who=LABELS,
        today=clock.today(),
    )


@blueprint.route("/<uuid:household_id>/plan/assessment", methods=["GET", "POST"])
@requires("household.edit")
def plan_assessment(household_id: UUID) -> ResponseReturnValue:
    """Write down her circumstances and needs, or how they are now."""
    presentation = presented(household_id)
    with db.reading() as session:
        form = AssessmentForm(data=parts_of(assessment_of(session, presentation.id)))

    def save() -> object:
        return record_assessment(
            presentation_id=presentation.id, found=Found(**form.answers("circumstances", "home", "support")),
            by=current_actor(), now=clock.now(), version=form.opened_with,
        )  # fmt: skip

    return form_page(
        form, presentation, save, title="Her circumstances and needs", done="Kept. It goes into her next version.",
        back=PLAN, button="Save",
        intro=(
            "The plan rests on this, and it is printed in it (Housing Act 1996 s189A(2)). Go through it with her. "
            "What you wrote before is kept.",
        ),
    )  # fmt: skip


@blueprint.route("/<uuid:household_id>/plan/steps/add", methods=["GET", "POST"])
@requires("household.edit")
def plan_step(household_id: UUID) -> ResponseReturnValue:
    """Add a step."""
    presentation = presented(household_id)
    form = StepForm(today=clock.today())

    def save() -> object:
        step = services.Step(**form.answers("goal", "words", "who", "by_on"))
        return services.add_step(presentation_id=presentation.id, step=step, by=current_actor(), now=clock.now())

    return form_page(form, presentation, save, title="A step of the plan", done="The step is added.", back=PLAN)


@blueprint.route("/<uuid:household_id>/plan/steps/<uuid:step_id>", methods=["GET", "POST"])
@requires("household.edit")
def plan_say(household_id: UUID, step_id: UUID) -> ResponseReturnValue:
    """Record what she says of a step, or that it is done."""
    presentation = presented(household_id)
    with db.reading() as session:
        step = next((each for each in steps_of(session, presentation.id) if each.id == step_id), None)
    if step is None:
        raise NotFound("step")
    form = SaidForm()
    form.said.options = [Option(said.value, WORDS[said]) for said in may_say(said_of(step)) or tuple(Said)]

    def save() -> object:
        return services.say_of_step(
            step_id=step_id, said=Said(form.said.data), why=form.why.data, by=current_actor(), now=clock.now()
        )

    return form_page(
        form, presentation, save, title="Agree a step with her", done="Recorded.", back=PLAN,
        intro=(f"{step.goal}: {step.words}", f"Who takes it: {LABELS.get(step.who, step.who)}."),
    )  # fmt: skip


@blueprint.route("/<uuid:household_id>/plan/give", methods=["GET", "POST"])
@requires("household.edit")
def plan_give(household_id: UUID) -> ResponseReturnValue:
    """Keep the plan as it was gone through with her, for her to have."""
    presentation = presented(household_id)
    form = GiveForm(today=clock.today())

    def save() -> object:
        outcome = services.Outcome(form.agreed.data == YES, form.review_on.data, form.because.data)
        return services.give_plan(
            presentation_id=presentation.id, outcome=outcome, by=current_actor(), now=clock.now(),
            version=form.opened_with,
        )  # fmt: skip

    return form_page(
        form, presentation, save, title="Her version of the plan", done="Kept. It can be printed for her.", back=PLAN,
        button="Keep it as gone through today",
        intro=("What is not agreed stands in it too, with why, as the law asks (Housing Act 1996 s189A).",),
    )  # fmt: skip


@blueprint.get("/<uuid:household_id>/plan/versions/<int:number>")
@requires("household.read")
def plan_version(household_id: UUID, number: int) -> ResponseReturnValue:
    """One version, as she has it, to be printed."""
    presentation, now = presented(household_id, READ), clock.now()
    with db.reading() as session:
        version = version_of(session, presentation.id, number)
        answer = may_send(session, household_id, Channel.IN_PERSON, now)
    return render_template(
        "presentations/plan/version.html",
        household=presentation.household,
        version=version,
        given=given(version),
        answer=answer,
        reference=presentation.reference,
    )
