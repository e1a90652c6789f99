"""A provider's photographs of a property: shown to its own staff, added, and removed."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.forms import Choice, HavenForm, Option, Text, Upload
from housing.images.services import TYPE, image_limits
from housing.places.blueprint import blueprint
from housing.places.photographs import queries
from housing.places.photographs.keeping import add_photograph, remove_photograph
from housing.places.queries import own_property
from housing.refusals import Refused

WHOLE = "property"


class PhotographForm(HavenForm):
    """A photograph and what it shows."""

    photograph = Upload(
        "Photograph",
        endings=("jpg", "jpeg", "png"),
        hint="JPEG or PNG. Leave out people, street signs, house numbers and views from which the place can be told",
        required="Select a photograph",
    )
    words = Text(
        "What does it show?",
        noun="What it shows",
        hint="For those who cannot see it, for example: bedroom with two beds and a cot",
        required="Enter what it shows",
        max_length=150,
    )
    of = Choice("What is it of?", required="Select what it is of")


@blueprint.route("/properties/<uuid:property_id>/photographs", methods=["GET", "POST"])
@requires("unit.manage")
def property_photographs(property_id: UUID) -> ResponseReturnValue:
    """The photographs of a property and its units, and adding one."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        home = own_property(session, actor, property_id)
        limits = image_limits(session, now=now, authority=home.authority_code)
    form = PhotographForm(data={"of": WHOLE})
    form.photograph.max_bytes = limits.most_bytes
    form.of.options = [Option(WHOLE, f"{home.code} as a whole"), *Option.each((u.id, u.code) for u in home.units)]
    if form.validate_on_submit():
        of = form.of.data
        try:
            add_photograph(
                property_id=property_id, unit_id=None if of == WHOLE else UUID(of),
                data=form.photograph.data.read(), words=form.words.data, by=actor, now=now,
            )  # fmt: skip
            flash("The photograph is kept, without what the file said besides", "success")
            return redirect(url_for("places.property_photographs", property_id=property_id), 303)
        except Refused as refused:
            form.blame(refused)
    with db.reading() as session:
        pictures = queries.of_property(session, property_id)
    return render_template("places/photographs/own.html", home=home, form=form, pictures=pictures)


@blueprint.get("/photographs/<uuid:photograph_id>")
@requires("unit.manage")
def photograph(photograph_id: UUID) -> ResponseReturnValue:
    """One photograph of one's own stock, as the picture itself."""
    with db.reading() as session:
        return as_picture(queries.own_bytes(session, current_actor(), photograph_id))


@blueprint.route("/photographs/<uuid:photograph_id>/remove", methods=["GET", "POST"])
@requires("unit.manage")
def photograph_remove(photograph_id: UUID) -> ResponseReturnValue:
    """Ask, then erase it."""
    form = HavenForm()
    actor = current_actor()
    if form.validate_on_submit():
        property_id = remove_photograph(photograph_id=photograph_id, by=actor, now=clock.now())
        flash("The photograph is erased", "success")
        return redirect(url_for("places.property_photographs", property_id=property_id), 303)
    with db.reading() as session:
        found = queries.own(session, actor, photograph_id)
    return render_template("places/photographs/remove.html", form=form, found=found)


def as_picture(content: bytes) -> Response:
    """An answer that is a photograph; like every page it is kept by no cache."""
    return Response(content, mimetype=TYPE, headers={"Content-Disposition": "inline; filename=photograph.jpg"})
