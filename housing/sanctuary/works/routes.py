"""The coordinator's pages of the works: one page of all, how to come, visits."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes, db
from housing.access import NotFound, current_actor, requires
from housing.clock import day_of
from housing.forms import Option
from housing.refusals import Refused
from housing.sanctuary import queries
from housing.sanctuary.aftercare.standing import After, after_of, local
from housing.sanctuary.clocks import Clock, promises
from housing.sanctuary.contractors.forms import CallOffForm, HappenedForm, ReturnForm, VisitForm
from housing.sanctuary.queries import Standing
from housing.sanctuary.works.forms import InstructionForm
from housing.sanctuary.works.instructing import Safely, record_instruction
from housing.sanctuary.works.models import VisitInstruction
from housing.sanctuary.works.ordering import return_order
from housing.sanctuary.works.picturing import photograph
from housing.sanctuary.works.reach import COORDINATE
from housing.sanctuary.works.safety import why_unusable
from housing.sanctuary.works.standing import Works, all_works, newest_instruction
from housing.sanctuary.works.visiting import agree_visit, propose_visit, record_visit
from housing.sanctuary.works.words import Words, words_of
from pathway.sanctuary_appointments import VisitEvent
from pathway.sanctuary_visits import next_safe

blueprint = Blueprint("works", __name__, url_prefix="/sanctuary/<uuid:job_id>")
READ = "sanctuary.read"


@dataclass(frozen=True, slots=True)
class Seen:
    """A job's works and aftercare as its page shows them; `works` newest order first."""

    standing: Standing
    works: list[Works]
    after: After
    instruction: VisitInstruction | None
    unusable: str | None
    words: Words
    lists: dict[str, dict[str, str]]
    clock: Clock | None
    now: datetime

    @property
    def has_safe_room(self) -> bool:
        """Whether a safe room was ordered: her benefit may depend on it."""
        return any(line.row.measure == "safe_room" for works in self.works for line in works.lines)

    @property
    def order(self) -> Works | None:
        """The order in force."""
        return self.works[0] if self.works and self.works[0].order.ended_at is None else None


def seen(job_id: UUID, permission: str = COORDINATE) -> Seen:
    """Everything that the pages of a job's works show, in a constant number of queries.

    Raises:
        NotFound: it is not there, or its household is not for this person.
    """
    now = clock.now()
    with db.reading() as session:
        standing = queries.one(session, current_actor(), job_id, permission)
        job, code, today = standing.job, standing.job.authority_code, day_of(now)
        codes.keep_lists(session, code)
        instruction = newest_instruction(session, job_id)
        return Seen(
            standing,
            all_works(session, list(reversed(job.orders))),
            after_of(session, job, local(session, code, today)),
            instruction,
            why_unusable(instruction, job.household.safe_contact),
            words_of(session, code),
            {name: codes.choices(session, name, code) for name in LISTS},
            promises(session, code, now).clock(standing, now),
            now,
        )


LISTS = (
    "contact_method", "sanctuary_loan_item", "sanctuary_loan_condition", "sanctuary_outcome", "sanctuary_close",
    "sanctuary_reopen",
)  # fmt: skip


@blueprint.get("/works")
@requires(READ)
def show(job_id: UUID) -> ResponseReturnValue:
    """The works and what follows them."""
    found = seen(job_id, READ)
    audit.record_reading(current_actor(), "sanctuary.works_shown", found.standing.job, now=found.now)
    actor = current_actor()
    return render_template(
        "sanctuary/works/show.html", seen=found, job=found.standing.job, today=clock.today(),
        coordinates=actor.may(COORDINATE), tells=actor.may("sanctuary.tell"), letter=found.has_safe_room,
    )  # fmt: skip


@blueprint.route("/how-to-come", methods=["GET", "POST"])
@requires(COORDINATE)
def how_to_come(job_id: UUID) -> ResponseReturnValue:
    """Say how a contractor may come safely, beside what she said about being reached."""
    found = seen(job_id)
    form = InstructionForm(data=_stored(found.instruction))
    if form.validate_on_submit():
        try:
            record_instruction(job_id=job_id, safely=form.safely(), by=current_actor(), now=clock.now())
            flash("How to come safely is recorded", "success")
            return back(job_id)
        except Refused as refused:
            form.blame(refused)
    if request.method != "POST":
        audit.record_reading(current_actor(), "household.contact_shown", found.standing.job.household, now=found.now)
    contact = found.standing.job.household.safe_contact
    ways = [found.lists["contact_method"].get(way, way) for way in contact.methods] if contact else []
    return render_template(
        "sanctuary/works/how_to_come.html", form=form, seen=found, contact=contact, safe_ways=", ".join(ways)
    )


