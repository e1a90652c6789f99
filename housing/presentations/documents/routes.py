"""The pages of a case's documents. A file leaves as a download that no browser renders; each opening is recorded."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.households.blueprint import blueprint
from housing.households.editing import EDIT
from housing.households.queries import READ, reached
from housing.presentations.documents import queries, services
from housing.presentations.documents.checking import CALLED, ENDINGS
from housing.presentations.documents.forms import AgainForm, DocumentForm, ReasonForm, VersionForm
from housing.refusals import Refused
from housing.web import Paging

PAGE = 25
ONLY_A_FILE = "default-src 'none'; sandbox; frame-ancestors 'none'"


@blueprint.get("/<uuid:household_id>/documents")
@requires("household.read")
def documents(household_id: UUID) -> ResponseReturnValue:
    """The documents of a case, newest first."""
    actor = current_actor()
    asked = request.args.get("page")
    with db.reading() as session:
        household = reached(session, actor, household_id, READ)
        kinds = codes.choices(session, services.LIST, household.authority_code)
        total = queries.listed(session, actor, household_id, size=0).total
        paging = Paging.of(total, asked, PAGE)
        found = queries.listed(session, actor, household_id, size=paging.size, offset=paging.offset)
    audit.record_reading(actor, "household.read", household, now=clock.now())
    return render_template(
        "presentations/documents/index.html",
        household=household, found=found, kinds=kinds, paging=paging, hiding=queries.hiding, latest=queries.latest,
        called=CALLED,
        page_href=lambda number: url_for("households.documents", household_id=household_id, page=number),
    )  # fmt: skip


@blueprint.route("/<uuid:household_id>/documents/add", methods=["GET", "POST"])
@requires("household.edit")
def document_add(household_id: UUID) -> ResponseReturnValue:
    """Add a document."""
    actor, now = current_actor(), clock.now()
    form = DocumentForm()
    with db.reading() as session:
        household = reached(session, actor, household_id, EDIT)
        form.kind.options = Option.each(codes.choices(session, services.LIST, household.authority_code).items())
        form.file.max_bytes = services.document_limits(session, household.authority_code, now).most_bytes
    if form.validate_on_submit():
        try:
            sent = services.Sent(form.kind.data, form.file.data.read(), form.words.data, form.closer.data)
            services.add_document(household_id=household_id, sent=sent, by=actor, now=now)
            flash("The document is kept", "success")
            return redirect(url_for("households.documents", household_id=household_id), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("presentations/documents/add.html", form=form, household=household)


@blueprint.get("/<uuid:household_id>/documents/<uuid:document_id>")
@requires("household.read")
def document(household_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """One document: what it is, its versions, and what became of it."""
    actor = current_actor()
    with db.reading() as session:
        found = queries.one(session, actor, household_id, document_id)
        household = reached(session, actor, household_id, READ)
        kinds = codes.choices(session, services.LIST, household.authority_code)
    audit.record_reading(actor, "household.read", household, now=clock.now(), facts={"document": document_id})
    return render_template(
        "presentations/documents/one.html",
        household=household, document=found, kinds=kinds, hiding=queries.hiding(found), called=CALLED, may=actor.may,
    )  # fmt: skip


@blueprint.get("/<uuid:household_id>/documents/<uuid:document_id>/versions/<int:number>")
@requires("household.read")
def document_file(household_id: UUID, document_id: UUID, number: int) -> ResponseReturnValue:
    """The file of one version, as a download with a name that says nothing."""
    actor = current_actor()
    with db.reading() as session:
        version = queries.content_of(session, actor, household_id, document_id, number)
        content, media = queries.opened_bytes(version), version.media
    facts = {"document": document_id, "version": number}
    audit.record_reading(actor, "document.opened", ("household", household_id), now=clock.now(), facts=facts)
    answer = Response(content, content_type=media if media != "text/plain" else "text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="document-{number}.{ENDINGS[media]}"'
    answer.headers["Content-Security-Policy"] = ONLY_A_FILE
    return answer


@blueprint.route("/<uuid:household_id>/documents/<uuid:document_id>/new-version", methods=["GET", "POST"])
@requires("household.edit")
def document_version(household_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Add a new version."""
    actor, now = current_actor(), clock.now()
    form = VersionForm()
    with db.reading() as session:
        queries.one(session, actor, household_id, document_id, EDIT)
        household = reached(session, actor, household_id, EDIT)
        form.file.max_bytes = services.document_limits(session, household.authority_code, now).most_bytes
    if form.validate_on_submit():
        try:
            data = form.file.data.read()
            services.add_version(household_id=household_id, document_id=document_id, data=data, by=actor, now=now)
            flash("The new version is kept", "success")
            return _back(household_id, document_id)
        except Refused as refused:
            form.blame(refused)
    return render_template(
        "presentations/documents/version.html", form=form, household=household, document_id=document_id
    )


@blueprint.route("/<uuid:household_id>/documents/<uuid:document_id>/hide", methods=["GET", "POST"])
@requires("household.edit")
def document_hide(household_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Hide it, with a reason."""
    actor = current_actor()
    form = ReasonForm()
    with db.reading() as session:
        queries.one(session, actor, household_id, document_id, EDIT)
    if form.validate_on_submit():
        reason = form.reason.data
        services.hide_document(
            household_id=household_id, document_id=document_id, reason=reason, by=actor, now=clock.now()
        )
        flash("The document is hidden", "success")
        return _back(household_id, document_id)
    return render_template(
        "presentations/documents/reason.html", form=form, household_id=household_id, document_id=document_id,
        title="Hide a document", button="Hide it",
    )  # fmt: skip


@blueprint.route("/<uuid:household_id>/documents/<uuid:document_id>/show", methods=["GET", "POST"])
@requires("document.closer")
def document_show(household_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Show a hidden one again, with a reason."""
    actor = current_actor()
    form = AgainForm()
    with db.reading() as session:
        queries.one(session, actor, household_id, document_id, queries.CLOSER)
    if form.validate_on_submit():
        reason = form.reason.data
        services.show_document(
            household_id=household_id, document_id=document_id, reason=reason, by=actor, now=clock.now()
        )
        flash("The document is shown again", "success")
        return _back(household_id, document_id)
    return render_template(
        "presentations/documents/reason.html", form=form, household_id=household_id, document_id=document_id,
        title="Show a hidden document again", button="Show it again",
    )  # fmt: skip


def _back(household_id: UUID, document_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("households.document", household_id=household_id, document_id=document_id), 303)
