"""A household that fears somebody, and what a lead sees of records that may be of one person."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from housing import db
from housing.config import Settings
from housing.copies import routes as copies_routes
from housing.households import routes as household_routes
from housing.households import services
from housing.households.alike import queries
from housing.households.concerns import Concern
from housing.presentations import routes as presentation_routes
from housing.presentations.services import start_presentation
from housing.tasks.models import Task
from housing.work import routes as work_routes
from tests.housing.households.factories import NOW, Town
from tests.housing.one_slice import application

BORN = date(1990, 3, 4)
LOOK = select(Task).where(Task.subject == "name_match").order_by(Task.kind)


def application_of(haven: Settings) -> Flask:
    """Haven with the pages of these slices."""
    pages = (*household_routes.BLUEPRINTS, *presentation_routes.BLUEPRINTS, *copies_routes.BLUEPRINTS)
    return application(haven, *pages, *work_routes.BLUEPRINTS)


def feared_somebody(people: Town) -> UUID:
    """A household of the officer's team, which fears somebody."""
    started = start_presentation(name="Madeup Person", route=None, by=people.officer, now=NOW, born=BORN)
    services.add_person_of_concern(
        household_id=started.household_id, concern=Concern("Bartholomew Feared"), by=people.officer, now=NOW
    )
    return started.household_id


def tasks() -> list[tuple[str, str | None, bool]]:
    """The tasks to look at two records: kind, role, urgent."""
    with db.reading() as session:
        return [(task.kind, task.role, task.urgent) for task in session.scalars(LOOK)]


def pairs(people: Town) -> list[queries.Pair]:
    """The pairs that wait for the homelessness team."""
    with db.reading() as session:
        return queries.open_pairs(session, people.homelessness)
