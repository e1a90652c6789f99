"""Conflicts of interest, for information governance."""

from __future__ import annotations

from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from housing import clock, db
from housing.access import NotFound, current_actor, requires
from housing.forms import Option
from housing.people.accounts.queries import open_accounts
from housing.people.blueprint import blueprint
from housing.people.conflicts import queries, services
from housing.people.conflicts.forms import ConflictForm
from housing.people.conflicts.queries import DECLARE
from housing.refusals import Refused


@blueprint.get("/conflicts")
@requires("conflict.declare")
def conflicts() -> str:
    """Everybody who is kept from a case."""
    with db.reading() as session:
        found = queries.conflicts(session, current_actor())
    return render_template("people/conflicts.html", conflicts=found, reasons=services.REASONS)


@blueprint.get("/conflicts/new")
@requires("conflict.declare")
def new_conflict() -> str:
    """The questions for another."""
    return render_template("people/new_conflict.html", form=_offered(ConflictForm()))


@blueprint.post("/conflicts/new")
@requires("conflict.declare")
def declare_conflict() -> Response:
    """Keep somebody from a case."""
    form = _offered(ConflictForm())
    if form.validate_on_submit():
        try:
            services.declare_for_reference(
                account_id=form.account.data,
                reference=form.reference.data or "",
                reason=form.reason.data,
                by=current_actor(),
                now=clock.now(),
            )
        except Refused as error:
            form.blame(error)
        else:
            return _done("The case is not there for them from now on.")
    return make_response(render_template("people/new_conflict.html", form=form))


@blueprint.post("/conflicts/withdraw")
@requires("conflict.declare")
def withdraw_conflict() -> Response:
    """Take back one that was declared by mistake."""
    try:
        account, household = UUID(request.form.get("account", "")), UUID(request.form.get("household", ""))
    except ValueError:
        raise NotFound("conflict") from None
    try:
        services.withdraw_conflict(account_id=account, household_id=household, by=current_actor(), now=clock.now())
    except Refused as error:
        flash(str(error), "important")
        return redirect(url_for("people.conflicts"), code=303)
    return _done("The conflict has been taken back.")


def _offered(form: ConflictForm) -> ConflictForm:
    with db.reading() as session:
        people = open_accounts(session, current_actor(), DECLARE)
    form.account.options = Option.each((each.id, f"{each.name}, {each.email}") for each in people)
    return form


def _done(sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for("people.conflicts"), code=303)
