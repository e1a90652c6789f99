"""The page on what is owed, and the pages on duties, decisions and priority need."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from housing import clock, codes, db
from housing.access import current_actor, requires
from housing.households.case import options
from housing.households.queries import READ
from housing.presentations.blueprint import blueprint
from housing.presentations.duties import accepting, deciding
from housing.presentations.duties.accepting import Ended
from housing.presentations.duties.forms import DecisionForm, DutyForm, EndDutyForm, LimbsForm, ToldForm
from housing.presentations.duties.pages import form_page, looked
from housing.presentations.duties.panel import promises_of
from housing.presentations.duties.prompting import raised_in
from housing.presentations.duties.queries import one
from housing.presentations.duties.showing import LISTS, showing
from pathway.decisions import AUTOMATIC, kind
from pathway.duty_endings import DUTIES, Duty, endings_of


@blueprint.get("/<uuid:household_id>/duties")
@requires("household.read")
def duties(household_id: UUID) -> ResponseReturnValue:
    """Everything owed by law in one case: clocks, duties, decisions, reviews, nights, and what the law says here."""
    presentation, owing = looked(household_id, READ)
    today = clock.today()
    with db.reading() as session:
        words = {name: codes.choices(session, name, presentation.authority_code) for name in LISTS}
        promises = promises_of(session, presentation, clock.now())
    return render_template(
        "presentations/duties/index.html",
        household=presentation.household,
        presentation=presentation,
        owing=owing,
        promises=promises,
        prompts=raised_in(presentation, owing, today),
        shown=showing(presentation, owing, words, today),
        automatic=AUTOMATIC,
        may=current_actor().may,
    )


@blueprint.route("/<uuid:household_id>/duties/accept", methods=["GET", "POST"])
@requires("household.edit")
def accept(household_id: UUID) -> ResponseReturnValue:
    """Record that a duty is owed."""
    presentation, _ = looked(household_id)
    form = DutyForm(today=clock.today())

    def save() -> object:
        return accepting.accept_duty(
            presentation_id=presentation.id, **form.answers("duty", "started_on", "why"), by=current_actor(),
            now=clock.now(), version=form.opened_with,
        )  # fmt: skip

    return form_page(form, presentation, save, title="A duty is owed", done="The duty is recorded. Its clock runs.")


@blueprint.route("/<uuid:household_id>/duties/<uuid:duty_id>/end", methods=["GET", "POST"])
@requires("household.edit")
def duty_end(household_id: UUID, duty_id: UUID) -> ResponseReturnValue:
    """Record how a duty ends."""
    presentation, owing = looked(household_id)
    duty = Duty(one(owing.duties, duty_id).kind)
    form = EndDutyForm(today=clock.today())
    with db.reading() as session:
        labels = codes.choices(session, f"{duty}_end", presentation.authority_code)
    possible = [each.slug for each in endings_of(duty)]
    form.circumstance.options = options({slug: labels[slug] for slug in possible if slug in labels})

    def save() -> object:
        ended = Ended(
            form.ended_on.data, form.circumstance.data, form.why.data, intentional=form.intentional.truth,
            notice_running=form.notice_running.truth,
        )  # fmt: skip
        return accepting.end_duty(duty_id=duty_id, ended=ended, by=current_actor(), now=clock.now())

    title, _, section = DUTIES[duty]
    return form_page(
        form, presentation, save, title=f"{title}: how it ends", done=f"{title}: its end is recorded.",
        intro=(f"Housing Act 1996 {section}. Only the ways in which the law lets it end are listed.",),
    )  # fmt: skip


@blueprint.route("/<uuid:household_id>/duties/priority", methods=["GET", "POST"])
@requires("household.edit")
def priority(household_id: UUID) -> ResponseReturnValue:
    """Record other limbs of priority need."""
    presentation, owing = looked(household_id)
    form = LimbsForm(data={"limbs": tuple(owing.limbs)})
    with db.reading() as session:
        form.limbs.options = options(codes.choices(session, deciding.LIMBS, presentation.authority_code))

    def save() -> None:
        deciding.record_limbs(
            presentation_id=presentation.id, limbs=form.limbs.data, by=current_actor(), now=clock.now(),
            version=form.opened_with,
        )  # fmt: skip

    return form_page(form, presentation, save, title="Priority need", done="Recorded.", intro=(AUTOMATIC,))


@blueprint.route("/<uuid:household_id>/decisions/new", methods=["GET", "POST"])
@requires("household.edit")
def decision(household_id: UUID) -> ResponseReturnValue:
    """Record a decision."""
    presentation, _ = looked(household_id)
    form = DecisionForm(today=clock.today())

    def save() -> object:
        return deciding.record_decision(
            presentation_id=presentation.id, **form.answers("slug", "decided_on", "reasons"), by=current_actor(),
            now=clock.now(), version=form.opened_with,
        )  # fmt: skip

    intro = ("That a duty is owed, or has ended, is recorded with the duty.",)
    return form_page(form, presentation, save, title="A decision", done="The decision is recorded.", intro=intro)


@blueprint.route("/<uuid:household_id>/decisions/<uuid:decision_id>/told", methods=["GET", "POST"])
@requires("household.edit")
def decision_told(household_id: UUID, decision_id: UUID) -> ResponseReturnValue:
    """Record that she was told of a decision."""
    presentation, owing = looked(household_id)
    found = kind(one(owing.decisions, decision_id).kind)
    form = ToldForm(today=clock.today())

    def save() -> object:
        return deciding.tell_decision(
            decision_id=decision_id, **form.answers("told_on", "how"), by=current_actor(), now=clock.now()
        )

    return form_page(
        form, presentation, save, title="She was told of a decision", done="Recorded. Her 21 days run.",
        intro=(f"The decision: {found.title}." if found else "",),
    )  # fmt: skip
