"""What a change would do, before it is made; and the changes that were made, each with what was seen of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import current_actor, requires
from housing.intentions import ACCEPTANCE, DISTANCE, IntendedChange
from housing.placements.sandbox import confirming, queries
from housing.placements.sandbox.forms import ConfirmForm
from housing.placements.sandbox.seeing import shown
from housing.placements.sandbox.weighing import Weighed, weigh
from housing.refusals import Refused
from housing.web import Column, Paging

blueprint = Blueprint("sandbox", __name__, url_prefix="/changes")
COLUMNS = (Column("Change"), Column("What"), Column("Made"), Column("By"))


@blueprint.route("/preview/<uuid:intention_id>", methods=["GET", "POST"])
@requires("change.preview")
def preview(intention_id: UUID) -> ResponseReturnValue:
    """What one's own intended change would do, and the button that makes it; once it is made, the change itself."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        done = confirming.made_from(session, actor, intention_id)
    if done is not None:
        return redirect(url_for("sandbox.one", change_id=done.id), 303)
    form = ConfirmForm()
    if form.validate_on_submit():
        return _confirmed(intention_id, form)
    weighed = weigh(intention_id, actor, now=now)
    if request.method != "POST":
        audit.record_reading(actor, "change.previewed", weighed.intention, now=now)
    return _page(weighed, form)


@blueprint.get("")
@requires("change.read")
def past() -> ResponseReturnValue:
    """Changes that were made, newest first."""
    actor = current_actor()
    with db.reading() as session:
        paging = Paging.of(queries.count(session, actor), request.args.get("page"), queries.PAGE)
        changes = [(each, queries.words(each)) for each in queries.past(session, actor, page=paging.page)]
    return render_template(
        "placements/sandbox/past.html",
        changes=changes,
        paging=paging,
        columns=COLUMNS,
        may_set=actor.may("distance.set"),
    )


@blueprint.get("/<uuid:change_id>")
@requires("change.read")
def one(change_id: UUID) -> ResponseReturnValue:
    """A change with what was seen of it when it was made, as far as this person may see it."""
    actor = current_actor()
    with db.reading() as session:
        change = queries.one(session, actor, change_id)
        seen = shown(session, actor, change.authority_code, queries.preview(change))
    audit.record_reading(actor, "change.read", change, now=clock.now())
    return render_template(
        "placements/sandbox/one.html",
        change=change,
        words=queries.words(change),
        seen=seen,
        manages=actor.may("unit.manage"),
    )


def _confirmed(intention_id: UUID, form: ConfirmForm) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    try:
        done = confirming.confirm(intention_id=intention_id, seen=str(form.seen.data or ""), by=actor, now=now)
    except confirming.SeenOtherwise as otherwise:
        form.blame(otherwise)
        return _page(otherwise.weighed, form)
    except Refused as refused:
        form.blame(refused)
        return _page(weigh(intention_id, actor, now=now), form)
    flash(f"{queries.words(done)['title']}: the change is recorded", "success")
    return redirect(url_for("sandbox.one", change_id=done.id), 303)


def _page(weighed: Weighed, form: ConfirmForm) -> str:
    form.carry(weighed.mark)
    return render_template(
        "placements/sandbox/preview.html",
        form=form,
        words=weighed.change.as_document(),
        seen=weighed.shown,
        back=_back(weighed.intention),
    )


def _back(intention: IntendedChange) -> str:
    """The form that it came from, as it was filled in."""
    says: dict[str, Any] = intention.says
    if intention.kind == ACCEPTANCE:
        return url_for("places.policy", property_id=says["property"], change=intention.id)
    if intention.kind == DISTANCE:
        return url_for(
            "households.danger_distance.change",
            household_id=says["household"], concern_id=says["concern"], place_id=says["place"], change=intention.id,
        )  # fmt: skip
    return url_for("distances.change_usual", kind=says["kind"], change=intention.id)
