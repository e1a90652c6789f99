"""The whole application with a made-up council of two teams, and a household of the first."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from housing.config import Settings
from housing.presentations.models import Presentation
from housing.presentations.services import start_presentation
from tests.housing.application import create_app
from tests.housing.households.factories import NOW, Town, town
from tests.housing.signing_in import sign_in_as


@pytest.fixture
def app(haven: Settings) -> Flask:
    """Haven on a clean database."""
    return create_app(haven)


@pytest.fixture
def people(app: Flask) -> Town:
    """A made-up council."""
    return town()


@pytest.fixture
def presentation(people: Town) -> Presentation:
    """A case of the officer's."""
    return start_presentation(name="Madeup Canary", route="self", by=people.officer, now=NOW)


@pytest.fixture
def client(app: Flask, people: Town, presentation: Presentation) -> FlaskClient:
    """A browser in which the officer is signed in."""
    browser = app.test_client()
    sign_in_as(browser, people.officer)
    return browser
