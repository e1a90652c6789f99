"""The page that takes the place of every other when somebody looks over a shoulder.

It says something true, dull and at home on an office screen, links nowhere, and gives no name away.
"""

from __future__ import annotations

from flask import Blueprint, Flask, redirect, render_template, url_for
from werkzeug.wrappers import Response

from housing.access import public
from housing.web.headers import forget_on_leaving

blueprint = Blueprint("neutral", __name__)


@blueprint.get("/screen-breaks")
@public
def page() -> str:
    """The neutral page itself; the same for everybody, signed in or not."""
    return render_template("neutral.html")


def leave() -> Response:
    """What the "Hide this page" endpoint answers once it has ended the session: off to the neutral page, by 303."""
    return forget_on_leaving(redirect(url_for("neutral.page"), code=303))


def init_app(app: Flask) -> None:
    """Serve the neutral page."""
    app.register_blueprint(blueprint)
