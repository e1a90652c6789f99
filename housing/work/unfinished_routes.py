"""Leaving a page before it is saved, finding it again, throwing away what was left."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import NotFound, current_actor, requires
from housing.households.queries import READ
from housing.refusals import Refused
from housing.unfinished import services
from housing.unfinished.models import LeftPage
from housing.unfinished.offering import BY_ITSELF, FORM, PAGE
from housing.unfinished.page import NEVER, ask_for
from housing.web.drafts import typed_fields
from housing.web.errors import page_for
from housing.web.filters import said_date
from housing.work.unfinished import lines

blueprint = Blueprint("unfinished", __name__, url_prefix="/unfinished")
LONGEST_NAME = 100
ASKS_NO_MORE = "That page no longer asks these questions, so what you typed could not be kept"


@blueprint.get("")
@requires("account.own")
def index() -> ResponseReturnValue:
    """The pages that one left before saving them."""
    with db.reading() as session:
        found = lines(session, current_actor(), clock.now(), lambda path: ask_for(path).status == 200)
    return render_template("work/unfinished.html", lines=found)


@blueprint.post("/keep")
@requires("account.own")
def keep() -> ResponseReturnValue:
    """Keep what was typed on a page, unchecked, and go to its case; a page that is left by itself is told nothing."""
    path, form = request.form.get(PAGE, ""), request.form.get(FORM, "")[:LONGEST_NAME]
    asked = ask_for(path, form)
    if asked.status == 404:
        abort(404)
    if asked.page is None:
        return page_for(403 if asked.status == 403 else 409, sentence=ASKS_NO_MORE)
    try:
        said = _kept(asked.page)
    except Refused as refused:
        return page_for(413, sentence=str(refused))
    if BY_ITSELF in request.form:
        return "", 204
    flash(said)
    return redirect(_on_from(asked.page), 303)


@blueprint.post("/<uuid:answers_id>/throw-away")
@requires("account.own")
def throw_away(answers_id: UUID) -> ResponseReturnValue:
    """Throw one's own answers away and show the page as it is recorded; twice is as once."""
    try:
        path = services.throw_away(answers_id=answers_id, by=current_actor(), now=clock.now())
    except NotFound:
        flash("There are no such unfinished answers any more.")
        return redirect(url_for("unfinished.index"), 303)
    flash("What you had typed is thrown away. Nothing was saved.")
    return redirect(url_for("unfinished.index") if "from-list" in request.form else path, 303)


def _kept(page: LeftPage) -> str:
    """Keep what was sent; what to say of it.

    Raises:
        Refused: too much.
    """
    if all(NEVER.search(name) for name in request.form):
        return "Nothing was answered on that page, so there is nothing to keep."
    until = services.keep_answers(page=page, fields=typed_fields(NEVER), by=current_actor(), now=clock.now())
    record = "her record" if page.household_id else "any record"
    return f"Kept for you until {said_date(until)}. It is not in {record} yet."


def _on_from(page: LeftPage) -> str:
    """The page of the case where this person sees it whole; else the home page."""
    of_a_case = page.household_id is not None and page.path.startswith(f"/households/{page.household_id}")
    if of_a_case and current_actor().may(READ):
        return url_for("households.page", household_id=page.household_id)
    return url_for("people.home")
