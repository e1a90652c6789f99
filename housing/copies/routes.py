"""The pages of her own copy: prepared by one person, read and approved by another, given as she can be reached."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from housing import audit, clock, codes, db
from housing.access import NotFound, current_actor, requires
from housing.copies import queries, services
from housing.copies.content import as_text, from_json
from housing.copies.forms import BackForm, GivenForm, PrepareForm
from housing.copies.models import SubjectCopy
from housing.forms import HavenForm, Option
from housing.households.queries import reached
from housing.presentations.letters.paper import Unwritable, as_pdf
from housing.refusals import Refused

blueprint = Blueprint("copies", __name__, url_prefix="/households/<uuid:household_id>/copies")
SHOWN = 20
TITLE = "What we hold about you"
BLUEPRINTS: tuple[Blueprint, ...] = (blueprint,)


@blueprint.get("")
@requires("copy.prepare")
def index(household_id: UUID) -> ResponseReturnValue:
    """The copies that were made, newest first."""
    actor = current_actor()
    with db.reading() as session:
        household = reached(session, actor, household_id, queries.PREPARE)
        found = queries.of_household(session, actor, household_id, size=SHOWN)
    audit.record_reading(actor, "household.read", household, now=clock.now())
    return render_template(
        "copies/index.html",
        household=household, copies=found, state=queries.state, states=queries.STATES, colours=queries.COLOURS,
    )  # fmt: skip


@blueprint.route("/prepare", methods=["GET", "POST"])
@requires("copy.prepare")
def prepare(household_id: UUID) -> ResponseReturnValue:
    """Prepare a copy."""
    actor = current_actor()
    form = PrepareForm(today=clock.today())
    with db.reading() as session:
        household = reached(session, actor, household_id, queries.PREPARE)
        ways = codes.choices(session, services.IDENTITY, household.authority_code)
    form.identity.options = Option.each(ways.items())
    if form.validate_on_submit():
        try:
            asked = services.Request(form.asked_on.data, form.identity.data)
            copy_id = services.prepare_copy(
                household_id=household_id, asked=asked, wished=form.wished(), by=actor, now=clock.now()
            )
            flash("The copy waits for a second person. Read it through yourself too", "success")
            return _to(household_id, copy_id)
        except Refused as refused:
            form.blame(refused)
    return render_template("copies/prepare.html", form=form, household=household)


@blueprint.get("/<uuid:copy_id>")
@requires("copy.prepare")
def show(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """One copy, as she would read it, and what may be done with it now."""
    actor = current_actor()
    with db.reading() as session:
        copy = _found(session, household_id, copy_id)
        household = reached(session, actor, household_id, queries.PREPARE)
        ways = codes.choices(session, services.WAY, household.authority_code)
    audit.record_reading(actor, "copy.read", household, now=clock.now(), facts={"copy": copy_id})
    waiting = queries.state(copy) == "waiting"
    return render_template(
        "copies/one.html",
        household=household, copy=copy, content=from_json(copy.content), state=queries.state(copy),
        states=queries.STATES, colours=queries.COLOURS, ways=ways,
        may_decide=waiting and actor.may(queries.APPROVE) and copy.prepared_by != actor.account_id,
        prepared_it=copy.prepared_by == actor.account_id,
    )  # fmt: skip


@blueprint.get("/<uuid:copy_id>/paper")
@requires("copy.prepare")
def paper(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """An approved copy for paper."""
    actor = current_actor()
    with db.reading() as session:
        copy = _found(session, household_id, copy_id, approved=True)
        household = reached(session, actor, household_id, queries.PREPARE)
    audit.record_reading(actor, "copy.taken", household, now=clock.now(), facts={"copy": copy_id})
    return render_template("copies/paper.html", household=household, copy=copy, content=from_json(copy.content))


@blueprint.get("/<uuid:copy_id>/pdf")
@requires("copy.prepare")
def pdf(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """An approved copy as a PDF, with a name that says nothing."""
    actor = current_actor()
    with db.reading() as session:
        copy = _found(session, household_id, copy_id, approved=True)
    try:
        made = as_pdf(TITLE, as_text(from_json(copy.content)), at=copy.prepared_at)
    except Unwritable as error:
        flash(f"A PDF cannot show these signs of the copy: {error.signs}. Print this page instead.")
        return redirect(url_for("copies.paper", household_id=household_id, copy_id=copy_id), 303)
    audit.record_reading(actor, "copy.taken", ("household", household_id), now=clock.now(), facts={"copy": copy_id})
    headers = {"Content-Disposition": 'attachment; filename="copy.pdf"'}
    return Response(made, mimetype="application/pdf", headers=headers)


@blueprint.post("/<uuid:copy_id>/approve")
@requires("copy.approve")
def approve(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """Approve a copy."""
    try:
        services.approve_copy(copy_id=copy_id, by=current_actor(), now=clock.now())
        flash("The copy is approved. It may be given to her now", "success")
    except Refused as refused:
        flash(str(refused))
    return _to(household_id, copy_id)


@blueprint.route("/<uuid:copy_id>/send-back", methods=["GET", "POST"])
@requires("copy.approve")
def send_back(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """Send it back with what has to change."""
    form = BackForm()
    with db.reading() as session:
        _found(session, household_id, copy_id)
    if form.validate_on_submit():
        try:
            services.send_copy_back(copy_id=copy_id, words=form.words.data, by=current_actor(), now=clock.now())
            flash("The copy is sent back", "success")
            return _to(household_id, copy_id)
        except Refused as refused:
            form.blame(refused)
    return _asked("Send a copy back", "Send it back", form, household_id, copy_id)


@blueprint.route("/<uuid:copy_id>/withdraw", methods=["GET", "POST"])
@requires("copy.prepare")
def withdraw(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """Take back a copy that waits."""
    form = HavenForm()
    with db.reading() as session:
        _found(session, household_id, copy_id)
    if form.validate_on_submit():
        try:
            services.withdraw_copy(copy_id=copy_id, by=current_actor(), now=clock.now())
            flash("The copy is withdrawn", "success")
            return _to(household_id, copy_id)
        except Refused as refused:
            form.blame(refused)
    return _asked("Withdraw a copy", "Withdraw it", form, household_id, copy_id)


@blueprint.route("/<uuid:copy_id>/given", methods=["GET", "POST"])
@requires("copy.prepare")
def given(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """Record that she was given it."""
    actor = current_actor()
    form = GivenForm()
    with db.reading() as session:
        _found(session, household_id, copy_id, approved=True)
        household = reached(session, actor, household_id, queries.PREPARE)
        form.way.options = Option.each(codes.choices(session, services.WAY, household.authority_code).items())
    if form.validate_on_submit():
        try:
            services.give_copy(copy_id=copy_id, way=form.way.data, by=actor, now=clock.now())
            flash("It is recorded that she was given her copy", "success")
            return _to(household_id, copy_id)
        except Refused as refused:
            form.blame(refused)
    return _asked("She was given her copy", "Record it", form, household_id, copy_id)


def _found(session: Session, household_id: UUID, copy_id: UUID, *, approved: bool = False) -> SubjectCopy:
    """A copy of this household; with `approved` one that a second person approved."""
    copy = queries.one(session, current_actor(), copy_id)
    if copy.household_id != household_id or (approved and queries.state(copy) not in ("approved", "given")):
        raise NotFound("copy")
    return copy


def _asked(title: str, button: str, form: HavenForm, household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    return render_template(
        "copies/asked.html", title=title, button=button, form=form, household_id=household_id,
        copy_id=copy_id,
    )  # fmt: skip


def _to(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("copies.show", household_id=household_id, copy_id=copy_id), 303)
