"""An application with the pages of one slice, and those of signing in: for tests that need no other slice's pages.

    @pytest.fixture
    def client(haven: Settings) -> FlaskClient:
        return application(haven, *routes.BLUEPRINTS).test_client()

Links to other slices' pages cannot be made here: a test of a page that has some uses
`tests.housing.application.create_app`.
"""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Flask, url_for
from flask_wtf.csrf import CSRFProtect

import housing
from housing import access, db, sealing, web
from housing.access import current_actor
from housing.config import LONGEST_BODY, Settings
from housing.people import routes as people
from housing.people import sessions
from housing.web import Link, Surroundings
from tests.housing.application import once

STATIC = Path(housing.__file__).resolve().parent / "static"


def application(settings: Settings, *blueprints: Blueprint) -> Flask:
    """Haven with signing in and these pages, on the settings' database; guarded like the whole."""
    which = tuple(blueprint.name for blueprint in blueprints)
    return once(which, settings, lambda settings: _made(settings, blueprints))


def _made(settings: Settings, blueprints: tuple[Blueprint, ...]) -> Flask:
    app = Flask("housing", static_folder=str(STATIC), static_url_path="/static")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LONGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LONGEST_BODY,
        TRUSTED_HOSTS=list(settings.hosts),
        WTF_CSRF_TIME_LIMIT=None,
        MADE_UP=settings.made_up,
        HAVEN=settings,
    )
    sealing.use_keys(settings.keys)
    db.bind(settings.database_url)
    web.init_app(app, _around, sign_in=people.ask_to_sign_in)
    sessions.init_app(app)
    # who is asking comes before whether the form is genuine: a form sent after its session ended leads to sign-in
    access.guard(app, people.ask_to_sign_in)
    CSRFProtect(app)
    for blueprint in dict.fromkeys((*people.BLUEPRINTS, *blueprints)):
        app.register_blueprint(blueprint)
    return app


def _around() -> Surroundings:
    actor = current_actor()
    if actor.account_id is None:
        return Surroundings()
    return Surroundings(account=Link(actor.name, url_for("people.own_account")))
