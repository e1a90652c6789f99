"""The home page."""

from __future__ import annotations

from flask import render_template

from housing import db
from housing.access import current_actor, requires
from housing.people.blueprint import blueprint
from housing.people.home.roles import roles_of
from housing.people.own.queries import last_sign_in


@blueprint.get("/")
@requires("home.see")
def home() -> str:
    """What waits for this person, and where to go."""
    actor = current_actor()
    with db.reading() as session:
        before = last_sign_in(session, actor)
    return render_template("people/home.html", name=actor.name, roles=roles_of(actor), before=before)
