"""A provider's units: all of them on one page, and each with what can be changed from its present state."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.places import listing, queries, services
from housing.places.blueprint import blueprint
from housing.places.forms import AvailableForm, PrepareForm, StateForm
from housing.places.voids import words as void_words
from housing.places.voids.panel import works_of
from housing.places.words import FEATURES
from housing.refusals import Refused


@blueprint.get("/units")
@requires("unit.manage")
def own_units() -> ResponseReturnValue:
    """Own units by property, each with its state and whether that is still right."""
    now = clock.now()
    with db.reading() as session:
        found = listing.shown(session, queries.own_units(session, current_actor(), now=now), now=now)
    groups = listing.grouped(found)
    homes = [group.units[0] for group in groups if len(group.units) == 1]
    return render_template(
        "places/own_units.html",
        houses=[group for group in groups if len(group.units) > 1],
        homes=homes,
        homes_seen=listing.all_seen(homes),
        total=len(found),
        stale=sum(each.stale for each in found),
        seen=listing.all_seen(found),
    )


@blueprint.get("/units/<uuid:unit_id>")
@requires("unit.manage")
def unit(unit_id: UUID) -> ResponseReturnValue:
    """One unit: what it is doing, and what can be changed now."""
    shown = _shown(unit_id)
    features = ", ".join(FEATURES.get(slug, slug) for slug in shown.unit.features)
    with db.reading() as session:
        works = works_of(session, shown.unit, today=clock.today())
    return render_template("places/unit.html", shown=shown, said_features=features, works=works, void_words=void_words)


@blueprint.post("/units/<uuid:unit_id>/available-now")
@requires("unit.manage")
def available_now(unit_id: UUID) -> ResponseReturnValue:
    """An empty unit can be lived in from today."""
    now, form = clock.now(), StateForm()
    try:
        services.make_available(
            unit_id=unit_id, from_on=clock.day_of(now), by=current_actor(), now=now, seen=form.seen.data
        )
        flash("The unit is available from today", "success")
    except Refused as refused:
        flash(str(refused))
    return _back(unit_id)


@blueprint.route("/units/<uuid:unit_id>/available", methods=["GET", "POST"])
@requires("unit.manage")
def available(unit_id: UUID) -> ResponseReturnValue:
    """An empty unit can be lived in from a later day."""
    now, shown = clock.now(), _shown(unit_id)
    form = AvailableForm(today=clock.day_of(now), data={"seen": shown.state.mark})

    def save() -> None:
        services.make_available(
            unit_id=unit_id, from_on=form.from_on.data, by=current_actor(), now=now, seen=form.seen.data
        )

    if _saved(form, shown, save):
        flash("The first day is recorded", "success")
        return _back(unit_id)
    return render_template("places/available.html", form=form, shown=shown)


@blueprint.route("/units/<uuid:unit_id>/prepare", methods=["GET", "POST"])
@requires("unit.manage")
def prepare(unit_id: UUID) -> ResponseReturnValue:
    """An empty unit is being prepared until a day."""
    now, shown = clock.now(), _shown(unit_id)
    form = PrepareForm(today=clock.day_of(now), data={"seen": shown.state.mark})

    def save() -> None:
        services.prepare_unit(
            unit_id=unit_id, ready_on=form.ready_on.data, by=current_actor(), now=now, seen=form.seen.data
        )

    if _saved(form, shown, save):
        flash("The unit is shown as being prepared", "success")
        return _back(unit_id)
    return render_template("places/prepare.html", form=form, shown=shown)


def _saved(form: StateForm, shown: listing.Shown, save: Callable[[], None]) -> bool:
    """Check the form and call the service; False where the page has to be shown again, with what is wrong."""
    if not form.validate_on_submit():
        return False
    try:
        save()
    except Refused as refused:
        form.blame(refused)
        form.carry(shown.state.mark)
        return False
    return True


def _shown(unit_id: UUID) -> listing.Shown:
    now = clock.now()
    with db.reading() as session:
        row = queries.own_unit(session, current_actor(), unit_id, now=now)
        return listing.shown(session, [row], now=now)[0]


def _back(unit_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("places.unit", unit_id=unit_id), 303)
