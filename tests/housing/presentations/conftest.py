"""Haven with the pages of these slices, a made-up council, and an officer signed in."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from housing.config import Settings
from housing.copies import routes as copies_routes
from housing.households import routes as household_routes
from housing.presentations import routes as presentation_routes
from housing.presentations.services import start_presentation
from tests.housing.households.factories import NOW, Town, town
from tests.housing.one_slice import application
from tests.housing.signing_in import sign_in_as


@pytest.fixture
def app(haven: Settings) -> Flask:
    """Haven with the pages of both slices on a clean database."""
    pages = (*household_routes.BLUEPRINTS, *presentation_routes.BLUEPRINTS, *copies_routes.BLUEPRINTS)
    return application(haven, *pages)


@pytest.fixture
def people(app: Flask) -> Town:
    """A made-up council."""
    return town()


@pytest.fixture
def client(app: Flask, people: Town) -> FlaskClient:
    """A browser in which the officer is signed in."""
    browser = app.test_client()
    sign_in_as(browser, people.officer)
    return browser


@pytest.fixture
def household(people: Town) -> UUID:
    """A household of the officer's team."""
    return start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW).household_id