@blueprint.route("/visit", methods=["GET", "POST"])
@requires(COORDINATE)
def visit(job_id: UUID) -> ResponseReturnValue:
    """Arrange a visit that she has agreed to."""
    found = seen(job_id)
    if found.unusable or found.instruction is None:
        flash(f"{found.unusable}. Say first how a contractor may come")
        return redirect(url_for("works.how_to_come", job_id=job_id))
    form = VisitForm(today=clock.today())
    if form.validate_on_submit():
        begins, ends = form.period()
        try:
            propose_visit(
                job_id=job_id, begins=begins, ends=ends, agreed=True, permission=COORDINATE, by=current_actor(),
                now=clock.now(),
            )  # fmt: skip
            flash("The visit is arranged, and the contractor told", "success")
            return back(job_id)
        except Refused as refused:
            form.blame(refused)
    return render_template(
        "sanctuary/works/visit.html", form=form, seen=found, coming=next_safe(found.instruction.rule, found.now)
    )


@blueprint.post("/visits/<uuid:visit_id>/agreed")
@requires(COORDINATE)
def agreed(job_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """She has agreed to a visit that the contractor proposed."""
    try:
        agree_visit(job_id=job_id, visit_id=visit_id, permission=COORDINATE, by=current_actor(), now=clock.now())
        flash("The visit is arranged, and the contractor told", "success")
    except Refused as refused:
        flash(str(refused))
    return back(job_id)


@blueprint.route("/visits/<uuid:visit_id>/call-off", methods=["GET", "POST"])
@requires(COORDINATE)
def call_off(job_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Call a visit off."""
    found = _with_visit(job_id, visit_id)
    form = CallOffForm()
    if form.validate_on_submit() and _record(form, job_id, visit_id, VisitEvent.CALLED_OFF):
        flash("The visit is called off, and the contractor told", "success")
        return back(job_id)
    return render_template(
        "sanctuary/works/call_off.html", form=form, title="Call off her visit",
        reference=found.standing.job.reference, back=url_for("works.show", job_id=job_id),
    )  # fmt: skip


@blueprint.route("/visits/<uuid:visit_id>/happened", methods=["GET", "POST"])
@requires(COORDINATE)
def happened(job_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Say whether a visit took place, as she or the contractor tells it."""
    found = _with_visit(job_id, visit_id)
    form = HappenedForm()
    if form.validate_on_submit() and _record(form, job_id, visit_id, VisitEvent(form.happened.data)):
        flash("What happened is recorded", "success")
        return back(job_id)
    return render_template(
        "sanctuary/works/happened.html", form=form, title="What happened at her visit",
        reference=found.standing.job.reference, back=url_for("works.show", job_id=job_id),
    )  # fmt: skip


@blueprint.route("/take-back", methods=["GET", "POST"])
@requires(COORDINATE)
def take_back(job_id: UUID) -> ResponseReturnValue:
    """Take the order back from its contractor."""
    found = seen(job_id)
    form = ReturnForm()
    form.reason.options = Option.each(found.words.reasons.items())
    if form.validate_on_submit():
        try:
            return_order(job_id=job_id, permission=COORDINATE, by=current_actor(), now=clock.now(), **form.answers())
            flash("The order is taken back, and the contractor told", "success")
            return back(job_id)
        except Refused as refused:
            form.blame(refused)
    return render_template("sanctuary/works/take_back.html", form=form, seen=found)


@blueprint.get("/photographs/<uuid:photograph_id>")
@requires(READ)
def picture(job_id: UUID, photograph_id: UUID) -> ResponseReturnValue:
    """A photograph of the work."""
    actor = current_actor()
    with db.reading() as session:
        job = queries.one(session, actor, job_id, READ).job
        content = photograph(session, [order.id for order in job.orders], photograph_id)
    audit.record_reading(actor, "sanctuary.photograph_shown", ("sanctuary_photograph", photograph_id), now=clock.now())
    return Response(content, mimetype="image/jpeg")


def back(job_id: UUID, anchor: str | None = None) -> ResponseReturnValue:
    """The page of the works again."""
    return redirect(url_for("works.show", job_id=job_id, _anchor=anchor))


def _record(form: CallOffForm | HappenedForm, job_id: UUID, visit_id: UUID, event: VisitEvent) -> bool:
    try:
        record_visit(
            job_id=job_id, visit_id=visit_id, event=event, words=form.words.data, permission=COORDINATE,
            by=current_actor(), now=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        form.blame(refused)
        return False
    return True


def _with_visit(job_id: UUID, visit_id: UUID) -> Seen:
    found = seen(job_id)
    if visit_id not in {visit.row.id for works in found.works for visit in works.visits}:
        raise NotFound("visit")
    return found


def _stored(instruction: VisitInstruction | None) -> dict[str, Any]:
    if instruction is None:
        return {}
    kept = {field.name: getattr(instruction, field.name) for field in fields(Safely)}
    return {**kept, "days": [str(day) for day in instruction.days]}
