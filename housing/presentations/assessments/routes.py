"""The pages of assessments: which there are, question by question, what they come to, what has changed."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import NotFound, current_actor, requires
from housing.households.case import back_to, saved
from housing.presentations.assessments import queries, services, words
from housing.presentations.assessments.forms import part_form, stored_part
from housing.presentations.assessments.models import Assessment
from housing.presentations.assessments.overview import overview
from housing.presentations.assessments.sheet import Filled, filled
from housing.presentations.blueprint import blueprint
from housing.presentations.case import presented
from housing.presentations.marac.queries import heard_on
from housing.presentations.models import Presentation
from housing.presentations.queries import latest_risk
from housing.presentations.question_sets import queries as question_sets
from housing.presentations.recording import marac_owed
from housing.refusals import Refused
from housing.web import Column, Paging
from pathway.risk import Marac

OVER_TIME = 12
AT = "/<uuid:household_id>/assessments"
ONE = f"{AT}/<uuid:assessment_id>"


@blueprint.get(AT)
@requires("household.edit")
def assessments(household_id: UUID) -> ResponseReturnValue:
    """Every form that the council uses, what it came to last, and all that was completed."""
    presentation = presented(household_id)
    actor, today = current_actor(), clock.today()
    with db.reading() as session:
        forms = question_sets.in_use(session, presentation.authority_code, today)
        now = queries.current(session, actor, household_id)
        paging = Paging.of(queries.count_completed(session, actor, household_id), request.args.get("page"))
        done = queries.completed(session, actor, household_id, offset=paging.offset, size=paging.size)
    return render_template(
        "presentations/assessments/index.html",
        presentation=presentation,
        household=presentation.household,
        forms=overview(forms, now, presentation.household.people),
        done=[(each, words.result(each, each.question_set.highest), _about(presentation, each)) for each in done],
        columns=[Column("Form"), Column("Completed"), Column("By"), Column("Result")],
        paging=paging,
        page_href=lambda number: url_for("presentations.assessments", household_id=household_id, page=number),
    )


@blueprint.post(f"{AT}/start")
@requires("household.edit")
def start_assessment(household_id: UUID) -> ResponseReturnValue:
    """Begin a form, or go on with the one that is open."""
    presentation = presented(household_id)
    form_id, person_id = (_id(request.form.get(name)) for name in ("form", "person"))
    if form_id is None:
        abort(400)
    try:
        made = services.start_assessment(
            presentation_id=presentation.id, question_set_id=form_id, person_id=person_id, by=current_actor(),
            now=clock.now(),
        )  # fmt: skip
    except Refused as error:
        flash(str(error))
        return back_to("presentations.assessments", household_id)
    return back_to("presentations.assessment", household_id, assessment_id=made.id)


@blueprint.get(ONE)
@requires("household.edit")
def assessment(household_id: UUID, assessment_id: UUID) -> ResponseReturnValue:
    """One assessment: its parts while it is open; what it came to and what has changed once it is completed."""
    presentation, found = opened(household_id, assessment_id)
    now = filled(found)
    facts = {"household": presentation.household, "assessment": found, "now": now, "words": words}
    about = _about(presentation, found)
    if found.is_open:
        return render_template("presentations/assessments/parts.html", about=about, **facts)
    with db.reading() as session:
        before = queries.before(session, found) if found.completed_at else None
        past = queries.over_time(session, found, most=OVER_TIME) if found.completed_at else []
    return render_template(
        "presentations/assessments/result.html",
        about=about,
        before=before,
        changed=words.changed(now, filled(before)) if before else [],
        picture=words.picture(f"{now.form.title} over time", past),
        owed=_owed(presentation, found),
        **facts,
    )


@blueprint.route(f"{ONE}/part/<int:number>", methods=["GET", "POST"])
@requires("household.edit")
def assessment_part(household_id: UUID, assessment_id: UUID, number: int) -> ResponseReturnValue:
    """The questions of one part; saving goes on to the next, or back to the list of parts."""
    presentation, found = opened(household_id, assessment_id)
    now = filled(found)
    if not 1 <= number <= len(now.form.sections):
        abort(404)
    section = now.form.sections[number - 1]
    form = part_form(section, _last_time(found))(data=stored_part(section, now.sheet))

    def save() -> object:
        sheet = form.sheet(section)
        return services.save_part(
            assessment_id=found.id, section=section.id, answers=sheet.answers, notes=sheet.notes,
            by=current_actor(), now=clock.now(), version=form.opened_with,
        )  # fmt: skip

    if saved(form, len(found.parts), save):
        last = number == len(now.form.sections) or "leave" in request.form
        if last:
            return back_to("presentations.assessment", household_id, assessment_id=found.id)
        here = {"assessment_id": found.id, "number": number + 1}
        return back_to("presentations.assessment_part", household_id, **here)
    return render_template(
        "presentations/assessments/part.html",
        household=presentation.household,
        assessment=found,
        form=form,
        now=now,
        section=section,
        number=number,
        about=_about(presentation, found),
    )


def opened(household_id: UUID, assessment_id: UUID) -> tuple[Presentation, Assessment]:
    """The case and one of its assessments. Showing it is recorded.

    Raises:
        NotFound: either is not there, or not for whoever is signed in, or they do not belong together.
    """
    presentation = presented(household_id)
    actor = current_actor()
    with db.reading() as session:
        found = queries.one(session, actor, assessment_id)
    if found.household_id != household_id:
        raise NotFound("assessment")
    if request.method != "POST":
        audit.record_reading(actor, "assessment.read", found, now=clock.now())
    return presentation, found


def _owed(presentation: Presentation, found: Assessment) -> Marac | None:
    """Whether a MARAC referral is owed on this DASH; None where it is another form, or is no longer the last."""
    risk = latest_risk(presentation)
    if risk is None or found.risk_entry_id != risk.id:
        return None
    with db.reading() as session:
        return marac_owed(risk, clock.now(), heard_on(session, presentation.household_id))


def _last_time(found: Assessment) -> dict[str, str]:
    with db.reading() as session:
        before = queries.before(session, found)
    earlier: Filled | None = filled(before) if before else None
    return words.last_time(earlier, before)


def _about(presentation: Presentation, found: Assessment) -> str:
    return words.about(found, {person.id: person for person in presentation.household.people})


def _id(sent: str | None) -> UUID | None:
    try:
        return UUID(sent) if sent else None
    except ValueError:
        abort(400)
