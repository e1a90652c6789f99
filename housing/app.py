"""The application: settings in, Flask out. Slices' pages are brought in here and nowhere else."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from housing import access, db, sealing, web
from housing.config import LONGEST_BODY, Settings
from housing.households import routes as households
from housing.jobs import routes as jobs
from housing.people import routes as people
from housing.people import sessions
from housing.placements import routes as placements
from housing.places import routes as places
from housing.presentations import routes as presentations
from housing.reports import routes as reports

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
SLICES = (people, places, households, presentations, placements, reports, jobs)

# What each role finds in the bar at the top: (permission, endpoint, words, counter of what waits).
PLACES_TO_GO = (
    web.Link("run.read", "matching.today", "Today's run", counter="proposals"),
    web.Link("household.read", "households.index", "Households"),
    web.Link("unit.manage", "places.own_units", "My units"),
    web.Link("referral.answer", "offers.referrals", "Referrals", counter="referrals"),
    web.Link("vacancy.see", "places.vacancies", "Vacancies"),
    web.Link("report.read", "reports.placements", "Placements report"),
    web.Link("account.manage", "people.accounts", "Accounts"),
    web.Link("audit.read", "people.audit_trail", "Audit trail"),
    web.Link("jobs.read", "jobs.index", "Jobs"),
)


def create_app(settings: Settings) -> Flask:
    """Make the application on a migrated database; one a process."""
    app = Flask("housing", template_folder=str(TEMPLATES))
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
    sessions.init_app(app)
    CSRFProtect(app)
    access.guard(app, people.ask_to_sign_in)
    web.init_app(app, PLACES_TO_GO, proxies=settings.proxies)
    for slice_ in SLICES:
        for blueprint in slice_.BLUEPRINTS:
            app.register_blueprint(blueprint)
    return app
