"""The administrator's page on how many documents a case may hold."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes, db
from housing.access import current_actor, requires
from housing.presentations.documents import limiting
from housing.presentations.documents.forms import LimitForm
from housing.refusals import Refused

blueprint = Blueprint("document_limit", __name__, url_prefix="/document-limit")


@blueprint.route("", methods=["GET", "POST"])
@requires("law.edit")
def change() -> ResponseReturnValue:
    """What holds today, what came before it or will come, and another from a day on."""
    actor, form = current_actor(), LimitForm(today=clock.today())
    authority = limiting.council(actor)
    with db.reading() as session:
        found = limiting.versions(session, authority)
        holds = codes.setting(session, limiting.MOST, authority=authority, on=clock.today())
    if form.validate_on_submit():
        limit = limiting.Limit(form.most.data, form.from_on.data, form.source.data)
        try:
            limiting.set_limit(limit=limit, by=actor, now=clock.now())
            flash("The limit is set", "success")
            return redirect(url_for("document_limit.change"), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template(
        "presentations/documents/limit.html", form=form, versions=found, holds=holds, today=clock.today()
    )
