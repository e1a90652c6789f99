"""The application: settings in, Flask out. Slices' pages are brought in here and nowhere else."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from housing import access, db, sealing, surroundings, web
from housing.config import LONGEST_BODY, Settings
from housing.copies import routes as copies
from housing.households import routes as households
from housing.jobs import routes as jobs
from housing.people import routes as people
from housing.people import sessions
from housing.placements import routes as placements
from housing.placements.matching.edits.panel import edits_panel
from housing.placements.moving.panel import moving_panel
from housing.placements.neighbours.panel import apart_panel
from housing.placements.offers.panel import offer_panel
from housing.placements.returning.panel import returning_panel
from housing.placements.stays.panel import stay_panel
from housing.placements.stays.who import who_is_where
from housing.places import routes as places
from housing.places.calendar.who import WHO
from housing.presentations import routes as presentations
from housing.presentations.assessments.panel import assessments_panel
from housing.presentations.documents.panel import document_panel
from housing.presentations.duties.panel import duties_panel
from housing.presentations.funding.panel import funding_panel
from housing.presentations.next_steps import next_panel
from housing.presentations.page.panels import clocks_panel, due_panel
from housing.presentations.panels import PANELS
from housing.presentations.parting.panel import together_panel
from housing.presentations.payments.panel import payments_panel
from housing.presentations.support.panels import reach_panel, safety_panel, support_panel
from housing.reports import routes as reports
from housing.sanctuary import routes as sanctuary
from housing.sanctuary.panel import sanctuary_panel
from housing.unfinished import offering
from housing.whose_case import case_of
from housing.work import routes as work

STATIC = Path(__file__).resolve().parent / "static"
SLICES = (people, places, households, presentations, work, sanctuary, placements, copies, reports, jobs)
# Asked in this order for the household's page; each says itself where it stands there.
HOUSEHOLD_PANELS = (
    next_panel,
    together_panel,
    returning_panel,
    duties_panel,
    assessments_panel,
    reach_panel,
    safety_panel,
    support_panel,
    stay_panel,
    offer_panel,
    moving_panel,
    funding_panel,
    payments_panel,
    sanctuary_panel,
    edits_panel,
    apart_panel,
    document_panel,
    clocks_panel,
    due_panel,
)


def create_app(settings: Settings) -> Flask:
    """Make the application on a migrated database; one a process."""
    app = Flask("housing", static_folder=str(STATIC), static_url_path="/static")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LONGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LONGEST_BODY,
        MAX_FORM_PARTS=2000,
        TRUSTED_HOSTS=list(settings.hosts),
        WTF_CSRF_TIME_LIMIT=None,
        MADE_UP=settings.made_up,
        HAVEN=settings,
    )
    sealing.use_keys(settings.keys)
    db.bind(settings.database_url)
    web.init_app(app, surroundings.around, sign_in=people.ask_to_sign_in, proxies=settings.proxies)
    sessions.init_app(app)
    # who is asking comes before whether the form is genuine: a form sent after its session ended leads to sign-in
    access.guard(app, people.ask_to_sign_in)
    CSRFProtect(app)
    offering.init_app(app, case_of)
    app.extensions[WHO] = who_is_where
    app.extensions[PANELS] = list(HOUSEHOLD_PANELS)
    for slice_ in SLICES:
        for blueprint in slice_.BLUEPRINTS:
            app.register_blueprint(blueprint)
    return app
