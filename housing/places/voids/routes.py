"""The pages of voids: taking a unit out of use, works to come, what has been changed of them, and the list."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.places import queries as places
from housing.places.blueprint import blueprint
from housing.places.forms import StateForm
from housing.places.voids import queries, services, words
from housing.places.voids.forms import VoidForm, as_answers
from housing.places.voids.models import Void
from housing.places.voids.works import said_in
from housing.refusals import Refused


@blueprint.route("/units/<uuid:unit_id>/out-of-use", methods=["GET", "POST"])
@requires("unit.manage")
def out_of_use(unit_id: UUID) -> ResponseReturnValue:
    """A unit cannot be lived in, from today or from a later day, for a reason."""
    now, actor = clock.now(), current_actor()
    today = clock.day_of(now)
    with db.reading() as session:
        row = places.own_unit(session, actor, unit_id, now=now)
        reasons = codes.choices(session, "void_reason", row.unit.authority_code)
    form = VoidForm(today=today, data={"seen": row.state.mark, "from_on": today})
    form.reason.options = Option.each(reasons.items())
    if form.validate_on_submit():
        try:
            void = services.record_void(
                unit_id=unit_id, works=form.works(), by=actor, now=now, seen=form.seen.data or None
            )
            planned = void.stands.from_on > today
            flash("The works are planned" if planned else "The unit is shown as out of use", "success")
            return redirect(url_for("places.unit", unit_id=unit_id), 303)
        except Refused as refused:
            form.blame(refused)
            form.carry(row.state.mark)
    return render_template("places/voids/record.html", form=form, unit=row.unit, state=row.state)


@blueprint.get("/voids/<uuid:void_id>")
@requires("places.see")
def void(void_id: UUID) -> ResponseReturnValue:
    """One void with every change of it."""
    actor, today = current_actor(), clock.today()
    with db.reading() as session:
        found = queries.one(session, actor, void_id)
        reasons = codes.choices(session, "void_reason", found.authority_code)
        own = queries.is_own(actor, found.unit.property)
    return render_template(
        "places/voids/show.html",
        void=found,
        stands=found.stands,
        own=own,
        when=words.when_of(found.stands, today),
        late=words.late(found.stands, today),
        days=words.said_days(found.stands, today),
        reason=reasons.get(found.stands.reason, found.stands.reason),
        history=words.history(found.revisions, reasons, openly=own),
        words=words,
    )


@blueprint.route("/voids/<uuid:void_id>/change", methods=["GET", "POST"])
@requires("unit.manage")
def change_void(void_id: UUID) -> ResponseReturnValue:
    """Extend it, shorten it, say what it cost."""
    now = clock.now()
    today = clock.day_of(now)
    found = _own(void_id)
    before = said_in(found.stands)
    form = VoidForm(today=today, data={**as_answers(before), "seen": str(found.stands.position)})
    with db.reading() as session:
        form.reason.options = Option.each(codes.choices(session, "void_reason", found.authority_code).items())
    if words.when_of(found.stands, today) == "over":
        form.without_days()
    if form.validate_on_submit():
        try:
            services.change_void(
                void_id=void_id, works=form.works(before), seen=_position(form), by=current_actor(), now=now
            )
            flash("The change is recorded", "success")
            return _back(void_id)
        except Refused as refused:
            form.blame(refused)
            form.carry(str(found.stands.position))
    return render_template("places/voids/change.html", form=form, void=found)


@blueprint.route("/voids/<uuid:void_id>/cancel", methods=["GET", "POST"])
@requires("unit.manage")
def cancel_void(void_id: UUID) -> ResponseReturnValue:
    """Works that have not begun will not be."""
    found = _own(void_id)
    form = StateForm(data={"seen": str(found.stands.position)})
    if form.validate_on_submit():
        try:
            services.cancel_void(void_id=void_id, seen=_position(form), by=current_actor(), now=clock.now())
            flash("The works are cancelled. The days are free again", "success")
            return _back(void_id)
        except Refused as refused:
            form.blame(refused)
            form.carry(str(found.stands.position))
    return render_template("places/voids/cancel.html", form=form, void=found)


def _own(void_id: UUID) -> Void:
    actor = current_actor()
    with db.reading() as session:
        return queries.own(session, actor, void_id)


def _position(form: StateForm) -> int:
    """The revision that the page showed; none at all where what came back is no number."""
    seen = form.seen.data or ""
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 7 else -1


def _back(void_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("places.void", void_id=void_id), 303)
