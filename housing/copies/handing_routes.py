"""The pages on handing a copy on: to a second person who reads and approves it, and to her as she can be reached."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from housing import audit, clock, codes, db
from housing.access import NotFound, current_actor, requires
from housing.copies import deciding, queries, services
from housing.copies.blueprint import blueprint
from housing.copies.content import Content, as_text, files
from housing.copies.forms import BackForm, GivenForm
from housing.copies.models import SubjectCopy
from housing.forms import HavenForm, Option
from housing.households.models import Household
from housing.households.queries import reached
from housing.presentations.letters.paper import Unwritable, as_pdf
from housing.refusals import Refused
from housing.web import Paging

__all__ = ["blueprint"]
IN_FILE = "copy.lines_in_file"
TITLE = "What we hold about you"


@blueprint.post("/<uuid:copy_id>/ready")
@requires("copy.prepare")
def ready(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """Ask a second person to read it."""
    with db.reading() as session:
        found_copy(session, household_id, copy_id)
    try:
        services.hand_on(copy_id=copy_id, by=current_actor(), now=clock.now())
        flash("A second person is asked to read it", "success")
    except Refused as refused:
        flash(str(refused))
    return to_copy(household_id, copy_id)


@blueprint.get("/<uuid:copy_id>/paper")
@requires("copy.prepare")
def paper(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """An approved copy for paper."""
    actor = current_actor()
    with db.reading() as session:
        copy = found_copy(session, household_id, copy_id, approved=True)
        household = reached(session, actor, household_id, queries.PREPARE)
        content = queries.given_of(session, copy)
    audit.record_reading(actor, "copy.taken", household, now=clock.now(), facts={"copy": copy_id})
    return render_template("copies/paper.html", household=household, copy=copy, content=content)


@blueprint.get("/<uuid:copy_id>/pdf")
@requires("copy.prepare")
def pdf(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """An approved copy as a PDF, a long one as several (?file=2). Their names say nothing."""
    actor = current_actor()
    with db.reading() as session:
        copy = found_copy(session, household_id, copy_id, approved=True)
        found = pdfs_of(session, copy)
    number = Paging.of(len(found), request.args.get("file"), 1).page
    try:
        made = as_pdf(TITLE, as_text(found[number - 1]), at=copy.prepared_at)
    except Unwritable as error:
        flash(f"A PDF cannot show these signs of the copy: {error.signs}. Print this page instead.")
        return redirect(url_for("copies.paper", household_id=household_id, copy_id=copy_id), 303)
    audit.record_reading(actor, "copy.taken", ("household", household_id), now=clock.now(), facts={"copy": copy_id})
    name = "copy.pdf" if len(found) == 1 else f"copy-{number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made, mimetype="application/pdf", headers=headers)


@blueprint.post("/<uuid:copy_id>/approve")
@requires("copy.approve")
def approve(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """Approve a copy."""
    with db.reading() as session:
        found_copy(session, household_id, copy_id)
    try:
        deciding.approve_copy(copy_id=copy_id, by=current_actor(), now=clock.now())
        flash("The copy is approved. It may be given to her now", "success")
    except Refused as refused:
        flash(str(refused))
    return to_copy(household_id, copy_id)


@blueprint.route("/<uuid:copy_id>/send-back", methods=["GET", "POST"])
@requires("copy.approve")
def send_back(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """Send it back with what has to change."""
    form = BackForm()
    with db.reading() as session:
        found_copy(session, household_id, copy_id)
    if form.validate_on_submit():
        try:
            deciding.send_copy_back(copy_id=copy_id, words=form.words.data, by=current_actor(), now=clock.now())
            flash("The copy is sent back", "success")
            return to_copy(household_id, copy_id)
        except Refused as refused:
            form.blame(refused)
    return asked_page("Send a copy back", "Send it back", form, household_id, copy_id)


@blueprint.route("/<uuid:copy_id>/withdraw", methods=["GET", "POST"])
@requires("copy.prepare")
def withdraw(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """Take back a copy that is being prepared or waits."""
    form = HavenForm()
    with db.reading() as session:
        found_copy(session, household_id, copy_id)
    if form.validate_on_submit():
        try:
            deciding.withdraw_copy(copy_id=copy_id, by=current_actor(), now=clock.now())
            flash("The copy is withdrawn", "success")
            return to_copy(household_id, copy_id)
        except Refused as refused:
            form.blame(refused)
    return asked_page("Withdraw a copy", "Withdraw it", form, household_id, copy_id)


@blueprint.route("/<uuid:copy_id>/given", methods=["GET", "POST"])
@requires("copy.prepare")
def given(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """Record that she was given it."""
    actor = current_actor()
    form = GivenForm()
    with db.reading() as session:
        found_copy(session, household_id, copy_id, approved=True)
        household = reached(session, actor, household_id, queries.PREPARE)
        form.way.options = Option.each(codes.choices(session, deciding.WAY, household.authority_code).items())
    if form.validate_on_submit():
        try:
            deciding.give_copy(copy_id=copy_id, way=form.way.data, by=actor, now=clock.now())
            flash("It is recorded that she was given her copy", "success")
            return to_copy(household_id, copy_id)
        except Refused as refused:
            form.blame(refused)
    return asked_page("She was given her copy", "Record it", form, household_id, copy_id)


def pdfs_of(session: Session, copy: SubjectCopy) -> list[Content]:
    """What is given, cut into what one PDF holds."""
    household = session.get_one(Household, copy.household_id)
    most = codes.setting(session, IN_FILE, authority=household.authority_code, on=clock.today())
    return files(queries.given_of(session, copy), int(most))


def found_copy(session: Session, household_id: UUID, copy_id: UUID, *, approved: bool = False) -> SubjectCopy:
    """A copy of this household; with `approved` one that a second person approved.

    Raises:
        NotFound: there is none, or not for this person.
    """
    copy = queries.one(session, current_actor(), copy_id)
    if copy.household_id != household_id or (approved and queries.state(copy) not in ("approved", "given")):
        raise NotFound("copy")
    return copy


def asked_page(
    title: str, button: str, form: HavenForm, household_id: UUID, copy_id: UUID | None = None
) -> ResponseReturnValue:
    """A page that asks before something is done, with the way back to the copy, or to all of them."""
    return render_template(
        "copies/asked.html", title=title, button=button, form=form, household_id=household_id, copy_id=copy_id
    )


def to_copy(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """Back to the copy."""
    return redirect(url_for("copies.show", household_id=household_id, copy_id=copy_id), 303)
